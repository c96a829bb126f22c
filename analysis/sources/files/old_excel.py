"""Excel workbooks of the kind before 2007 (.xls): cells far out blanked where they lie, and only then given to the reader of cells."""

from __future__ import annotations

import io
import struct
from collections import defaultdict
from dataclasses import dataclass, field

import olefile
from python_calamine import CalamineWorkbook, PasswordError

from analysis.sources.files.cells import read_sheets
from analysis.sources.files.grids import MOST_COLUMNS, MOST_ROWS, Place, Spreadsheet
from analysis.sources.records import a1
from analysis.sources.unreadable import damaged, locked, unreadable

_UNDER_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_STREAMS = ("Workbook", "Book")
# Record numbers are those of Microsoft's own description of the format, [MS-XLS]: Excel Binary File Format (.xls) Structure.
_CELLS = {0x0006, 0x027E, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205}
_FORMULA, _ROW_OF_CELLS, _ERROR_CELL = 0x0006, (0x00BD, 0x00BE), 0x0205
_DIMENSIONS, _STRINGS, _BEGINS, _SHEET, _PASSWORD = 0x0200, 0x00FC, 0x0809, 0x0085, 0x002F
_SKIPPED = 0x00FA  # no record: the reader of cells passes it over
_SHORTEST_TEXT = 3  # bytes of one shared text
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read_old_excel(held: bytes, file: str) -> Spreadsheet:
    """The first sheets of an .xls. Raises whatever the reader of cells raises for damage; see read_spreadsheet."""
    if _UNDER_PASSWORD in held:
        return Spreadsheet([], [locked(file)])
    whole = io.BytesIO(held)
    with olefile.OleFileIO(whole, write_mode=True) as container:
        name = next((name for name in _STREAMS if container.exists(name)), "")
        if not name:
            problem = "The file is an old Office document, and no workbook."
            return Spreadsheet([], [unreadable(file, problem, "Ask for the form itself.", rule="wrong-extension")])
        stream = container.openstream(name).read()
        walked = _walk(stream)
        if walked is None:
            return Spreadsheet([], [damaged(file)])
        if walked.locked:
            return Spreadsheet([], [locked(file)])
        if walked.blanked:
            container.write_stream(name, bytes(walked.stream))
    whole.seek(0)
    try:
        with CalamineWorkbook.from_filelike(whole) as book:
            return Spreadsheet(read_sheets(book, walked.errors_by_sheet(), walked.cut_by_sheet()), [])
    except PasswordError:
        return Spreadsheet([], [locked(file)])


@dataclass
class _Walked:
    """What a stream of records holds beside its cells. By the place in the stream where each sheet begins."""

    stream: bytearray
    locked: bool = False
    blanked: bool = False
    sheets: list[int] = field(default_factory=list)  # where each begins, in the workbook's order
    errors: dict[int, dict[Place, str]] = field(default_factory=lambda: defaultdict(dict))
    cut: dict[int, str] = field(default_factory=dict)

    def errors_by_sheet(self) -> list[dict[Place, str]]:
        return [self.errors.get(at, {}) for at in self.sheets]

    def cut_by_sheet(self) -> list[str]:
        return [self.cut.get(at, "") for at in self.sheets]

    def blank(self, at: int) -> None:
        struct.pack_into("<H", self.stream, at, _SKIPPED)
        self.blanked = True


def _walk(stream: bytes) -> _Walked | None:
    """Go through the records once; None where they claim what the stream cannot hold. Sizes are lies until proven: they are blanked."""
    walked, at, begun = _Walked(bytearray(stream)), 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        held = stream[at + 4 : at + 4 + length]
        if kind == _BEGINS:
            begun = at
        elif kind == _PASSWORD:
            walked.locked = True
        elif kind == _SHEET and len(held) >= 4:
            walked.sheets.append(struct.unpack_from("<I", held)[0])
        elif (
            kind == _STRINGS and len(held) >= 8 and struct.unpack_from("<I", held, 4)[0] > len(stream) / _SHORTEST_TEXT
        ):
            return None
        elif kind == _DIMENSIONS:
            walked.blank(at)
        elif kind in _CELLS and len(held) >= 4:
            _cell(walked, kind, held, at, begun)
        at += 4 + length
    return walked


def _cell(walked: _Walked, kind: int, held: bytes, at: int, sheet: int) -> None:
    row, column = struct.unpack_from("<HH", held)
    last = struct.unpack_from("<H", held, len(held) - 2)[0] if kind in _ROW_OF_CELLS else column
    if row >= MOST_ROWS or max(column, last) >= MOST_COLUMNS:
        walked.cut.setdefault(sheet, a1(row, max(column, last)))
        walked.blank(at)
    elif (code := _error(kind, held)) is not None:
        walked.errors[sheet][row, column] = ERRORS.get(code, "#N/A")


def _error(kind: int, held: bytes) -> int | None:
    """The number of the error that a cell shows; None where it shows none."""
    if kind == _ERROR_CELL and len(held) >= 8 and held[7]:
        return held[6]
    if kind == _FORMULA and len(held) >= 14 and held[12:14] == b"\xff\xff" and held[6] == 2:
        return held[8]
    return None
