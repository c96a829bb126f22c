"""Excel workbooks of the kind before 2007 (.xls): told from those under a password, and not read."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.files.grids import Spreadsheet
from analysis.sources.unreadable import locked, unreadable

_UNDER_PASSWORD = "EncryptedPackage".encode("utf-16-le")


def read_old_excel(path: Path, file: str) -> Spreadsheet:
    """No sheets: one finding that says what the file is."""
    if _UNDER_PASSWORD in path.read_bytes():
        return Spreadsheet([], [locked(file)])
    remedy = "Open it, and save it as .xlsx."
    return Spreadsheet([], [unreadable(file, "The workbook is of the old .xls kind.", remedy, rule="old-workbook")])
