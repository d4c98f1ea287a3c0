"""Without a script and without a mouse: everything is still there."""

import people
from conftest import watched
from looks import look
from test_mending import record


def test_all_works_without_scripts(browser, site, page):
    book = people.log_in(page, site)
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    context.add_cookies(site.cookies)
    plain = watched(context, site.url)
    plain.goto(f"{book}/calls")
    plain.select_option("#f-type", "local")
    plain.click("main form.filter button.main")
    assert "type=local" in plain.url
    plain.click(".period summary")
    plain.click(".period a:has-text('This month')")
    plain.click("a[data-row-link] >> nth=0") if plain.locator("a[data-row-link]").count() else None
    plain.goto(f"{book}/bills/party/201")
    assert plain.locator("tr.row-total").count() == 1
    plain.goto(f"{book}/imports")
    plain.select_option("#f-format", "avaya-ip-office-smdr")
    text = record(40, "202", "90049891234999", 61, 940)
    plain.set_input_files("#f-file", {"name": "plain.txt", "mimeType": "text/plain", "buffer": text.encode()})
    plain.click("main .upload button.main")
    assert "/imports/" in plain.url
    for _ in range(50):
        if plain.locator("[data-poll]").count() == 0:
            break
        plain.wait_for_timeout(100)
        plain.reload()
    assert "1 record = 1 new" in plain.inner_text(".conservation figcaption")
    plain.click(".account summary")
    plain.click(".account button")
    assert plain.url.endswith("/login")
    context.close()
    del site.cookies


def test_all_works_by_keyboard(page, book):
    page.goto(f"{book}/calls")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.get_attribute("tbody tr:nth-child(2) a[data-row-link]", "href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == second
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "where the focus is can be seen"
    page.keyboard.press("Enter")
    page.wait_for_url("**" + second)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.focus(".account > summary")
    page.keyboard.press("Enter")
    assert page.locator(".account[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".account[open]").count() == 0
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_uploads_that_cannot_be_taken_are_told(page, book):
    page.goto(f"{book}/imports")
    page.set_input_files("#f-file", {"name": "x.txt", "mimeType": "text/plain", "buffer": b"x"})
    page.click("main .upload summary")
    page.fill("#f-year", "26")
    page.fill("#f-source", "No Blanks")
    page.click("main .upload button.main")
    told = page.inner_text(".error-summary")
    assert "four digits" in told and "a-z, 0-9" in told
    assert page.input_value("#f-year") == "26", "what was typed is kept"
    look(page, "upload-wrong")
    page.fill("#f-year", "")
    page.fill("#f-source", "")
    picture = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": bytes(range(256)) * 40}
    page.set_input_files("#f-file", picture)
    page.click("main .upload button.main")
    assert "No format fits this file" in page.inner_text(".error-summary"), "where the file is to tell the format"
    page.select_option("#f-format", "asterisk-cdr-csv")
    page.set_input_files("#f-file", picture)
    page.click("main .upload button.main")
    page.wait_for_url("**/imports/*")
    page.wait_for_selector("[data-poll]", state="detached")
    assert "Is it the right format?" in page.inner_text("main")
    look(page, "import-foreign")
