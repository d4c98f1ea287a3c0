"""A book of a small office, a server over it, and what tests ask of them. Standard library only."""

import csv
import gzip
import http.client
import io
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("TOLLBOOK", ROOT / ".build/release/tollbook"))

SITE = """\
site: {name: Test office, zone: Europe/Berlin, currency: EUR, defaultTable: {price: office}}
switches:
  - id: main
    format: avaya-ip-office-smdr
    dialPlan: {countryCode: "49", areaCode: "30", trunkPrefix: "0", internationalPrefix: ["00"], outside: ["0"], extensionLength: [3]}
trunks: [{id: T9001, switch: main}]
numbering: [{prefix: "4930", type: local, destination: Berlin}]
parties: [{id: "101", name: Reception, numbers: [{number: "101", from: 2020-01-01}]}]
rateTables:
  - id: office
    versions:
      - from: 2020-01-01
        rows: [{prefix: ["4930"], name: Berlin, all: {steps: [{at: 0, block: 60, price: "0.05"}]}}]
"""


def line(number: int, end: str = "\r\n") -> str:
    """The number-th call: one a minute from 09:00 of 2026-03-02 on."""
    day, minute = divmod(number, 600)
    stamp = f"2026/03/{2 + day:02} {9 + minute // 60:02}:{minute % 60:02}:00"
    return f"{stamp},00:01:00,5,101,O,030555{number:04},030555{number:04},,0,{number},0,E101,Somebody,T9001,Line 1.1,0,0,,,,,,,,,,,,,{end}"


def numbers(count: int, begin: int = 0) -> list[str]:
    return [f"030555{number:04}" for number in range(begin, begin + count)]


def free_port(kind=socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(what: str, test, seconds: float = 30):
    """Waits until `test` gives something, and gives it."""
    end = time.monotonic() + seconds
    while True:
        found = test()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"never: {what} (last: {found!r})")
        time.sleep(0.05)


class House:
    """A book with one source, and its server."""

    def __init__(self, source: str, site: str = SITE, more: str = ""):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tollbook-clients-"))
        self.book = self.folder / "office.book"
        self.server = None
        self.http = 0
        self.log = self.folder / "serve.log"
        self.set_site(site + "sources:\n" + source + more)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, stdin: bytes = b"", fails: bool = False) -> str:
        done = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=120)
        if (done.returncode != 0) != fails:
            raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode() + (done.stderr.decode() if fails else "")

    def set_site(self, text: str):
        path = self.folder / "site.yaml"
        path.write_text(text)
        self.run("site", "import", "--book", self.book, path)

    def serve(self, *options):
        self.http = self.http or free_port()
        with open(self.log, "ab") as log:
            self.server = subprocess.Popen(
                [PROGRAM, "serve", "--book", self.book, "--listen", f"127.0.0.1:{self.http}", *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )
        eventually("the server answers", self._answers)
        return self

    def _answers(self) -> bool:
        if self.server.poll() is not None:
            raise AssertionError(f"serve ended with {self.server.returncode}:\n{self.log.read_text(errors='replace')}")
        try:
            return self.get("/live")[0] == 200
        except OSError:
            return False

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(timeout=60)
        finally:
            if self.server.poll() is None:
                self.server.kill()
                self.server.wait()
        code, self.server = self.server.returncode, None
        if code != 0:
            raise AssertionError(f"serve ended with {code}:\n{self.log.read_text(errors='replace')}")

    def kill(self):
        self.server.kill()
        self.server.wait()
        self.server = None

    def get(self, path: str, headers: dict = {}) -> tuple[int, str]:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, body: bytes, headers: dict = {}) -> tuple[int, str]:
        return self.ask("POST", path, body, headers)

    def ask(self, method: str, path: str, body, headers: dict) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def calls(self) -> list[str]:
        """The numbers called, in the order of the calls."""
        text = self.run("calls", "--book", self.book, "--from", "2026-03-01", "--to", "2026-03-31", "--as", "csv")
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
        return [row["called"] for row in rows]

    def source(self, name: str) -> dict:
        """What `tollbook sources` says of a source."""
        found = json.loads(self.run("sources", "--book", self.book, "--json"))
        return next(source for source in found if source["id"] == name)

    def expect_calls(self, wanted: list[str], seconds: float = 30):
        """Each of these calls is there exactly once, and no other."""
        eventually(f"{len(wanted)} calls", lambda: len(self.calls()) >= len(wanted), seconds)
        found = sorted(self.calls())
        assert found == sorted(wanted), f"{len(found)} of {len(wanted)} calls: {set(wanted) ^ set(found)}"

    def check(self):
        self.run("book", "check", "--book", self.book)


class Case(unittest.TestCase):
    """Each test prints its seed, which TOLLBOOK_SEED sets."""

    longMessage = True

    def setUp(self):
        self.seed = int(os.environ.get("TOLLBOOK_SEED", time.time_ns() % 1_000_000))
        self.random = random.Random(self.seed)

    def pieces(self, data: bytes, longest: int = 200) -> list[bytes]:
        """The same bytes, cut anywhere."""
        cut = []
        while data:
            count = self.random.randint(1, longest)
            cut.append(data[:count])
            data = data[count:]
        return cut


def packed(data: bytes) -> bytes:
    return gzip.compress(data)
