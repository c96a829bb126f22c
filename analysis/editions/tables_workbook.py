"""All published tables of an edition in one workbook: cover, contents, key, and one table a sheet.

Laid out by the Government Analysis Function's guidance (Releasing statistics in spreadsheets, analysisfunction.civilservice.gov.uk):
one table a sheet, marked up as a table, from column A, with no cell merged or empty, symbols in the place of numbers, and a title first.
The library that the government has for this, gptables, makes a live link of `[x](javascript:...)` typed into a cell and numbers `$$...$$`
in one, so the sheets are laid out here, by xlsxwriter, which writes every text as text.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.correspondence.packing import packed
from analysis.disclosure import Rule
from analysis.disclosure.rule import MISSING
from analysis.disclosure.symbols import ALL, BESIDE, IN_PLACE
from analysis.editions.hub_tables import join_hub_tables
from analysis.editions.published_tables import TableOnPage, cells_of
from analysis.editions.tables_ods import Cell, OdsSheet, ods_workbook
from analysis.handover import PublishedTable
from analysis.networks import Network
from analysis.periods import Period

NAME, OPEN_NAME = "all-tables.xlsx", "all-tables.ods"
_SHEET_NAME, _WIDEST, _NARROWEST = 31, 60, 12  # characters; the first is what workbooks allow
_CONTENTS, _SYMBOLS = ("Sheet", "What it shows", "Page of the report", "Rows"), ("Symbol", "Where", "What it means")
_CONTENTS_TOLD = "This sheet holds one table: a row for each sheet with a table."
_NOTES_TOLD = "This sheet holds one table: what the symbols mean."
_COVER_WIDE, _CONTENTS_WIDE, _NOTES_WIDE = 90, (34, 90, 26, 8), (10, 34, 90)  # columns, in characters
_NO_WORDS = "none"  # where nothing is written; a number that is not known has its symbol


def write_tables_workbook(work: Path, tables: Iterable[TableOnPage], network: Network, period: Period) -> None:
    """Write WORK/data/all-tables.xlsx and .ods, which every page links to."""
    (work / "data").mkdir(parents=True, exist_ok=True)
    sheets = _sheets(join_hub_tables(tables))
    (work / "data" / NAME).write_bytes(tables_workbook(sheets, network, period))
    (work / "data" / OPEN_NAME).write_bytes(open_workbook(sheets, network, period))


@dataclass(frozen=True)
class _Sheet:
    name: str
    held: TableOnPage

    @cached_property
    def columns(self) -> list[Mapping[str, Any]]:
        """With the labels that they have in workbooks."""
        return list(_labelled(self.held.table))

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """What the cells hold and how they look, in both workbooks alike."""
        table = self.held.table
        return [
            [_cell(value, about) for value, about in zip(cells_of(row, table), table.columns, strict=True)]
            for row in table.rows
        ]

    @cached_property
    def widths(self) -> list[int]:
        """Of the columns, in characters."""
        return [
            _width(column["label"], [row[at] for row in self.held.table.rows]) for at, column in enumerate(self.columns)
        ]


def _sheets(tables: Iterable[TableOnPage]) -> list[_Sheet]:
    """Each with a name that a workbook takes: of its table, cut, and numbered where two would be the same."""
    taken, sheets = {"cover", "contents", "notes"}, list[_Sheet]()
    for each in tables:
        whole = each.table.name.replace("/", "-")
        name, number = _cut(whole, _SHEET_NAME), 2
        while name in taken:
            name, number = f"{_cut(whole, _SHEET_NAME - 4)}-{number}", number + 1
        taken.add(name)
        sheets.append(_Sheet(name, each))
    return sheets


def _cut(name: str, most: int) -> str:
    """As many whole words of it as there is room for; of a word longer than that its beginning."""
    return name if len(name) <= most else name[: most + 1].rpartition("-")[0] or name[:most]


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.heading = book.add_format({"bold": True, "font_size": 12})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.mark = book.add_format({"align": "right"})
        self.link = book.add_format({"font_color": "#0b5394", "underline": 1})
        self._book, self._numbers = book, dict[int, Format]()

    def number(self, decimals: int) -> Format:
        if decimals not in self._numbers:
            form = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({"num_format": form})
        return self._numbers[decimals]


def tables_workbook(sheets: list[_Sheet], network: Network, period: Period) -> bytes:
    """The workbook's bytes: the same on every machine."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "nan_inf_to_errors": True}
    )
    title = _title(network, period)
    book.set_properties(
        {"title": title, "author": network.author, "created": dt.datetime.combine(period.end, dt.time())}
    )
    looks = _Looks(book)
    _write_cover(book.add_worksheet("Cover"), looks, network, period)
    contents, notes = book.add_worksheet("Contents"), book.add_worksheet("Notes")
    _write_contents(contents, looks, sheets)
    _write_notes(notes, looks)
    for number, sheet in enumerate(sheets, start=1):
        name = re.sub(r"\W", "_", f"table_{number}_{sheet.name}")  # numbered: a-b and a_b are one name here
        _write_table(book.add_worksheet(sheet.name), looks, sheet, name)
    book.close()
    return packed(written.getvalue())


