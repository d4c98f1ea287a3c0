"""The list of calls: every filter, order and page is an address; one call has its whole way back."""

import json
import re
import urllib.request

from looks import look
from test_dashboard import figure


def rows(page):
    return page.locator("main table.grid tbody tr")


def column(page, number):
    return [text.strip() for text in page.locator(f"main table.grid tbody td:nth-child({number})").all_inner_texts()]


def chosen(page, book, field, value):
    page.goto(f"{book}/calls")
    if field in ("called", "calling", "duration", "from", "to"):
        page.fill(f"#f-{field}", value)
    else:
        page.select_option(f"#f-{field}", value)
    page.click("main form.filter button.main")
    assert rows(page).count() > 0, f"{field}={value} finds nothing"


def test_each_filter_filters(page, book):
    chosen(page, book, "party", "201")
    assert set(column(page, 2)) == {"201 " + column(page, 2)[0].removeprefix("201 ")}
    chosen(page, book, "direction", "in")
    assert all(number.startswith("from ") for number in column(page, 3))
    chosen(page, book, "state", "unrated")
    assert set(column(page, 8)) == {"no rate"}
    chosen(page, book, "type", "mobile")
    assert set(column(page, 5)) == {"Mobile"}
    chosen(page, book, "type", "*")
    assert set(column(page, 5)) == {"incoming"}
    chosen(page, book, "trunk", "T9002")
    assert set(column(page, 6)) == {"T9002"}
    chosen(page, book, "called", "900")
    assert all(number.startswith("900") for number in column(page, 3))
    chosen(page, book, "calling", "0")
    assert all(number.startswith("from 0") for number in column(page, 3))
    chosen(page, book, "duration", "600")
    assert all(length >= "0:10:00" for length in column(page, 7))
    day = column(page, 1)[0][:10]
    chosen(page, book, "from", day)
    assert min(column(page, 1))[:10] == day
    look(page, "calls")


def test_any_column_sorts_and_says_so(page, book):
    page.goto(f"{book}/calls")
    page.click("thead a:has-text('Price')")
    prices = [float(figure(price)) for price in column(page, 8) if figure(price)[:1].isdigit()]
    assert prices == sorted(prices, reverse=True) and len(prices) > 10
    page.click("thead a:has-text('Duration')")
    assert column(page, 7) == sorted(column(page, 7), reverse=True)
    assert page.get_attribute("thead th[aria-sort]", "aria-sort") == "descending"
    heading = "[...document.querySelectorAll('thead th[aria-sort] a')].map(a => a.textContent + getComputedStyle(a, '::after').content)"
    assert [text.count("↓") for text in page.evaluate(heading)] == [1], "one arrow, at the sorted column alone"
    page.click("thead a:has-text('Duration')")
    assert page.get_attribute("thead th[aria-sort]", "aria-sort") == "ascending"


def test_pages_go_on_and_back(page, book):
    page.goto(f"{book}/calls")
    first = column(page, 1)
    page.click("a[rel=next]")
    second = column(page, 1)
    assert second[0] <= first[-1] and second != first
    address = page.url
    page.click("a[rel=next]")
    page.click("a[rel=prev]")
    assert column(page, 1) == second
    page.goto(address)
    assert column(page, 1) == second, "the address is the state"
    page.click("text=First page")
    assert column(page, 1) == first


def test_periods(page, book):
    page.goto(f"{book}/calls")
    assert "the whole book" in page.inner_text(".period")
    for name in ("Today", "Yesterday", "This week", "This month", "Last month", "This year"):
        page.click(".period summary")
        page.click(f".period a:has-text('{name}')")
        assert "from=" in page.url and "to=" in page.url
    page.click(".period .arrow[data-key='[']")
    year = int(re.search(r"from=(\d+)", page.url).group(1))
    assert page.inner_text(".period summary") == str(year)
    assert "No calls here" in page.inner_text("main") or rows(page).count() > 0
    look(page, "calls-of-a-year")


def test_search_finds_numbers_trunks_and_people(page, book):
    for words, finds in (("T9003", "trunk=T9003"), ("900 49", "called=90049"), ("201", "party=201")):
        page.goto(f"{book}/")
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        page.wait_for_url("**/calls?**")
        assert finds in page.url
    page.goto(f"{book}/calls?q=nobody+is+called+that")
    assert "Nothing is called that" in page.inner_text("main")
    look(page, "search-nothing")


def test_wrong_values_are_told(page, book):
    for query in ("from=yesterday", "from=2026-03-02&to=2026-03-01", "duration=-1", "state=lost", "sort=password", "order=x", "at=x", "limit=0"):
        answer = page.goto(f"{book}/calls?{query}")
        assert answer.status == 400, query
        assert len(page.inner_text("main")) > 40
    look(page, "calls-wrong")


