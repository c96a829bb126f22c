"""A spreadsheet of any kind; which reader takes it is told by what the file holds, not by its name."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.files.excel import read_excel
from analysis.sources.files.grids import Spreadsheet
from analysis.sources.files.old_excel import read_old_excel
from analysis.sources.files.opendocument import read_opendocument
from analysis.sources.files.parts import Zip
from analysis.sources.findings import Finding
from analysis.sources.unreadable import damaged, size_problem, unreadable, zip_parts


def read_spreadsheet(path: Path, file: str) -> Spreadsheet:
    """The first sheets of an .xlsx, .ods or .xls. Whatever the file holds, nothing is raised."""
    if problem := size_problem(path, file):
        return Spreadsheet([], [problem])
    try:
        return _read(path, file)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader underneath is not an Exception
        return Spreadsheet([], [damaged(file)])


def _read(path: Path, file: str) -> Spreadsheet:
    held = path.read_bytes()
    if held.startswith(b"\xd0\xcf\x11\xe0"):
        return read_old_excel(path, file)
    if not held.startswith(b"PK"):
        return _other(file, f"The name ends in `{path.suffix}`, but the file is not a workbook.")
    listed = zip_parts(held, file)
    if isinstance(listed, Finding):
        return Spreadsheet([], [listed])
    whole = Zip(held, listed)
    if "xl/workbook.xml" in whole.names:
        return read_excel(whole, file)
    if "content.xml" in whole.names:
        return read_opendocument(whole, file)
    return _other(file, "The file is no workbook of a kind that is read (.xlsx, .ods or .xls).")


def _other(file: str, problem: str) -> Spreadsheet:
    remedy = "Ask for the return to be saved as an Excel workbook (.xlsx)."
    return Spreadsheet([], [unreadable(file, problem, remedy, rule="wrong-extension")])
