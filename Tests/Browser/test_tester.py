"""A call typed in, the rules of selection, calls priced otherwise, and versions in time."""

import json
import re

import pytest
from looks import look
from test_dashboard import figure

PHONE = {"width": 360, "height": 740}


def test_a_call_typed_in_is_priced_and_explained(page, book):
    page.goto(f"{book}/tariffs")
    page.click(".tabs a:has-text('Test a call')")
    assert page.input_value("#f-day") and re.match(r"\d\d:\d\d$", page.input_value("#f-time")), "now is filled in"
    page.fill("#f-caller", "201")
    page.fill("#f-called", "90012125550123")
    page.select_option("#f-trunk", "T9001")
    page.fill("#f-day", "2026-03-02")
    page.fill("#f-time", "09:15")
    page.fill("#f-duration", "1:01")
    page.click("button:has-text('Test the call')")
    # 60/6 at 0.30 a minute: 0.30 and one block of 6 s, 0.03.
    shown = page.inner_text("main")
    assert "0.33" in page.inner_text(".figures"), shown
    assert "12125550123" in shown and "The extension 201 belongs to the party 201" in shown
    assert "the party 201" in shown and "has a table of its own" in shown
    assert page.locator(".steps").count() == 2, "price and cost, each with its steps"
    look(page, "tester")
    data = json.loads(page.request.get(page.get_attribute(".actions a[href*='as=json']", "href")).text())
    assert data["price"]["charge"] == "0.33" and data["number"] == "12125550123"
    page.click(".table-why a >> nth=0")
    assert "/tariffs/office" in page.url


def test_what_is_typed_wrong_is_marked(page, book):
    page.goto(f"{book}/test-call?called=&caller=201&duration=long&day=2026-02-30&direction=up")
    assert page.locator(".error-summary li").count() == 4
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") in ("f-called", "f-day")
    assert page.get_attribute("#f-duration", "aria-invalid") == "true"
    look(page, "tester-wrong")


def test_a_call_without_rate_leads_to_the_rate(page, book):
    page.goto(f"{book}/test-call?caller=201&called=90068812345&trunk=T9001&duration=60")
    assert "begins with no prefix of the rate table" in page.inner_text(".notice")
    page.click(".notice a")
    assert page.input_value("#f-prefix") == "68812"


def test_which_table_and_why(page, book):
    page.goto(f"{book}/selection")
    shown = page.inner_text("main")
    assert "the party's own table: table office for 120" in shown and "the site's default: table vnpt" in shown
    page.fill("#f-caller", "201")
    page.fill("#f-called", "90912345678")
    page.select_option("#f-trunk", "T9011")
    page.click("button:has-text('Which table?')")
    answer = page.inner_text(".selection-answer")
    assert "table viettel" in answer and "the trunk T9011 has a table of its own" in answer
    look(page, "selection")
    page.click("a:has-text('What would it cost?')")
    assert page.input_value("#f-called") == "90912345678" and page.locator(".figures").count() == 1


def test_calls_priced_otherwise(page, book):
    page.goto(f"{book}/bills")
    first, last = re.search(r"from=([\d-]+)&to=([\d-]+)", page.get_attribute(".document-actions a[href*='as=csv']", "href")).groups()
    page.goto(f"{book}/what-if")
    page.fill("#f-from", first)
    page.fill("#f-to", last)
    page.check("input[name=table][value=office]")
    page.check("input[name=planned]")
    page.click("button:has-text('Compare')")
    page.wait_for_selector(".grid .row-total")
    total = page.locator(".grid .row-total td")
    assert figure(total.nth(3).inner_text()) == figure(total.nth(4).inner_text()), "the same table gives the same charges"
    assert total.nth(5).inner_text().strip() == "–", "no difference"
    rows = page.locator(".grid .row-line")
    assert sum(int(figure(cell)) for cell in rows.locator("td:nth-child(2)").all_inner_texts()) == int(figure(total.nth(1).inner_text()))
    look(page, "what-if")
    count = int(figure(rows.nth(0).locator("td").nth(1).inner_text()))
    page.click(".grid .row-line a >> nth=0")
    words = page.inner_text("main .sentence")
    assert str(count) in figure(words) or "More than" in words, "a line leads to its calls"


def test_a_question_that_means_nothing_is_told(page, book):
    page.goto(f"{book}/what-if")
    page.click("button:has-text('Compare')")
    assert "Choose what the calls are to be priced by" in page.inner_text(".error-summary")
    page.check("input[name=table][value=vnpt]")
    page.click("button:has-text('Compare')")
    assert "of the scheme cost" in page.inner_text(".error-summary")
    look(page, "what-if-wrong")


def test_versions_in_time(page, book):
    page.goto(f"{book}/versions")
    shown = page.inner_text("main")
    assert "Nothing is planned" in shown and page.locator(".grid .row-line").count() >= 4
    look(page, "versions")


def test_a_bill_shows_its_margin_to_the_office_alone(page, book):
    page.goto(f"{book}/bills/party/201")
    assert "in different currencies" in page.inner_text(".office"), "dollars and dong"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.office')).display") == "none"
    page.emulate_media(media="screen")


@pytest.mark.parametrize("place", ["test-call?caller=201&called=90912345678&duration=90&trunk=T9001", "selection", "what-if", "versions"])
def test_on_a_phone(page, book, place):
    page.set_viewport_size(PHONE)
    page.goto(f"{book}/{place}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "nothing is pushed sideways"
    look(page, "phone-" + place.split("?")[0])
