"""What a browser test is given.

`site`     the served demo book: `site.url` (http://127.0.0.1:PORT), `site.book` (its path), `site.program` (the tollbook
           binary), `site.output()` (all that the server has printed so far: the one-time log-in is in it).
`browser`  Debian's Chromium under Playwright, one for the whole run.
`page`     a fresh page in a fresh context. The test fails on a foreign request, a violation of the content security policy
           or an uncaught error of a script: those are listed in `page.complaints` and looked at when the test ends.
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

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Site:
    def __init__(self, folder: pathlib.Path):
        self.program = pathlib.Path(os.environ.get("TOLLBOOK", ROOT / ".build/release/tollbook"))
        self.book = folder / "demo.book"
        self.log = folder / "serve.log"
        calls = os.environ.get("TOLLBOOK_DEMO_CALLS", "5000")
        subprocess.run(
            [self.program, "demo", "--book", self.book, "--calls", calls, "--seed", "1"],
            check=True, stdin=subprocess.DEVNULL,
        )
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
        return self.log.read_text(errors="replace")

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
    site = Site(tmp_path_factory.mktemp("site"))
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


@pytest.fixture
def page(browser, site):
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"script error: {error}"))
    page.on("console", lambda line: "Content Security Policy" in line.text and page.complaints.append(line.text))
    local = (site.url + "/", "data:", "blob:", "about:")
    page.on("request", lambda it: it.url.startswith(local) or page.complaints.append(f"foreign request: {it.url}"))
    yield page
    complaints = page.complaints
    context.close()
    assert not complaints, complaints
