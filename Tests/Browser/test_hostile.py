"""Hostile texts in every name of the site and every field of the records: no page has an element, a handler or an address more."""

import re

import hostile
import people
import pytest
from conftest import watched
from looks import look

PAGES = 70


def upload(page, book, name, text):
    page.goto(f"{book}/imports")
    page.select_option("#f-format", "avaya-ip-office-smdr")
    page.set_input_files("#f-file", {"name": name, "mimeType": "text/plain", "buffer": text})
    page.click("main .upload button.main")
    page.wait_for_url("**/imports/*")
    page.wait_for_selector("[data-poll]", state="detached")


def line(index, text):
    """A call with the text as caller, account and device name; commas would be the next field."""
    text = text.replace(",", ";").encode()
    day = b"2026/03/02 10:00:%02d" % (index % 60)
    phone = b"%d" % (201 + index)
    head = day + b",00:01:01,5," + phone + b",O,90049891234%03d,90049891234%03d," % (index, index)
    return head + text + b",0,%d,0,E" % index + phone + b"," + text + b",T9001," + text + b",0,0,,,," + text + b",,,,,,,,,\r\n"


@pytest.fixture(scope="module")
def crawler(browser, empty):
    context = browser.new_context(base_url=empty.url)
    page = watched(context, empty.url)
    page.set_viewport_size({"width": 360, "height": 800})
    page.add_init_script("window.hurt = () => { window.hurtByText = true; throw new Error('a text was run'); };")
    book = people.log_in(page, empty)
    lines = b"".join(line(index, text) for index, text in enumerate(hostile.TEXTS))
    noise = "".join(text + "\r\n" for text in hostile.TEXTS).encode() + b"\xff\xfe\x00\x1b[2J broken\r\n"
    upload(page, book, hostile.TEXTS[1] + ".txt", lines + noise)
    yield page, book
    complaints = page.complaints
    context.close()
    assert not complaints, complaints


def kind(address):
    """Addresses of one kind: ids, days and cursors left out."""
    return re.sub(r"=[^&]*", "=", re.sub(r"(calls|imports|party|organisation|reports)/[^/?]+", r"\1/…", address))


def test_no_page_is_changed_by_a_text(crawler):
    page, book = crawler
    waiting, seen = [f"{book}/", f"{book}/settings/keys", f"{book}/calls?q=" + "%3Cscript%3Ehurt()%3C%2Fscript%3E"], {}
    while waiting and sum(map(len, seen.values())) < PAGES:
        address = waiting.pop(0)
        known = seen.setdefault(kind(address), set())
        if address in known or len(known) == 3:
            continue
        known.add(address)
        answer = page.goto(address)
        assert answer.status == 200, f"a link leads to {address}: {answer.status}"
        assert hostile.elements_of_texts(page) == [], address
        assert not re.search("[\x00\x1b\u202e]", answer.text()), f"{address} has signs that hide or command"
        assert not page.evaluate("window.hurtByText === true"), address
        beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert beyond <= 0, f"{address} is {beyond} pixels too wide"
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map((it) => it.getAttribute('href').split('#')[0])")
        waiting += [link for link in links if "as=" not in link and link not in waiting]
    assert len(seen) >= 15, f"the pages lead to one another: {sorted(seen)}"


def test_the_texts_are_there_as_they_are(crawler):
    page, book = crawler
    page.goto(f"{book}/problems/skipped")
    assert "<script>hurt()</script>" in page.inner_text("main")
    look(page, "hostile-skipped")
    page.goto(f"{book}/calls")
    assert "<script>hurt()</script>" in page.inner_text("main table")
    look(page, "hostile-calls")
    page.goto(f"{book}/bills")
    look(page, "hostile-bills")
