"""Log files with logrotate, folders, FreeRADIUS detail files and radclient."""

import os
import shutil
import socket
import subprocess
import time

from house import SITE, Case, House, eventually, free_port, line, numbers


SECRET = "a-secret-of-sixteen-and-more"


class Logs(Case):
    def rotated(self, rule: str):
        with House("") as house:
            log = house.folder / "logs" / "smdr.log"
            log.parent.mkdir(mode=0o755)
            log.write_text("")
            text = (house.folder / "site.yaml").read_text().replace("sources:\n", "")
            house.set_site(text + f"sources:\n  - {{id: tail, switch: main, tail: {{path: {log}}}}}\n")
            settings = house.folder / "rotate.conf"
            settings.write_text(f"{log} {{\n  su {os.getuid()} {os.getgid()}\n  rotate 9\n  missingok\n{rule}}}\n".replace("su 0 0", "su root root"))
            os.chmod(settings, 0o644)
            house.serve()
            for turn in range(3):
                for number in range(turn * 10, turn * 10 + 10):
                    with open(log, "a") as file:
                        file.write(line(number))
                    time.sleep(0.005)
                eventually("what was written is taken", lambda: len(house.calls()) >= turn * 10 + 10)
                subprocess.run(
                    ["logrotate", "--force", "--state", str(house.folder / "state"), str(settings)], check=True, timeout=30)
                if not log.exists():
                    log.write_text("")
            with open(log, "a") as file:
                file.write(line(30))
            house.expect_calls(numbers(31))
            house.stop()
            house.check()

    def test_logrotate_by_renaming(self):
        self.rotated("  create\n")

    def test_logrotate_by_copying_and_cutting(self):
        self.rotated("  copytruncate\n")

    def test_logrotate_with_packing(self):
        self.rotated("  create\n  compress\n")


class Folders(Case):
    def test_files_that_come_in_pieces_and_again(self):
        with House("") as house:
            inbox, done = house.folder / "in", house.folder / "done"
            inbox.mkdir()
            done.mkdir()
            text = (house.folder / "site.yaml").read_text().replace("sources:\n", "")
            house.set_site(
                text + f'sources:\n  - {{id: drop, switch: main, folder: {{path: {inbox}, pattern: "*.log", moveTo: {done}, settling: 1}}}}\n')
            house.serve()
            with open(inbox / "a.log", "w") as file:
                for number in range(20):
                    file.write(line(number))
                    file.flush()
                    time.sleep(0.05)
            (inbox / "b.log.part").write_text(line(20))
            house.expect_calls(numbers(20))
            os.rename(inbox / "b.log.part", inbox / "b.log")
            house.expect_calls(numbers(21))
            eventually("they are moved", lambda: {"a.log", "b.log"} <= set(os.listdir(done)))
            # The same content under another name, and a file that overlaps.
            shutil.copy(done / "a.log", inbox / "c.log")
            (inbox / "d.log").write_text("".join(line(number) for number in range(15, 25)))
            house.expect_calls(numbers(25))
            house.stop()
            house.check()


class Radius(Case):
    SITE = SITE.replace("avaya-ip-office-smdr", "radius-voip-accounting")

    def packet(self, status: str, number: int, seconds: int = 30) -> str:
        clock = f"09:{number % 60:02}:00.000 UTC Mon Mar 2 2026"
        return (
            f'Acct-Status-Type = {status}\nAcct-Session-Id = "{number:08x}"\nCalling-Station-Id = "101"\n'
            f'Called-Station-Id = "030555{number:04}"\nNAS-IP-Address = 192.0.2.6\nAcct-Session-Time = {seconds}\n'
            f'Cisco-AVPair = "h323-setup-time={clock}"\nCisco-AVPair += "h323-connect-time={clock}"\n'
            f'Cisco-AVPair += "h323-disconnect-time=09:{number % 60:02}:{seconds:02}.000 UTC Mon Mar 2 2026"\n'
            f'Cisco-AVPair += "h323-conf-id={number:08X} 11D 0 0"\n')

    def send(self, port: int, packets: str, secret: str = SECRET) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["radclient", "-r", "1", "-t", "5", f"127.0.0.1:{port}", "acct", secret], input=packets.encode(), capture_output=True, timeout=120)

    def test_radclient(self):
        port = free_port(socket.SOCK_DGRAM)
        with House("", self.SITE) as house:
            (house.folder / "secret").write_text(SECRET)
            text = (house.folder / "site.yaml").read_text().replace("sources:\n", "")
            house.set_site(
                text + f"sources:\n  - {{id: aaa, switch: main, radius: {{address: 127.0.0.1, port: {port}, clients: "
                f"[{{address: 127.0.0.1, secretFile: {house.folder}/secret}}]}}}}\n")
            house.serve()
            time.sleep(0.5)
            refused = self.send(port, self.packet("Start", 1), "a-wrong-secret-of-sixteen")
            self.assertNotEqual(refused.returncode, 0)
            packets = [self.packet("Start", 1), self.packet("Interim-Update", 1, 10), self.packet("Start", 2), self.packet("Stop", 1)]
            for packet in packets:
                done = self.send(port, packet)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
            # Answered, and sent again all the same.
            self.assertEqual(self.send(port, self.packet("Stop", 1)).returncode, 0)
            house.expect_calls(numbers(1, 1))
            found = eventually("one call goes on", lambda: (s := house.source("aaa"))["openSessions"] == 1 and s)
            self.assertIn("refused", found["findings"])
            self.assertEqual(self.send(port, self.packet("Stop", 2)).returncode, 0)
            house.expect_calls(numbers(2, 1))
            eventually("none goes on", lambda: house.source("aaa")["openSessions"] == 0)
            house.stop()
            house.check()

    def test_detail_file(self):
        """As FreeRADIUS's module detail writes it, half a block at a time."""
        with House("", self.SITE) as house:
            detail = house.folder / "detail-20260302"
            detail.write_text("")
            text = (house.folder / "site.yaml").read_text().replace("sources:\n", "")
            house.set_site(text + f"sources:\n  - {{id: detail, switch: main, tail: {{path: {detail}}}}}\n")
            house.serve()
            blocks = ""
            for number in range(10):
                for status in ("Start", "Stop"):
                    lines = self.packet(status, number).replace("+=", "=").splitlines()
                    blocks += "Mon Mar  2 09:00:00 2026\n" + "".join(f"\t{text}\n" for text in lines) + f"\tTimestamp = {1772442000 + number}\n\n"
            for piece in self.pieces(blocks.encode(), 400):
                with open(detail, "ab") as file:
                    file.write(piece)
                time.sleep(0.002)
            with open(detail, "ab") as file:
                file.write(b"Mon Mar  2 09:30:00 2026\n")
            house.expect_calls(numbers(10))
            house.stop()
            house.check()
