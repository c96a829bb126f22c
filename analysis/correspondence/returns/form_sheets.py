"""A form drawn as a workbook: boxes to type in, everything else protected, two pages on paper."""

from __future__ import annotations

import datetime as dt
import io
import math
import textwrap
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.correspondence.packing import packed
from analysis.correspondence.returns.form_layout import HEADINGS, INVENTED, SHEET, VERSION, Form, FormRow
from analysis.sources.returns.form_tables import AS_SENT, AS_SENT_TITLE

NAVY, INK, GREY, LINE, BOX, BAND = "#12436D", "#1A1A1A", "#595959", "#B8B8B8", "#FFF6CC", "#EAF0F6"
_WIDTHS = (12, 36, 15, 26, 31, 13)  # characters of the default font, a column each
_ANSWER = HEADINGS.index("Your answer")
_LINE_HEIGHT, _TEXT_BOX = 14.5, 190  # points
_LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32  # what a spreadsheet shows beside a box
_A4 = 9


def draw_form(form: Form) -> bytes:
    """The workbook's bytes, the same for the same form."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    _describe(book, form)
    looks = _looks(book)
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, looks["plain"])
    header = _head(sheet, form, looks)
    last = _table(sheet, form.rows, header, looks)
    # Names by which JAWS and NVDA speak the headings of a table that does not begin in A1.
    region = f"TitleRegion1.a{header + 1}.f{last + 1}.1"
    book.define_name(region, f"={SHEET}!$A${header + 1}")
    _on_paper(sheet, form, header, last)
    sheet.freeze_panes(header + 1, 0)
    sheet.protect("", {"format_rows": True, "format_columns": True})
    _keep_as_sent(book, form.rows)
    book.close()
    return packed(written.getvalue())


def _keep_as_sent(book: Workbook, rows: list[FormRow]) -> None:
    """What the form says beside each box, on a sheet that nobody sees: when it comes back, anything else there was typed by the hub."""
    sheet = book.add_worksheet(AS_SENT)
    sheet.write_string(0, 0, AS_SENT_TITLE)
    for at, row in enumerate(rows, 1):
        for column, text in enumerate((row.code, row.last, row.help)):
            sheet.write_string(at, column, text)
    sheet.protect("")
    sheet.very_hidden()


def _describe(book: Workbook, form: Form) -> None:
    book.set_properties(
        {
            "title": f"{form.title}: {form.hub}",
            "subject": f"{form.network.title}, {form.quarter.label}",
            "author": form.network.research_partner,
            "keywords": f"form version {VERSION}",
            "comments": form.network.statement if form.network.demonstration else "",
            "created": dt.datetime.combine(form.quarter.start, dt.time()),
        }
    )
    book.set_calc_mode("manual")  # there is nothing to work out


def _looks(book: Workbook) -> dict[str, Format]:
    base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top", "align": "left"}
    cell = {**base, "valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE, "indent": 1}
    box = {**cell, "bg_color": BOX, "border_color": INK, "locked": False}
    looks = {
        "plain": base,
        "title": {**base, "bold": True, "font_size": 17, "font_color": NAVY, "valign": "vcenter"},
        "notice": {**base, "bold": True, "font_color": "#801650"},
        "label": {**base, "bold": True},
        "told": {**base, "text_wrap": True, "align": "left", "indent": 1},
        "welcome": {**base, "indent": 1},
        "heading": {**cell, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY},
        "number": {**cell, "bold": True},
        "part": {**cell, "font_color": GREY, "indent": 2},
        "wording": {**cell, "bold": True},
        "choice": {**cell, "indent": 2},
        "last": {**cell, "font_color": GREY, "align": "right"},
        "last text": {**cell, "font_color": GREY, "font_size": 9, "valign": "top"},
        "help": {**cell, "font_color": GREY, "font_size": 10},
        "number text": {**cell, "bold": True, "valign": "top"},
        "wording text": {**cell, "bold": True, "valign": "top"},
        "help text": {**cell, "font_color": GREY, "font_size": 10, "valign": "top"},
        "code": {**base, "font_color": GREY, "font_size": 8},
        "group": {**cell, "bold": True, "bg_color": BAND},
        "group help": {**cell, "font_color": GREY, "font_size": 10, "bg_color": BAND},
        "box count": {**box, "align": "right", "num_format": "#,##0"},
        "box hours": {**box, "align": "right", "num_format": "#,##0.##"},
        "box money": {**box, "align": "right", "num_format": "£#,##0.00"},
        "box yes-no": {**box, "align": "right"},
        "box date": {**box, "align": "left", "num_format": "d mmmm yyyy"},
        "box text": {
            **box,
            "num_format": "@",
            "valign": "top",
        },  # what is typed stays text, also after an equals sign
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _head(sheet: Worksheet, form: Form, looks: dict[str, Format]) -> int:
    """Title, whose form it is, and how to fill it in. The row for the table's headings."""
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, form.title, looks["title"])
    row = 1
    if form.network.demonstration:
        sheet.write_string(row, 0, INVENTED, looks["notice"])
        row += 1
    fields = (
        ("Hub", form.hub),
        ("Hub code", form.hub_id),
        ("Quarter", form.quarter.label),
        ("Date sent", None),
        ("Filled in by", None),
        ("Form version", str(VERSION)),
    )
    for (label, value), welcome in zip(fields, form.welcome, strict=True):
        sheet.write_string(row, 0, label, looks["label"])
        if value is None:
            _head_box(sheet, row, label, form, looks)
        else:
            sheet.write_string(row, 1, value, looks["told"])
            sheet.set_row(row, max(16.5, _height((value, _WIDTHS[1]))))
        sheet.write_string(row, 2, welcome, looks["welcome"])
        row += 1
    return row


