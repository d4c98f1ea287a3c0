"""What a browser test is given.

`site`     the served demo book: `site.url` (http://127.0.0.1:PORT), `site.book` (its path), `site.program` (the tollbook
           binary), `site.output()` (all that the server has printed so far: the one-time log-in is in it).
`empty`    the same of a book without calls, whose site has a hostile text for every name (hostile.py).
`office`   a small demo book for one file of tests, which change its sources, rules and owners; `desk` is its administrator's page, `desk.book`
           the address of its pages.
`browser`  Debian's Chromium under Playwright, one for the whole run.
`page`     a fresh page in a fresh context. The test fails on a foreign request, a violation of the content security policy,
           an error on the console or an uncaught error of a script: those are listed in `page.complaints` and looked at when
           the test ends.
`book`     the address of the demo book's pages (`/b/…`), the administrator logged in on `page`.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import hostile
import pytest
from people import log_in
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Site:
    def __init__(self, folder: pathlib.Path, *making):
        self.program = pathlib.Path(os.environ.get("TOLLBOOK", ROOT / ".build/release/tollbook"))
        self.book = folder / "demo.book"
        self.log = folder / "serve.log"
        first, *rest = making
        made = subprocess.run(
            [self.program, *first.split(), "--book", self.book, *rest], check=True, stdin=subprocess.DEVNULL, capture_output=True,
            text=True,
        )
        self.made = made.stdout + made.stderr
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{address}"
        with open(self.log, "wb") as log:
            self.server = subprocess.Popen(
                [self.program, "serve", "--book", self.book, "--listen", address],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )
        self.wait()

    def output(self) -> str:
        return self.made + self.log.read_text(errors="replace")

    def wait(self):
        for _ in range(300):
            if self.server.poll() is not None:
                raise RuntimeError(f"tollbook serve ended with {self.server.returncode}:\n{self.output()}")
            try:
                urllib.request.urlopen(self.url, timeout=2).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"tollbook serve does not answer at {self.url}:\n{self.output()}")

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    calls = os.environ.get("TOLLBOOK_DEMO_CALLS", "5000")
    site = Site(tmp_path_factory.mktemp("site"), "demo", "--calls", calls, "--seed", "1")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    (folder / "site.yaml").write_text(hostile.site())
    site = Site(folder, "site import", folder / "site.yaml")
    yield site
    site.stop()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("office"), "demo", "--calls", "300", "--seed", "2")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def browser():
    program = shutil.which("chromium")
    assert program, "Debian's chromium is not installed: scripts/packages.sh test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def watched(context, url):
    """A page whose complaints are listed."""
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"script error: {error}"))
    page.on("console", lambda line: complain(page, line))
    local = (url + "/", "data:", "blob:", "about:")
    page.on("request", lambda it: it.url.startswith(local) or page.complaints.append(f"foreign request: {it.url}"))
    page.click = loaded(page, page.click)
    return page


def loaded(page, click):
    """A click that also waits until the page it leads to is there as a whole."""
    def and_wait(*arguments, **options):
        click(*arguments, **options)
        page.wait_for_load_state()
    return and_wait


def complain(page, line):
    # A page that says what was wrong has a status of its own, which the browser writes down too.
    is_status = line.text.startswith("Failed to load resource: the server responded with a status of 4")
    if line.type == "error" and not is_status or "Content Security Policy" in line.text:
        page.complaints.append(line.text)


@pytest.fixture
def page(browser, site):
    yield from a_page(browser, site)


def a_page(browser, site):
    context = browser.new_context(base_url=site.url)
    page = watched(context, site.url)
    yield page
    complaints = page.complaints
    context.close()
    assert not complaints, complaints


@pytest.fixture
def desk(browser, office):
    for page in a_page(browser, office):
        page.book = log_in(page, office)
        yield page


@pytest.fixture
def book(page, site):
    return log_in(page, site)
