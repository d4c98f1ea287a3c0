#!/usr/bin/env python3
"""Writes a carrier's bill of the calls of calls.py (the first argument) as tollbook-csv: most of it right, the same at every run."""
import csv
import datetime
import sys
from decimal import ROUND_HALF_EVEN, Decimal

from calls import COLUMNS, ZONE, Dice

PRICES = [("4917", "0.07", 1), ("49900", "1.50", 60), ("49", "0.0111", 1), ("33", "0.04", 1), ("1", "0.04", 1)]
MAIN_NUMBER = "+4930555000"
# What the format has between currency and startUTC.
NOTES = "party callType destination state reason price priceCurrency cost costCurrency source".split()
BILLED = COLUMNS[:-1] + NOTES + COLUMNS[-1:]


def number(called):
    """As the carrier sees it: behind 9, and 71 of private calls."""
    if called == "112":
        return called
    rest = called[1:]
    rest = rest[2:] if rest.startswith("71") else rest
    return rest[2:] if rest.startswith("00") else "49" + rest[1:]


def amount(called, seconds):
    """By the carrier's table of the office; what it has no price for is free."""
    for prefix, price, block in PRICES:
        if called != "112" and called.startswith(prefix):
            whole = -(-seconds // block) * block
            return (Decimal(price) * whole / 60).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    return Decimal(0)


def main():
    dice = Dice(314159)
    lines = []
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        calls = [call for call in csv.DictReader(file) if call["direction"] == "out" and call["trunk"] in ("M1", "M2", "B1")]
    for place, call in enumerate(calls):
        kind = dice.below(20)
        instant = datetime.datetime.fromisoformat(call["startUTC"].replace("Z", "+00:00"))
        instant += datetime.timedelta(seconds=[-100, -3, 0, 1, 2, 5, 30, 119, 125][dice.below(9)] if kind < 12 else 2)
        seconds, called = int(call["duration"]), number(call["called"])
        if kind == 19 or (seconds == 0 and kind > 2):
            # Not on the bill.
            continue
        if kind == 18:
            # A call that nobody made.
            called = "4930999" + str(dice.below(3))
        if kind in (16, 17):
            seconds += [4, 6, -2, 60][dice.below(4)] if seconds else 30
        seconds = max(seconds, 0)
        money = amount(called, seconds)
        if kind == 15:
            money += Decimal(["0.005", "0.02", "-0.01"][dice.below(3)])
        caller = ["", MAIN_NUMBER, "+4930555" + call["extension"], call["extension"], "104"][dice.below(9) % 5]
        wall = instant.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")
        line = dict.fromkeys(BILLED, "")
        line.update(
            stamp=wall, start=wall, switch="bill", called=("+" if place % 2 and called != "112" else "") + called, calling=caller,
            leg=str(place), duration=seconds, direction="out" if place % 3 else "", answered="yes" if seconds else "no",
            charge=max(money, Decimal(0)), currency="USD" if kind == 14 else ["", "EUR"][place % 2],
            startUTC=instant.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        lines.append(line)
    sheet = csv.DictWriter(sys.stdout, BILLED, lineterminator="\r\n")
    sheet.writeheader()
    sheet.writerows(sorted(lines, key=lambda line: line["startUTC"]))


if __name__ == "__main__":
    main()
