"""Makes lists a second time, as reference.py does reports of calls: out of the exported calls and the site file alone."""
import csv
import datetime

FOREVER = ("0000", "9999")


def holds(entry, day):
    return entry.get("from", FOREVER[0]) <= day <= entry.get("to", FOREVER[1])


def month_of(day):
    """First and last day of a month."""
    first = day.replace(day=1)
    return first, (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)


def clock(seconds):
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


class Allowances:
    """Minutes of a package that is each party's own, in calendar months; other kinds of allowances have golden tests of their own."""

    def __init__(self, site, days):
        self.site, self.days = site, days

    def is_known(self):
        for package in self.site.data.get("packages") or []:
            for rule in package["rules"]:
                granted = rule.get("allowance")
                if granted and (set(granted) - {"minutes", "per"} or set(rule.get("when") or {}) - {"type"}):
                    return False
            if any(set(one) - {"organisation", "party", "from", "to"} for one in package["assigned"]):
                return False
        return not any(one.get("billingCycle") for one in self.site.parties.values())

    def has(self, assignment, party, day):
        if not holds(assignment, day):
            return False
        return assignment.get("party") == party or assignment.get("organisation") in self.site.chain(party, day)

    def rows(self, calls, party, node):
        """A row for each rule, party and month."""
        found = []
        for package in self.site.data.get("packages") or []:
            for place, rule in enumerate(package["rules"]):
                granted = rule.get("allowance")
                if not granted:
                    continue
                step = 60 if granted.get("per") == "minute" else 1
                whole = int(float(granted["minutes"]) * 60)
                types = (rule.get("when") or {}).get("type")
                for one in self.site.parties:
                    if party and one != party or node and not self.is_below(one, node):
                        continue
                    for first, last in self.months():
                        month = [first + datetime.timedelta(n) for n in range((last - first).days + 1)]
                        mine = [d.isoformat() for d in month if any(self.has(a, one, d.isoformat()) for a in package["assigned"])]
                        if mine:
                            used, over = self.use(calls, one, set(mine), types, whole, step)
                            found.append(self.row(package["id"], place, one, first, last, step, whole, used, over))
        return found

    def row(self, package, place, party, first, last, step, whole, used, over):
        return {
            "package": package, "rule": place + 1, "party": party, "organisation": None, "name": self.site.parties[party].get("name"),
            "from": first.isoformat(), "to": last.isoformat(), "unit": "minutes" if step == 60 else "seconds", "granted": whole, "carried": 0,
            "consumed": used, "left": whole - used, "over": over, "state": "closed" if datetime.date.today() > last else "open",
        }

    def use(self, calls, party, days, types, whole, step):
        """In the order of the instant from which a call is charged."""
        used = over = 0
        mine = [c for c in calls if c.party == party and c.day in days and c.state == "rated" and c.money["price"][1] > 0]
        for call in sorted(mine, key=lambda c: (c.instant + datetime.timedelta(seconds=max(c.ring or 0, 0)), c.id)):
            if types and call.callType not in types:
                continue
            need = -(-call.duration // step) * step
            taken = min(need, whole - used)
            used, over = used + taken, over + need - taken
        return used, over

    def is_below(self, party, node):
        first, last = self.days
        return any(
            node in self.site.chain(party, (first + datetime.timedelta(n)).isoformat()) for n in range((last - first).days + 1))

    def months(self):
        first, last = month_of(self.days[0])
        while first <= self.days[1]:
            yield first, last
            first, last = month_of(last + datetime.timedelta(1))


def seconds(cell):
    return cell.get("seconds", cell.get("amount")) if isinstance(cell, dict) else cell


def sent(path):
    """The records that were imported, each with its line. None of them has a line end inside."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    return [dict(row, raw=line) for row, line in zip(csv.DictReader(lines), lines[1:])]


def wall(text):
    return datetime.datetime.fromisoformat(text)


def transfers(site, records, days):
    """Records of calls that have several, by the party of the first one, then in the order of time."""
    owners = {number["number"]: party for party, one in site.parties.items() for number in one.get("numbers") or []}
    groups = {}
    for record in records:
        groups.setdefault((record["switch"], record["link"]), []).append(record)
    found = []
    for legs in groups.values():
        legs.sort(key=lambda one: wall(one["start"]))
        if len(legs) > 1 and days[0] <= wall(legs[0]["start"]).date() <= days[1]:
            found.append((owners[legs[0]["extension"]], legs))
    found.sort(key=lambda call: (call[0], wall(call[1][0]["start"]), call[1][0]["link"].encode()))
    return [
        {
            "first": owner, "name": site.parties[owner].get("name"), "start": wall(leg["start"]).strftime("%Y-%m-%d %H:%M:%S"), "leg": place,
            "calling": leg["calling"], "called": leg["called"], "extension": leg["extension"], "ring": int(leg["ring"]),
            "talk": int(leg["duration"]), "link": leg["link"],
        }
        for owner, legs in found for place, leg in enumerate(legs, 1)
    ]


def raw_lines(records, days):
    found = [one for one in records if days[0] <= wall(one["start"]).date() <= days[1]]
    return [
        {
            "raw": one["raw"], "calling": one["calling"], "called": one["called"], "duration": int(one["duration"]),
            "ring": int(one["ring"]) if one["ring"] else None, "format": "tollbook-csv",
        }
        for one in found
    ]


def split_faults(rows):
    """With the rule `split` who talked bears a part by his seconds: to the millionth of the whole."""
    found, calls = [], {}
    for row in rows:
        calls.setdefault(row["cells"]["link"], []).append(row["cells"])
    for link, legs in calls.items():
        prices = [next((float(cell["amount"]) for key, cell in leg.items() if key.startswith("price.") and cell), None) for leg in legs]
        talk = [seconds(leg["talk"]) for leg in legs]
        whole = sum(price or 0 for price in prices)
        for price, own in zip(prices, talk):
            if abs((price or 0) - whole * own / max(sum(talk), 1)) > 0.000002:
                found.append(f"{link}: {prices} are not split by {talk}")
                break
    return found


def faults(definition, site, calls, days, party, node, table, path):
    """What differs from the list as it is made here; nothing for kinds that are not."""
    kind, rows = definition["list"], table["rows"]
    found = []
    if kind == "allowances" and Allowances(site, days).is_known():
        expected = Allowances(site, days).rows(calls, party, node)
    elif kind == "transfers" and path and not node:
        expected = transfers(site, sent(path), days)
        if (site.data.get("site") or {}).get("legs") == "split":
            found = split_faults(rows)
    elif kind == "rawLines" and path and not node:
        starts = [(row["cells"]["source"], row["cells"]["start"]) for row in rows]
        # An hour of this day comes twice.
        starts = [one for one in starts if not one[1].startswith("2026-10-25")]
        if starts != sorted(starts):
            found.append("not by source and time")
        # Which of two of one second goes first is no matter of the list's.
        rows = sorted(rows, key=lambda row: row["cells"]["raw"])
        expected = sorted(raw_lines(sent(path), days), key=lambda row: row["raw"])
    else:
        return []
    return found + compared(rows, expected)


def compared(rows, expected):
    if len(rows) != len(expected):
        return [f"{len(rows)} rows, expected {len(expected)}"]
    found = []
    for place, (row, wanted) in enumerate(zip(rows, expected)):
        given = {column: seconds(cell) for column, cell in row["cells"].items()}
        found += [f"row {place + 1}, {key}: {given[key]!r}, expected {wanted[key]!r}" for key in wanted if key in given and given[key] != wanted[key]]
    return found
