"""The awards as a workbook of one sheet, as a grants officer loads it: numbers are numbers, days are days."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from analysis.correspondence.packing import packed
from analysis.editions.published_tables import TableOnPage
from analysis.handover import PublishedTable

NAME = "awards"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write_grants_workbook(work: Path, tables: Iterable[TableOnPage]) -> None:
    """Write WORK/data/awards.xlsx beside awards.csv, where the edition publishes the list of awards."""
    for each in tables:
        if each.table.name == NAME and each.table.columns[0]["name"] == "Identifier":
            (work / "data").mkdir(parents=True, exist_ok=True)
            (work / "data" / f"{NAME}.xlsx").write_bytes(grants_workbook(each.table))


def grants_workbook(table: PublishedTable) -> bytes:
    """The table's rows under their titles, in the first row as the 360Giving standard has it; what is not known is blank."""
    written = io.BytesIO()
    made = dt.datetime(2020, 1, 1)  # any fixed day: the same bytes for the same awards
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"created": made})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("grants")
    sheet.write_row(0, 0, [column["name"] for column in table.columns], book.add_format({"bold": True}))
    for at, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str) and "Date" in table.columns[column]["name"] and _DAY.fullmatch(value):
                sheet.write_datetime(at, column, dt.datetime.fromisoformat(value), day)
            elif isinstance(value, int | float):
                sheet.write_number(at, column, value)
            elif value:
                sheet.write_string(at, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(table.columns) - 1, 18)
    book.close()
    return packed(written.getvalue())
