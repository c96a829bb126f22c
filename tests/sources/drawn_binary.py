"""Workbooks in Excel's binary formats, drawn by the tests: .xls by its own old writer, .xlsb record by record ([MS-XLSB])."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any

import xlwt

Cells = dict[tuple[int, int], Any]


def write_xls(path: Path, cells: Cells, name: str = "Return") -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for (row, column), value in sorted(cells.items()):
        sheet.write(row, column, value)
    book.save(str(path))
    return path


def write_xlsb(
    path: Path, cells: Cells, name: str = "Return", size: tuple[int, int] = (40, 8), macros: bool = False
) -> Path:
    """size: the rows and columns that the sheet says it has, whether or not that is so. macros: a sheet of those comes first."""
    book = _record(131) + _record(143)
    book += _record(156, struct.pack("<II", 0, 2) + _text("rId2") + _text("Macro1")) if macros else b""
    book += _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text(name)) + _record(144) + _record(132)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" '
            'Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relation}/worksheet" '
            'Target="worksheets/sheet1.bin"/>'
            '<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" '
            'Target="macrosheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", _sheet(cells, size))
        if macros:
            archive.writestr("xl/macrosheets/sheet1.bin", _sheet({}, size))
    return path


def _sheet(cells: Cells, size: tuple[int, int]) -> bytes:
    held = _record(129) + _record(148, struct.pack("<IIII", 0, size[0] - 1, 0, size[1] - 1)) + _record(145)
    for row in sorted({row for row, _ in cells}):
        held += _record(0, struct.pack("<IIHBBI", row, 0, 300, 0, 0, 0))
        for column in sorted(column for at, column in cells if at == row):
            value, where = cells[row, column], struct.pack("<II", column, 0)
            held += (
                _record(6, where + _text(value))
                if isinstance(value, str)
                else _record(5, where + struct.pack("<d", value))
            )
    return held + _record(146) + _record(130)


def _record(kind: int, held: bytes = b"") -> bytes:
    return _number(kind) + _number(len(held)) + held


def _number(value: int) -> bytes:
    written = bytearray()
    while True:
        written.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(written)


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
