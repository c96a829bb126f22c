"""OpenDocument spreadsheets (.ods), as LibreOffice saves them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.parsers import expat

from analysis.sources.files.grids import (
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
    Grid,
    Place,
    Sheet,
    Spreadsheet,
)
from analysis.sources.files.parts import Unpackable, Zip, unpack_parts, xml_problem
from analysis.sources.records import a1
from analysis.sources.unreadable import damaged, locked

_MOST_CELLS = 1_000_000  # of all sheets together
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SPACES = {"text:tab": "\t", "text:line-break": "\n"}


def read_opendocument(whole: Zip, file: str) -> Spreadsheet:
    """The first sheets. A row or a cell that says it is repeated is repeated only as far as is read of any sheet."""
    try:
        parts = unpack_parts(whole, file, lambda name: name in ("content.xml", "META-INF/manifest.xml"))
    except Unpackable as refused:
        return Spreadsheet([], [refused.finding])
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        return Spreadsheet([], [locked(file)])
    xml = parts["content.xml"]
    if problem := xml_problem("content.xml", xml, file):
        return Spreadsheet([], [problem])
    content = _Content()
    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = content.begin, content.end
    reader.CharacterDataHandler, reader.buffer_text = content.text, True
    try:
        reader.Parse(xml, True)
    except expat.ExpatError:
        return Spreadsheet([], [damaged(file)])
    return Spreadsheet(content.sheets, [])


class _Content:
    """Follows styles, sheets, rows, cells and paragraphs, by the names that all writers of the format use."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.sheet: Sheet | None = None
        self.hidden_styles: set[str] = set()
        self.struck_styles: set[str] = set()
        self.struck: set[Place] = set()
        self.commented: set[Place] = set()
        self.style = ""
        self.depth_of_note = 0
        self.row: list[Any] = []
        self.row_repeated = 1
        self.cell: dict[str, str] | None = None
        self.pieces: list[str] = []  # of the text of the cell that is open
        self.cells_left = _MOST_CELLS

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name == "office:annotation":
            self.depth_of_note += 1
            self._mark(self.commented)
        elif name == "style:style":
            self.style = told.get("style:name", "")
        elif name == "style:table-properties" and told.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "style:text-properties" and told.get("style:text-line-through-style", "none") != "none":
            self.struck_styles.add(self.style)
        elif name == "table:table":
            self.struck, self.commented = set(), set()
            hidden = told.get("table:style-name") in self.hidden_styles
            self.sheet = Sheet(told.get("table:name", ""), hidden, [], [], set(), "", self.struck, self.commented)
        elif name == "table:table-row":
            self.row, self.row_repeated = [], _times(told, "table:number-rows-repeated")
        elif name in _CELLS:
            self.cell, self.pieces = told, []
            if told.get("table:style-name") in self.struck_styles:
                self._mark(self.struck)
        elif self.cell is not None and not self.depth_of_note:
            self._begin_in_cell(name, told)

    def _mark(self, marked: set[Place]) -> None:
        if self.sheet is not None and self.cell is not None:
            marked.add((len(self.sheet.grid), len(self.row)))

    def _begin_in_cell(self, name: str, told: dict[str, str]) -> None:
        if told.get("text:style-name") in self.struck_styles:
            self._mark(self.struck)
        if name == "text:p" and self.pieces:
            self.pieces.append("\n")
        elif name == "text:s":
            self.pieces.append(" " * min(_times(told, "text:c"), 100))
        elif name in _SPACES:
            self.pieces.append(_SPACES[name])

    def text(self, text: str) -> None:
        if self.cell is not None and not self.depth_of_note:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        if name == "office:annotation":
            self.depth_of_note -= 1
        elif name in _CELLS and self.cell is not None:
            if self.sheet is not None:
                self._end_cell(self.sheet, self.cell, "".join(self.pieces).strip())
            self.cell = None
        elif name == "table:table-row" and self.sheet is not None:
            self._end_row(self.sheet.grid)
        elif name == "table:table" and self.sheet is not None:
            while self.sheet.grid and not self.sheet.grid[-1]:
                self.sheet.grid.pop()
            if len(self.sheets) < MOST_SHEETS:
                self.sheets.append(self.sheet)
            self.sheet = None

    def _end_cell(self, sheet: Sheet, told: dict[str, str], text: str) -> None:
        value = _value(told, text)
        at = (len(sheet.grid), len(self.row))
        if at[0] >= MOST_ROWS or at[1] >= MOST_COLUMNS or self.cells_left <= 0:
            if value != "" and not sheet.cut_at:
                self.sheet = sheet._replace(cut_at=a1(*at))
            return
        self.row += [value] * min(_times(told, "table:number-columns-repeated"), MOST_COLUMNS - at[1])
        if "table:formula" in told and value == "" and told.get("office:value-type") != "string":
            sheet.unworked.add(at)
        down, across = _times(told, "table:number-rows-spanned"), _times(told, "table:number-columns-spanned")
        if down * across > 1 and len(sheet.merged) < MOST_MERGED:
            sheet.merged.append((at, (at[0] + down - 1, at[1] + across - 1)))

    def _end_row(self, grid: Grid) -> None:
        while self.row and self.row[-1] == "":
            self.row.pop()
        self.cells_left -= len(self.row)
        grid += [self.row] * min(self.row_repeated, MOST_ROWS - len(grid))
        self.row = []


def _times(told: dict[str, str], name: str) -> int:
    written = told.get(name, "1")
    return max(1, int(written[:9])) if written.isascii() and written.isdigit() else 1


def _value(told: dict[str, str], text: str) -> Any:
    """A cell's value by its stated kind; its text where that does not read."""
    kind = told.get("office:value-type", told.get("calcext:value-type", ""))
    try:
        if kind in ("float", "currency", "percentage"):
            return float(told["office:value"])
        if kind == "date":
            return dt.datetime.fromisoformat(told["office:date-value"])
        if kind == "boolean":
            return told["office:boolean-value"] == "true"
    except (KeyError, ValueError):
        return text
    return text
