"""What stands at the other ends: a switch that sends records over TCP, and a mail server that writes down what it is given."""

import email
import email.policy
import socket
import socketserver
import threading
import time

import demo_days


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, found, seconds=15):
    """Asks until there is something; a test that waits for what never comes fails with its name."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError(f"{what}: nothing within {seconds} s")


def record(number, caller, *, called="90049891234567", talk=60, trunk="T9001", account=""):
    """A record of the demo book's switch, of yesterday: `number` keeps it apart from the others."""
    time = f"{demo_days.yesterday():%Y/%m/%d} 11:{number // 60 % 60:02}:{number % 60:02}"
    talked = f"{talk // 3600:02}:{talk // 60 % 60:02}:{talk % 60:02}"
    return (
        f"{time},{talked},5,{caller},O,{called},{called},{account},0,{number},0,E{caller},Ext{caller},{trunk},Line 1.1,0,0"
        ",,,,,,,,,,,,,\r\n"
    )


def send(port, *records):
    """As a switch does: it tries until somebody listens, sends, and goes."""
    def connected():
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=5)
        except OSError:
            return None

    with until(f"a listener at port {port}", connected) as line:
        line.sendall("".join(records).encode())


class MailServer:
    """Takes every mail but those to an address that `answers` has an answer for."""

    def __init__(self):
        self.mails = []
        self.answers = {}
        double = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                double.talk(self.rfile, lambda line: self.wfile.write(line.encode() + b"\r\n"))

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def talk(self, lines, say):
        say("220 double ESMTP")
        while line := lines.readline():
            word = line.strip().upper()
            if word == b"QUIT":
                say("221 bye")
                return
            if word.startswith(b"EHLO"):
                say("250-double")
                say("250 8BITMIME")
            elif word.startswith(b"RCPT"):
                say(next((answer for address, answer in self.answers.items() if address.encode() in line), "250 ok"))
            elif word == b"DATA":
                say("354 go on")
                text = b"".join(iter(lines.readline, b".\r\n"))
                self.mails.append(email.message_from_bytes(text, policy=email.policy.default))
                say("250 2.0.0 queued")
            else:
                say("250 ok")

    def to(self, address):
        return [mail for mail in self.mails if address in mail["To"]]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