def _head_box(sheet: Worksheet, row: int, label: str, form: Form, looks: dict[str, Format]) -> None:
    sheet.set_row(row, 16.5)
    if label == "Date sent":
        sheet.write_blank(row, 1, None, looks["box date"])
        latest = form.quarter.end + dt.timedelta(days=730)
        day = f"{form.due.day:02}/{form.due:%m/%Y}"
        sheet.data_validation(
            row,
            1,
            row,
            1,
            {
                "validate": "date",
                "criteria": "between",
                "minimum": form.quarter.start,
                "maximum": latest,
                **_messages(label, f"The day you send this form, such as {day}."),
                **_warning(
                    f"This does not look like the day you send the form. Please write it as {day}. Keep it all the same?"
                ),
            },
        )
    else:
        sheet.write_blank(row, 1, None, looks["box text"])
        said = _messages(label, "Your role, such as chair or volunteer. Please do not write the name of a person.")
        sheet.data_validation(row, 1, row, 1, {"validate": "any", **said})


def _table(sheet: Worksheet, rows: list[FormRow], header: int, looks: dict[str, Format]) -> int:
    """The questions as one table with a row of headings. The last row."""
    first, last = header + 1, header + len(rows)
    columns = [{"header": heading, "header_format": looks["heading"]} for heading in HEADINGS]
    sheet.add_table(
        header, 0, last, len(HEADINGS) - 1, {"name": "Answers", "style": None, "autofilter": False, "columns": columns}
    )
    sheet.set_row(header, 20)
    for at, row in enumerate(rows, first):
        sheet.set_row(at, _row_height(row))
        if row.answered_by:
            _answer_row(sheet, at, row, looks)
        else:
            _group_row(sheet, at, row, looks)
        sheet.write_string(at, 5, row.code, looks["code"])
    return last


def _answer_row(sheet: Worksheet, at: int, row: FormRow, looks: dict[str, Format]) -> None:
    part, tall = "." in row.number, " text" if row.answered_by == "text" else ""
    sheet.write_string(at, 0, row.number, looks["part" if part else f"number{tall}"])
    sheet.write_string(at, 1, row.wording, looks["choice" if part else f"wording{tall}"])
    sheet.write_string(at, 2, row.last, looks[f"last{tall}"])
    sheet.write_blank(at, _ANSWER, None, looks[f"box {row.answered_by}"])
    sheet.write_string(at, 4, row.help, looks[f"help{tall}"])
    sheet.data_validation(at, _ANSWER, at, _ANSWER, _rule(row))


