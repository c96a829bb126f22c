"""Binary Excel workbooks (.xlsb): unpacked within bounds, cells far out left away, and only then given to the reader of cells."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from python_calamine import CalamineWorkbook

from analysis.sources.files.cells import read_sheets
from analysis.sources.files.grids import MOST_COLUMNS, MOST_ROWS, Place, Spreadsheet
from analysis.sources.files.old_excel import ERRORS
from analysis.sources.files.parts import Unpackable, Zip, packed_again, unpack_parts, xml_problem
from analysis.sources.records import a1
from analysis.sources.unreadable import damaged

# Record numbers are those of Microsoft's own description of the format, [MS-XLSB]: Excel (.xlsb) Binary File Format.
_ROW, _CELLS, _SIZE, _SHEET, _STRINGS = 0, range(1, 12), 148, 156, 159
_ERROR_CELLS = (3, 11)  # an error, and a formula that comes to one
_IS_SHEET = re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE)
_LINK = re.compile(rb"<Relationship\s[^<>]*>")
_LEFT_ALONE = ("drawings/", "charts/", "chartsheets/", "media/", "theme/", "pivot", "externallinks/", "embeddings/")


def read_binary_excel(whole: Zip, file: str) -> Spreadsheet:
    """The first sheets of an .xlsb. Raises whatever the reader of cells raises for damage; see read_spreadsheet."""
    try:
        parts = unpack_parts(whole, file, _is_read)
    except Unpackable as refused:
        return Spreadsheet([], [refused.finding])
    errors: dict[str, dict[Place, str]] = {}
    cut: dict[str, str] = {}
    for name, held in parts.items():
        if not name.lower().endswith(".bin"):
            if problem := xml_problem(name, held, file):
                return Spreadsheet([], [problem])
        elif _IS_SHEET.fullmatch(name):
            parts[name], errors[name], cut[name] = _within_bounds(held)
        elif _claims_too_much(held):
            return Spreadsheet([], [damaged(file)])
    links = _sheet_links(parts.get("xl/_rels/workbook.bin.rels", b""))
    book_part = parts.get("xl/workbook.bin", b"")
    listed = [(links.get(link, ""), record) for link, record in _listed_sheets(book_part)]
    parts["xl/workbook.bin"] = _without(book_part, [record for part, record in listed if _is_of_macros(part)])
    files = [part for part, _ in listed if not _is_of_macros(part)]
    with CalamineWorkbook.from_filelike(packed_again(parts)) as book:
        of_sheets = [errors.get(part, {}) for part in files]
        return Spreadsheet(read_sheets(book, of_sheets, [cut.get(part, "") for part in files]), [])


def _is_read(name: str) -> bool:
    lower = name.lower()
    if lower in ("[content_types].xml", "_rels/.rels"):
        return True
    return lower.startswith("xl/") and lower.endswith((".bin", ".rels")) and not lower[3:].startswith(_LEFT_ALONE)


def _records(held: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Kind, where the record begins, where what it holds begins, and where it ends. A record that runs out of the part is none."""
    at = 0
    while at < len(held):
        began, kind, at = at, *_number(held, at, 2)
        length, at = _number(held, at, 4)
        if at + length > len(held):
            return
        yield kind, began, at, at + length
        at += length


def _number(held: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of one to `most` bytes, seven bits each, and where it ends."""
    value = 0
    for place in range(most):
        if at >= len(held):
            return value, at
        byte = held[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at


def _within_bounds(held: bytes) -> tuple[bytes, dict[Place, str], str]:
    """The sheet without the cells that lie far out and without what it says of its own size; its errors; a cell left out."""
    kept, errors, cut, row = bytearray(), {}, "", 0
    for kind, began, start, end in _records(held):
        column = struct.unpack_from("<I", held, start)[0] if end - start >= 4 else 0
        if kind == _ROW:
            row = column  # a row's record begins with its number, as a cell's does with its column
            if row >= MOST_ROWS:
                continue
        elif kind in _CELLS and (row >= MOST_ROWS or column >= MOST_COLUMNS):
            cut = cut or a1(row, column)
            continue
        elif kind in _ERROR_CELLS and end - start >= 9:
            errors[row, column] = ERRORS.get(held[start + 8], "#N/A")
        kept += held[began:start] + bytes(end - start) if kind == _SIZE else held[began:end]
    return bytes(kept), errors, cut


def _claims_too_much(held: bytes) -> bool:
    """Whether a part says that it holds more shared texts than it has room for: memory would be set aside for as many."""
    return any(
        kind == _STRINGS and end - start >= 8 and struct.unpack_from("<I", held, start + 4)[0] > len(held)
        for kind, _, start, end in _records(held)
    )


def _sheet_links(links_of_book: bytes) -> dict[str, str]:
    """By the name of a relationship the part that it leads to."""
    links = {}
    for tag in _LINK.findall(links_of_book):
        name, target = (re.search(rb"\s" + key + rb"\s*=\s*[\"']([^\"']*)", tag) for key in (b"Id", b"Target"))
        if name and target:
            path = target[1].decode("utf-8", "replace")
            links[name[1].decode("utf-8", "replace")] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return links


def _listed_sheets(book: bytes) -> list[tuple[str, range]]:
    """The sheets in the workbook's order: the name of the relationship, and where in it the record lies."""
    return [(_link(book[start:end]), range(began, end)) for kind, began, start, end in _records(book) if kind == _SHEET]


def _is_of_macros(part: str) -> bool:
    """Whether a sheet holds macros: the reader of cells opens no workbook that lists one."""
    return part.lower().startswith("xl/macrosheets/")


def _without(book: bytes, records: list[range]) -> bytes:
    for record in reversed(records):
        book = book[: record.start] + book[record.stop :]
    return book


def _link(sheet: bytes) -> str:
    """The name of a sheet's relationship: after its state and its number stand a length and so many letters of two bytes."""
    if len(sheet) < 12:
        return ""
    length = struct.unpack_from("<I", sheet, 8)[0]
    return sheet[12 : 12 + 2 * length].decode("utf-16-le", "replace") if length < len(sheet) else ""
