#!/usr/bin/env python3
"""Makes openpyxl.xlsx and xlsxwriter.xlsx, the same list written by two libraries (pip install openpyxl xlsxwriter)."""

import datetime
import pathlib

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HERE = pathlib.Path(__file__).parent
HEAD = ["number", "party", "name", "from", "kind"]
FIRST = [355, "355", 'Meeting <room> & "co" ăâđ 会议']
DAYS = [datetime.date(2026, 3, 2), datetime.date(2026, 12, 31), datetime.date(1999, 2, 28)]


def with_openpyxl():
    book = openpyxl.Workbook()
    hidden, sheet = book.active, book.create_sheet("Owners")
    hidden["A1"], hidden.sheet_state = "not this one", "hidden"
    sheet.append(HEAD)
    sheet.append([*FIRST, DAYS[0], "extension"])
    sheet.append([4930123456, "p1", None, DAYS[1], "account"])
    sheet.append([])
    sheet.append(["0049", "p2", CellRichText("plain ", TextBlock(InlineFont(b=True), "bold")), DAYS[2], True])
    sheet.append([7, 0.1, -5, 123456789012345])
    sheet["A6"].number_format = "0000"
    book.save(HERE / "openpyxl.xlsx")


def with_xlsxwriter():
    book = xlsxwriter.Workbook(HERE / "xlsxwriter.xlsx")
    hidden, sheet = book.add_worksheet("Notes"), book.add_worksheet("Owners")
    hidden.write(0, 0, "not this one")
    sheet.activate()
    sheet.set_first_sheet()
    hidden.hide()
    day, bold, four = (book.add_format(form) for form in ({"num_format": "dd/mm/yyyy"}, {"bold": True}, {"num_format": "0000"}))
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, FIRST)
    sheet.write_row(2, 0, [4930123456, "p1"])
    for row, date in zip((1, 2, 4), DAYS):
        sheet.write_datetime(row, 3, datetime.datetime.combine(date, datetime.time()), day)
    sheet.write(1, 4, "extension")
    sheet.write(2, 4, "account")
    sheet.write_row(4, 0, ["0049", "p2"])
    sheet.write_rich_string(4, 2, "plain ", bold, "bold")
    sheet.write_boolean(4, 4, True)
    sheet.write(5, 0, 7, four)
    sheet.write_formula(5, 1, "=1/10", None, 0.1)
    sheet.write_row(5, 2, [-5, 123456789012345])
    book.close()


with_openpyxl()
with_xlsxwriter()
