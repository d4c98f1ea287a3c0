"""Bills: found, read, added up, printed, and given to programs."""

import csv
import io
import json
import re
from datetime import date, timedelta

from looks import FOLDER, look
from test_dashboard import figure
from test_mending import upload


def this_month(page, book):
    """The address of the newest month's bills, which has calls."""
    page.goto(f"{book}/bills")


def data(page, form):
    address = page.get_attribute(f".document-actions a[href*='as={form}']", "href")
    answer = page.request.get(address)
    assert answer.ok
    return answer.text()


def test_the_bills_of_all_lead_to_each(page, book):
    this_month(page, book)
    assert page.locator(".rail [aria-current]").inner_text().strip() == "Bills"
    look(page, "bills")
    table = page.locator("table[data-table]").first
    prices = [
        float(figure(row.locator("td.on-phone-amount").inner_text()).replace("–", "0"))
        for row in table.locator("tr.row-line").all()
    ]
    total = table.locator("tr.row-total td.on-phone-amount, tr.row-sum td.on-phone-amount").last.inner_text()
    assert f"{sum(prices):.2f}" == figure(total), "the parties add up to the total"
    page.click("tr.row-line a >> nth=0")
    assert "/bills/party/" in page.url


def test_a_bill_adds_up_in_each_form(page, book):
    page.goto(f"{book}/bills/party/201")
    lines = page.locator("tr.row-line")
    assert lines.count() > 3
    prices = [float(figure(cell)) for cell in page.locator("tr.row-line td.on-phone-amount").all_inner_texts()]
    calls = float(figure(page.inner_text("tr.row-sum td.on-phone-amount")))
    assert abs(sum(prices) - calls) < 0.005
    # Tax and rounding; a dash is nothing.
    more = [cell for cell in page.locator("tr.row-adjustment td.on-phone-amount").all_inner_texts() if cell != "–"]
    total = float(figure(page.inner_text("tr.row-total td.on-phone-amount")))
    assert more and abs(calls + sum(float(figure(cell)) for cell in more) - total) < 0.005
    assert "Ties to" in page.inner_text(".tie-out")
    assert f"{total:.2f}" in json.dumps(json.loads(data(page, "json")))
    cells = [cell for line in csv.reader(io.StringIO(data(page, "csv"))) for cell in line]
    assert f"{total:.2f}" in cells
    calls = int(re.match(r"\d+", page.inner_text(".sentence")).group())
    assert calls == lines.count()
    look(page, "bill")
    page.click("tr.row-line a >> nth=0")
    assert "/calls/" in page.url, "a line leads to its call"


def test_a_sum_leads_to_its_calls(page, book):
    page.goto(f"{book}/bills/party/201")
    row = page.locator("tr.row-subtotal").first
    calls = re.search(r"(\d+) call", row.inner_text()).group(1)
    page.goto(row.locator("a").first.get_attribute("href"))
    assert page.inner_text("main .sentence").startswith(calls + " call")


def test_long_and_dear_calls_are_bold(page, book):
    page.goto(f"{book}/calls?state=rated&sort=duration")
    assert page.locator("tbody tr").first.get_attribute("class")
    weights = page.eval_on_selector_all("tbody tr.over td", "all => all.map((it) => getComputedStyle(it).fontWeight)")
    assert all(int(weight) >= 600 for weight in weights)


def test_a_bill_prints_as_one(page, book):
    page.goto(f"{book}/bills")
    page.emulate_media(media="print")
    hidden = [".rail", ".top", ".document-actions", ".skip"]
    assert page.evaluate("all => all.filter((it) => getComputedStyle(document.querySelector(it)).display !== 'none')", hidden) == []
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert pages >= 3, "120 parties need three sheets"
    if FOLDER:
        open(f"{FOLDER}/bills.pdf", "wb").write(paper)
        page.goto(f"{book}/bills/party/201")
        page.pdf(path=f"{FOLDER}/bill.pdf", format="A4", prefer_css_page_size=True)
    page.emulate_media(media="screen")


def test_the_print_button_prints(page, book):
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(f"{book}/bills/party/201")
    page.click("[data-print]")
    assert page.evaluate("window.printed")


def test_nobodys_and_unknown_bills(page, book):
    assert page.goto(f"{book}/bills/party/nobody-has-this").status == 404
    assert page.goto(f"{book}/bills/organisation/nowhere").status == 404
    assert page.goto(f"{book}/bills/party/201?from=2026-13-01").status == 400
    page.goto(f"{book}/bills/party/201?from=2001-01-01&to=2001-01-31")
    assert "0 calls" in page.inner_text(".sentence")
    look(page, "bill-empty")