def _title(network: Network, period: Period) -> str:
    return f"Learning report, all tables: {network.title}, {period.label}"


def _cover(network: Network, period: Period) -> list[tuple[str, str]]:
    """The lines of the first sheet, each with its look."""
    lines = [
        (_title(network, period), "title"),
        (" ".join(network.statement.split()), "words"),
        (f"{network.covers(period)}.", "words"),
        ("How to use this workbook", "heading"),
        (
            "Each sheet after these first three holds one table of the report's web pages, under the title that it has there. The sheet "
            "Contents lists them with links; the sheet Notes says what the symbols mean. Where each number comes from stands on its "
            "card in the web pages.",
            "words",
        ),
        ("How counts of people are protected", "heading"),
        (Rule.of(network.disclosure).words, "words"),
        ("Who made it", "heading"),
        (network.author, "words"),
    ]
    return [(text, look) for text, look in lines if text]


def _write_cover(sheet: Worksheet, looks: _Looks, network: Network, period: Period) -> None:
    sheet.set_column(0, 0, _COVER_WIDE)
    drawn = {"title": looks.title, "heading": looks.heading, "words": looks.words}
    for row, (text, look) in enumerate(_cover(network, period)):
        sheet.write_string(row, 0, text, drawn[look])


def _write_contents(sheet: Worksheet, looks: _Looks, sheets: list[_Sheet]) -> None:
    columns = _CONTENTS
    _begin(sheet, looks, "Contents", _CONTENTS_TOLD, _CONTENTS_WIDE)
    first = 2
    rows = [(each.name, each.held.title, each.held.page, len(each.held.table.rows)) for each in sheets]
    _mark_up(sheet, looks, first, columns, len(rows), "contents")
    for row, (name, title, page, height) in enumerate(rows, start=first + 1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks.link, name)
        sheet.write_string(row, 1, title, looks.words)
        sheet.write_string(row, 2, page)
        sheet.write_number(row, 3, height)


def _symbols() -> list[tuple[str, str, str]]:
    rows = [(symbol, "instead of a number", words) for symbol, words in IN_PLACE.items()]
    return rows + [(symbol, "beside a number, or where one stood", words) for symbol, words in BESIDE.items()]


def _write_notes(sheet: Worksheet, looks: _Looks) -> None:
    _begin(sheet, looks, "Notes", _NOTES_TOLD, _NOTES_WIDE)
    first = 2
    rows = _symbols()
    _mark_up(sheet, looks, first, _SYMBOLS, len(rows), "notes")
    for row, cells in enumerate(rows, start=first + 1):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, looks.words)


