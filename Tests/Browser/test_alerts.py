"""A rule is written on the page; the call that it looks for is told by mail within seconds, and somebody says that it was seen."""

import re

import pytest
from doubles import MailServer, record, send, until
from looks import look
from test_sources import set_up

# Records are of yesterday, so that days of the demo book stay as they are: the rules may look so far back.
SETTINGS = """mail:
  server: 127.0.0.1
  port: {port}
  security: none
  from: tollbook@example.com
alerts:
  - {{id: long, when: {{longerThan: 900}}, to: [boss@example.com], age: 1000000}}
  - {{id: sales, when: {{longerThan: 900}}, to: [gone@example.com], age: 1000000}}
  - {{id: many, when: {{total: {{in: month, calls: 1000000}}}}, to: [boss@example.com]}}
"""


@pytest.fixture
def mail():
    server = MailServer()
    yield server
    server.stop()


def write(page, text):
    page.goto(f"{page.book}/alerts")
    if not page.locator("#settings details[open]").count():
        page.click("#settings summary")
    page.fill("#f-settings", text)
    page.click("#settings button")


def test_a_rule_alerts_by_mail_and_is_acknowledged(desk, mail):
    desk.goto(f"{desk.book}/alerts")
    assert "Write the first one below" in desk.inner_text(".empty")
    assert "longerThan" in desk.input_value("#f-settings"), "an example to begin with"
    look(desk, "alerts-empty")
    write(desk, SETTINGS.format(port=mail.port).replace("longerThan: 900", "longerThan: soon", 1))
    assert "Line 7: " in desk.inner_text(".error-summary") and "whole number" in desk.inner_text(".error-summary")
    assert "longerThan: soon" in desk.input_value("#f-settings"), "what was typed is kept"
    look(desk, "alerts-faults")
    write(desk, "switches: []\n")
    assert "switches does not belong here" in desk.inner_text(".error-summary")
    write(desk, SETTINGS.format(port=mail.port))
    assert "in force" in desk.inner_text(".notice.good")
    assert "longer than 0:15:00" in desk.inner_text("section:has(> h2:text-is('Rules'))")
    assert "more than 1000000 calls of a party in a month" in desk.inner_text("section:has(> h2:text-is('Rules'))")

    desk.fill("#f-test", "no address")
    desk.click("button:has-text('Send the test')")
    assert "no mail address" in desk.inner_text(".error-summary")
    desk.fill("#f-test", "it@example.com")
    desk.click("button:has-text('Send the test')")
    assert "250 2.0.0 queued" in desk.inner_text(".notice.good") and len(mail.to("it@example.com")) == 1

    mail.answers["gone@example.com"] = "550 5.1.1 nobody of that name"
    port = set_up(desk, "alerting")
    send(port, record(100, "211", talk=60), record(101, "212", talk=901))
    told = until("the mail", lambda: mail.to("boss@example.com"))
    assert len(told) == 1 and "212" in told[0]["Subject"] and "0:15:01" in told[0]["Subject"]
    link = re.search(r"/b/\S+/calls/\S+", told[0].get_content()).group()
    desk.goto(link)
    assert "212" in desk.inner_text("main")

    given_up = "tr:has-text('gone@example.com')"
    until("the answer", lambda: desk.goto(f"{desk.book}/alerts") and desk.locator(f"{given_up} .badge.bad").count())
    assert "550 5.1.1 nobody of that name" in desk.inner_text(given_up)
    assert "sales · 0:15:01" in desk.inner_text(given_up)
    assert desk.inner_text(".rail-alerts .count").startswith("1")
    look(desk, "alerts")
    desk.set_viewport_size({"width": 360, "height": 900})
    assert desk.locator(f"{given_up} button:has-text('Seen')").is_visible(), "it can be decided on a phone"
    assert desk.locator(f"{given_up} td:has-text('nobody of that name')").is_visible()
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.goto(f"{desk.book}/")
    assert "did not arrive for sure" in desk.inner_text(".waits >> nth=0")

    mail.answers.clear()
    desk.goto(f"{desk.book}/alerts")
    desk.click(f"{given_up} button:has-text('Send again')")
    until("the mail that is sent again", lambda: mail.to("gone@example.com"))
    until("its state", lambda: desk.reload() and desk.locator(f"{given_up} .badge.good").count())
    told_boss = "tr:has-text('boss@example.com')"
    desk.click(f"{told_boss} button:has-text('Seen')")
    assert "seen by admin" in desk.inner_text(told_boss)
    assert desk.locator(f"{told_boss} button").count() == 0
    desk.goto(f"{desk.book}/journal")
    text = desk.inner_text("main")
    assert all(action in text for action in ("alerts.change", "alert.sendAgain", "alert.acknowledge"))
    write(desk, "")
    assert "No mail server" in desk.inner_text("main")
