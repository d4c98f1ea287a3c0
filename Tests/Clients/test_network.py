"""Records over TCP, UDP and syslog from real programs: netcat, rsyslog; and senders that cut, stall, repeat and reorder."""

import re
import socket
import subprocess
import time
import unittest

from house import SITE, Case, House, eventually, free_port, line, numbers


def tcp(port: int, more: str = "") -> str:
    return f"  - {{id: smdr, switch: main, tcpServer: {{address: 127.0.0.1, port: {port}, allowed: [127.0.0.1]{more}}}}}\n"


def connected(port: int) -> socket.socket:
    def attempt():
        try:
            return socket.create_connection(("127.0.0.1", port), 5)
        except OSError:
            return None

    return eventually("the port is open", attempt)


class TCP(Case):
    def test_netcat(self):
        port = free_port()
        with House(tcp(port)) as house:
            house.serve()
            connected(port).close()
            data = "".join(line(number) for number in range(50)).encode()
            subprocess.run(["nc", "-N", "127.0.0.1", str(port)], input=data, timeout=30, check=True)
            # The whole log is sent again after the switch was restarted.
            subprocess.run(["nc", "-N", "127.0.0.1", str(port)], input=data, timeout=30, check=True)
            house.expect_calls(numbers(50))
            house.stop()
            house.check()

    def test_cut_stalled_half_sent_repeated_and_reordered(self):
        port = free_port()
        order = list(range(60))
        self.random.shuffle(order)
        with House(tcp(port, ", perPeer: 3")) as house:
            house.serve()
            for begin in range(0, 60, 20):
                records = [line(number) for number in order[begin:begin + 20]]
                records += self.random.sample(records, 5)
                with connected(port) as sender:
                    for piece in self.pieces("".join(records).encode(), 90):
                        sender.sendall(piece)
                        if self.random.random() < 0.05:
                            time.sleep(0.1)
                    # Half a record, then the line is cut; it comes again whole over the next connection.
                    sender.sendall(line(order[begin])[:40].encode())
                    if self.random.random() < 0.5:
                        sender.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                        time.sleep(0.3)
            house.expect_calls(numbers(60))
            house.stop()
            house.check()


class UDP(Case):
    def test_netcat_and_datagrams_out_of_order(self):
        port = free_port(socket.SOCK_DGRAM)
        source = f"  - {{id: udp, switch: main, udp: {{address: 127.0.0.1, port: {port}, allowed: [127.0.0.1]}}}}\n"
        with House(source) as house:
            house.serve()
            time.sleep(0.5)
            subprocess.run(["nc", "-u", "-w", "1", "127.0.0.1", str(port)], input=line(0, "").encode(), timeout=30, check=False)
            order = list(range(1, 40)) * 2
            self.random.shuffle(order)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                for number in order:
                    sender.sendto(line(number, "").encode(), ("127.0.0.1", port))
                    time.sleep(0.001)
            house.expect_calls(numbers(40))
            house.stop()
            house.check()