def test_a_bill_is_issued_and_credited(page, book):
    # The demo's own calls are of this month, which is not over.
    last = date.today().replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    lines = "".join(
        f"{first:%Y/%m}/10 10:{minute}:00,00:02:05,4,207,O,90912345{minute},90912345{minute},,0,77{minute},0,E207,Seven,T9001,Line 1.0,0,0"
        + ",,,,,,,,,,,,,\r\n"
        for minute in (10, 20, 30)
    )
    upload(page, book, f"{first:%Y-%m}.log", lines)
    page.goto(f"{book}/bills/party/207?from={first}&to={last}")
    total = page.inner_text("tr.row-total td.on-phone-amount").strip()
    calls = page.locator("tr.row-line").count()
    page.click("text=Issue this bill")
    page.wait_for_url(re.compile(r"/bills/issued/\d+$"))
    number = int(page.url.rsplit("/", 1)[1])
    assert page.inner_text("tr.row-total td.on-phone-amount").strip() == total
    assert page.locator("tr.row-line").count() == calls
    look(page, "issued-bill")
    frozen = json.loads(data(page, "json"))["bill"]
    assert frozen["number"] == number and len(frozen["calls"]) == calls

    page.goto(f"{book}/bills/party/207?from={first}&to={last}")
    page.click("text=Issue this bill")
    assert "207 has no calls to bill" in page.inner_text(".error-summary")

    page.goto(f"{book}/bills/issued/{number}")
    page.fill("#f-reason", "<b>Wrong</b> department")
    page.click("button:has-text('Credit this bill')")
    page.wait_for_url(re.compile(rf"/bills/issued/{number + 1}$"))
    assert page.inner_text("tr.row-total td.on-phone-amount").strip() == "-" + total
    assert "<b>Wrong</b> department" in page.inner_text("main")
    look(page, "credit-note")
    page.goto(f"{book}/bills/issued/{number}")
    assert page.locator("#f-reason").count() == 0, "a credited bill is not credited again"
    page.click("text=Issued bills")
    rows = page.locator("table tbody tr").all_inner_texts()
    assert "for bill" in rows[0] and "credited by" in rows[1]
    look(page, "issued-bills")


def test_a_run_of_bills_is_a_job(page, book):
    last = date.today().replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    lines = "".join(
        f"{first:%Y/%m}/11 11:{minute}:00,00:02:05,4,208,O,90912345{minute},90912345{minute},,0,78{minute},0,E208,Eight,T9001,Line 1.0,0,0"
        + ",,,,,,,,,,,,,\r\n"
        for minute in (10, 20, 30)
    )
    upload(page, book, f"{first:%Y-%m}-run.log", lines)
    page.goto(f"{book}/bills/issued")
    page.fill("#f-from", f"{first}")
    page.fill("#f-to", f"{last}")
    page.fill("#f-folder", "Not a name")
    page.check("input[value=csv]")
    page.click("button:has-text('Begin the run')")
    assert "no name of a folder" in page.inner_text(".error-summary")
    assert page.is_checked("input[value=csv]"), "what was chosen is kept"
    look(page, "bill-run-form")
    page.fill("#f-folder", "month")
    page.click("button:has-text('Begin the run')")
    page.wait_for_url(re.compile(r"/bills/runs/\d+$"))
    page.wait_for_function("() => !document.querySelector('[data-poll]')")
    run = page.request.get(page.url + "?as=json").json()
    assert run["state"] == "done" and run["bills"] > 0 and run["files"] == 2 * run["bills"]
    assert "All bills of these days" in page.inner_text("main")
    look(page, "bill-run")
    page.click("main a:has-text('Issued bills')")
    assert "done" in page.inner_text("main section >> nth=0")
    assert page.locator("tbody tr:has-text('208')").count() == 1
    look(page, "issued-bills-and-runs")


def test_a_bill_in_other_languages(page, book):
    last = date.today()
    first = last.replace(day=1)
    for language, direction, words in (("de", "ltr", "Zu zahlender Betrag"), ("ar", "rtl", "إجمالي المستحق"), ("zh", "ltr", "应付总额")):
        page.goto(f"{book}/bills/party/201?from={first}&to={last}&language={language}")
        article = page.locator("article.document")
        assert article.get_attribute("lang") == language
        assert page.evaluate("() => getComputedStyle(document.querySelector('article.document')).direction") == direction
        assert words in article.inner_text()
        look(page, f"bill-{language}")
        assert words in page.request.get(page.url + "&as=html").text()
    assert page.goto(f"{book}/bills/party/201?language=tlh").status == 400
