"""A query sheet drawn as a workbook: a few numbered questions on one page, with boxes to answer in place."""

from __future__ import annotations

import datetime as dt
import io
import math
import textwrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.correspondence.packing import packed
from analysis.correspondence.returns.form_layout import INVENTED
from analysis.correspondence.returns.form_sheets import BOX, GREY, INK, LINE, NAVY
from analysis.correspondence.returns.queries import (
    ALL_BESIDE,
    BELOW,
    DIFFERING_RETURNS,
    MISSING_RETURN,
    NAMES_APART,
    REPEATED,
    SAME_DAY,
    SHUT_HUB,
    TWO_HUBS,
    UNREAD_RETURN,
    Asked,
    HubQueries,
    Query,
)
from analysis.networks import Network

SHEET = "Questions"
TITLE = "Questions about your returns"
HEADINGS = ("No.", "Question", "What was written", "Your answer", "The right number is", "Remark, if you like", "Code")
LABELS = {"hub": "Hub", "hub_id": "Hub code", "who": "Answered by", "when": "Date"}
_WIDTHS = (12, 56, 17, 24, 19, 28, 17)  # characters of the default font, a column each
_LINE_HEIGHT = 14.5  # points
_LONGEST_SHOWN, _LONGEST_REMARK = 120, 400
_A4 = 9
# What stands for a whole return, where it has no words of its own.
_RETURNS_SHOWN = {
    MISSING_RETURN: "no return", UNREAD_RETURN: "no answer", SHUT_HUB: "a return", TWO_HUBS: "a return",
    DIFFERING_RETURNS: "two returns", SAME_DAY: "two returns", NAMES_APART: "a return", ALL_BESIDE: "a return",
    REPEATED: "a return",
    BELOW: "words below the questions",
}  # fmt: skip


