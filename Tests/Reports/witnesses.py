"""What the lists of witnesses must say, made out of the exported calls, the bill's own file and the site (docs/reports.md)."""
import csv
import datetime
from decimal import Decimal

SUMS = "ours theirs matched differing onlyOurs onlyTheirs".split()


def normalised(plan, called):
    """The number called as the dial plan has it; without one as it is."""
    if not plan:
        return called.removeprefix("+")
    short, rest = plan.get("short", []), called
    if rest in short:
        return rest
    for codes in (plan.get("outside", []), plan.get("private", [])):
        rest = rest[len(max((code for code in codes if rest.startswith(code)), key=len, default="")):]
        if rest in short:
            return rest
    for prefix in plan.get("internationalPrefix", []):
        if rest.startswith(prefix):
            return rest[len(prefix):]
    trunk = plan.get("trunkPrefix", "")
    if trunk and rest.startswith(trunk):
        return plan["countryCode"] + rest[len(trunk):]
    return plan["countryCode"] + plan.get("areaCode", "") + rest


class Told:
    """One record of ours or theirs."""

    def __init__(self, call, number, money):
        self.call, self.number, self.money = call, number, money
        self.start, self.answered, self.talk = int(call.instant.timestamp()), call.answered, call.talk
        other = call.local.replace(fold=1 - call.local.fold).astimezone(datetime.timezone.utc)
        self.other = int(other.timestamp())
        digits = "".join(sign for sign in call.calling if sign in "0123456789")
        whole = digits.lstrip("0")
        self.caller = whole[-9:] if len(whole) >= 7 else digits
        self.kind = "long" if len(whole) >= 7 else "short" if digits else "none"

    def is_attempt(self):
        return not self.answered and (self.money is None or self.money[0] == 0)

    def order(self):
        return (self.start, self.talk, self.money[0] if self.money else Decimal(0), self.call.calling)


def relations(ours, theirs):
    """Which two callers may be one, the strongest evidence first."""
    yield lambda one, other: one.kind != "none" and one.caller == other.caller and one.kind == other.kind
    lengths = {len(told.caller) for told in ours + theirs if told.kind != "none" and len(told.caller) < 9}

    def ends(short, whole, length):
        return len(short.caller) == length and whole.kind == "long" and len(whole.caller) > length and whole.caller.endswith(short.caller)

    for length in sorted(lengths, reverse=True):
        yield lambda one, other, length=length: ends(one, other, length)
        yield lambda one, other, length=length: ends(other, one, length)
    yield lambda one, other: one.kind != "long" and other.kind != "short"
    yield lambda one, other: one.kind != "short" and other.kind != "long"


def pairs(ours, theirs, tolerance):
    """The nearest starts first, each record once; all pairs of a number are looked at."""
    found = []
    for number in sorted({told.number for told in ours} & {told.number for told in theirs}):
        left = sorted((told for told in ours if told.number == number), key=Told.order)
        right = sorted((told for told in theirs if told.number == number), key=Told.order)
        # What a bill says of the hour that comes twice may be either of the two, tried last.
        for by, answered in (("start", True), ("start", False), ("other", True), ("other", False)):
            for fits in relations(left, right):
                near = []
                for place, one in enumerate(left):
                    for other_place, other in enumerate(right):
                        start = getattr(other, by)
                        gap = abs(one.start - start)
                        if gap <= tolerance and fits(one, other) and (not answered or (one.answered and other.answered)):
                            # Of equal ones the innermost: the longest of ours with the longest of theirs.
                            near.append((gap, min(one.start, start), -place, -other_place, one, other))
                for *_, one, other in sorted(near, key=lambda entry: entry[:4]):
                    if one in left and other in right:
                        found.append((one, other))
                        left.remove(one)
                        right.remove(other)
    return found


def difference(cost, billed):
    if billed is None:
        return None
    if cost is None or cost[0] == 0:
        return billed
    if billed[0] and billed[1] != cost[1]:
        return None
    return billed[0] - cost[0], cost[1]


def judged(one, other, rule):
    """A pair's differences in words."""
    words = []
    if abs(one.talk - other.talk) > int(rule.get("duration", 5)):
        words.append("duration")
    if other.money is not None:
        money = difference(one.money, other.money)
        if money is None:
            words.append("currency")
        elif abs(money[0]) > Decimal(rule.get("amount", "0")):
            words.append("amount")
    return ", ".join(words)


def row(one, other, words, money):
    told = one or other
    return {
        "witness": "bill", "party": one.call.party if one else None, "calling": told.call.calling or None, "called": told.number,
        "trunk": told.call.trunk or None, "start": one and one.call.local.strftime("%Y-%m-%d %H:%M:%S"),
        "witnessStart": other and other.call.local.strftime("%Y-%m-%d %H:%M:%S"), "duration": one and one.talk,
        "witnessDuration": other and other.talk, "cost": one and one.money, "billed": other and other.money, "difference": money,
        "state": ("differs" if words else "matched") if one and other else "onlyOurs" if one else "onlyTheirs", "differs": words or None,
        "day": told.call.day, "place": told.start,
    }


