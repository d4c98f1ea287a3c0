#!/usr/bin/env python3
"""Makes every report of calls a second time, out of its definition, the exported calls and the site file, and compares.

    reference.py --program PATH --book BOOK --calls CALLS.json --site SITE.yaml --definitions FOLDER
                 --from DAY --to DAY [--earlier CALLS.json] [--private IDS] [--party ID] [--organisation ID]
                 [--narrow] [--docs reports.md] [--records CALLS.csv] [--only ID ...]

Nothing of it comes from the program's own code: what a definition means stands in docs/reports.md. CALLS.json is what
`tollbook calls --as json` prints for the days, --earlier the same for the days that `compare` looks back to, --private a file with
the ids of calls that somebody marked private (the export does not say it), --records what was imported. Prints a line for each report and "N passed, N failed".
"""
import argparse
import concurrent.futures
import csv
import datetime
import fractions
import io
import json
import pathlib
import subprocess
import sys
import unicodedata
import zoneinfo
from decimal import ROUND_HALF_EVEN, Decimal

import yaml

import lists
import witnesses

LAST = 1 << 60
COUNTED = ["rated", "free", "unrated", "writtenOff"]
STATES = ["rated", "free", "unrated", "conflict", "quarantined", "writtenOff"]
DIRECTIONS = {None: 0, "out": 1, "in": 2, "internal": 3, "transit": 4}
TALK, RING = [11, 31, 61, 181, 601, 1801, 3601], [5, 10, 20]
REASONS = [
    "", "unanswered", "incoming", "internal", "transit", "unknown direction", "tie trunk", "witness", "leg of another record",
    "written off", "no rate table", "no version in force", "no prefix", "no price for the time band", "charge out of range",
    "no exchange rate", "no amount from the switch", "each scheme derived from the other", "other scheme unrated",
    "local time does not exist", "starts in the future", "too long",
]
MINOR = {"VND": 0, "JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3, "JOD": 3, "OMR": 3}
MONEY = ["price", "surcharges", "discount", "cost", "margin", "final"]
COUNTS = {
    "calls", "answered", "missed", "unrated", "privateCalls", "outgoing", "incoming", "internalCalls",
}
DURATIONS = {
    "duration", "outgoingDuration", "incomingDuration", "internalDuration", "averageDuration", "longest", "averageRing", "longestRing",
}
SHARES = {"answerRate", "shareOfCalls", "shareOfDuration", "shareOfPrice", "marginRate"}
NOT_COMPARED = {"averageDuration", "longest", "averageRing", "longestRing", "first", "last", "erlangs"} | SHARES
WAY = {"outgoing": "out", "incoming": "in", "internalCalls": "internal"}
TIME_FORM = "%Y-%m-%d %H:%M:%S"


def half_away(part, whole):
    """part / whole as a whole number, half away from zero."""
    value = fractions.Fraction(part) / fractions.Fraction(whole)
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 2 + 1) // 2)


def decimals(units, digits):
    text = str(abs(units)).rjust(digits + 1, "0")
    return ("-" if units < 0 else "") + text[:-digits] + "." + text[-digits:]


def percent(part, whole):
    return None if not whole else decimals(half_away(fractions.Fraction(part) * 1000, whole), 1)


def clock(seconds):
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def matches(text, pattern):
    """`*` stands for any run of signs, `?` for one."""
    rows = {0}
    for sign in pattern:
        if sign == "*":
            rows = set(range(min(rows), len(text) + 1)) if rows else rows
        else:
            rows = {place + 1 for place in rows if place < len(text) and sign in ("?", text[place])}
    return len(text) in rows


def amount_text(amount, currency):
    """With the minor unit's decimals at least, no needless zeros beyond."""
    text = format(amount.normalize() if amount else Decimal(0), "f")
    whole, _, part = text.partition(".")
    part = part.ljust(MINOR.get(currency, 2), "0")
    return whole + ("." + part if part else "")


