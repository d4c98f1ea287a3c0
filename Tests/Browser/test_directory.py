"""What calls bear and nobody described is listed; a click or a list gives it an owner, and its calls move there."""

import io
import zipfile

import demo_days
from doubles import record, send, until
from looks import look
from test_sources import calls, set_up


def listed(page, number):
    page.goto(f"{page.book}/directory")
    return page.locator(f"tr:has(bdi:text-is('{number}'))").count()


def billed(page, party):
    """What stands in the total of a party's bill of yesterday."""
    day = demo_days.yesterday()
    page.goto(f"{page.book}/bills/party/{party}?from={day}&to={day}")
    return page.inner_text("main")


def workbook(rows):
    """The smallest file that a spreadsheet would open."""
    cells = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationships><Relationship Id="r1" Type="{office}/{{}}" Target="{{}}"/></Relationships>'
    parts = {
        "_rels/.rels": link.format("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": link.format("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def test_the_unknown_is_given_owners_and_its_calls_move(desk):
    port = set_up(desk, "unknown")
    send(
        port, record(200, "881"), record(201, "882", talk=121), record(202, "883"), record(203, "201", account="4711"),
        record(204, "201", trunk="T9055"))
    until("the calls", lambda: all(listed(desk, name) for name in ("881", "882", "883", "4711", "T9055")))
    look(desk, "directory")
    desk.set_viewport_size({"width": 360, "height": 900})
    assert desk.locator("tr:has-text('881') button").is_visible()
    desk.set_viewport_size({"width": 1280, "height": 900})

    desk.click("tr:has(bdi:text-is('881')) button")
    assert "1 name described; 1 call moved" in desk.inner_text(".notice.good")
    assert listed(desk, "881") == 0 and calls(desk, party=881) == 1
    desk.goto(f"{desk.book}/directory")
    desk.click("tr:has(bdi:text-is('882')) a")
    assert desk.input_value("#f-new-id") == "882", "another owner is chosen with the form of one number"
    desk.goto(f"{desk.book}/directory")
    desk.click("tr:has(bdi:text-is('T9055')) button")
    assert "1 name described" in desk.inner_text(".notice.good") and listed(desk, "T9055") == 0

    assert desk.input_value("#f-list").startswith("number,party,name,from"), "the first row stands there"
    desk.click("button[value=preview]")
    assert "no rows yet" in desk.inner_text(".error-summary")
    desk.fill("#f-list", "number,party,name,from\n882,882,Meeting room,2.3.2026\n883,vnpt party,Desk,2026-03-02\n")
    desk.click("button[value=preview]")
    faults = desk.inner_text(".error-summary")
    assert "Line 2: from is a day" in faults and "Line 3: " in faults
    assert desk.input_value("#f-list").splitlines()[1] == "882,882,Meeting room,2.3.2026", "what was typed is kept, line by line"
    look(desk, "directory-faults")
    day = demo_days.yesterday()
    # As cells of a spreadsheet are pasted, and as a CSV file of a country with decimal commas has them.
    for separator in ("\t", ";"):
        rows = [
            ["number", "kind", "party", "name", "from"], ["882", "extension", "882", "Meeting <room>", f"{day}"],
            ["4711", "account", "project", "Project, big", f"{day}"],
        ]
        desk.fill("#f-list", "\n".join(separator.join(cells) for cells in rows))
        desk.click("button[value=preview]")
        assert "2 names" in desk.inner_text("#preview .sentence") and "Meeting <room>" in desk.inner_text("#preview table")
    look(desk, "directory-preview")
    assert listed(desk, "882") == 1, "looking does nothing"
    desk.fill("#f-list", "\n".join(separator.join(cells) for cells in rows))
    desk.click("button[value=preview]")
    desk.click("button[value=apply]")
    assert "2 names described; 2 calls moved" in desk.inner_text(".notice.good")
    assert listed(desk, "882") == 0 and listed(desk, "4711") == 0 and listed(desk, "883") == 1
    assert "Meeting <room>" in billed(desk, "882") and "0:02:01" in billed(desk, "882")
    assert calls(desk, party="project") == 1


def test_a_list_comes_as_a_file(desk):
    desk.goto(f"{desk.book}/directory")
    desk.set_input_files("#f-file", {"name": "a.xlsx", "mimeType": "", "buffer": b"PK\x03\x04 cut off"})
    desk.click("button:has-text('the file would do')")
    assert "damaged or was cut off" in desk.inner_text(".error-summary")
    look(desk, "directory-file-fault")
    day = demo_days.yesterday()
    rows = [["number", "party", "name", "from"], ["9871", "9871", "From a file", f"{day}"]]
    desk.set_input_files("#f-file", {"name": "owners.xlsx", "mimeType": "", "buffer": workbook(rows)})
    desk.click("button:has-text('the file would do')")
    assert "1 name" in desk.inner_text("#preview .sentence")
    assert desk.input_value("#f-list").splitlines()[1] == f"9871\t9871\tFrom a file\t{day}", "the list stands in the field"
    desk.click("button[value=apply]")
    assert "1 name described" in desk.inner_text(".notice.good")
