"""A format that nobody knows, described by a table of columns alone, is made, checked, saved and used for an import."""

from looks import look

LINES = """\
DATE     START    EXTN  LINE DIALLED            LENGTH
14.03.26 09:15:07 2011  07   5550100            00:01:12
14.03.26 09:16:40 2044  11   84955550177        00:00:09
15.03.26 10:02:11 2011  07   002                01:10:00
15.03.26 10:0x:11 2011  07   003                00:10:00
"""
MANUAL = [
    ("date", 1, 8, "date"), ("start", 10, 17, "time"), ("station", 19, 22, "extension"), ("co", 25, 26, "trunk"),
    ("dialled", 30, 46, "called"), ("length", 49, 56, "duration"),
]


def act(page, name):
    page.click(f"button[value={name}] >> nth=0")


def test_an_unknown_format_is_made_from_its_manual(page, book, tmp_path):
    page.goto(f"{book}/formats")
    look(page, "formats")
    page.click("a.main")
    assert page.url.endswith("/formats/new")
    page.fill("#f-lines", LINES)
    act(page, "detect")
    assert "No format fits these lines" in page.inner_text("main")
    page.click("summary:has-text('table of columns')") if not page.is_visible("#f-id") else None
    page.fill("#f-id", "acme-900")
    page.fill("#f-name", "Acme 900")
    for row, (name, first, last, what) in enumerate(MANUAL):
        page.fill(f"[name=c{row}-name]", name)
        page.fill(f"[name=c{row}-from]", str(first))
        page.fill(f"[name=c{row}-to]", str(last))
        page.select_option(f"[name=c{row}-what]", what)
    page.fill("[name=c0-form]", "DD.MM.YY")
    page.fill("[name=c1-form]", "hh:mm:ss")
    page.fill("[name=c5-form]", "hh:mm:ss")
    act(page, "table")
    shown = page.inner_text("main")
    assert "decodes its own samples" in shown, shown[:2000]
    assert page.locator(".bench-row:not(.left-out)").count() == 3
    assert "It fits up to column 9: start does not." in page.inner_text(".bench-row >> nth=-1")
    assert page.locator(".bench-row .cut").count() >= 18
    assert "2026-03-14T09:15:07" in shown and "84955550177" in shown
    look(page, "workbench")

    broken = page.input_value("#f-definition").replace("shape: fixed", "shape: fixt")
    good = page.input_value("#f-definition")
    page.fill("#f-definition", broken)
    act(page, "look")
    assert "Not one of csv" in page.inner_text(".error-summary") and "Line " in page.inner_text(".error-summary")
    look(page, "workbench-wrong")
    page.fill("#f-definition", good)
    act(page, "save")
    assert page.url.endswith("/formats/acme-900?saved=1"), page.inner_text("main")[:500]

    (tmp_path / "acme.log").write_text(LINES)
    page.goto(f"{book}/imports")
    page.select_option("#f-format", "acme-900")
    page.click("summary:has(~ .columns #f-source)")
    page.fill("#f-source", "acme")
    page.set_input_files("#f-file", tmp_path / "acme.log")
    page.click(".upload button.main")
    page.wait_for_selector("text=3 records = 3 new")
    replayed(page, book)


def replayed(page, book):
    """The raw log of that import is looked at with the stamp as the call's end, and decoded again: seen before it is accepted."""
    page.goto(f"{book}/formats/acme-900")
    page.select_option("#f-source", "acme")
    body = page.input_value("#f-definition").split("\nsamples:")[0].replace("is: start", "is: end")
    page.fill("#f-definition", body + "\nsamples: []\n")
    act(page, "look")
    assert "2026-03-14T09:13:55" in page.inner_text("main")
    act(page, "replay")
    shown = page.inner_text("main")
    assert "Nothing was changed yet" in shown and page.locator(".difference ins").count() == 3, shown[:2000]
    look(page, "workbench-replay")
    page.click("button[value=accept]")
    assert "Stored: the book has these calls now" in page.inner_text("main")
    act(page, "replay")
    assert "Nothing would change" in page.inner_text("main")


def test_the_page_proposes_a_definition(page, book):
    page.goto(f"{book}/formats/new")
    page.fill("#f-lines", "Start;Caller;Called;Duration\n2026-03-14 09:15:07;2011;5550100;72\n2026-03-14 09:16:07;2012;5550101;7\n")
    act(page, "propose")
    assert "shape: csv" in page.input_value("#f-definition") or "shape: delimited" in page.input_value("#f-definition")
    assert page.locator(".bench-row:not(.left-out)").count() == 2


def test_without_scripts_and_with_a_format_that_is_built_in(page, book):
    page.goto(f"{book}/formats?q=ldk-100")
    page.click("main a:has-text('LG LDK-100') >> nth=0")
    assert "record:" in page.input_value("#f-definition")