def draw_query_sheet(queries: HubQueries, network: Network) -> bytes:
    """The workbook's bytes, the same for the same questions."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties(
        {
            "title": f"{TITLE}: {queries.name}",
            "subject": network.title,
            "author": network.research_partner,
            "comments": network.statement if network.demonstration else "",
            "created": dt.datetime.combine(network.first.start, dt.time()),
        }
    )
    book.set_calc_mode("manual")  # there is nothing to work out
    looks = _looks(book)
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, looks["plain"])
    header = _head(sheet, queries, network, looks)
    last = _table(sheet, queries, header, looks)
    book.define_name(f"TitleRegion1.a{header + 1}.g{last + 1}.1", f"={SHEET}!$A${header + 1}")
    _on_paper(sheet, queries, last)
    sheet.freeze_panes(header + 1, 0)
    sheet.protect("", {"format_rows": True, "format_columns": True})
    book.close()
    return packed(written.getvalue())


def _looks(book: Workbook) -> dict[str, Format]:
    base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
    cell = {**base, "text_wrap": True, "border": 1, "border_color": LINE, "indent": 1}
    box = {**cell, "bg_color": BOX, "border_color": INK, "locked": False}
    looks = {
        "plain": base,
        "title": {**base, "bold": True, "font_size": 17, "font_color": NAVY, "valign": "vcenter"},
        "notice": {**base, "bold": True, "font_color": "#801650"},
        "label": {**base, "bold": True},
        "heading": {**cell, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY},
        "number": {**cell, "bold": True},
        "cell": cell,
        "written": {**cell, "align": "left"},
        "bold": {**base, "bold": True},
        "grey": {**base, "font_color": GREY},
        "code": {**cell, "font_size": 7, "font_color": GREY},
        "box": {**box, "align": "left"},
        "day": {**box, "align": "left", "num_format": "dd/mm/yyyy"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _head(sheet: Worksheet, queries: HubQueries, network: Network, looks: dict[str, Format]) -> int:
    """Title, whose sheet it is, who answers and when; gives the row of the headings."""
    number = len(queries.queries)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, TITLE, looks["title"])
    row = 1
    if network.demonstration:
        sheet.write_string(row, 0, INVENTED, looks["notice"])
        row += 1
    for text in (
        f"{'One question.' if number == 1 else f'{number} questions, the most important first.'} Thank you for looking.",
        "Choose an answer in the yellow boxes, and write the number where another one is right. Not to know is an answer too.",
        "Please leave out names of people.",
    ):
        sheet.write_string(row, 0, text, looks["plain"])
        row += 1
    for name, label in LABELS.items():
        sheet.set_row(row, 20)
        sheet.write_string(row, 0, label, looks["label"])
        if name in ("hub", "hub_id"):
            sheet.write_string(row, 1, queries.name if name == "hub" else queries.hub_id, looks["plain"])
        elif name == "who":
            sheet.write_blank(row, 1, None, looks["box"])
            told = {"input_title": "Who answers", "input_message": "Your role, such as chair or treasurer; no names."}
            sheet.data_validation(row, 1, row, 1, {"validate": "any", **told})
        else:
            sheet.write_blank(row, 1, None, looks["day"])
            told = {"input_title": "The day you answer", "input_message": "For instance 12/07/2025."}
            sheet.data_validation(row, 1, row, 1, {"validate": "any", **told})
        row += 1
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(row, column, heading, looks["heading"])
    sheet.set_row(row, 2 * _LINE_HEIGHT)
    return row


def _table(sheet: Worksheet, queries: HubQueries, header: int, looks: dict[str, Format]) -> int:
    """One row a question, or a row for it and one for each answer it is about. Gives the last row."""
    row = header
    for number, query in enumerate(queries.queries, 1):
        row += 1
        if len(query.asked) == 1:
            (asked,) = query.asked
            _question(sheet, row, str(number), query, looks, asked)
            _boxes(sheet, row, str(number), asked, looks)
            continue
        _question(sheet, row, str(number), query, looks)
        for column in range(2, len(HEADINGS)):
            sheet.write_blank(row, column, None, looks["cell"])
        for letter, asked in zip("abcdefghijklmnopqrstuvwxyz", query.asked, strict=False):
            row += 1
            said = _about(asked)
            sheet.write_string(row, 0, f"{number}{letter}", looks["number"])
            sheet.write_string(row, 1, said, looks["cell"])
            sheet.set_row(row, _LINE_HEIGHT * max(2, _lines(said, _WIDTHS[1])) + 3)
            _boxes(sheet, row, f"{number}{letter}", asked, looks)
    return row


def _question(
    sheet: Worksheet, row: int, number: str, query: Query, looks: dict[str, Format], asked: Asked | None = None
) -> None:
    """What was seen and asked in bold, where it stands and why it matters under it."""
    text = query.text
    under = ([_about(asked)] if asked and asked.question_id else []) + [f"Why it matters: {query.why}"]
    sheet.write_string(row, 0, number, looks["number"])
    parts = [looks["bold"], text, looks["grey"], "\n" + "\n".join(under)]
    sheet.write_rich_string(row, 1, *parts, looks["cell"])
    lines = _lines(text, _WIDTHS[1] - 4) + sum(_lines(each, _WIDTHS[1]) for each in under)
    sheet.set_row(row, _LINE_HEIGHT * max(3, lines) + 4)


def _about(asked: Asked) -> str:
    where = f" (cell {asked.cell} of that return)" if asked.cell else ""
    return f"Question {asked.number}{where}: {asked.wording}" if asked.number else asked.wording


def _boxes(sheet: Worksheet, row: int, number: str, asked: Asked, looks: dict[str, Format]) -> None:
    """What was written, and the boxes beside it. Whatever a hub typed is written as text, never as a formula."""
    shown = textwrap.shorten(asked.shown or asked.written, _LONGEST_SHOWN, placeholder=" ...") or (
        "left blank" if asked.question_id else _RETURNS_SHOWN[asked.rule]
    )
    sheet.write_string(row, 2, shown, looks["written"])
    for column in (3, 4, 5):
        sheet.write_blank(row, column, None, looks["box"])
    sheet.write_string(row, 6, asked.code, looks["code"])
    sheet.data_validation(
        row, 3, row, 3,
        {
            "validate": "list",
            "source": list(asked.choices),
            "input_title": f"Answer to {number}",
            "input_message": "Choose one of the list.",
            "error_title": "Not on the list",
            "error_message": "Please choose one of the list; a remark has its own box.",
        },
    )  # fmt: skip
    if asked.question_id:
        told = "Only where another one is right. About 30 is fine for an estimate."
        title = "The right number"
    else:
        title, told = "Nothing to write here", "A return is corrected by a return: please send it on its form."
    sheet.data_validation(row, 4, row, 4, {"validate": "any", "input_title": title, "input_message": told})
    sheet.data_validation(
        row, 5, row, 5,
        {
            "validate": "length",
            "criteria": "<=",
            "value": _LONGEST_REMARK,
            "input_title": "Remark",
            "input_message": "Whatever helps us to understand. It is not published.",
            "error_title": "A little shorter, please",
            "error_message": f"At most {_LONGEST_REMARK} letters fit here.",
        },
    )  # fmt: skip


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) / (width * 1.02))) for line in text.split("\n"))


def _on_paper(sheet: Worksheet, queries: HubQueries, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.print_area(0, 0, last, len(HEADINGS) - 1)
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    more = f"  {queries.waiting} more may follow." if queries.waiting else ""
    name = queries.name.replace("&", "&&")
    sheet.set_footer(f"&L{name}&CPlease send it back to whoever sent it to you.{more}")
