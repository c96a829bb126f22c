"""The return workbook as a hub fills it in."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from analysis.datasets.returns.questions import CORE_QUESTIONS, Question
from demonstration.archives import rewritten
from demonstration.returns.slips import FIRST_ANSWER_ROW, SHEET, workbook_cell

CREATED = dt.datetime(2022, 4, 1, 9, 0, 0)
INVENTED = "Invented for demonstration: no real hub, no real people."

Cell = str | int | float | dt.date | None


def return_workbook(cells: dict[str, Cell]) -> bytes:
    """A filled-in return. `cells` by field: `hub name`, `hub`, `quarter`, `sent`, `role`, and each question's code."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Community hub return", "comments": INVENTED, "created": CREATED})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate((6, 62, 40, 24, 18)):
        sheet.set_column(column, column, width)
    _head(sheet, cells, bold, day)
    for row, question in enumerate(CORE_QUESTIONS, start=FIRST_ANSWER_ROW - 1):
        sheet.write_string(row, 0, question.number)
        sheet.write_string(row, 1, question.wording, wrapped)
        _write(sheet, workbook_cell(question.id), cells.get(question.id), wrapped)
        sheet.write_string(row, 3, _help(question), wrapped)
        sheet.write_string(row, 4, question.id)
    book.close()
    return rewritten(written.getvalue())


def _head(sheet: Worksheet, cells: dict[str, Cell], bold: object, day: object) -> None:
    sheet.write_string("A1", "Community hub return", bold)
    sheet.write_string("A2", INVENTED)
    fields = (("Hub", "hub name"), ("Hub code", "hub"), ("Quarter", "quarter"), ("Date sent", "sent"))
    for row, (label, field) in enumerate(fields, start=4):
        sheet.write_string(f"A{row}", label)
        _write(sheet, workbook_cell(field), cells[field], day if field == "sent" else None)
    sheet.write_string("A8", "Filled in by")
    _write(sheet, "B8", cells["role"], None)
    for column, heading in enumerate(("No.", "Question", "Your answer", "Unit or help", "Code")):
        sheet.write_string(FIRST_ANSWER_ROW - 2, column, heading, bold)


def _write(sheet: Worksheet, cell: str, value: Cell, form: object) -> None:
    """Text stays text, also where it looks like a formula or a link."""
    if isinstance(value, dt.date):
        sheet.write_datetime(cell, dt.datetime.combine(value, dt.time()), form)
    elif isinstance(value, str):
        sheet.write_string(cell, value, form)
    elif value is not None:
        sheet.write_number(cell, value, form)


def _help(question: Question) -> str:
    if question.kind == "yes-no":
        return "Yes or No"
    return "separate several by ;" if question.kind == "choices" else question.unit
