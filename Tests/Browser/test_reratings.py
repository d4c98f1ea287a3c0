"""Calls are rated again in two steps, and single calls corrected: on the pages, by whoever may."""

import re

import demo_days
from looks import look


def first_paid(desk):
    """The page of a call that costs something."""
    day = demo_days.yesterday()
    desk.goto(f"{desk.book}/calls?from={day}&to={day}&state=rated&private=no&sort=price")
    desk.click("main tbody tr a")
    return desk.url


def test_a_call_is_corrected_and_it_is_undone(desk):
    private = f"{desk.book}/calls?private=yes"
    desk.goto(private)
    before = desk.locator("main tbody tr").count()
    call = first_paid(desk)
    price = desk.inner_text(".figures .big")
    desk.click("#corrections summary")
    desk.check("input[value=writeOff]")
    desk.fill("#f-reason", "wrong <b>number</b>")
    look(desk, "correct")
    desk.click("#corrections details button")
    assert "written off" in desk.inner_text(".figures")
    assert "wrong <b>number</b>" in desk.inner_text("#corrections")
    look(desk, "corrected")

    desk.click("#corrections summary")
    desk.check("input[value=writeOff]")
    desk.fill("#f-reason", "again")
    desk.click("#corrections details button")
    assert "so already" in desk.inner_text(".error-summary")
    assert desk.input_value("#f-reason") == "again", "what was typed is kept"
    desk.check("input[value=party]")
    desk.fill("#f-value", "nobody at all")
    desk.click("#corrections details button")
    assert "no party" in desk.inner_text(".error-summary")

    desk.goto(call)
    desk.click("#corrections summary")
    desk.check("input[value=private]")
    desk.fill("#f-reason", "home")
    desk.click("#corrections details button")
    desk.goto(private)
    assert desk.locator("main tbody tr").count() == before + 1
    look(desk, "private calls")
    desk.goto(call)
    for why in ("not private", "the right number"):
        desk.fill("#corrections td form input[type=text] >> nth=0", why)
        desk.click("#corrections td form button >> nth=0")
    assert desk.inner_text(".figures .big") == price
    assert desk.locator("#corrections td form").count() == 0


def test_new_charges_are_proposed_then_dropped_then_taken(desk):
    desk.goto(f"{desk.book}/tariffs")
    desk.click("main a:has-text('Rate again')")
    look(desk, "rate again")
    desk.select_option("#f-kind", "party")
    desk.click("main form button.main")
    assert "which one" in desk.inner_text(".error-summary")
    desk.fill("#f-name", "nobody at all")
    desk.click("main form button.main")
    assert "no party" in desk.inner_text(".error-summary")
    desk.select_option("#f-kind", "")
    desk.click("main form button.main")
    desk.wait_for_url("**/reratings/*")
    desk.wait_for_selector("[data-poll]", state="detached")
    assert "records looked at" in desk.inner_text("main")
    look(desk, "proposal")
    desk.click("button:has-text('Drop')")
    desk.wait_for_url("**/reratings")
    assert "Nothing is proposed" in desk.inner_text("main")

    # A dearer rate for the number of one call: what it costs is shown, and changes when it is taken.
    call = first_paid(desk)
    number = desk.inner_text(".facts-list div:has(dt:has-text('Compared'))").split()[-1]
    price = desk.inner_text(".figures .big")
    desk.goto(f"{desk.book}/tariffs/office?prefix={number[:9]}&name=Dear&add=1")
    for field, value in (("price", "99.00"), ("first", "60"), ("next", "60")):
        desk.fill(f"#f-{field}", value)
    desk.click("main form button.main")
    desk.goto(f"{desk.book}/reratings")
    desk.click("main form button.main")
    desk.wait_for_selector("[data-poll]", state="detached")
    # Somebody may have called that number again.
    changed = int(re.search(r"(\d+) calls? would change", desk.inner_text("main"))[1])
    assert 1 <= changed <= 20
    look(desk, "proposal that differs")
    desk.goto(call)
    assert desk.inner_text(".figures .big") == price
    desk.go_back()
    desk.click("button:has-text('Take the new charges')")
    desk.wait_for_selector("[data-poll]", state="detached")
    assert re.search(rf"\b{changed} calls? ha(s its|ve their) new charge", desk.inner_text("main"))
    look(desk, "accepted")
    desk.goto(f"{desk.book}/reratings")
    look(desk, "proposals")
    desk.goto(call)
    assert desk.inner_text(".figures .big") != price