class Site:
    def __init__(self, path):
        data = yaml.load(path.read_text(encoding="utf-8"), TextLoader)
        site = data.get("site") or {}
        self.data = data
        self.name = site.get("name") or ""
        self.zone = zoneinfo.ZoneInfo(site.get("zone") or "UTC")
        self.currency = site.get("currency") or "USD"
        self.precision = {code: int(digits) for code, digits in (site.get("linePrecision") or {}).items()}
        self.types = {entry["id"]: (place, entry) for place, entry in enumerate(data.get("callTypes") or [])}
        self.parties = {entry["id"]: entry for entry in data.get("parties") or []}
        self.nodes = {entry["id"]: (place, entry) for place, entry in enumerate(data.get("organisation") or [])}
        self.trunks = {}
        for entry in data.get("trunks") or []:
            # An id is unique within its switch only.
            self.trunks[entry["switch"], entry["id"]] = entry
        self.providers = {entry["id"]: entry.get("name") or entry["id"] for entry in data.get("providers") or []}
        self.hours, self.holidays = self.open_minutes(site.get("businessHours") or {"week": ["Mon-Fri 07:00-19:00"]})
        people = ["room", "extension", "subscriber"]
        charged = [kind for kind in site.get("chargedParty") or people if kind in people]
        self.people = charged + [kind for kind in people if kind not in charged]
        self.numbers = {}
        for entry in self.parties.values():
            for number in entry.get("numbers") or []:
                key = (entry.get("kind", "extension"), entry.get("switch"), number["number"])
                self.numbers.setdefault(key, []).append((number.get("from", "0000"), number.get("to", "9999"), entry["id"]))
        self.tables = {table["id"]: table for table in data.get("rateTables") or []}
        self.default_cost = (site.get("defaultTable") or {}).get("cost")
        self.contacts = {number: entry for entry in data.get("contacts") or [] for number in entry["numbers"]}
        self.dial_plans = {entry["id"]: entry.get("dialPlan") or {} for entry in data.get("switches") or []}
        # What settlement makes of a charge is reckoned here only where it is a rounding and nothing else.
        tables = [part for table in data.get("rateTables") or [] for part in [table] + (table.get("versions") or [])]
        self.settles = (
            any(data.get(key) for key in ("packages", "surcharges", "recurring", "taxes"))
            or any(table.get("volumeDiscount") for table in tables)
            or any(part.get("currency", self.currency) != self.currency for part in self.parties.values())
        )

    def is_private(self, switch, called):
        """Whether a number that is no short one was dialled with a code for private calls."""
        plan = self.dial_plans.get(switch, {})
        access = max((code for code in plan.get("outside", []) if called.startswith(code)), key=len, default="")
        rest = called[len(access):]
        marked = any(rest.startswith(code) and rest[len(code):] not in ("", *plan.get("short", [])) for code in plan.get("private", []))
        return marked and called not in plan.get("short", [])

    @staticmethod
    def open_minutes(hours):
        """The minutes of the week in the hours of business, and the holidays."""
        names, minutes = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], set()
        for text in hours["week"]:
            words = text.split()
            days = []
            for part in words[0].split(",") if len(words) == 2 else ["Mon-Sun"]:
                first, _, last = part.partition("-")
                first, last = names.index(first), names.index(last or first)
                days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
            begin, end = (int(time[:2]) * 60 + int(time[3:]) for time in words[-1].split("-"))
            for day in days:
                # 20:00-08:00 is the begin and the end of the same day.
                for minute in range(begin, end) if begin < end else [*range(end), *range(begin, 1440)]:
                    minutes.add((day * 1440 + minute) % 10080)
        return minutes, set(hours.get("holidays") or [])

    def is_open(self, local):
        minute = local.weekday() * 1440 + local.hour * 60 + local.minute
        return minute in self.hours and local.date().isoformat() not in self.holidays

    def holder(self, number, switch, day):
        """The party that has a number on a day, of the switch or of all switches."""
        for kind in self.people:
            for owner in (switch, None):
                for first, last, party in self.numbers.get((kind, owner, number), []):
                    if first <= day <= last:
                        return party
        return None

    def normalised(self, dialled, switch):
        """A number that is no short one, as the switch's dial plan has it; blanks and such are not in the samples."""
        plan = self.dial_plans.get(switch) or {}
        short = plan.get("short", [])
        if dialled in short or not plan:
            return dialled
        rest = dialled[len(max((code for code in plan.get("outside", []) if dialled.startswith(code)), key=len, default="")):]
        for codes in (plan.get("private", []), plan.get("carrierCodes", [])):
            if rest in short:
                return rest
            rest = rest[len(max((code for code in codes if rest.startswith(code)), key=len, default="")):]
        if rest in short or not rest:
            return rest
        for code in ["+"] + sorted(plan.get("internationalPrefix", []), key=len, reverse=True):
            if rest.startswith(code):
                return rest[len(code):]
        trunk = plan.get("trunkPrefix", "")
        if trunk and rest.startswith(trunk):
            return plan.get("countryCode", "") + rest[len(trunk):]
        return plan.get("countryCode", "") + plan.get("areaCode", "") + rest

    def charge_band(self, call):
        """The row that made the cost, where the trunk's table or the site's says it and nothing was selected."""
        if "cost" not in call.money:
            return ""
        trunk = self.trunks.get((call.switch, call.trunk)) or {}
        party = self.parties.get(call.party) or {}
        table = (trunk.get("table") or {}).get("cost") or (party.get("table") or {}).get("cost") or self.default_cost
        rows = [version for version in self.tables[table]["versions"] if version["from"] <= call.day][-1]["rows"]
        number = self.normalised(call.called, call.switch)
        is_short = number in (self.dial_plans.get(call.switch) or {}).get("short", [])
        found = [
            (len(prefix), row) for row in rows for prefix in row["prefix"]
            if (row.get("short") == "true") == is_short and (number == prefix if is_short else number.startswith(prefix))]
        row = max(found, key=lambda one: one[0])[1]
        return row.get("name") or ", ".join(row["prefix"])

    def contact(self, call):
        number = {"out": call.called, "transit": call.called, "in": call.calling}.get(call.direction)
        if not number:
            return None
        for known in [self.normalised(number, call.switch)] + ([number] if call.direction == "in" else []):
            for pattern in [known] + [known[:length] + "*" for length in range(len(known), -1, -1)]:
                if pattern in self.contacts:
                    return self.contacts[pattern]
        return None

    def digits(self, currency):
        return self.precision.get(currency, min(MINOR.get(currency, 2) + 2, 6))

    def party_name(self, party, texts):
        if party in self.parties:
            name = self.parties[party].get("name") or party
            bearers = [one for one in self.parties.values() if one.get("name") == name]
            return f"{name} ({party})" if len(bearers) > 1 else name
        return texts("unassignedTo", id=party) if party else texts("unassigned")

    def chain(self, party, day):
        """The nodes above a party on a day, the root first."""
        for member in (self.parties.get(party) or {}).get("member") or []:
            if member.get("from", "0000") <= day <= member.get("to", "9999"):
                return self.above(member["of"])
        return []

    def above(self, node):
        found = []
        while node in self.nodes and node not in found:
            found.append(node)
            node = self.nodes[node][1].get("parent")
        return found[::-1]

    def node_name(self, node):
        return self.nodes[node][1].get("name") or node

    def midnight(self, day):
        start = datetime.datetime.combine(day, datetime.time(), self.zone)
        return start.astimezone(datetime.timezone.utc)


class TextLoader(yaml.SafeLoader):
    """Every scalar stays the text that it is: `0044`, `no`, `2026-03-02`."""


TextLoader.yaml_implicit_resolvers = {}


class Texts:
    def __init__(self, own, common):
        self.layers = [own or {}, common]

    def __call__(self, key, **values):
        text = next((layer[key] for layer in self.layers if key in layer), key)
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def counted(self, key, count):
        return self(key + (".one" if count == 1 else ".other"), n=count)


