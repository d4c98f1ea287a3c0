#!/usr/bin/env python3
"""Opens reports as Excel files with a reader that is not ours, and with LibreOffice where it is there, and holds every cell of their tables
against the JSON of the same report; sums the lines once more where the report has one level of them."""

import argparse
import datetime
import decimal
import json
import pathlib
import shutil
import subprocess
import tempfile

import openpyxl

MILLIONTH = decimal.Decimal("0.000001")
# What people read for a word that programs know, in lists.
TEXTS = pathlib.Path(__file__).parents[2] / "Sources/Reporting/Catalogue/texts-en.yaml"
WORDS = {}
for text in TEXTS.read_text(encoding="utf-8").splitlines():
    key, _, shown = text.partition(": ")
    if key.startswith(("state.", "word.")):
        WORDS[key.split(".")[1]] = shown.strip('"')
WORD_COLUMNS = ("state", "kind", "decision", "severity", "included", "unit", "differs", "scheme", "reason")


def shown(word):
    return ", ".join(": ".join(WORDS.get(one, one) for one in part.split(": ")) for part in word.split(", "))


def report(options, name, form, path):
    command = [options.program, "report", "--book", options.book, "--id", name, "--from", getattr(options, "from"), "--to", options.to,
               "--as", form]
    for key, value in (("party", options.party), ("organisation", options.organisation)):
        if options.parameters.get(name) == key:
            command += ["--" + key, value]
    with path.open("wb") as file:
        made = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False)
    return None if made.returncode == 0 else made.stderr.decode().strip()


def plain(value):
    """A cell of a workbook as a comparable value: figures as exact decimals, durations in seconds, times as text."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return decimal.Decimal(str(value)).quantize(MILLIONTH)
    if isinstance(value, datetime.timedelta):
        return decimal.Decimal(round(value.total_seconds())).quantize(MILLIONTH)
    if isinstance(value, datetime.time):
        return decimal.Decimal(value.hour * 3600 + value.minute * 60 + value.second).quantize(MILLIONTH)
    if isinstance(value, datetime.datetime):
        # A day of the calendar is a number like any other: a time of day in it is told in seconds.
        value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
        text = value.strftime("%Y-%m-%d %H:%M:%S")
        return text[:10] if text.endswith(" 00:00:00") else text
    return None if value in (None, "") else str(value)


def wanted(cell, kind):
    """What stands in the JSON, in the same form."""
    if isinstance(cell, dict):
        number = cell.get("seconds", cell.get("amount"))
        return decimal.Decimal(str(number)).quantize(MILLIONTH)
    if isinstance(cell, (int, float)):
        return decimal.Decimal(str(cell)).quantize(MILLIONTH)
    if isinstance(cell, str) and kind in ("decimal", "percent"):
        try:
            return decimal.Decimal(cell).quantize(MILLIONTH)
        except decimal.InvalidOperation:
            return cell
    if isinstance(cell, str) and kind == "time" and cell.endswith(" 00:00:00"):
        return cell[:10]
    return None if cell in (None, "") else str(cell)


def faults(table, sheet, reader, isList):
    rows = list(sheet.iter_rows(values_only=True))
    columns, lines = table["columns"], table["rows"]
    found = []
    if len(rows) != len(lines) + 1:
        found.append(f"{reader}: {len(rows) - 1} rows of {len(lines)}")
    # LibreOffice keeps no view of a window that it never opened.
    if reader == "openpyxl" and sheet.freeze_panes != "A2":
        found.append("the heading is not frozen")
    if lines and not sheet.auto_filter.ref:
        found.append(f"{reader}: there is no filter")
    for number, (row, line) in enumerate(zip(rows[1:], lines), 2):
        for place, column in enumerate(columns):
            here = plain(row[place]) if place < len(row) else None
            there = wanted(line["cells"][column["id"]], column["kind"])
            if isList and isinstance(there, str) and column["id"] in WORD_COLUMNS:
                there = shown(there)
            # What is none may stand as an empty cell.
            if here != there and not (here is None and there == 0):
                found.append(f"{reader}: row {number}, {column['id']}: {here!r} and not {there!r}")
    return found


def sums(table, sheet, reader):
    """The totals, added up anew out of the sheet's own lines."""
    lines = table["rows"]
    if not lines or lines[-1]["kind"] != "total" or any(line["kind"] not in ("line", "total", "heading", "subtotal") for line in lines):
        return []
    rows = list(sheet.iter_rows(values_only=True))[1:]
    found = []
    for place, column in enumerate(table["columns"]):
        total = plain(rows[-1][place])
        adds = column["id"].split(".")[0] in ("calls", "answered", "duration", "price", "cost", "final", "charge", "net")
        if not adds or not isinstance(total, decimal.Decimal):
            continue
        values = [plain(row[place]) for row, line in zip(rows, lines) if line["kind"] == "line"]
        added = sum((value for value in values if isinstance(value, decimal.Decimal)), decimal.Decimal(0))
        if added != total:
            found.append(f"{reader}: {column['id']} adds up to {added} and not {total}")
    return found


def check(options, name, folder):
    for form in ("json", "xlsx"):
        trouble = report(options, name, form, folder / f"{name}.{form}")
        if trouble:
            return [trouble]
    table = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["document"]["sections"][0]["tables"][0]
    isList = "dataSet: list" in (TEXTS.parent / f"{name}.yaml").read_text(encoding="utf-8")
    readers = [("openpyxl", folder / f"{name}.xlsx")]
    if options.office:
        opened = folder / "opened"
        subprocess.run(
            [options.office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir",
             str(opened), str(folder / f"{name}.xlsx")], capture_output=True, check=False)
        readers.append(("LibreOffice", opened / f"{name}.xlsx"))
    found = []
    for reader, path in readers:
        if not path.exists():
            found.append(f"{reader} cannot open it")
            continue
        book = openpyxl.load_workbook(path)
        sheet = book[book.sheetnames[1]]
        found += faults(table, sheet, reader, isList) + sums(table, sheet, reader)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("program", "book", "from", "to", "party", "organisation"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args()
    options.office = shutil.which("soffice")
    listed = json.loads(subprocess.run([options.program, "reports", "--json"], capture_output=True, check=True).stdout)
    options.parameters = {one["id"]: one.get("parameter") for one in listed}
    print("LibreOffice opens them too" if options.office else "without LibreOffice, which is not here", flush=True)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in options.ids or sorted(options.parameters):
            found = check(options, name, pathlib.Path(folder))
            passed, failed = passed + (not found), failed + bool(found)
            print(f"{'FAILED' if found else 'ok'} {name}", flush=True)
            for text in found[:6]:
                print("   ", text)
    print(f"{passed} passed, {failed} failed")
    raise SystemExit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()
