"""Records that are posted to the web server (CHECKLIST C8)."""

import base64
import threading

from house import Case, House, eventually, line, numbers, packed

KEY = "the-key-of-this-source"
SOURCE = "  - {id: posts, switch: main, http: {keyFile: %s}}\n"
PATH = "/b/office/intake/posts"


def bearer(key: str = KEY) -> dict:
    return {"Authorization": "Bearer " + key}


class Posts(Case):
    def house(self) -> House:
        house = House(SOURCE % "/nowhere/key")
        key = house.folder / "key"
        key.write_text(KEY + "\n")
        house.set_site((house.folder / "site.yaml").read_text().replace("/nowhere/key", str(key)))
        house.serve()
        # A source that does not run yet asks to be asked again.
        eventually("it takes", lambda: house.post(PATH, b" ", bearer())[0] == 400)
        return house

    def test_each_way_of_showing_the_key(self):
        with self.house() as house:
            basic = base64.b64encode(f"switch:{KEY}".encode()).decode()
            for number, head in enumerate([bearer(), {"authorization": "bearer " + KEY}, {"Authorization": "Basic " + basic}]):
                self.assertEqual(house.post(PATH, line(number).encode(), head), (200, "stored\n"))
            self.assertEqual(house.post(PATH, packed(line(3).encode()), bearer() | {"Content-Encoding": "gzip"}), (200, "stored\n"))
            # A body that was taken and not answered comes again.
            self.assertEqual(house.post(PATH, line(3).encode(), bearer())[0], 200)
            house.expect_calls(numbers(4))
            house.stop()
            house.check()

    def test_each_refusal(self):
        with self.house() as house:
            body = line(0).encode()
            wrong = [{}, bearer("x"), bearer(KEY + "x"), bearer(KEY[:-1]), {"Authorization": KEY}, {"Authorization": "Basic " + KEY}]
            for head in wrong:
                status, text = house.post(PATH, body, head)
                self.assertEqual(status, 401, head)
                self.assertNotIn(KEY, text)
            # The key is no way into anything else, and another source's is not known to strangers.
            self.assertEqual(house.post("/b/office/intake/other", body, bearer())[0], 401)
            self.assertEqual(house.get("/b/office/calls", bearer() | {"Accept": "application/json"})[0], 401)
            self.assertEqual(house.get(PATH, bearer())[0], 405)
            self.assertEqual(house.post(PATH, b"\r\n \n", bearer())[0], 400)
            self.assertEqual(house.post(PATH, b'{"a":' * 70 + b"1" + b"}" * 70, bearer())[0], 400)
            self.assertEqual(house.post(PATH, body, bearer() | {"Content-Encoding": "br"})[0], 415)
            self.assertEqual(house.post(PATH, body, bearer() | {"Content-Encoding": "gzip"})[0], 415)
            self.assertEqual(house.post(PATH, packed(b"a" * (11 << 20)), bearer() | {"Content-Encoding": "gzip"})[0], 413)
            try:
                self.assertEqual(house.post(PATH, b"a" * (11 << 20), bearer())[0], 413)
            except (ConnectionResetError, BrokenPipeError):
                # The answer came before the body was read to its end, and the connection was closed.
                pass
            self.assertEqual(house.calls(), [])
            self.assertNotIn(KEY, house.log.read_text(errors="replace"))

    def test_killed_before_the_answer(self):
        """Whatever was answered with 200 is in the book after a kill, once."""
        with self.house() as house:
            answered, number, lock = [], iter(range(5_000)), threading.Lock()

            def send():
                while True:
                    with lock:
                        own = next(number)
                    try:
                        if house.post(PATH, line(own).encode(), bearer())[0] != 200:
                            return
                    except Exception:
                        return
                    answered.append(own)

            for _ in range(3):
                senders = [threading.Thread(target=send) for _ in range(4)]
                begun = len(answered)
                for sender in senders:
                    sender.start()
                eventually("some are answered", lambda: len(answered) > begun + self.random.randint(5, 60))
                house.kill()
                for sender in senders:
                    sender.join()
                house.serve()
                eventually("it takes", lambda: house.post(PATH, b" ", bearer())[0] == 400)
            wanted = {f"030555{own:04}" for own in answered}
            eventually("all that was answered", lambda: wanted <= set(house.calls()))
            found = house.calls()
            self.assertEqual(len(found), len(set(found)), f"seed {self.seed}")
            house.stop()
            house.check()
