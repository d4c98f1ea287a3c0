"""The first visit: from the one-time log-in of an empty book to the first bill; and back out again."""

import hostile
import people
import pytest
from conftest import watched
from looks import look


@pytest.fixture(scope="module")
def visitor(browser, empty):
    context = browser.new_context(base_url=empty.url)
    page = watched(context, empty.url)
    yield page
    complaints = page.complaints
    context.close()
    assert not complaints, complaints


def test_a_wrong_password_is_told_without_saying_what_is_wrong(visitor, empty):
    name, _ = people.one_time(empty)
    told = []
    for who in (name, "nobody", hostile.TEXTS[0]):
        people.enter(visitor, who, "not the password")
        told.append(visitor.inner_text(".error-summary"))
        assert visitor.input_value("#f-password") == ""
    assert len(set(told)) == 1 and "do not go together" in told[0]
    look(visitor, "log-in")


def test_the_one_time_log_in_leads_to_a_password_only(visitor, empty):
    name, code = people.one_time(empty)
    people.enter(visitor, name, code)
    assert visitor.url.endswith("/password")
    visitor.goto("/b/demo/calls")
    assert visitor.url.endswith("/password"), "nothing else is open before a password is set"
    people.choose(visitor, "short")
    assert "at least 10 characters" in visitor.inner_text(".error-summary")
    look(visitor, "password")
    people.choose(visitor, people.PASSWORD)
    assert "/b/" in visitor.url
    empty.has_password = True


def test_an_empty_book_is_a_path(visitor):
    assert visitor.locator(".first-steps li").count() == 3
    assert "done" in visitor.inner_text(".first-steps li:first-child")
    look(visitor, "first-steps")
    visitor.click(".first-steps a.main")
    assert visitor.url.endswith("/imports")
    look(visitor, "imports-empty")


def test_the_used_log_in_is_dead_and_logging_out_ends_the_session(visitor, empty):
    name, code = people.one_time(empty)
    before = visitor.context.cookies()
    visitor.click(".account > summary")
    visitor.click(".account button")
    assert visitor.url.endswith("/login")
    visitor.context.add_cookies(before)
    visitor.goto("/")
    assert "/login" in visitor.url, "the old session's cookie opens nothing"
    people.enter(visitor, name, code)
    assert "/login" in visitor.url and visitor.locator(".error-summary").count() == 1