class Syslog(Case):
    """rsyslog reads a file of records and forwards each as syslog, over TCP with lengths, with line ends, and over UDP."""

    RECORD = (
        "VOIP_CALL_HISTORY: CallLegType 1, ConnectionId {id:08X} 11D 0 0, SetupTime *09:{minute:02}:00.000 UTC Mon Mar 2 2026, "
        "PeerAddress 030555{id:04}, PeerSubAddress , DisconnectCause 10  , DisconnectText normal call clearing (16), "
        "ConnectTime *09:{minute:02}:05.000 UTC Mon Mar 2 2026, DisconnectTime *09:{minute:02}:35.000 UTC Mon Mar 2 2026, "
        "CallOrigin 1, ChargedUnits 0, InfoType 2, TransmitPackets 1, TransmitBytes 1, ReceivePackets 1, ReceiveBytes 1"
    )

    def forwarded(self, way: str, target: str, kind):
        port = free_port(kind)
        site = SITE.replace("avaya-ip-office-smdr", "cisco-ios-voip-syslog")
        source = f"  - {{id: syslog, switch: main, {way}: {{address: 127.0.0.1, port: {port}, allowed: [127.0.0.1]}}}}\n"
        with House(source, site) as house:
            house.serve()
            if way == "tcpServer":
                connected(port).close()
            log = house.folder / "records.log"
            log.write_text("")
            settings = house.folder / "rsyslog.conf"
            settings.write_text(
                f'global(workDirectory="{house.folder}")\nmodule(load="imfile" mode="polling" pollingInterval="1")\n'
                f'input(type="imfile" file="{log}" tag="gw")\naction(type="omfwd" target="127.0.0.1" port="{port}" {target})\n')
            daemon = subprocess.Popen(
                ["rsyslogd", "-n", "-f", str(settings), "-i", str(house.folder / "rsyslog.pid")],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                time.sleep(1)
                with open(log, "a") as records:
                    for number in range(12):
                        records.write("%VOIPAAA-5-" + self.RECORD.format(id=number, minute=number) + "\n")
                eventually("12 legs", lambda: len(house.calls()) >= 12)
                self.assertEqual(len(set(house.calls())), 12)
            finally:
                daemon.terminate()
                daemon.wait()
            house.stop()
            house.check()

    def test_tcp_with_lengths(self):
        self.forwarded("tcpServer", 'protocol="tcp" TCP_Framing="octet-counted"', socket.SOCK_STREAM)

    def test_tcp_with_line_ends(self):
        self.forwarded("tcpServer", 'protocol="tcp" TCP_Framing="traditional"', socket.SOCK_STREAM)

    def test_udp(self):
        self.forwarded("udp", 'protocol="udp"', socket.SOCK_DGRAM)


class Health(Case):
    def test_ready_and_metrics(self):
        port = free_port()
        with House(tcp(port)) as house:
            key = house.folder / "metrics.key"
            key.write_text("a-key-for-the-metrics\n")
            house.serve("--metrics-key", str(key))
            with connected(port) as sender:
                sender.sendall(line(0).encode())
                house.expect_calls(numbers(1))
            head = {"Authorization": "Bearer a-key-for-the-metrics"}
            self.assertEqual(house.get("/metrics")[0], 401)
            self.assertEqual(house.get("/metrics", {"Authorization": "Bearer another-key-of-nobody"})[0], 401)
            eventually("it is ready", lambda: house.get("/ready") == (200, "ready\n"))
            status, text = house.get("/metrics", head)
            self.assertEqual(status, 200)
            for name in ("source_up", "source_records_total", "calls_new_total"):
                self.assertRegex(text, rf'tollbook_{name}{{[^}}]*}} 1\n')
            for found in text.splitlines():
                self.assertRegex(found, r'^(# (HELP|TYPE) tollbook_\w+ .+|tollbook_\w+\{[a-z]+="[a-z0-9 -]+"(,[a-z]+="[a-z0-9 -]+")*\} [0-9.]+)$')
            self.assertIsNone(re.search(r"030555|101|a-key", text))
            # What the server knows another process is told too.
            def told():
                found = house.source("smdr")
                return (found["state"], found["records"]) == ("running", 1)

            eventually("another process is told", told)
            house.stop()
            self.assertEqual(house.source("smdr")["way"], "tcpServer")

    def test_no_metrics_without_a_key(self):
        with House(tcp(free_port())) as house:
            house.serve()
            self.assertEqual(house.get("/metrics", {"Authorization": "Bearer x"})[0], 404)

    def test_forged_calls_are_withdrawn(self):
        port = free_port()
        source = f'  - {{id: udp, switch: main, udp: {{port: {port}, allowed: ["127.0.0.0/8"]}}}}\n'
        with House(source) as house:
            house.serve()
            time.sleep(0.5)
            for begin, address in ((0, "127.0.0.1"), (10, "127.0.0.66")):
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                    sender.bind((address, 0))
                    for number in range(begin, begin + 10):
                        sender.sendto(line(number, "").encode(), ("127.0.0.1", port))
                        time.sleep(0.002)
            house.expect_calls(numbers(20))
            house.stop()
            asked = ["raw", "withdraw", "--book", house.book, "--source", "udp", "--peer", "127.0.0.66", "--reason", "forged"]
            house.run(*asked)
            self.assertEqual(len(house.calls()), 20)
            house.run(*asked, "--accept")
            self.assertEqual(sorted(house.calls()), numbers(10))
            house.check()


if __name__ == "__main__":
    unittest.main()
