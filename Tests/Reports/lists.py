"""Makes lists a second time, as reference.py does reports of calls: out of the exported calls and the site file alone."""
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
    return cell["seconds"] if isinstance(cell, dict) else cell


def faults(definition, site, calls, days, party, node, table):
    """What differs from the list as it is made here; nothing for kinds that are not."""
    if definition["list"] != "allowances":
        return []
    allowances = Allowances(site, days)
    if not allowances.is_known():
        return []
    expected = allowances.rows(calls, party, node)
    if len(table["rows"]) != len(expected):
        return [f"{len(table['rows'])} rows, expected {len(expected)}"]
    found = []
    for place, (row, wanted) in enumerate(zip(table["rows"], expected)):
        given = {column: seconds(cell) for column, cell in row["cells"].items()}
        found += [f"row {place + 1}, {key}: {given[key]!r}, expected {wanted[key]!r}" for key in given if given[key] != wanted[key]]
    return found
