"""Blank sheets to fill in, made from the declaration of their table, one for each table that people write."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from analysis.correspondence.packing import packed
from analysis.datasets.cases.sheets_of_cases import SHEETS_TO_WRITE
from analysis.datasets.declaration import Column, Table
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.bids import BIDS
from analysis.datasets.money.commitments import COMMITMENTS
from analysis.datasets.money.organisations import ORGANISATIONS
from analysis.datasets.processing.dictionary import entry
from analysis.datasets.processing.people_files import SETTINGS_FILES, SHEET_FILES
from analysis.project import Refused, reports_folder
from analysis.settings.field_words import nearest


@dataclass(frozen=True)
class Blank:
    """goes: where it lies in the network's folder once it is filled in; a name with .csv is saved as that."""

    table: Table
    goes: str


TO_FILL_IN = {
    "awards": Blank(AWARDS, "funding/"),
    **{file.rpartition("/")[2].removesuffix(".csv"): Blank(table, file) for file, table in SHEET_FILES},
    **{
        table.name: Blank(table, "funding/") for table in (ORGANISATIONS, BIDS, COMMITMENTS)
    },  # a workbook is read there too
    **{name: Blank(table, "cases/") for name, table in SHEETS_TO_WRITE.items()},
}
_ROWS = 500  # with drop-downs; more can be added below
_WORKED_OUT = ("start_known_to", "end_known_to")  # from how the dates are written
_CREATED = dt.datetime(2025, 1, 1, 9, 0, 0)


def write_blank_sheet(name: str, into: Path | None = None) -> Path:
    """A workbook with the table's headings, drop-downs, and a sheet that says what each column means; where it was written.

    Refused for a table that nobody fills in by hand, where a file of that name is there already, and where it cannot be written.
    """
    if name not in TO_FILL_IN and (
        file := next((each for each in SETTINGS_FILES if name in (each.file, each.schema)), None)
    ):
        raise Refused(f"{file.file} is no sheet but a text file with keys, {file.begun}")
    if name not in TO_FILL_IN:
        raise Refused(
            f"there is no blank sheet '{name}'.{nearest(name, TO_FILL_IN)} There are: {', '.join(sorted(TO_FILL_IN))}"
        )
    path = (into or reports_folder() / "forms") / f"{name}.xlsx"
    if path.exists():
        raise Refused(f"{path.name} is there already: move it away, or name another folder with --into")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blank_sheet(TO_FILL_IN[name].table))
    except OSError as error:
        raise Refused(f"{path} cannot be written ({error.strerror})") from None
    return path


def blank_sheet(table: Table) -> bytes:
    """The workbook. Its first sheet holds the headings alone, as the reader of plain sheets wants them."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"title": f"Blank sheet: {table.name}", "created": _CREATED})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet, about = (
        book.add_worksheet(table.name.replace("_", " ").capitalize()),
        book.add_worksheet("What each column means"),
    )
    sheet.freeze_panes(1, 1)
    columns = [column for column in table.columns_sent if column.name not in _WORKED_OUT]
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name, bold)
        sheet.set_column(number, number, max(12, len(column.name) + 2), day if column.kind == "date" else None)
        if choices := _choices(column):
            sheet.data_validation(
                1, number, _ROWS, number, {"validate": "list", "source": choices, "ignore_blank": True}
            )
    _explain(about, table, columns, bold, wrapped)
    book.close()
    return packed(written.getvalue())


def _choices(column: Column) -> list[str]:
    return ["yes", "no"] if column.kind == "boolean" else list(column.choices)


def _explain(about: object, table: Table, columns: list[Column], bold: object, wrapped: object) -> None:
    assert isinstance(about, xlsxwriter.worksheet.Worksheet)
    for number, (heading, width) in enumerate(
        (("Column", 22), ("What it means", 70), ("How to write it", 44), ("Needed", 10))
    ):
        about.write_string(0, number, heading, bold)
        about.set_column(number, number, width)
    for row, column in enumerate(columns, start=1):
        told = entry(table, column)
        how = "; ".join(part for part in (told["kind"], told["constraint"], told["unit"]) if part)
        if column.kind == "date":
            how = "a date as 2024-04-01; a month as 2024-04 or a year as 2024 where no more is known"
        for place, text in enumerate(
            (column.name, f"{column.meaning}. {column.why}".strip(), how, "yes" if column.required else "")
        ):
            about.write_string(row, place, text, wrapped)
