"""Switches that are connected to: over TCP with a log-in, over a serial line, and Asterisk's manager."""

import os
import socket
import subprocess
import threading
import time

from house import Case, House, eventually, free_port, line, numbers

PASSWORD = "planted-Zx9-password"


class Switch(threading.Thread):
    """Waits for a connection, speaks a dialogue, then sends records in pieces; and again for each connection."""

    def __init__(self, talk):
        super().__init__(daemon=True)
        self.talk = talk
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.failures = []
        self.visits = 0
        self.start()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.visits += 1
            try:
                with connection:
                    connection.settimeout(20)
                    self.talk(connection, self.visits)
            except Exception as error:
                self.failures.append(repr(error))

    def stop(self):
        self.listener.close()


def until(connection, text: bytes) -> bytes:
    heard = b""
    while not heard.endswith(text):
        more = connection.recv(1)
        if not more:
            raise AssertionError(f"ended after {heard!r}")
        heard += more
    return heard


class LogIn(Case):
    def test_password_out_of_the_book_and_found_nowhere(self):
        sent = line(0) + line(1) + line(2)
        heard = []

        def talk(connection, visit):
            connection.sendall(b"\r\nlog")
            time.sleep(0.05)
            connection.sendall(b"in: ")
            until(connection, b"smdr\r\n")
            connection.sendall(b"Password: ")
            heard.append(until(connection, b"\r\n"))
            # It echoes the password, as a terminal would.
            connection.sendall(PASSWORD.encode() + b"\r\nOK\r\n")
            for piece in self.pieces(sent.encode(), 40):
                connection.sendall(piece)
                time.sleep(0.002)
            # It asks whether somebody listens, and wants the answer.
            connection.sendall(b"\x05")
            heard.append(until(connection, b"\x06"))
            time.sleep(0.3)

        switch = Switch(talk)
        login = '[{expect: "login: "}, {send: "smdr\\r\\n"}, {expect: "Password: "}, {secret: pbx}, {expect: "OK\\r\\n", refuse: ["denied"]}]'
        source = f'  - {{id: pbx, switch: main, tcpClient: {{host: 127.0.0.1, port: {switch.port}, login: {login}, answers: [{{to: "\\x05", send: "\\x06"}}]}}}}\n'
        with House(source) as house:
            house.run("secret", "set", "--book", house.book, "pbx", stdin=PASSWORD.encode() + b"\n")
            house.serve()
            house.expect_calls(numbers(3))
            eventually("it was answered", lambda: len(heard) >= 2)
            # A switch that hangs up is called again, and sends the same again.
            eventually("a second visit", lambda: switch.visits >= 2)
            house.stop()
            switch.stop()
            house.expect_calls(numbers(3))
            self.assertEqual(heard[0], PASSWORD.encode() + b"\r\n")
            house.check()
            everything = house.run("sources", "--book", house.book) + house.run("site", "export", "--book", house.book, "-")
            everything += house.run("secret", "list", "--book", house.book)
            self.assertNotIn(PASSWORD, everything)
            for path in house.folder.rglob("*"):
                if path.is_file():
                    self.assertNotIn(PASSWORD.encode(), path.read_bytes(), path)

    def test_refused_log_in_is_told_and_tried_again(self):
        def talk(connection, visit):
            connection.sendall(b"login: ")
            until(connection, b"smdr\n")
            connection.sendall(b"access denied\r\n" if visit == 1 else ("OK\r\n" + line(0)).encode())
            time.sleep(0.5)

        switch = Switch(talk)
        login = '[{expect: "login: "}, {send: "smdr\\n"}, {expect: "OK", refuse: ["denied"], within: 5}]'
        with House(f"  - {{id: pbx, switch: main, tcpClient: {{host: 127.0.0.1, port: {switch.port}, login: {login}}}}}\n") as house:
            house.serve()
            house.expect_calls(numbers(1))
            self.assertGreaterEqual(switch.visits, 2)
            switch.stop()