def _group_row(sheet: Worksheet, at: int, row: FormRow, looks: dict[str, Format]) -> None:
    """The question above its choices: it has no box of its own."""
    sheet.write_string(at, 0, row.number, looks["group"])
    sheet.write_string(at, 1, row.wording, looks["group"])
    for column in (2, _ANSWER):
        sheet.write_blank(at, column, None, looks["group"])
    sheet.write_string(at, 4, row.help, looks["group help"])


def _rule(row: FormRow) -> dict[str, Any]:
    """What a box takes. Numbers are asked about, never refused: an estimate in words is better than none."""
    said = _messages(f"Question {row.number}", " ".join(part for part in (row.help or row.wording, row.why) if part))
    if row.answered_by == "yes-no":
        return {
            "validate": "list",
            "source": ["Yes", "No"],
            **said,
            "error_title": "Yes or No",
            "error_message": "Please choose Yes or No from the list, or leave the box blank if you do not know.",
        }
    if row.answered_by == "text":
        return {"validate": "any", **said}
    lowest, highest = _whole(row.minimum or 0), _whole(row.maximum)
    between = {"criteria": "between", "minimum": lowest, "maximum": highest}
    allowed = between if highest is not None else {"criteria": ">=", "value": lowest}
    up_to = f"from {lowest:,} to {highest:,}" if highest is not None else f"of {lowest:,} or more"
    wanted = "a whole number" if row.answered_by == "count" else "a number"
    except_when = f" {row.ignore_when}" if row.ignore_when else ""
    return {
        "validate": "integer" if row.answered_by == "count" else "decimal",
        **allowed,
        **said,
        **_warning(
            f"Expected here is {wanted} {up_to}.{except_when} An estimate such as about 30 is fine. Keep what you wrote?"
        ),
    }


def _whole(number: float | None) -> float | None:
    """2000 rather than 2000.0, where nothing is lost."""
    return int(number) if number is not None and float(number).is_integer() else number


def _messages(title: str, message: str) -> dict[str, str]:
    return {"input_title": title[:_LONGEST_TITLE], "input_message": _cut(message)}


def _warning(message: str) -> dict[str, str]:
    return {"error_type": "warning", "error_title": "Please look again", "error_message": _cut(message)}


def _cut(message: str) -> str:
    return message if len(message) <= _LONGEST_MESSAGE else message[: _LONGEST_MESSAGE - 1].rsplit(" ", 1)[0] + "…"


def _row_height(row: FormRow) -> float:
    if row.answered_by == "text":
        return _TEXT_BOX
    shown = ((row.wording, _WIDTHS[1] * 0.95), (row.last, _WIDTHS[2]), (row.help, _WIDTHS[4] * 1.1))
    return max(16.5, _height(*shown))


def _height(*shown: tuple[str, float]) -> float:
    """Points that texts take in columns of so many characters; a spreadsheet does not work this out when it opens a form."""
    lines = max(len(textwrap.wrap(text, max(1, math.floor(width)))) for text, width in shown)
    return 3 + _LINE_HEIGHT * max(1, lines)


def _on_paper(sheet: Worksheet, form: Form, header: int, last: int) -> None:
    """A4 upright on two pages; the codes stay on the screen."""
    sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.45, right=0.45, top=0.65, bottom=0.6)
    sheet.print_area(0, 0, last, HEADINGS.index("Code") - 1)
    sheet.repeat_rows(header)
    sheet.fit_to_pages(1, 2)
    sheet.center_horizontally()
    network = _in_margin(form.network.title, 90)
    sheet.set_header(f"&L&9 {network}&R&9 {_in_margin(form.quarter.label, 12)}", {"margin": 0.3})
    sheet.set_footer(f"&L&9 {_in_margin(form.hub, 90)}&R&9 Page &P of &N", {"margin": 0.3})


def _in_margin(text: str, longest: int) -> str:
    """Text in a page's margin, where an ampersand begins an instruction, and digits after `&9` would be part of the size."""
    return text[:longest].replace("&", "&&")