def rows(site, data, calls, bill, days):
    """Each call of the days as we and the bill have it. One witness, of one provider, is what the test's site has."""
    witness = next(place for place in data["switches"] if place.get("role") == "witness")
    rule, provider = witness.get("match") or {}, witness["provider"]
    with open(bill, newline="", encoding="utf-8") as file:
        amounts = {
            (line["stamp"], line["called"], line["calling"], line["leg"]): (Decimal(line["charge"]), line["currency"] or site.currency)
            for line in csv.DictReader(file)}
    ours, theirs = [], []
    for call in calls:
        if call.state in ("conflict", "quarantined") or call.reason == "leg of another record":
            continue
        number = normalised(site.dial_plans.get(call.switch), call.called)
        if call.switch == witness["id"]:
            theirs.append(Told(call, number, amounts[call.stamp, call.called, call.calling, call.leg]))
        elif call.direction in ("out", "transit") and site.trunks.get((call.switch, call.trunk), {}).get("provider") == provider:
            cost = call.money.get("cost")
            ours.append(Told(call, number, cost and (cost[1], cost[0])))
    found = pairs(ours, theirs, int(rule.get("start", 120)))
    made = []
    for one, other in found:
        made.append(row(one, other, judged(one, other, rule), difference(one.money, other.money)))
    used = {told for pair in found for told in pair}
    made += [row(one, None, "", one.money and (-one.money[0], one.money[1])) for one in ours if one not in used and not one.is_attempt()]
    made += [row(None, other, "", other.money) for other in theirs if other not in used and not other.is_attempt()]
    first, last = (day.isoformat() for day in days)
    return sorted((one for one in made if first <= one["day"] <= last), key=lambda one: one["place"])


def sums(site, made, kind):
    """The same added up by party or trunk, a line for each currency."""
    lines = {}

    def line(key, currency):
        return lines.setdefault((key, currency), dict.fromkeys(SUMS + ["duration", "witnessDuration"], 0) | {
            "cost": Decimal(0), "billed": Decimal(0), "difference": Decimal(0)})

    for one in made:
        # A number that only the bill names is nobody's of ours, also where a party is called so.
        key = (one["trunk"], "") if kind == "witnessTrunks" else (one["party"] or one["calling"], one["party"])
        currency = (one["billed"] or one["cost"] or (0, site.currency))[1]
        into = line(key, currency)
        into["ours"] += one["state"] != "onlyTheirs"
        into["theirs"] += one["state"] != "onlyOurs"
        into[{"differs": "differing"}.get(one["state"], one["state"])] += one["state"] != "x"
        into["duration"] += one["duration"] or 0
        into["witnessDuration"] += one["witnessDuration"] or 0
        for name in ("cost", "billed", "difference"):
            if one[name] and one[name][0]:
                line(key, one[name][1])[name] += one[name][0]
    name = "trunk" if kind == "witnessTrunks" else "party"
    return [
        {name: key[0]} | {column: (value, currency) if isinstance(value, Decimal) else value for column, value in values.items()}
        for (key, currency), values in lines.items()]


def cells(table, made):
    """Rows of the reference as the table's cells; columns that it does not know are left out."""
    known = [column for column in table["columns"] if made and column["id"].split(".")[0] in made[0]]

    def cell(one, column):
        value = one[column["id"].split(".")[0]]
        if not column["currency"]:
            return value
        return value[0].normalize() if value and value[1] == column["currency"] else None

    return known, [tuple(cell(one, column) for column in known) for one in made]


def faults(table, site, data, calls, bill, days, kind):
    """What the list says otherwise than the reference."""
    made = rows(site, data, calls, bill, days)
    if kind == "witnessDifferences":
        made = [one for one in made if one["state"] != "matched"]
    if kind in ("witnessNumbers", "witnessTrunks"):
        made = sums(site, made, kind)
    known, expected = cells(table, made)

    def plain(value):
        if isinstance(value, dict):
            return Decimal(value["amount"]).normalize() if "amount" in value else value["seconds"]
        return value

    found = [tuple(plain(one["cells"][column["id"]]) for column in known) for one in table["rows"] if one["kind"] == "line"]
    if sorted(map(repr, found)) == sorted(map(repr, expected)):
        return []
    return [f"{len(found)} rows, expected {len(expected)}"] + [f"too much: {one}" for one in found if one not in expected][:3] + [
        f"missing: {one}" for one in expected if one not in found][:3]
