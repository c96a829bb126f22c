"""A sheet's XML written anew with only the cells within bounds, whatever it claims about its size."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from analysis.sources.files.grids import place_of
from analysis.sources.records import a1

_KEPT = ("v", "f", "is", "t")
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAST_CELL = (1_048_575, 16_383)  # of a spreadsheet program


def trim_sheet(xml: bytes, most_rows: int, most_columns: int) -> tuple[bytes, str]:
    """The sheet with the cells of the first rows and columns, and one cell that was left out (empty where none was).

    Raises expat's error where the sheet is no XML, ValueError where it has a document type.
    """
    trimmer = _Trimmer(most_rows, most_columns)
    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = trimmer.begin, trimmer.end
    reader.CharacterDataHandler, reader.StartDoctypeDeclHandler = trimmer.text, _refuse
    reader.Parse(xml, True)
    return trimmer.sheet(), trimmer.cut_at


def _refuse(*_: object) -> None:
    raise ValueError("document type")


class _Trimmer:
    """Follows rows and cells; a cell that does not say where it lies follows the one before it."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self.most = (most_rows, most_columns)
        self.row = self.column = -1
        self.cut_at = ""
        self.cells: dict[tuple[int, int], list[str]] = {}  # by row and column, the pieces of their XML
        self.cell: list[str] | None = None
        self.inside: str | None = None  # the tag whose text is kept

    def sheet(self) -> bytes:
        written = [f'<worksheet xmlns="{_NAMESPACE}"><sheetData>']
        for row, cells in groupby(sorted(self.cells), key=itemgetter(0)):
            written.append(f'<row r="{row + 1}">')
            written += ["".join([*self.cells[place], "</c>"]) for place in cells]
            written.append("</row>")
        return "".join([*written, "</sheetData></worksheet>"]).encode()

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = _counted(attributes.get("r"), self.row), -1
        elif tag == "c":
            self._begin_cell(attributes)
        elif self.cell is not None and tag in _KEPT:
            self.cell.append(f"<{tag}>")
            self.inside = tag

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        try:
            self.row, self.column = place_of(attributes["r"])
        except (KeyError, ValueError):
            self.column += 1
        if 0 <= self.row < self.most[0] and 0 <= self.column < self.most[1]:
            style = "".join(f" {name}={quoteattr(attributes[name])}" for name in ("t", "s") if name in attributes)
            self.cell = self.cells[self.row, self.column] = [f'<c r="{a1(self.row, self.column)}"{style}>']
        elif not self.cut_at:
            row, column = (min(max(0, at), last) for at, last in zip((self.row, self.column), _LAST_CELL, strict=True))
            self.cut_at = a1(row, column)

    def text(self, text: str) -> None:
        if self.cell is not None and self.inside:
            self.cell.append(escape(text))

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self.cell = self.inside = None
        elif self.cell is not None and tag in _KEPT:
            self.cell.append(f"</{tag}>")
            self.inside = None


def _counted(written: str | None, before: int) -> int:
    try:
        return int(written or "") - 1
    except ValueError:
        return before + 1
