#!/usr/bin/env python3
"""Writes the calls of the office of the report tests as tollbook-csv: the same at every run. With the argument `legs` others, of
which many have several records."""
import csv
import datetime
import sys
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
COLUMNS = (
    "stamp switch called calling leg start duration ring span direction answered extension trunk account pulses sourceIP link"
    " followsLegs charge currency startUTC"
).split()
NUMBERS = [
    "90305551{:02}", "903055520{:02}", "9089123{:03}", "90171555{:03}", "90033155{:03}", "9001212555{:03}", "900675325{:03}", "90900123{:03}",
]


class Dice:
    """A generator of its own: Python's may change."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % bound


def row(dice, number, instant):
    """One call that begins at an instant."""
    wall = instant.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")
    kind = dice.below(20)
    talk = [0, 0, 7, 30, 31, 59, 60, 61, 95, 180, 181, 600, 1500, 3700][dice.below(14)]
    ring = ["", 0, 3, 4, 5, 9, 10, 19, 20, 45][dice.below(10)]
    extension = ["101", "102", "103", "104", "105", "199"][dice.below(6)]
    call = dict.fromkeys(COLUMNS, "")
    call.update(
        stamp=wall, start=wall, switch="main", duration=talk, ring=ring, leg=number, link=f"call {number}",
        answered="yes" if talk else "no", startUTC=instant.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    if kind < 11:
        trunk = ["M1", "M2", "S1", "X9"][dice.below(4)]
        called = NUMBERS[dice.below(len(NUMBERS))].format(dice.below(4))
        call.update(direction="out", calling=extension, extension=extension, called=called, trunk=trunk)
        if dice.below(5) == 0:
            call["account"] = ["7007", "8008"][dice.below(2)]
        if dice.below(40) == 0:
            call["called"] = "112"
        elif number % 7 == 0:
            # 9, then 71 for a private call.
            call["called"] = "971" + called[1:]
    elif kind < 15:
        call.update(direction="in", calling=f"0301234{dice.below(5)}", called=extension, extension=extension, trunk=["M1", "S1"][dice.below(2)])
    elif kind < 17:
        # 102 changes his department, 199 comes late, 201 is of the other switch.
        called = ["101", "102", "104", "105", "199", "201"][dice.below(6)]
        call.update(direction="internal", calling=extension, called=called, extension=extension)
    elif kind < 18:
        call.update(direction="out", calling="sip:gate", called="0033155001", sourceIP="192.0.2.7", trunk="S1")
    else:
        call.update(switch="branch", direction="out", calling="201", extension="201", called="90305550", trunk="B1", pulses=talk // 30)
    return call


def legs(dice):
    """Calls of one to four records that follow each other, some of them over midnight."""
    # None on the day on which the clock is put back: an hour of it comes twice.
    for number in range(1, 400):
        wall = datetime.datetime(2026, 9, 29) + datetime.timedelta(days=dice.below(24), seconds=[dice.below(86_400), 86_000 + dice.below(400)][number % 2])
        called = NUMBERS[dice.below(len(NUMBERS))].format(dice.below(4))
        for leg in range(1 + dice.below(4)):
            talk, ring = [0, 7, 59, 60, 181, 600][dice.below(6)], dice.below(20)
            extension = ["101", "102", "103", "104", "105"][dice.below(5)]
            stamp = wall.strftime("%Y-%m-%dT%H:%M:%S")
            call = dict.fromkeys(COLUMNS, "")
            call.update(
                stamp=stamp, start=stamp, switch="main", called=called, calling=extension, extension=extension, leg=f"{number}/{leg}",
                duration=talk, ring=ring, direction="out", answered="yes" if talk else "no", trunk="M1", link=f"call {number}",
            )
            yield call
            wall += datetime.timedelta(seconds=talk + ring + 1)


def main():
    dice = Dice(20261025)
    sheet = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\r\n")
    sheet.writeheader()
    if sys.argv[1:] == ["legs"]:
        sheet.writerows(legs(dice))
        return
    begin = datetime.datetime(2026, 8, 30, 22, 0, 0, tzinfo=datetime.timezone.utc)
    calls = []
    for number in range(1, 1600):
        # Most of them by day, some in every hour of the day on which the clock is put back.
        instant = begin + datetime.timedelta(days=dice.below(63), seconds=[dice.below(86_400), 25_000 + dice.below(36_000)][number % 2])
        if number % 12 == 0:
            instant = datetime.datetime(2026, 10, 24, 22, 0, 0, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=dice.below(90_000))
        calls.append((instant, number, row(dice, number, instant)))
    for _, _, call in sorted(calls, key=lambda entry: entry[:2]):
        sheet.writerow(call)


if __name__ == "__main__":
    main()
