"""Reports: found in the gallery, changed on their page, kept, and given in each form."""

import csv
import io
import re
import zipfile

from looks import look


def rows(page):
    return page.locator("article.document table tr.row-line")


def test_the_gallery_finds_a_report(page, book):
    page.goto(f"{book}/reports")
    assert page.locator(".rail [aria-current]").inner_text().strip() == "Reports"
    all_of_them = page.locator(".gallery .card").count()
    assert all_of_them >= 100
    look(page, "reports")
    page.click("nav.tabs >> text=Telephone bills")
    bills = page.locator(".gallery .card").count()
    assert 60 <= bills < all_of_them
    page.fill("#f-q", "account code")
    page.click("form.filters button")
    found = page.locator(".gallery .card")
    assert 0 < found.count() < bills
    found.first.click()
    assert "/reports/" in page.url and page.locator("article.document h1").count() + page.locator(".empty").count() > 0


def test_a_report_is_put_at_hand(page, book):
    page.goto(f"{book}/reports?q=organisation+summary")
    assert page.locator("h2", has_text="Favourites").count() == 0
    page.click(".gallery .star button >> nth=0")
    favourites = page.locator("section.gallery", has=page.locator("h2", has_text="Favourites"))
    assert favourites.locator(".card").count() == 1
    assert "q=organisation" in page.url, "the search is still there"
    look(page, "reports-favourites")
    favourites.locator(".star button").click()
    assert page.locator("h2", has_text="Favourites").count() == 0


def test_a_long_report_has_pages(page, book):
    page.goto(f"{book}/reports/b02-outgoing?group=none&layout=detail")
    total = int(re.sub(r"\D", "", re.search(r"of ([\d\s]+)", page.inner_text("nav.pager")).group(1)))
    assert total > 500 and rows(page).count() == 500
    assert page.locator("tr.row-total").count() == 0, "the total is on the last page"
    look(page, "report-page")
    with page.expect_navigation():
        page.click("nav.pager a[rel=next]")
    assert "page=2" in page.url
    with page.expect_navigation():
        page.click("nav.pager a >> text=Last page")
    assert rows(page).count() == (total - 1) % 500 + 1
    assert page.locator("tr.row-total").count() == 1
    with page.expect_navigation():
        page.click("th[data-column=called] a")
    assert "page=" not in page.url, "another order begins at its first page"


def test_a_summary_is_sorted_and_leads_to_the_calls(page, book):
    page.goto(f"{book}/reports/a04-organisation-summary")
    look(page, "report-summary")
    assert "Ties to" in page.inner_text(".tie-out")
    page.click("th[data-column=calls] a")
    assert page.get_attribute("th[data-column=calls]", "aria-sort") == "descending"
    page.click("th[data-column=calls] a")
    assert page.get_attribute("th[data-column=calls]", "aria-sort") == "ascending"
    page.click("tr.row-total td a >> nth=0")
    assert "/calls?" in page.url, "a figure leads to the calls behind it"


def test_a_report_is_laid_out_and_kept(page, book):
    page.goto(f"{book}/reports/b02-outgoing")
    before = rows(page).count()
    assert before > 10
    page.fill("input[name=where] >> nth=0", "duration=600..")
    page.click(".report-controls form.filters button")
    assert 0 < rows(page).count() < before
    assert "where=duration" in page.url, "the address is the state"
    page.click("details.layout-choice summary")
    look(page, "report-layout")
    page.select_option("select[name=layout]", "summary")
    page.select_option("select[name=group] >> nth=0", "callType")
    page.check("input[name=measure][value=averageDuration]")
    page.click("details.layout-choice button.main")
    assert page.locator("th[data-column=averageDuration]").count() == 1
    page.click("details.keep-report summary")
    page.fill("input[name=name]", "Long calls by type")
    page.click("details.keep-report form >> nth=0 >> button")
    assert page.url.split("?")[0].endswith("/reports/own-long-calls-by-type")
    assert page.locator("th[data-column=averageDuration]").count() == 1
    page.goto(f"{book}/reports?q=own-long-calls-by-type")
    assert page.locator(".gallery .card").count() == 1
    page.click(".gallery .card")
    page.click("details.keep-report summary")
    page.click("details.keep-report >> text=The report as a file")
    definition = page.input_value("textarea[name=content]")
    assert "from: 600" in definition and "averageDuration" in definition
    page.fill("textarea[name=content]", definition.replace("averageDuration", "weight"))
    page.click("form.fields button.main")
    assert "weight" in page.inner_text("[role=alert]")
    page.go_back()
    page.go_back()
    page.click("details.keep-report summary")
    page.click("details.keep-report button.danger")
    page.goto(f"{book}/reports?q=own-long-calls-by-type")
    assert page.locator(".gallery .card").count() == 0


def test_a_report_has_the_same_figures_in_each_form(page, book):
    page.goto(f"{book}/reports/a04-organisation-summary")
    total = page.inner_text("tr.row-total td[data-label], tr.row-total") 
    count = re.search(r"\d[\d\u202f ]*", total).group().strip()

    def data(form):
        return page.request.get(page.get_attribute(f".document-actions a[href*='as={form}']", "href"))

    lines = list(csv.reader(io.StringIO(data("csv").text())))
    assert lines[-1][0] == "total" and lines[-1][2] == re.sub(r"\D", "", count)
    pdf = data("pdf")
    assert pdf.headers["content-type"] == "application/pdf" and pdf.body().startswith(b"%PDF")
    book_of_sheets = zipfile.ZipFile(io.BytesIO(data("xlsx").body()))
    assert any(name.startswith("xl/worksheets/") for name in book_of_sheets.namelist())
    assert data("json").json()["document"]["tieOut"]["ties"] is True


def test_schedules_have_a_page(page, book):
    page.goto(f"{book}/reports")
    page.click("text=Schedules")
    assert page.url.endswith("/schedules")
    look(page, "schedules")


def test_what_means_nothing_is_said(page, book):
    page.complaints_expected = True
    answer = page.request.get(f"{book}/reports/a04-organisation-summary?where=mood%3Dgood&as=json")
    assert answer.status == 400 and "mood" in answer.text()
    answer = page.request.get(f"{book}/calls?as=pdf")
    assert answer.status == 400


def test_labels_of_a_chart_stand_inside_it(page, book):
    page.goto(f"{book}/reports/d08-who-calls-whom")
    assert page.locator("svg.chart-picture .chart-label").count() > 3
    beyond = page.evaluate(
        """[...document.querySelectorAll("svg.chart-picture .chart-label")].map((it) => [it.textContent, it.getBBox()])
            .filter(([, box]) => box.x < 0 || box.x + box.width > 720).map(([text]) => text)""")
    assert beyond == []
    look(page, "report-departments")
    # A figure leads to just its calls.
    figure = page.locator("article.document tr.row-line a[href*='/calls?']").first
    count = int(re.sub(r"\D", "", figure.inner_text()))
    figure.click()
    assert page.locator("main table.grid tbody tr").count() == min(count, 100)