class Call:
    def __init__(self, data, site, private):
        self.__dict__.update({key: value if value is not None else "" for key, value in data.items()})
        self.ring, self.pulses = data["ring"], data["pulses"]
        self.direction = data["direction"]
        self.instant = datetime.datetime.fromisoformat(data["startUTC"].replace("Z", "+00:00"))
        self.local = self.instant.astimezone(site.zone)
        self.date = self.local.date()
        passed = int((self.instant - site.midnight(self.date)).total_seconds())
        self.hour, self.half = min(passed // 3600, 24), min(passed // 1800, 49)
        self.day = self.date.isoformat()
        # By a person's word, or by a code behind the access code.
        self.is_private = self.id in private or (self.direction in ("out", "transit") and site.is_private(self.switch, self.called))
        self.money = {}
        for key in ("price", "cost"):
            if data[key] is not None:
                self.money[key] = (data[key + "Currency"], Decimal(data[key]))
        if "price" in self.money:
            currency, amount = self.money["price"]
            step = Decimal(1).scaleb(-site.digits(currency))
            self.money["final"] = (currency, amount.quantize(step, ROUND_HALF_EVEN))
            cost = self.money.get("cost")
            if cost and cost[0] == currency:
                self.money["margin"] = (currency, amount - cost[1])


class Sums:
    def __init__(self):
        self.calls = []
        self.known = {}

    def once(self, key, make):
        """A figure over all calls, made once for so many calls."""
        key = (key, len(self.calls))
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]

    def currencies(self, measure):
        if measure == "margin":
            return set(self.margins())
        return self.once("codes " + measure, lambda: self.codes(measure)).copy()

    def codes(self, measure):
        return {call.money[measure][0] for call in self.calls if measure in call.money}

    def amounts(self, measure):
        return self.once(measure, lambda: self.added(measure))

    def added(self, measure):
        found = {}
        for call in self.calls:
            if measure in call.money:
                currency, amount = call.money[measure]
                found[currency] = found.get(currency, Decimal(0)) + amount
        return found

    def amount(self, measure, currency):
        source = self.margins() if measure == "margin" else self.amounts(measure)
        return source.get(currency, Decimal(0))

    def margins(self):
        """Price less cost; none without costs, and none where either has a currency that the other has not."""
        prices = {code: amount for code, amount in self.amounts("price").items() if amount}
        costs = {code: amount for code, amount in self.amounts("cost").items() if amount}
        if not costs or (prices and set(prices) != set(costs)):
            return {}
        return {code: prices.get(code, Decimal(0)) - cost for code, cost in costs.items()}

    def value(self, measure, currency, report):
        return self.once(("value", measure, currency), lambda: self.make(measure, currency, report))

    def make(self, measure, currency, report):
        calls = self.calls
        way = WAY.get(measure) or WAY.get(measure.replace("Duration", "")) or WAY.get(measure.replace("Duration", "Calls"))
        if measure in WAY:
            return sum(call.direction == way for call in calls)
        if measure in ("outgoingDuration", "incomingDuration", "internalDuration"):
            return sum(call.talk for call in calls if call.direction == way)
        if measure == "margin" and currency not in self.margins():
            return None
        if measure in MONEY:
            return self.amount(measure, currency)
        answered = sum(call.answered for call in calls)
        talk = sum(call.talk for call in calls)
        rings = [call.ring for call in calls if call.ring is not None]
        whole = report.tree.sums
        return {
            "calls": lambda: len(calls),
            "answered": lambda: answered,
            "missed": lambda: len(calls) - answered,
            "unrated": lambda: sum(call.state == "unrated" for call in calls),
            "privateCalls": lambda: sum(call.is_private for call in calls),
            "duration": lambda: talk,
            "averageDuration": lambda: half_away(talk, answered) if answered else None,
            "longest": lambda: max((call.talk for call in calls), default=0),
            "averageRing": lambda: half_away(sum(rings), len(rings)) if rings else None,
            "longestRing": lambda: max(rings) if rings else None,
            "answerRate": lambda: percent(answered, len(calls)),
            "shareOfCalls": lambda: percent(len(calls), len(whole.calls)),
            "shareOfDuration": lambda: percent(talk, whole.value("duration", None, report)),
            "shareOfPrice": lambda: percent(self.amount("price", currency), whole.amount("price", currency)),
            "marginRate": lambda: percent(self.amount("margin", currency), self.amount("price", currency))
            if currency in self.margins() else None,
            "erlangs": lambda: decimals(half_away(talk * 1000, report.seconds), 3),
            "first": lambda: min(call.instant for call in calls).astimezone(report.site.zone).strftime(TIME_FORM) if calls else None,
            "last": lambda: max(call.instant for call in calls).astimezone(report.site.zone).strftime(TIME_FORM) if calls else None,
        }[measure]()


class Group:
    def __init__(self, key, title, order=0, type_=None, level=0):
        self.key, self.title, self.order, self.type, self.level = key, title, order, type_, level
        self.sums, self.before, self.across = Sums(), Sums(), {}
        self.children, self.lines = {}, []

    def rank(self):
        return (self.order, unicodedata.normalize("NFC", self.title), self.key)

    def add(self, call, path, column, is_now):
        (self.sums if is_now else self.before).calls.append(call)
        if column is not None and is_now:
            self.across.setdefault(column, Sums()).calls.append(call)
        if not path:
            return self
        child = self.children.setdefault(path[0].key, path[0])
        return child.add(call, path[1:], column, is_now)