def test_the_way_back_of_one_call(page, book):
    page.goto(f"{book}/calls?type=mobile&state=rated&sort=price")
    price = column(page, 8)[0]
    page.click("main table.grid tbody tr >> nth=0 >> a[data-row-link]")
    assert page.inner_text(".figures .big >> nth=0") == price
    steps = page.locator("table.steps").first
    sums = [float(figure(cell)) for cell in steps.locator("tbody:not(.totals) td:nth-child(5)").all_inner_texts() if cell.strip()]
    parts = [float(figure(cell)) for cell in steps.locator("tbody:not(.totals) td:nth-child(4)").all_inner_texts() if cell.strip()]
    assert abs(sum(parts) - sums[-1]) < 1e-9 and f"{sums[-1]:.2f}" == price
    assert steps.locator(".totals").inner_text().split() == ["Charge", price, "USD"]
    dialled = page.inner_text("dl.facts-list div:has(dt:has-text('dialled')) dd")
    cut = page.locator("pre.record [data-fields~=called]")
    assert cut.inner_text() == dialled
    page.hover("tr[data-fields=called]")
    assert "lit" in cut.get_attribute("class"), "pointing at a field lights its bytes"
    page.hover("pre.record [data-fields~=called]")
    assert "lit" in page.locator("tr[data-fields=called]").get_attribute("class")
    look(page, "call")
    doors = [it.get_attribute("href") for it in page.locator("table.steps").first.locator("a").all()]
    assert len(doors) == 4, "table, version, prefix and row lead to the tariff"
    for door in doors:
        page.goto(door)
        assert "/tariffs/office" in page.url and "Viet Nam, mobile" in page.inner_text("main")


def test_legs_and_incoming_calls_have_pages(page, book):
    page.goto(f"{book}/calls?direction=in")
    page.click("main table.grid tbody tr >> nth=0 >> a[data-row-link]")
    assert "incoming" in page.inner_text(".facts-list")
    look(page, "call-incoming")
    page.goto(f"{book}/calls?reason=leg+of+another+record")
    page.click("main table.grid tbody tr >> nth=0 >> a[data-row-link]")
    assert page.locator("section:has(> h2:has-text('Records of the same call')) tbody tr").count() == 2
    look(page, "call-legs")


def test_programs_read_the_same_addresses(page, book, site):
    page.goto(f"{book}/settings/keys")
    page.fill("#f-name", "reader")
    page.click("main .mend button")
    key = page.inner_text("#fresh-key")

    def read(address, key=key):
        request = urllib.request.Request(site.url + address, headers={"Authorization": f"Bearer {key}", "Accept": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    status, found = read(f"{book}/calls?type=mobile&limit=5")
    assert status == 200 and len(found["calls"]) == 5 and {call["callType"] for call in found["calls"]} == {"mobile"}
    status, call = read(f"{book}/calls/" + found["calls"][0]["id"])
    assert status == 200 and call["call"]["id"] == found["calls"][0]["id"] and call["priceSteps"]
    status, bill = read(f"{book}/bills/party/201")
    assert status == 200 and bill
    assert read(f"{book}/bills")[0] == 200
    assert read(f"{book}/calls?from=x")[0] == 400
    status, api = read("/openapi.json")
    assert status == 200 and api["openapi"] == "3.1.0" and "/b/{book}/changes" in api["paths"]
    status, changes = read(f"{book}/changes?limit=7")
    assert status == 200 and len(changes["calls"]) == 7 and changes["more"]
    status, rest = read(f"{book}/changes?limit=7&after=" + changes["next"])
    assert status == 200 and not {call["id"] for call in rest["calls"]} & {call["id"] for call in changes["calls"]}
    assert read(f"{book}/changes?after=x")[0] == 400
    assert read(f"{book}/tariffs")[0] == 403, "no scope of the key names it"
    assert read(f"{book}/calls", "x" * 52)[0] == 401
    assert read(f"{book}/settings/keys")[0] == 403, "a viewer's key opens no settings"


def test_a_few_letters_lead_anywhere(page, book):
    page.goto(f"{book}/calls")
    page.keyboard.press("Control+k")
    assert page.locator("dialog.palette").is_visible()
    page.keyboard.type("tarif")
    look(page, "palette")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tariffs")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.palette").is_visible()
    # What names no place is looked for among the calls.
    page.keyboard.press("Control+k")
    page.keyboard.type("201")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls?*201*")
    assert rows(page).count() > 0
    # Arrows choose.
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    assert page.locator("dialog.palette [data-chosen]").inner_text() == "Calls"
    page.keyboard.press("Enter")
    page.wait_for_url("**/calls")
