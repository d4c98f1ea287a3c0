"""The first page: a day, its month, what waits; every figure leads on."""

import datetime
import re

import demo_days
from looks import look


def figure(text):
    """A figure without the spaces that keep thousands apart."""
    return re.sub(r"[\s\u202f]", "", text)


def shown(page):
    return datetime.date.fromisoformat(re.search(r"day=([\d-]+)", page.url).group(1))


def test_the_newest_day_stands_there_with_its_month(page, book):
    yesterday = demo_days.yesterday()
    page.goto(f"{book}/")
    assert "No calls yet today" in page.inner_text(".notice")
    assert f"{yesterday.day} {yesterday:%B %Y}" in page.inner_text("main .sentence")
    strip = page.locator(".day-strip").first
    strip.locator("summary").click()
    by_hour = sum(int(figure(cell)) for cell in strip.locator("tbody td:last-child").all_inner_texts())
    calls = int(figure(page.inner_text(".figures .big >> nth=0")))
    assert by_hour == calls > 0
    table = page.locator("section:has(> h2:has-text('This day')) table")
    lines = [int(figure(cell)) for cell in table.locator("tbody:not(.totals) td:nth-child(2)").all_inner_texts()]
    assert sum(lines) == calls == int(figure(table.locator(".totals td:nth-child(2)").inner_text()))
    look(page, "dashboard")


def test_each_figure_is_a_door(page, book):
    page.goto(f"{book}/")
    tables = page.locator("section:has(> h2:has-text('This day')) tbody tr")
    doors = [(figure(row.locator("td").nth(1).inner_text()), row.locator("a").first.get_attribute("href")) for row in tables.all()]
    assert len(doors) >= 5
    for calls, address in doors:
        page.goto(address)
        assert figure(page.inner_text("main .sentence")).startswith(calls + "call"), address


def test_days_before_and_after_keep_their_place(page, book):
    page.goto(f"{book}/")
    page.click(".period .arrow[data-key='[']")
    first = shown(page)
    page.keyboard.press("[")
    page.wait_for_url(f"**day={first - datetime.timedelta(days=1)}")
    page.click(".period .arrow[data-key=']']")
    assert shown(page) == first
    page.click(".period summary")
    page.click(".period >> text=Yesterday")
    assert shown(page) == demo_days.yesterday()
    page.click(".period summary")
    page.fill("#period-f-day", "2001-01-01")
    page.click(".from-to button")
    assert "There are no calls on 1 January 2001" in page.inner_text(".notice")
    look(page, "dashboard-no-calls")


def test_a_day_of_the_month_leads_to_that_day(page, book):
    page.goto(f"{book}/")
    columns = page.locator(".day-strip").nth(1).locator("svg a")
    name, address = columns.first.get_attribute("aria-label"), columns.first.get_attribute("href")
    page.goto(address)
    calls = figure(name.split(":")[1]).removesuffix("calls")
    assert figure(page.inner_text("main .sentence")).startswith(calls + "calls")


def test_what_waits_leads_to_where_it_is_mended(page, book):
    page.goto(f"{book}/")
    for number, address in [(it.inner_text(), it.get_attribute("href")) for it in page.locator(".waits a[href*=problems]").all()]:
        page.goto(address)
        assert figure(number) == figure(page.inner_text(".tabs [aria-current] b")), address
