"""A sheet's XML written anew with only the cells within bounds, whatever it claims about its size."""

from __future__ import annotations

from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from analysis.sources.grids import place_of
from analysis.sources.records import a1

_KEPT = ("v", "f", "is", "t")


def trim_sheet(xml: bytes, most_rows: int, most_columns: int) -> tuple[bytes, str]:
    """The sheet with the cells of the first rows and columns, and one cell that was left out (empty where none was).

    Raises expat's error where the sheet is no XML, ValueError where it has a document type.
    """
    trimmer = _Trimmer(most_rows, most_columns)
    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = trimmer.begin, trimmer.end
    reader.CharacterDataHandler, reader.StartDoctypeDeclHandler = trimmer.text, _refuse
    reader.Parse(xml, True)
    return "".join(trimmer.written).encode(), trimmer.cut_at


def _refuse(*_: object) -> None:
    raise ValueError("document type")


class _Trimmer:
    """Follows rows and cells; a cell that does not say where it lies follows the one before it."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        self.most = (most_rows, most_columns)
        self.row = self.column = -1
        self.cut_at = ""
        self.inside: str | None = None  # the tag whose text is kept
        self.in_cell = False
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        self.written = [f'<worksheet xmlns="{main}"><sheetData>']

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = _counted(attributes.get("r"), self.row), -1
            self.written.append(f'<row r="{self.row + 1}">')
        elif tag == "c":
            self._begin_cell(attributes)
        elif self.in_cell and tag in _KEPT:
            self.written.append(f"<{tag}>")
            self.inside = tag

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        try:
            self.row, self.column = place_of(attributes["r"])
        except (KeyError, ValueError):
            self.column += 1
        self.in_cell = 0 <= self.row < self.most[0] and 0 <= self.column < self.most[1]
        if self.in_cell:
            style = "".join(f" {name}={quoteattr(attributes[name])}" for name in ("t", "s") if name in attributes)
            self.written.append(f'<c r="{a1(self.row, self.column)}"{style}>')
        elif not self.cut_at and 0 <= self.row <= 9_999_999 and self.column < 99_999:
            self.cut_at = a1(self.row, self.column)

    def text(self, text: str) -> None:
        if self.in_cell and self.inside:
            self.written.append(escape(text))

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "worksheet":
            self.written.append("</sheetData></worksheet>")
        elif tag == "row":
            self.written.append("</row>")
        elif tag == "c":
            if self.in_cell:
                self.written.append("</c>")
            self.in_cell = False
        elif self.in_cell and tag in _KEPT:
            self.written.append(f"</{tag}>")
            self.inside = None


def _counted(written: str | None, before: int) -> int:
    try:
        return int(written or "") - 1
    except ValueError:
        return before + 1
