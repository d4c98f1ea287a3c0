"""A file is brought in through the page, and each thing that was left aside is mended where it is shown."""

import demo_days
from looks import look


def record(second, caller, called, talk, number):
    day = demo_days.yesterday()
    time = f"{day:%Y/%m/%d} 10:00:{second:02}"
    talked = f"00:{talk // 60:02}:{talk % 60:02}"
    return (
        f"{time},{talked},5,{caller},O,{called},{called},,0,{number},0,E{caller},Ext{caller},T9001,Line 1.1,0,0,,,,,,,,,,,,,\r\n"
    )


def upload(page, book, name, text):
    page.goto(f"{book}/imports")
    page.select_option("#f-format", "avaya-ip-office-smdr")
    page.set_input_files("#f-file", {"name": name, "mimeType": "text/plain", "buffer": text.encode("latin-1")})
    page.click("main .upload button.main")
    page.wait_for_url("**/imports/*")
    page.wait_for_selector("[data-poll]", state="detached")
    return page.inner_text(".conservation figcaption")


def test_everything_is_mended(page, book):
    hostile = "<img src=x onerror=alert(1)> & broken\xff line\r\n"
    first = record(1, "201", "90049891234567", 61, 1) + record(2, "777", "90049891234568", 61, 2) + hostile
    assert upload(page, book, "<b>monday</b>.txt", first).startswith("2 records = 2 new")
    look(page, "import")
    assert upload(page, book, "again.txt", first).startswith("2 records = 0 new + 2 duplicate")
    assert "1 in conflict" in upload(page, book, "later.txt", record(1, "201", "90049891234567", 95, 1))
    page.goto(f"{book}/imports")
    look(page, "imports")
    page.goto(f"{book}/problems/skipped")
    assert "onerror=alert(1)" in page.inner_text("main")
    look(page, "skipped")

    page.goto(f"{book}/problems/conflict")
    assert page.locator("mark").all_inner_texts()[:2] == ["0:01:01", "0:01:35"]
    look(page, "conflict")
    page.check("input[value=own]")
    page.fill("input[name=reason]", "two calls of one second")
    page.click("main .conflict button")
    assert "is a call of its own now" in page.inner_text(".notice")

    page.goto(f"{book}/problems/unassigned")
    look(page, "unassigned")
    page.click("tr:has-text('777') a")
    page.fill("#f-new-id", "201")
    page.fill("#f-new-name", "Lobby \"<phone>\"")
    page.click("main .mend button")
    assert "is taken" in page.inner_text(".error-summary"), "what is wrong is said"
    assert page.input_value("#f-new-name") == "Lobby \"<phone>\"", "and what was typed is kept"
    look(page, "assign")
    page.fill("#f-new-id", "777")
    page.click("main .mend button")
    assert "777 belongs to 777 Lobby" in page.inner_text(".notice.good")

    page.goto(f"{book}/problems/unrated")
    assert "to Chile have no rate: prefix 56" in page.inner_text(".lead")
    look(page, "unrated")
    page.click(".lead a")
    look(page, "tariff")
    page.fill("#f-prefix", "56")
    page.fill("#f-price", "0,40")
    page.click("#add button")
    assert "decimal point" in page.inner_text(".error-summary")
    page.fill("#f-price", "0.40")
    page.click("#add button")
    assert "The rate was added" in page.inner_text(".notice.good")
    look(page, "rate-added")
    page.click(".mend button")
    assert "looked at" in page.inner_text(".notice")
    assert "Chile" not in page.inner_text("main")
    look(page, "rated-again")

    page.goto(f"{book}/journal")
    text = page.inner_text("main")
    for action in ("conflict.own", "party.assign", "tariff.addRate", "calls.rerate"):
        assert action in text
    look(page, "journal")


def test_tariffs_are_read(page, book):
    page.goto(f"{book}/tariffs")
    look(page, "tariffs")
    page.click("main td a[href$='/tariffs/office']")
    page.fill("#f-q", "4989")
    page.click("main form button")
    assert "0.36 per minute, 60/6" in page.inner_text("main")
    assert page.locator(".week tbody td").count() == 8 * 24


def test_a_key_is_shown_once(page, book):
    page.goto(f"{book}/settings/keys")
    look(page, "keys")
    page.fill("#f-name", "accounting")
    page.click("main .mend button")
    assert page.inner_text("#fresh-key")
    look(page, "key")
    page.goto(f"{book}/settings/keys")
    assert page.locator("#fresh-key").count() == 0
    page.click("tr:has-text('accounting') button")
    assert "revoked" in page.inner_text("tr:has-text('accounting')")