def _write_table(sheet: Worksheet, looks: _Looks, each: _Sheet, name: str) -> None:
    _begin(sheet, looks, each.held.title, _told(each.held), each.widths)
    first = 2
    _mark_up(sheet, looks, first, [column["label"] for column in each.columns], len(each.rows), name)
    for at, cells in enumerate(each.rows, start=first + 1):
        for column, cell in enumerate(cells):
            _write_cell(sheet, looks, at, column, cell)


def _told(each: TableOnPage) -> str:
    return f"This sheet holds one table, of the page {each.page}. {each.table.note}"


def _labelled(table: PublishedTable) -> Iterable[Mapping[str, Any]]:
    """The columns with a label that is theirs alone, as a table's headings must be, and with the unit where it is not said."""
    seen = set[str]()
    for column in table.columns:
        label, unit = column["label"], column["unit"].replace("GBP", "pounds")
        if unit and unit != "currency" and unit.lower() not in label.lower():
            label = f"{label} ({unit})"
        while label.lower() in seen:
            label += " "
        seen.add(label.lower())
        yield {**column, "label": label}


def _cell(value: Any, about: Mapping[str, Any]) -> Cell:
    """What a cell of a table holds and how it looks: a number, a symbol in the place of one, or words."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, int | float):
        return Cell(value, "number", about.get("decimals"))
    if value in ALL:
        return Cell(value, "mark")
    return Cell(str(value or (MISSING if "decimals" in about else _NO_WORDS)))


def _write_cell(sheet: Worksheet, looks: _Looks, row: int, column: int, cell: Cell) -> None:
    if cell.look == "number":
        sheet.write_number(row, column, cell.value, None if cell.decimals is None else looks.number(cell.decimals))
    else:
        sheet.write_string(row, column, cell.value, looks.mark if cell.look == "mark" else looks.words)


def open_workbook(sheets: list[_Sheet], network: Network, period: Period) -> bytes:
    """The same workbook in the open format."""
    cover = OdsSheet("Cover", [[Cell(text, look)] for text, look in _cover(network, period)], [_COVER_WIDE])
    listed = [
        [
            Cell(each.name, "link", link=f"#'{each.name}'.A1"),
            Cell(each.held.title),
            Cell(each.held.page),
            Cell(len(each.held.table.rows), decimals=0),
        ]
        for each in sheets
    ]
    contents = _open_sheet("Contents", "Contents", _CONTENTS_TOLD, _CONTENTS, listed, list(_CONTENTS_WIDE))
    symbols = [[Cell(text) for text in row] for row in _symbols()]
    notes = _open_sheet("Notes", "Notes", _NOTES_TOLD, _SYMBOLS, symbols, list(_NOTES_WIDE))
    tables = [_open_table(each) for each in sheets]
    return ods_workbook(
        [cover, contents, notes, *tables], _title(network, period), network.author, f"{period.end:%Y-%m-%d}"
    )


def _open_table(sheet: _Sheet) -> OdsSheet:
    labels = [column["label"] for column in sheet.columns]
    return _open_sheet(sheet.name, sheet.held.title, _told(sheet.held), labels, sheet.rows, sheet.widths)


def _open_sheet(
    name: str, title: str, told: str, heads: Iterable[str], rows: list[list[Cell]], widths: list[int]
) -> OdsSheet:
    begin = [[Cell(title, "title")], [Cell(told, "plain")], [Cell(head, "head") for head in heads]]
    return OdsSheet(name, [*begin, *rows], widths, head=2)


def _begin(sheet: Worksheet, looks: _Looks, title: str, told: str, widths: Iterable[int]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, looks.title)
    sheet.write_string(1, 0, told)


def _mark_up(sheet: Worksheet, looks: _Looks, row: int, headings: Iterable[str], height: int, name: str) -> None:
    columns = [{"header": heading, "header_format": looks.head} for heading in headings]
    # A table of a workbook has a row at least; an empty one of ours says so in its title.
    sheet.add_table(
        row,
        0,
        row + max(height, 1),
        len(columns) - 1,
        {"columns": columns, "name": name, "style": None, "autofilter": False},
    )


def _width(label: str, values: Iterable[Any]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, len(label) // 2) + 2))
