"""A source is set up on its page, tried with its button, and its calls appear; others are stopped, posted to and removed."""

import threading
import urllib.error
import urllib.request

import demo_days
from doubles import free_port, record, send, until
from looks import look


def calls(page, **wanted):
    """How many calls of yesterday the list of calls shows."""
    day = demo_days.yesterday()
    query = "".join(f"&{name}={value}" for name, value in wanted.items())
    page.goto(f"{page.book}/calls?from={day}&to={day}{query}")
    return page.locator("tbody tr.row-line").count()


def row(page, name):
    return page.locator(f"tr:has(strong:text-is('{name}'))")


def set_up(page, name):
    """A source `name` at a free port, saved on the page. Returns the port."""
    port = free_port()
    page.goto(f"{page.book}/sources/add?way=tcpServer")
    page.fill("#f-id", name)
    page.fill("#f-port", str(port))
    page.fill("#f-allowed", "127.0.0.1")
    page.click("button[value=save]")
    assert page.url.endswith("/sources"), page.inner_text("main")
    return port


def test_a_source_is_set_up_tried_and_takes_a_call(desk):
    desk.goto(f"{desk.book}/sources")
    assert "No source is set up" in desk.inner_text(".empty")
    look(desk, "sources-empty")
    desk.click(".empty a.main")
    assert desk.locator("main li a").count() == 9, "every way in which records come"
    look(desk, "source-ways")
    desk.click("main a:has-text('The switch connects to us')")
    desk.click("button[value=save]")
    assert desk.locator("#f-id:invalid").count() == 1, "the browser asks for the name"
    desk.fill("#f-id", "Main SMDR")
    desk.fill("#f-port", "99999")
    desk.click("button[value=save]")
    faults = desk.inner_text(".error-summary")
    assert "Name: " in faults and "Port: " in faults and "Who may send: Nobody may send" in faults
    look(desk, "source-faults")
    desk.click(".error-summary a:has-text('Port')")
    assert desk.evaluate("document.activeElement.id") == "f-port"

    port = free_port()
    desk.fill("#f-id", "main-smdr")
    desk.fill("#f-port", str(port))
    desk.fill("#f-allowed", "127.0.0.1\n10.0.0.0/8")
    switch = threading.Thread(target=send, args=(port, record(1, "201"), "<b>no record</b>\r\n"))
    switch.start()
    desk.click("button[value=test]")
    switch.join()
    assert "It works" in desk.inner_text("#trial .notice.good")
    assert "201 → 90049891234567 60 s" in desk.inner_text("#trial ol")
    assert "<b>no record</b>" in desk.inner_text("#trial pre")
    assert desk.input_value("#f-allowed") == "127.0.0.1\n10.0.0.0/8", "a field of several lines keeps its lines"
    look(desk, "source-trial")
    desk.click("button[value=save]")
    assert desk.url.endswith("/sources")
    send(port, record(2, "202"))
    until("the call", lambda: calls(desk, extension=202, source="main-smdr") == 1)
    assert calls(desk, extension=201, source="main-smdr") == 1, "what came while it was tried is not lost"
    desk.goto(f"{desk.book}/sources")
    assert "running" in row(desk, "main-smdr").inner_text() and "2 records, 2 new" in row(desk, "main-smdr").inner_text()
    look(desk, "sources")


def test_a_source_is_stopped_started_changed_and_removed(desk):
    port = set_up(desk, "passing")
    send(port)
    row(desk, "passing").locator("button").click()
    assert row(desk, "passing").locator(".badge:text-is('off')").count() == 1
    row(desk, "passing").locator("button").click()
    assert row(desk, "passing").locator("button:has-text('Stop')").count() == 1
    send(port)
    row(desk, "passing").locator("a:has-text('Change')").click()
    assert desk.input_value("#f-port") == str(port) and desk.input_value("#f-allowed") == "127.0.0.1"
    desk.fill("#f-allowed", "any")
    desk.click("button[value=save]")
    until("the doubt", lambda: desk.reload() and desk.locator(".notice.warning:has-text('Whoever reaches the port')").count())
    row(desk, "passing").locator("a:has-text('Change')").click()
    look(desk, "source-change")
    desk.click("button.danger")
    assert row(desk, "passing").count() == 0


def test_a_source_that_cannot_run_is_told_of_first(desk):
    desk.goto(f"{desk.book}/sources/add?way=folder")
    desk.fill("#f-id", "gone")
    desk.fill("#f-path", "/nowhere/at/all")
    desk.click("button[value=save]")
    until("the fault", lambda: desk.reload() and desk.locator(".notice.bad:has-text('gone: ')").count())
    desk.goto(f"{desk.book}/")
    assert "gone: " in desk.inner_text(".notice.bad >> nth=0")
    look(desk, "dashboard-source")
    desk.click(".notice.bad a")
    row(desk, "gone").locator("a:has-text('Change')").click()
    desk.click("button.danger")


def test_records_are_posted_with_the_key_that_the_page_sealed(desk, office):
    desk.goto(f"{desk.book}/sources/add?way=http")
    desk.fill("#f-id", "poster")
    desk.fill("#f-typed", "short")
    desk.click("button[value=save]")
    assert "16" in desk.inner_text(".error-summary") and desk.input_value("#f-typed") == ""
    desk.fill("#f-typed", "sixteen characters at least")
    desk.click("button[value=save]")
    row(desk, "poster").locator("a:has-text('Change')").click()
    path = f"{desk.book}/intake/poster"
    assert path in desk.inner_text("main form")

    def post(key):
        request = urllib.request.Request(
            office.url + path, data=record(9, "203").encode(), headers={"Authorization": "Bearer " + key}, method="POST")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    until("the posted record", lambda: post("sixteen characters at least") == 200)
    assert post("another key of some length") == 401
    until("the call", lambda: calls(desk, extension=203, source="poster") == 1)
