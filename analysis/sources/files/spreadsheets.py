"""A spreadsheet of any kind; which reader takes it is told by what the file holds, not by its name."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from analysis.sources.files.binary_excel import read_binary_excel
from analysis.sources.files.excel import read_excel
from analysis.sources.files.grids import Spreadsheet
from analysis.sources.files.old_excel import read_old_excel
from analysis.sources.files.opendocument import read_opendocument
from analysis.sources.files.parts import Unpackable, Zip, unpack_parts
from analysis.sources.findings import Finding
from analysis.sources.unreadable import damaged, size_problem, unreadable, zip_parts

_OLD = b"\xd0\xcf\x11\xe0"
_COPY = "copy the answers into the form that was sent out"
# What hubs send instead of a workbook, by its ending, and what to do with it.
_NO_WORKBOOKS = (
    ((".eml", ".msg", ".mht"), "an e-mail", f"Save the workbook that came with it; if none did, {_COPY}."),
    ((".numbers",), "a spreadsheet of Apple's Numbers", "Ask for it once more, exported as Excel (in Numbers: File, Export To, Excel)."),
    ((".gsheet", ".url", ".webloc"), "a link to a page", "Open it, download what it leads to as Excel (.xlsx), and put that in its place."),
    ((".docx", ".doc", ".odt", ".rtf", ".pages", ".pdf"), "a text document", f"Ask for the form itself, or {_COPY}."),
    ((".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".gif", ".webp"), "a picture", f"Read it, and {_COPY}."),
    ((".htm", ".html"), "a web page", f"Ask for the form itself, or {_COPY}."),
    ((".zip", ".7z", ".rar"), "a packed folder", "Unpack it, and put the workbooks in its place."),
)  # fmt: skip


def read_spreadsheet(path: Path, file: str) -> Spreadsheet:
    """The first sheets of an .xlsx, .xlsm, .xlsb, .xls or .ods. Whatever the file holds, nothing is raised."""
    if problem := size_problem(path, file):
        return Spreadsheet([], [problem])
    try:
        return _read(path, file)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader underneath is not an Exception
        return Spreadsheet([], [_unopened(path, file)])


def _read(path: Path, file: str) -> Spreadsheet:
    held = path.read_bytes()
    if held.startswith(_OLD):
        return read_old_excel(held, file)
    if not held.startswith(b"PK"):
        return _other(path, file, f"The name ends in `{path.suffix}`, but the file is not a workbook.")
    listed = zip_parts(held, file)
    if isinstance(listed, Finding):
        return Spreadsheet([], [listed])
    whole = Zip(held, listed)
    if "xl/workbook.xml" in whole.names:
        return read_excel(whole, file)
    if "xl/workbook.bin" in whole.names:
        return read_binary_excel(whole, file)
    if "content.xml" in whole.names:
        return read_opendocument(whole, file)
    return _other(path, file, "The file is no workbook of a kind that is read (.xlsx, .xlsb, .xls or .ods).")


def _other(path: Path, file: str, problem: str) -> Spreadsheet:
    remedy = "Ask for the return to be saved as an Excel workbook (.xlsx)."
    for endings, what, instead in _NO_WORKBOOKS:
        if path.suffix.lower() in endings:
            problem, remedy = f"The file is {what} and no workbook; what it says is not read.", instead
    return Spreadsheet([], [unreadable(file, problem, remedy, rule="wrong-extension")])


def _unopened(path: Path, file: str) -> Finding:
    """Damaged is what cannot be unpacked. What can, and yet gives no cells, may open in the program that wrote it."""
    held = path.read_bytes()
    listed = zip_parts(held, file) if held.startswith(b"PK") else []
    if isinstance(listed, Finding):
        return listed
    try:
        parts = unpack_parts(Zip(held, listed), file, _is_text) if listed else {}
    except Unpackable as refused:
        return refused.finding
    if not parts or not all(map(_is_whole, parts.values())):
        return damaged(file)
    problem = "The workbook can be unpacked, but its cells could not be read."
    remedy = "Open it in a spreadsheet program, save it as a new .xlsx, and put that in its place."
    return unreadable(file, problem, remedy, rule="unread-workbook")


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _is_whole(xml: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return True
