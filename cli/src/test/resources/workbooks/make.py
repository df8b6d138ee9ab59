# SPDX-License-Identifier: Apache-2.0
"""Makes the workbooks of WorkbookTest with openpyxl 3.1.5 and XlsxWriter 3.3.1.

python make.py writes them beside itself; the tests read the files and never run this.
"""
import datetime
import os

import openpyxl
import xlsxwriter

os.chdir(os.path.dirname(os.path.abspath(__file__)))
DAY = datetime.date(2027, 1, 31)
HEADS = ["Name", "Purpose", "Population", "Owner", "Licence cost", "Next review", "Black box", "Comment"]
ROWS = [
    ["loans", "=1+1 is no sum", "retail", "ada", 1200.5, DAY, True, "of no field"],
    ["cards", "Sets limits & fees", "retail", None, 12, None, False, None],
    [None, None, None, None, None, None, None, None],
    ["fraud", "Findet Betrug für Käufer", "payments", "sam", 0.1 + 0.2, datetime.date(1900, 1, 15), None, None],
]


def by_openpyxl():
    """Shared texts, days by a format, and a text that begins like a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADS)
    for row in ROWS:
        sheet.append(row)
    sheet["B2"].data_type = "s"
    book.save("openpyxl.xlsx")


def formulas():
    """What openpyxl writes of a formula has no computed value, as a file that no spreadsheet has saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", "purpose", "population", "licence cost"])
    sheet.append(["loans", "Decides", "retail", "=1+1"])
    book.save("never-computed.xlsx")


def merged():
    """A head over two columns, and a value for two models."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", "purpose", "population", "comments", None])
    sheet.append(["loans", "Decides", "retail", "one", None])
    sheet.append(["cards", "Limits", "retail", None, None])
    sheet.merge_cells("D1:E1")
    book.save("merged-head.xlsx")
    sheet.merge_cells("C2:C3")
    book.save("merged-values.xlsx")
    sheet.unmerge_cells("C2:C3")
    sheet["C3"] = "retail"
    sheet["E3"] = "two"
    book.save("merged-head-with-values.xlsx")


def by_xlsxwriter(name, **options):
    """Formulas with what they came to, an error, days counted from 1904 or from 1900."""
    book = xlsxwriter.Workbook(name, options)
    day = book.add_format({"num_format": 'dd/mm/yyyy "day"'})
    hidden = book.add_worksheet("Notes")
    sheet = book.add_worksheet("Models 2026")
    sheet.set_first_sheet()
    sheet.activate()
    hidden.hide()
    hidden.write_row(0, 0, ["not", "this", "one"])
    sheet.write_row(0, 0, HEADS)
    for at, row in enumerate(ROWS, start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                value = max(value, datetime.date(1904, 1, 2)) if options.get("date_1904") else value
                sheet.write_datetime(at, column, datetime.datetime.combine(value, datetime.time()), day)
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write(at, column, value)
    sheet.write_formula(2, 2, '=LOWER("RETAIL")', None, "retail")
    sheet.write_formula(2, 4, "=6*2", None, 12)
    sheet.write_formula(4, 7, "=1/0", None, "#DIV/0!")
    book.close()


def errors():
    """An error where a value is asked for."""
    book = xlsxwriter.Workbook("error.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "purpose", "population"])
    sheet.write_row(1, 0, ["loans", "Decides"])
    sheet.write_formula(1, 2, "=NA()", None, "#N/A")
    book.close()


def many():
    """300 models with texts in the cells themselves."""
    book = xlsxwriter.Workbook("three-hundred.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "purpose", "population", "licence_cost"])
    for i in range(1, 301):
        sheet.write_row(i, 0, ["model-%d" % i, "Purpose %d" % i, "customers", i / 4])
    book.close()


by_openpyxl()
formulas()
merged()
by_xlsxwriter("xlsxwriter.xlsx")
by_xlsxwriter("xlsxwriter-1904.xlsx", date_1904=True)
errors()
many()