class Report:
    def __init__(self, definition, site, texts, days, party, node):
        self.d, self.site, self.texts = definition, site, texts
        self.first, self.last = days
        self.party, self.node = party, node
        self.layout = definition.get("layout", "summary")
        self.groups = definition.get("groups") or []
        self.measures = definition["measures"]
        self.seconds = int((site.midnight(self.last + datetime.timedelta(1)) - site.midnight(self.first)).total_seconds())
        self.tree = Group("", "")
        self.columns_across, self.codes = {}, {}

    # Which calls

    def in_scope(self, call):
        if self.party:
            return call.party == self.party
        return self.node is None or self.node in self.site.chain(call.party, call.day)

    def takes(self, call):
        test = self.d.get("filter") or {}
        if call.state not in (test.get("states") or COUNTED) or not self.in_scope(call):
            return False
        if self.d.get("dataSet") != "legs" and call.reason == "leg of another record":
            return False
        for key, value in (
            ("directions", call.direction), ("callTypes", call.callType), ("trunks", call.trunk), ("switches", call.switch),
            ("accounts", call.account),
        ):
            if test.get(key) and value not in test[key]:
                return False
        if not call.called.startswith(test.get("calledPrefix", "")) or call.duration < int(test.get("minimumDuration", 0)):
            return False
        if "answered" in test and call.answered != (test["answered"] == "true"):
            return False
        if "private" in test and call.is_private != (test["private"] == "true"):
            return False
        return all(self.holds(call, one) for one in test.get("where") or [])

    def holds(self, call, test):
        field, is_not = test["field"], test.get("not") == "true"
        if "any" in test:
            if field == "businessHours":
                value = "yes" if self.site.is_open(call.local) else "no"
            else:
                value = getattr(call, field) or ""
            return any(matches(value, pattern) for pattern in test["any"]) != is_not
        if field in ("price", "cost"):
            value = call.money[field][1] if field in call.money else None
        else:
            value = {"hour": call.hour, "weekday": call.date.weekday(), "duration": call.talk, "ring": call.ring}[field]
        if value is None:
            return False
        return (int(test.get("from", -LAST)) <= value <= int(test.get("to", LAST))) != is_not

    # Groups

    def path(self, call):
        found = []
        for group in self.groups:
            for key in self.keys(group["by"], call):
                key.level = len(found)
                key.top = group.get("top")
                found.append(key)
        return found

    def keys(self, field, call):
        if field == "organisation":
            if call.party not in self.site.parties:
                return [self.nobody()]
            chain = self.site.chain(call.party, call.day)
            if not chain:
                return [self.no_node()]
            return [self.node_key(node) for node in (chain[chain.index(self.node):] if self.node in chain else chain)]
        return [self.one_key(field, call)]

    def nobody(self):
        return Group("\0unassigned", self.texts("unassigned"), LAST)

    def no_node(self, kind=None):
        key = "noNode." + kind if kind in ("tenant", "site", "costCentre") else "noNode"
        return Group("\0none", self.texts(key), LAST - 1)

    def node_key(self, node):
        return Group(node, self.site.node_name(node), self.site.nodes[node][0])

    def named(self, name):
        return Group(name, name or self.texts("missing"), 0 if name else 1)

    def of_kind(self, kind, call):
        return next((node for node in reversed(self.site.chain(call.party, call.day)) if self.site.nodes[node][1]["kind"] == kind), None)

    def one_key(self, field, call):
        site, texts, date = self.site, self.texts, call.date
        if field in ("trunk", "destination", "extension", "account", "called", "calling", "sourceIP", "source", "switch"):
            return self.named(getattr(call, field))
        if field in ("tenant", "building", "department", "costCentre"):
            if call.party not in site.parties:
                return self.nobody()
            kind = "site" if field == "building" else field
            node = self.of_kind(kind, call)
            return self.node_key(node) if node else self.no_node(kind)
        if field == "calledDepartment":
            holder = site.holder(call.called, call.switch, call.day)
            if holder is None:
                return Group("", texts("notKnown"), LAST)
            nodes = [node for node in site.chain(holder, call.day) if site.nodes[node][1]["kind"] == "department"]
            return self.node_key(nodes[-1]) if nodes else Group("-", texts("noNode"), LAST - 1)
        if field == "chargeBand":
            return self.named(site.charge_band(call))
        if field == "contact":
            contact = site.contact(call)
            return Group(contact["id"], contact["name"]) if contact else Group("", texts("noContact"), 1)
        if field == "costCode":
            codes = [site.nodes[node][1].get("costCentre") for node in reversed(site.chain(call.party, call.day))]
            return self.named(next((code for code in codes if code), ""))
        if field == "callType":
            place, entry = site.types.get(call.callType, (len(site.types), None))
            name = (entry or {}).get("name") or call.callType or texts("missing")
            return Group(call.callType, name, place, call.callType if entry else None)
        if field == "party":
            return Group(call.party, site.party_name(call.party, texts))
        if field == "trunkGroup":
            return self.named((site.trunks.get((call.switch, call.trunk)) or {}).get("group") or "")
        if field == "provider":
            name = (site.trunks.get((call.switch, call.trunk)) or {}).get("provider") or ""
            return Group(name, site.providers.get(name, name) or texts("missing"), 0 if name else 1)
        if field in ("day", "week", "month", "quarter", "year", "weekday", "hour", "halfHour"):
            return self.time_key(field, date, call.hour, call.half)
        if field in ("durationClass", "ringClass"):
            bounds, value = (TALK, call.talk) if field == "durationClass" else (RING, call.ring)
            if value is None:
                return Group("", texts("missing"), len(bounds) + 1)
            place = sum(value >= bound for bound in bounds)
            if place == 0:
                title = texts("class.under", to=clock(bounds[0] - 1))
            elif place == len(bounds):
                title = texts("class.over", **{"from": clock(bounds[-1])})
            else:
                title = texts("class.between", **{"from": clock(bounds[place - 1]), "to": clock(bounds[place] - 1)})
            return Group(str(place), title, place)
        if field == "direction":
            name = call.direction
            return Group(name or "", texts("direction." + name) if name else texts("missing"), DIRECTIONS[name or None])
        if field == "state":
            return Group(call.state, texts("state." + call.state), STATES.index(call.state))
        if field == "reason":
            return Group(call.reason, call.reason or texts("state.rated"), REASONS.index(call.reason))
        if field == "answered":
            return Group("yes" if call.answered else "no", texts("answered." + ("yes" if call.answered else "no")), 1 - call.answered)
        raise ValueError(field)

    def time_key(self, field, date, hour=0, half=0):
        texts, order = self.texts, date.toordinal()
        if field == "day":
            return Group(date.isoformat(), date.isoformat(), order)
        if field == "week":
            monday = date - datetime.timedelta(date.weekday())
            year, week, _ = date.isocalendar()
            name = f"{year}-W{week:02}"
            return Group(name, texts("period.week", week=name, first=monday), monday.toordinal())
        if field == "month":
            title = texts("period.month", month=texts(f"month.{date.month}"), year=date.year)
            return Group(f"{date.year:04}-{date.month:02}", title, date.replace(day=1).toordinal())
        if field == "quarter":
            number = (date.month - 1) // 3 + 1
            first = date.replace(month=number * 3 - 2, day=1)
            return Group(f"{date.year}-Q{number}", texts("period.quarter", quarter=number, year=date.year), first.toordinal())
        if field == "year":
            return Group(str(date.year), str(date.year), date.replace(month=1, day=1).toordinal())
        if field == "weekday":
            return Group(str(date.weekday()), texts(f"weekday.{date.weekday() + 1}"), date.weekday())
        if field == "hour":
            return Group(str(hour), f"{hour}:00", hour)
        return Group(str(half), f"{half // 2}:{'30' if half % 2 else '00'}", half)

    def complete(self):
        field = self.groups[0]["by"]
        days = [self.first + datetime.timedelta(place) for place in range((self.last - self.first).days + 1)]
        if field == "hour":
            keys = [self.time_key("hour", self.first, hour) for hour in range(self.longest_day(days, 3600))]
        elif field == "halfHour":
            keys = [self.time_key("halfHour", self.first, 0, half) for half in range(self.longest_day(days, 1800))]
        elif field == "weekday":
            keys = [self.time_key("weekday", datetime.date(2026, 3, 2 + place)) for place in range(7)]
        else:
            keys = [self.time_key(field, day) for day in days]
        for key in keys:
            self.tree.children.setdefault(key.key, key)

    def longest_day(self, days, length):
        """Stretches of so many seconds in the longest of the days, the last perhaps a shorter one."""
        def begin(day):
            return datetime.datetime(day.year, day.month, day.day, tzinfo=self.site.zone).timestamp()
        longest = max(begin(day + datetime.timedelta(1)) - begin(day) for day in days)
        return -(-int(max(longest, 86400)) // length)

    def make(self, calls, earlier):
        for is_now, some in ((True, calls), (False, earlier if self.d.get("compare") == "true" else [])):
            for call in some:
                if not self.takes(call):
                    continue
                column = None
                if "across" in self.d:
                    key = self.keys(self.d["across"], call)[-1]
                    column = key.key
                    if is_now:
                        self.columns_across.setdefault(key.key, key)
                group = self.tree.add(call, self.path(call), column, is_now)
                if self.layout != "summary" and is_now:
                    group.lines.append(call)
        if self.groups and self.groups[0]["by"] == "organisation" and not self.party and not self.node:
            self.tree.children.setdefault("\0unassigned", self.nobody())
        if self.groups and self.groups[0].get("complete") == "true":
            self.complete()
        self.sort(self.tree)
        self.cut(self.tree)
        self.columns_across = sorted(self.columns_across.values(), key=Group.rank)

    def weight(self, sums, measure):
        value = sums.value(measure, self.site.currency, self)
        if value is None:
            return 0
        return Decimal(value) if measure in SHARES or measure == "erlangs" else value

    def sort(self, group):
        measure = self.groups[-1].get("descendingBy") if self.groups else None
        children = sorted(group.children.values(), key=Group.rank)
        if measure:
            children.sort(key=lambda child: self.weight(child.sums, measure), reverse=True)
        group.children = {child.key: child for child in children}
        sort = self.d.get("sort") or {}
        by, is_descending = sort.get("by", "start"), sort.get("descending") == "true"
        if by != "start" or is_descending:
            group.lines.sort(key=lambda call: self.line_key(call, by), reverse=is_descending)
        for child in group.children.values():
            self.sort(child)

    def line_key(self, call, by):
        if by in ("start", "day"):
            return call.instant
        if by in MONEY:
            return call.money.get(by, ("", Decimal(0)))[1]
        if by == "duration":
            return call.talk
        if by in ("ring", "pulses"):
            value = getattr(call, by)
            return -1 if value is None else value
        if by == "callType":
            return self.site.types.get(call.callType, (len(self.site.types), None))[0]
        if by == "number":
            return call.calling if call.direction == "in" else call.called
        return getattr(call, by)

    def cut(self, group):
        children = list(group.children.values())
        top = children and getattr(children[0], "top", None)
        if top and len(children) > int(top):
            rest = Group("\0others", self.texts("others", n=len(children) - int(top)), LAST)
            for child in children[int(top):]:
                rest.sums.calls += child.sums.calls
                rest.before.calls += child.before.calls
                for column, sums in child.across.items():
                    rest.across.setdefault(column, Sums()).calls.extend(sums.calls)
            group.children = {child.key: child for child in children[: int(top)] + [rest]}
        for child in group.children.values():
            self.cut(child)

    # Columns: (id, kind, part, measure or field, currency, key of the cross-tab)

    def currencies(self, measure):
        """In which currencies a measure has columns; asked for when all is added up."""
        if measure not in self.codes:
            self.codes[measure] = self.found_currencies(measure)
        return self.codes[measure]

    def found_currencies(self, measure):
        money = {"shareOfPrice": "price", "marginRate": "margin"}.get(measure, measure)
        if money not in MONEY:
            return [None]
        sums = self.tree.sums
        if self.d.get("totals") == "bill":
            if money in ("surcharges", "discount"):
                return []
            if money == "price" and sums.currencies("price") == sums.currencies("final"):
                return []
        if money == "margin":
            found = self.margin_currencies(self.tree)
            if self.layout != "summary":
                found |= sums.currencies("cost") & sums.currencies("price")
            return sorted(found)
        found = sums.currencies(money) | self.tree.before.currencies(money)
        if self.d.get("dataSet") in ("daily", "hourly"):
            # Sums of nothing have no currency.
            found = {code for code in found if sums.amount(money, code) or any(
                amount for call in sums.calls for key, (other, amount) in call.money.items() if key == money and other == code)}
        if not found:
            party = self.site.parties.get(self.party or "") or {}
            return [party.get("currency", self.site.currency)]
        return sorted(found)

    def margin_currencies(self, group):
        found = group.sums.currencies("margin")
        for child in group.children.values():
            found |= self.margin_currencies(child)
        return found

    def columns(self):
        def each(measure, form):
            return [(form(measure) + ("." + code if code else ""), measure, code) for code in self.currencies(measure)]

        if self.layout != "summary":
            return [(name, "field", field, code, None) for field in self.d["columns"] for name, field, code in each(field, str)]
        found = [("name", "name", None, None, None)]
        for key in self.columns_across:
            for measure in self.measures:
                found += [(f"across.{key.key}.{name}", "across", one, code, key.key) for name, one, code in each(measure, str)]
        for measure in self.measures:
            found += [(name, "now", one, code, None) for name, one, code in each(measure, str)]
            if self.d.get("compare") == "true" and measure not in NOT_COMPARED:
                for part in ("before", "change"):
                    found += [(name, part, one, code, None) for name, one, code in each(measure, lambda text: f"{text}.{part}")]
        return found

    def figure(self, group, column):
        _, part, measure, code, key = column
        if part == "across":
            return self.shown(group.across.get(key, Sums()).value(measure, code, self), measure, code)
        if part == "before":
            return self.shown(group.before.value(measure, code, self), measure, code)
        if part == "change":
            now, before = group.sums.value(measure, code, self), group.before.value(measure, code, self)
            return percent((now or 0) - (before or 0), before or 0)
        return self.shown(group.sums.value(measure, code, self), measure, code)

    def shown(self, value, measure, code):
        if measure in MONEY and value is not None:
            return amount_text(value, code) + " " + code
        return value

    # Rows: (kind, level, cells)

    def rows(self):
        columns, found = self.columns(), []
        left = [int(self.d.get("top") or LAST)]
        self.group_rows(self.tree, -1, columns, left, found)
        count = len(self.tree.sums.calls)
        if "top" in self.d and self.layout != "summary" and count > int(self.d["top"]):
            found.append(("aside", 0, [self.texts("cut", n=count - int(self.d["top"]))] + [None] * (len(columns) - 1)))
        return columns, found + self.total_rows(columns)

    def group_rows(self, group, level, columns, left, found):
        is_summary = self.layout == "summary"
        if is_summary and not group.children and level >= 0:
            found.append(self.sum_row("line", group, level, group.title, columns))
            return
        has_frame = level >= 0 and self.layout != "detail"
        if has_frame:
            found.append(("heading", level, [group.title] + [None] * (len(columns) - 1)))
        for call in group.lines[: max(left[0], 0)]:
            found.append(("line", max(level, 0), [self.cell(call, column) for column in columns]))
        left[0] -= len(group.lines)
        for child in group.children.values():
            self.group_rows(child, level + 1, columns, left, found)
        if has_frame:
            count = self.texts.counted("calls", len(group.sums.calls))
            label = group.title if is_summary else self.texts("subtotal", name=group.title, calls=count)
            found.append(self.sum_row("subtotal", group, level, label, columns))

    def sum_row(self, kind, group, level, label, columns):
        cells = [label] + [self.figure(group, column) if column[2] in self.measures else None for column in columns[1:]]
        return (kind, max(level, 0), cells)

    def total_rows(self, columns):
        totals = self.d.get("totals", "sum")
        if totals == "none":
            return []
        if totals == "sum":
            return [self.sum_row("total", self.tree, 0, self.texts("total"), columns)]
        count = self.texts.counted("calls", len(self.tree.sums.calls))
        rows = [self.sum_row("sum", self.tree, 0, self.texts("subtotal", name=self.texts("sum"), calls=count), columns)]
        for kind, label in (("adjustment", "rounding"), ("total", "payable")):
            cells = [self.texts(label)]
            for _, part, measure, code, _ in columns[1:]:
                if measure != "final" or part in ("across", "before", "change"):
                    cells.append(None)
                    continue
                amount = self.tree.sums.amount("final", code)
                total = amount.quantize(Decimal(1).scaleb(-MINOR.get(code, 2)), ROUND_HALF_EVEN)
                cells.append(amount_text(total - amount if kind == "adjustment" else total, code) + " " + code)
            rows.append((kind, 0, cells))
        return rows

    def cell(self, call, column):
        _, _, field, code, _ = column
        site = self.site
        if field in MONEY:
            if field in call.money:
                currency, amount = call.money[field]
                return amount_text(amount, code) + " " + code if currency == code else None
            is_first = code == self.currencies(field)[0]
            is_told = field in ("price", "final", "cost") and call.state == "unrated" and is_first
            return self.texts("state.unrated") if is_told else None
        if field in ("department", "tenant", "costCentre"):
            node = self.of_kind(field, call)
            return site.node_name(node) if node else None
        trunk = site.trunks.get((call.switch, call.trunk)) or {}
        return {
            "start": lambda: call.local.strftime(TIME_FORM),
            "end": lambda: (call.instant + datetime.timedelta(seconds=max(call.duration or 0, 0))).astimezone(site.zone).strftime(TIME_FORM),
            "day": lambda: call.day,
            "weekday": lambda: self.texts(f"weekday.{call.date.weekday() + 1}"),
            "number": lambda: call.calling if call.direction == "in" else call.called,
            "callType": lambda: (site.types.get(call.callType, (0, {}))[1] or {}).get("name") or call.callType,
            "party": lambda: site.party_name(call.party, self.texts),
            "trunkGroup": lambda: trunk.get("group"),
            "provider": lambda: site.providers.get(trunk.get("provider"), trunk.get("provider")),
            "direction": lambda: self.texts("direction." + call.direction) if call.direction else None,
            "duration": lambda: call.talk,
            "state": lambda: self.texts("state." + call.state)
            + (": " + call.reason if call.reason not in ("", "written off") else "")
            + (", " + self.texts("state.private") if call.is_private else ""),
        }.get(field, lambda: getattr(call, field))() or (0 if field == "duration" else getattr(call, field, None) if field in ("ring", "pulses") else None)

    def charts(self):
        groups = list(self.tree.children.values())
        for rule in self.d.get("charts") or []:
            measure = rule["measure"]
            code = None
            money = {"shareOfPrice": "price", "marginRate": "margin"}.get(measure, measure)
            if money in MONEY:
                found = self.tree.sums.currencies(money)
                code = self.currency() if self.currency() in found or not found else min(found)
            some = groups[: int(rule.get("top") or 60)]
            parts = [("across", key.key) for key in self.columns_across] or [("now", None)]
            if self.d.get("compare") == "true" and not self.columns_across:
                parts.append(("before", None))
            yield [
                [group.title] + [self.figure(group, ("", part, measure, code, key)) for part, key in parts] for group in some
            ]

    def currency(self):
        return (self.site.parties.get(self.party or "") or {}).get("currency", self.site.currency)


def plain(cell):
    """A cell of the document as one comparable value."""
    if isinstance(cell, dict):
        return cell["seconds"] if "seconds" in cell else cell["amount"] + " " + cell["currency"]
    return cell


def csv_text(cell):
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return cell.get("text", cell.get("amount"))
    return str(cell)


def csv_faults(table, text):
    """The CSV must say what the JSON says."""
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    if len(rows) != len(table["rows"]):
        return [f"the CSV has {len(rows)} rows, the JSON {len(table['rows'])}"]
    for place, (row, other) in enumerate(zip(rows, table["rows"])):
        expected = [other["kind"]]
        for column in table["columns"]:
            cell = other["cells"][column["id"]]
            expected.append(csv_text(cell))
            if column["currency"]:
                expected.append(cell["currency"] if isinstance(cell, dict) else "")
        # A text that a spreadsheet would take for a formula has an apostrophe in front.
        row = [field[1:] if field.startswith("'") and field != other_field else field for field, other_field in zip(row, expected)]
        if row != expected:
            return [f"row {place + 1} of the CSV is {row}, the JSON has {expected}"]
    return []


def unknown_money(site, measure):
    """Whether settlement makes it, and the site settles by more than rounding."""
    return site.settles and measure in ("final", "surcharges", "discount")


def is_ordered_by_settlement(report):
    """Which rows there are, and in which order, hangs on amounts that settlement makes."""
    by = [(report.d.get("sort") or {}).get("by")] + [group.get("descendingBy") for group in report.groups]
    return any(unknown_money(report.site, measure) for measure in by)


def faults(report, document):
    table = document["sections"][0]["tables"][0]
    columns, rows = report.rows()
    ids = [column["id"] for column in table["columns"]]
    found = settled_faults(table, report) + notice_faults(document, report)
    if is_ordered_by_settlement(report):
        return found
    if report.site.settles and report.d.get("totals") == "bill":
        # What comes below the sum of the calls is settlement's.
        end = next(place for place, row in enumerate(rows) if row[0] == "sum") + 1
        rows, table["rows"] = rows[:end], table["rows"][:end]
    if not report.site.settles and ids != [column[0] for column in columns]:
        return [f"columns {ids}, expected {[column[0] for column in columns]}"]
    if not document["tieOut"]["ties"]:
        found.append(document["tieOut"]["text"])
    if len(table["rows"]) != len(rows):
        found.append(f"{len(table['rows'])} rows, expected {len(rows)}")
    for place, (row, (kind, level, cells)) in enumerate(zip(table["rows"], rows)):
        if (row["kind"], row["level"]) != (kind, level):
            found.append(f"row {place + 1} is a {row['kind']} of level {row['level']}, expected a {kind} of level {level}")
            break
        for column, cell in zip(columns, cells):
            if unknown_money(report.site, column[2]) or column[0] not in ids:
                continue
            if column[2] == "cost" and isinstance(cell, str) and cell == report.texts("state.unrated"):
                continue  # which calls lack a cost the export does not say
            value = plain(row["cells"][column[0]])
            if value != cell:
                found.append(f"row {place + 1} ({plain(row['cells'][ids[0]])}), {column[0]}: {value!r}, expected {cell!r}")
        if len(found) > 5:
            break
    for place, (chart, expected) in enumerate(zip(document["sections"][0]["charts"], report.charts())):
        given = [[plain(value) for value in row["cells"].values()] for row in chart["rows"]]
        if given != expected and not any(unknown_money(report.site, rule["measure"]) for rule in report.d["charts"]):
            wrong = next((pair for pair in zip(given, expected) if pair[0] != pair[1]), (len(given), len(expected)))
            found.append(f"chart {place + 1}: {wrong[0]}, expected {wrong[1]}")
    if len(document["sections"][0]["charts"]) != len(report.d.get("charts") or []):
        found.append("another number of charts")
    return found


def settled_faults(table, report):
    """What settlement makes must at least add up to its total, and the lines below the sum to what is to pay."""
    found = []
    for column in table["columns"]:
        if column["id"].split(".")[0] not in ("final", "surcharges", "discount") or "top" in report.d:
            continue
        amounts = {"line": Decimal(0), "adjustment": Decimal(0), "sum": None, "total": None}
        for row in table["rows"]:
            cell = row["cells"][column["id"]]
            if not isinstance(cell, dict):
                continue
            if row["kind"] in ("line", "adjustment"):
                amounts[row["kind"]] += Decimal(cell["amount"])
            elif row["kind"] in amounts:
                amounts[row["kind"]] = Decimal(cell["amount"])
        whole = amounts["sum"] if report.d.get("totals") == "bill" else amounts["total"]
        if whole is not None and whole != amounts["line"]:
            found.append(f"{column['id']}: the lines add up to {amounts['line']}, the total is {whole}")
        if amounts["sum"] is not None and column["id"].startswith("final.") and amounts["total"] is not None:
            if amounts["sum"] + amounts["adjustment"] != amounts["total"]:
                found.append(f"{column['id']}: {amounts['sum']} and {amounts['adjustment']} are not {amounts['total']}")
    return found


def notice_faults(document, report):
    """Calls without rate, with their reasons, stand in a notice."""
    counts = {}
    for call in report.tree.sums.calls:
        if call.state == "unrated":
            counts[call.reason] = counts.get(call.reason, 0) + 1
    text = " ".join(notice["text"] for notice in document["notices"] if notice["kind"] == "warning")
    missing = [f"{reason} ({count})" for reason, count in counts.items() if f"{reason} ({count})" not in text]
    if missing and report.d.get("dataSet") not in ("daily", "hourly"):
        return [f"the notice {text!r} does not say {', '.join(missing)}"]
    if counts and f"{sum(counts.values())} call" not in text:
        return [f"the notice {text!r} does not say {sum(counts.values())}"]
    return []


def days_before(first, last):
    """Of whole months as many months, else as many days."""
    day = datetime.timedelta(1)
    if first.day == 1 and (last + day).day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        begin = first.year * 12 + first.month - 1 - months
        return datetime.date(begin // 12, begin % 12 + 1, 1), first - day
    return first - (last - first) - day, first - day


def catalogue_faults(path, definitions):
    """The table of the catalogue in the documentation says what there is."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `") and len(cells) >= 2 and len(cells[0]) > 5 and cells[0][4:5] == "-":
            rows[cells[0].strip("`")] = cells[1]
    names = {one["id"]: one["texts"]["en"]["name"] for one in definitions}
    return [f"{path.name} lacks or misnames {key}: {name}" for key, name in names.items() if rows.get(key) != name] + [
        f"{path.name} names {key}, and there is none" for key in rows if key not in names]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("program", "book", "calls", "site", "definitions", "from", "to"):
        parser.add_argument("--" + name, required=True)
    for name in ("earlier", "later", "private", "party", "organisation", "docs", "bill", "records"):
        parser.add_argument("--" + name)
    parser.add_argument("--narrow", action="store_true", help="ask for the organisation's node where a definition leaves it open too")
    parser.add_argument("--only", nargs="*", default=[])
    return parser.parse_args()


def run(options, path, form, asked):
    command = [options.program, "report", "--book", options.book, "--definition", str(path), "--from", getattr(options, "from"),
               "--to", options.to, "--as", form] + asked
    made = subprocess.run(command, capture_output=True, check=False)
    return made.stdout.decode() if made.returncode == 0 else None, made.stderr.decode().strip()


def check(options, definition, path, site, texts, calls, earlier, later):
    asked, party, node = [], None, None
    records = pathlib.Path(options.records) if options.records else None
    if definition.get("parameter") == "party":
        party = options.party
        asked = ["--party", party]
    is_narrowed = options.narrow and definition.get("parameter", "none") == "none" and definition.get("dataSet") != "hourly"
    if definition.get("parameter") == "organisation" or is_narrowed:
        node = options.organisation
        asked = ["--organisation", node]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        (made, trouble), (sheet, _) = pool.map(lambda form: run(options, path, form, asked), ("json", "csv"))
    if made is None:
        return [trouble], 0
    document = json.loads(made)["document"]
    table = document["sections"][0]["tables"][0]
    found = csv_faults(table, sheet) if sheet is not None else [trouble]
    days = tuple(datetime.date.fromisoformat(text) for text in (getattr(options, "from"), options.to))
    if definition.get("dataSet") == "list":
        found += lists.faults(definition, site, calls, days, party, node, table, records)
        if definition["list"].startswith("witness") and options.bill:
            data = yaml.load(pathlib.Path(options.site).read_text(encoding="utf-8"), TextLoader)
            found += witnesses.faults(table, site, data, earlier + calls + later, options.bill, days, definition["list"])
        return found, len(table["rows"])
    report = Report(definition, site, texts, days, party, node)
    report.make(calls, earlier)
    return found + faults(report, document), len(table["rows"])


def main():
    options = arguments()
    folder = pathlib.Path(options.definitions)
    common = yaml.load((folder / "texts-en.yaml").read_text(encoding="utf-8"), TextLoader)
    paths = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("texts-"))
    definitions = [yaml.load(path.read_text(encoding="utf-8"), TextLoader) for path in paths]
    site = Site(pathlib.Path(options.site))
    private = set(pathlib.Path(options.private).read_text().split()) if options.private else set()

    def read(name):
        return [Call(data, site, private) for data in json.loads(pathlib.Path(name).read_text(encoding="utf-8"))] if name else []

    calls, earlier, later = read(options.calls), read(options.earlier), read(options.later)
    failed = passed = 0
    for path, definition in zip(paths, definitions):
        if options.only and not any(definition["id"].startswith(one) for one in options.only):
            continue
        texts = Texts(definition["texts"]["en"], common)
        found, rows = check(options, definition, path, site, texts, calls, earlier, later)
        if definition["id"] != path.stem or definition.get("section") != path.stem[0].upper():
            found.append("id, section and name of the file do not agree")
        failed, passed = failed + bool(found), passed + (not found)
        print(f"{'FAILED' if found else 'ok'} {definition['id']} {rows} rows", flush=True)
        for text in found[:8]:
            print("   ", text)
    if options.docs:
        found = catalogue_faults(pathlib.Path(options.docs), definitions)
        failed, passed = failed + bool(found), passed + (not found)
        print("FAILED" if found else "ok", "table of the catalogue")
        for text in found[:8]:
            print("   ", text)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
