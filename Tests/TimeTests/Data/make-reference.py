"""make-reference.py: writes reference.txt, what Python's zoneinfo says about the zone files beside it.

Lines, blanks between the fields, instants in seconds since 1970 UTC:
W ZONE INSTANT WALL              the clocks show WALL at INSTANT
R ZONE WALL once INSTANT | twice EARLIER LATER | never JUMP
D ZONE DAY START LENGTH          the day begins at START and has LENGTH seconds
"""

import datetime as dt
import pathlib
import random
import zoneinfo

HERE = pathlib.Path(__file__).parent
UTC = dt.timezone.utc
EPOCH = dt.datetime(1970, 1, 1)
random.seed(3)


def utc(seconds):
    return (EPOCH + dt.timedelta(seconds=seconds)).replace(tzinfo=UTC)


def offset(zone, seconds):
    return int(utc(seconds).astimezone(zone).utcoffset().total_seconds())


def seconds(year, month=1, day=1):
    return int((dt.datetime(year, month, day) - EPOCH).total_seconds())


def changes(zone, first, last):
    at, step = first, 3600 * 12
    while at < last:
        if offset(zone, at) != offset(zone, at + step):
            low, high = at, at + step
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == offset(zone, low):
                    low = middle
                else:
                    high = middle
            yield high
        at += step


def wall(zone, at):
    return utc(at).astimezone(zone).replace(tzinfo=None)


def resolve(zone, clock, jumps):
    """All instants that show `clock`, by trying; the jump over it where there is none."""
    guesses = {int((clock - EPOCH).total_seconds()) - offset(zone, jump + by) for jump in jumps for by in (-1, 0)}
    found = sorted(at for at in guesses if wall(zone, at) == clock)
    if len(found) == 1:
        return "once", found
    if found:
        return "twice", found
    return "never", [jump for jump in jumps if wall(zone, jump - 1) < clock < wall(zone, jump)
                     or wall(zone, jump) > clock > wall(zone, jump - 1)]


lines = []
for path in sorted(HERE.glob("*.tzif")):
    name = path.stem.replace("-", "/", 1)
    with path.open("rb") as file:
        zone = zoneinfo.ZoneInfo.from_file(file, key=name)
    jumps = list(changes(zone, seconds(1990), seconds(2038)))
    late = list(changes(zone, seconds(2147), seconds(2150)))
    for jump in jumps + late:
        for by in (-1, 0, 1799):
            lines.append(f"W {name} {jump + by} {wall(zone, jump + by).isoformat()}")
    for _ in range(40):
        at = random.randrange(seconds(1902), seconds(2149))
        lines.append(f"W {name} {at} {wall(zone, at).isoformat()}")
    for jump in jumps + late:
        before, after = wall(zone, jump - 1) + dt.timedelta(seconds=1), wall(zone, jump)
        low, high = min(before, after), max(before, after)
        for clock in (low - dt.timedelta(seconds=1), low, low + (high - low) / 2, high - dt.timedelta(seconds=1), high):
            kind, found = resolve(zone, clock, [jump])
            lines.append(f"R {name} {clock.isoformat()} {kind} {' '.join(map(str, found))}")
        for day in sorted({before.date(), after.date()}):
            bounds = []
            for one in (day, day + dt.timedelta(days=1)):
                kind, found = resolve(zone, dt.datetime(one.year, one.month, one.day), [jump])
                bounds.append(found[0])
            lines.append(f"D {name} {day.isoformat()} {bounds[0]} {bounds[1] - bounds[0]}")
(HERE / "reference.txt").write_text("\n".join(lines) + "\n")