class Manager(Case):
    def test_asterisk_sends_call_records(self):
        events = "".join(
            f"Event: Cdr\r\nPrivilege: cdr,all\r\nAccountCode: \r\nSource: 101\r\nDestination: 030555{number:04}\r\n"
            f"DestinationContext: internal\r\nCallerID: \"X\" <101>\r\nChannel: SIP/101-0000000{number}\r\n"
            f"DestinationChannel: SIP/trunk-0000000{number}\r\nLastApplication: Dial\r\nLastData: SIP/trunk\r\n"
            f"StartTime: 2026-03-02 09:0{number}:00\r\nAnswerTime: 2026-03-02 09:0{number}:05\r\nEndTime: 2026-03-02 09:0{number}:35\r\n"
            f"Duration: 35\r\nBillableSeconds: 30\r\nDisposition: ANSWERED\r\nAMAFlags: DOCUMENTATION\r\n"
            f"UniqueID: 1772438400.{number}\r\nUserField: \r\n\r\n"
            for number in range(4)
        )
        actions = []

        def talk(connection, visit):
            connection.sendall(b"Asterisk Call Manager/5.0.1\r\n")
            actions.append(until(connection, b"\r\n\r\n").decode())
            connection.sendall(b"Response: Success\r\nMessage: Authentication accepted\r\n\r\n")
            for piece in self.pieces(events.encode(), 90):
                connection.sendall(piece)
            time.sleep(1)

        switch = Switch(talk)
        with House("") as house:
            (house.folder / "password").write_text(PASSWORD + "\n")
            formats = house.run("formats")
            if "asterisk-ami-cdr" not in formats:
                self.fail("the format of the manager's records is gone")
            text = (house.folder / "site.yaml").read_text().replace("sources:\n", "")
            house.set_site(
                text + "sources:\n  - {id: ami, switch: main, format: asterisk-ami-cdr, ami: "
                f"{{host: 127.0.0.1, port: {switch.port}, user: cdr, passwordFile: {house.folder}/password}}}}\n")
            house.serve()
            house.expect_calls(numbers(4))
            self.assertIn("Action: Login\r\nUsername: cdr\r\nSecret: " + PASSWORD + "\r\nEvents: cdr\r\n\r\n", actions[0])
            house.stop()
            switch.stop()
            house.check()


class Serial(Case):
    def test_pair_of_lines_that_goes_away_and_comes_back(self):
        with House("") as house:
            ours, theirs = house.folder / "ours", house.folder / "theirs"

            def pair():
                made = subprocess.Popen(["socat", f"pty,raw,echo=0,link={ours}", f"pty,raw,echo=0,link={theirs}"])
                eventually("the pair is there", lambda: ours.exists() and theirs.exists())
                return made

            lines = pair()
            text = (house.folder / "site.yaml").read_text().replace("sources:\n", "")
            house.set_site(text + f"sources:\n  - {{id: com, switch: main, serial: {{device: {ours}, speed: 9600, flow: software}}}}\n")
            house.serve()
            time.sleep(0.5)
            data = b"".join(line(number).encode() for number in range(20))
            half = len(data) // 2
            with open(theirs, "wb", buffering=0) as port:
                for piece in self.pieces(data[:half], 60):
                    port.write(piece)
                    time.sleep(0.002)
            eventually("the first half", lambda: len(house.calls()) >= 9)
            # The converter is pulled out and put in again: the device is another one of the same name.
            lines.terminate()
            lines.wait()
            for path in (ours, theirs):
                path.unlink(missing_ok=True)
            lines = pair()
            time.sleep(1)
            begin = data.rfind(b"\n", 0, half) + 1
            with open(theirs, "wb", buffering=0) as port:
                # What was cut in half comes again whole.
                deadline = time.monotonic() + 30
                while len(house.calls()) < 20 and time.monotonic() < deadline:
                    for piece in self.pieces(data[begin:], 60):
                        port.write(piece)
                        time.sleep(0.002)
                    time.sleep(1)
            house.expect_calls(numbers(20))
            lines.terminate()
            lines.wait()
            house.stop()
            house.check()
