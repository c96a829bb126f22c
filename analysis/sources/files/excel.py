"""Excel workbooks (.xlsx): unpacked within bounds, trimmed, and only then given to the reader of cells."""

from __future__ import annotations

import re

from python_calamine import CalamineWorkbook

from analysis.sources.files.cells import grid_of, is_hidden, sheets_with_cells
from analysis.sources.files.grids import MOST_COLUMNS, MOST_MERGED, MOST_ROWS, Grid, Place, Sheet, Spreadsheet, place_of
from analysis.sources.files.marked_cells import Struck, commented_cells
from analysis.sources.files.parts import Unpackable, Zip, kept_if_small, packed_again, unpack_parts, xml_problem
from analysis.sources.files.trimming import trim_sheet

# Nothing here looks further than to the end of a tag, or a hostile sheet would be searched for hours.
_PREFIX = rb"(?:[^\s<>/!?]+:)?"
_ANY_CELL = re.compile(rb"<" + _PREFIX + rb"c[\s/>]")
_CELL = re.compile(rb"<" + _PREFIX + rb"c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
# Quick, for they begin with fixed letters: a cell that is not named first, as nearly all programs do, or lies beyond IV9999.
_NOT_NEAR = re.compile(rb"<c[\s/>](?!r=\"(?:[A-H]?[A-Z]|I[A-V])[1-9]\d{0,3}\")")
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_BARE_FORMULA, _PREFIXED_FORMULA = re.compile(rb"<f[\s/>]"), re.compile(rb":f[\s/>]")
_LARGE = re.compile(rb"dimension[^<>]{0,200}?(?:\d{6,}|[A-Z]{3}\d)")
# A count that is no small number: the reader of cells would set aside memory for as many as it says.
_COUNT = re.compile(rb"(ount\s*=\s*)([\"'])(?!\d{1,6}[\"'])[^\"'<]*\2")
_NONE = rb"\1\g<2>0\2"
_CELL_BEGINS = re.compile(rb"<" + _PREFIX + rb"c(?=\s)")
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f[\s/>]")
_RESULT = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^<>]*)?>[^<]")
_CELL_NAME = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_EMPTY_TEXT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_IS_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_ERROR = re.compile(rb">(#[A-Z0-9/?!_]{2,20})<")
_MERGED = re.compile(
    rb"<" + _PREFIX + rb"mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})[\"']"
)
_LISTED_SHEET = re.compile(rb"<" + _PREFIX + rb"sheet\s[^<>]*>(?:\s*</" + _PREFIX + rb"sheet\s*>)?")
_IS_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# What no cell is read from: pictures, charts, and what a sheet says of its own tables and links.
_LEFT_ALONE = (
    "drawings/", "charts/", "chartsheets/", "macrosheets/", "dialogsheets/", "media/", "theme/", "pivot", "externallinks/", "embeddings/",
    "printersettings/", "tables/", "worksheets/_rels/", "comments", "calcchain", "persons/", "threadedcomments/",
)  # fmt: skip


def read_excel(whole: Zip, file: str) -> Spreadsheet:
    """The first sheets of a workbook. Raises whatever the reader of cells raises for damage; see read_spreadsheet."""
    try:
        parts, commented = unpack_parts(whole, file, _is_read), commented_cells(whole, file)
    except Unpackable as refused:
        return Spreadsheet([], [refused.finding])
    cut: dict[str, str] = {}
    below: dict[str, bytes] = {}
    for name, xml in parts.items():
        if problem := xml_problem(name, xml, file):
            return Spreadsheet([], [problem])
        if not _IS_SHEET.fullmatch(name):
            parts[name] = _without_large_counts(xml)
            continue
        xml, below[name] = _parted(xml)
        parts[name] = xml = _COUNT.sub(_NONE, xml) if b"ount" in xml else xml
        if _reaches_far(xml):
            parts[name], cut[name] = trim_sheet(xml, MOST_ROWS, MOST_COLUMNS)
    links = parts.get("xl/_rels/workbook.xml.rels", b"")
    parts["xl/workbook.xml"] = listed = _without_macro_sheets(parts["xl/workbook.xml"], links)
    with CalamineWorkbook.from_filelike(packed_again(parts)) as book:
        files = _sheet_files(listed, links)
        sheets, struck = [], Struck(parts)
        for number, about in sheets_with_cells(book):
            part = files[number] if number < len(files) else ""
            xml = parts.get(part, b"")
            grid, beyond = grid_of(book, number)
            _put_errors_back(grid, xml)
            merged, unworked = _merged(below.get(part) or xml), _unworked(xml)
            sheet = Sheet(about.name, is_hidden(about), grid, merged, unworked, beyond or cut.get(part, ""))
            sheets.append(sheet._replace(struck=struck.cells(xml), commented=commented.get(part, set())))
    return Spreadsheet(sheets, [])


def _is_read(name: str) -> bool:
    lower = name.lower()
    if lower in ("[content_types].xml", "_rels/.rels"):
        return True
    return lower.startswith("xl/") and lower.endswith((".xml", ".rels")) and not lower[3:].startswith(_LEFT_ALONE)


def _parted(xml: bytes) -> tuple[bytes, bytes]:
    """A sheet that ends with its cells, and what stood below them: in a form, that is half, and no cell is in it."""
    cells, end, below = xml.partition(b"</sheetData>")
    if not below.rstrip().endswith(b"</worksheet>"):
        return xml, b""
    return cells + end + b"</worksheet>", below


def _reaches_far(xml: bytes) -> bool:
    """Whether a cell lies outside the bounds or does not say plainly where it lies.

    What a sheet says of its own size is not asked, except to see that it is no lie which the reader would fall for.
    """
    if _says_it_is_large(xml):
        return True
    if not _NOT_NEAR.search(xml) and not (b":c" in xml and _PREFIXED_CELL.search(xml)):
        return False
    cells = _CELL.findall(xml)
    if len(cells) != len(_ANY_CELL.findall(xml)):
        return True
    return bool(cells) and (
        max(int(row) for row in {row for _, row in cells}) > MOST_ROWS
        or any(place_of(f"{column.decode()}1")[1] >= MOST_COLUMNS for column in {column for column, _ in cells})
    )


def _says_it_is_large(xml: bytes) -> bool:
    """Found by its fixed letters first, as are formulas below: that takes a twentieth of what the pattern takes over a whole sheet."""
    at = xml.find(b"dimension")
    while at >= 0:
        if _LARGE.match(xml, at):
            return True
        at = xml.find(b"dimension", at + 1)
    return False


def _unworked(xml: bytes) -> set[Place]:
    """Cells with a formula and no result: a program wrote it, and no spreadsheet has worked it out since."""
    bare, prefixed = b"<f" in xml and _BARE_FORMULA.search(xml), b":f" in xml and _PREFIXED_FORMULA.search(xml)
    if not bare and not prefixed:
        return set()
    found = set()
    for cell in _CELL_BEGINS.split(xml)[1:]:
        if _FORMULA.search(cell) and not _RESULT.search(cell):
            tag = cell.partition(b">")[0]
            name = _CELL_NAME.search(tag)
            if name and not _EMPTY_TEXT.search(tag):
                found.add(place_of(name[1].decode()))
    return found


def _put_errors_back(grid: Grid, xml: bytes) -> None:
    """Where a formula failed, the reader of cells gives a blank: the error's own name goes back into its cell."""
    if b"#" not in xml or (b'"e"' not in xml and b"'e'" not in xml):
        return
    for cell in _CELL_BEGINS.split(xml)[1:]:
        tag, _, inside = cell.partition(b">")
        name, error = _CELL_NAME.search(tag), _ERROR.search(inside)
        if name and error and _IS_ERROR.search(tag):
            row, column = place_of(name[1].decode())
            if row < len(grid) and column < len(grid[row]):
                grid[row][column] = error[1].decode()


def _merged(xml: bytes) -> list[tuple[Place, Place]]:
    if b"mergeCell" not in xml:
        return []
    areas = _MERGED.findall(xml)[:MOST_MERGED]
    return [(place_of(first.decode()), place_of(last.decode())) for first, last in areas]


@kept_if_small
def _without_large_counts(xml: bytes) -> bytes:
    return _COUNT.sub(_NONE, xml)


@kept_if_small
def _sheet_files(book: bytes, links_of_book: bytes) -> list[str]:
    """The parts of the sheets in the workbook's order, as far as the workbook says it plainly."""
    links = {}
    for tag in re.findall(rb"<" + _PREFIX + rb"Relationship\s[^<>]*>", links_of_book):
        if (name := _attribute(tag, rb"Id")) and (target := _attribute(tag, rb"Target")):
            links[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    listed = re.findall(rb"<" + _PREFIX + rb"sheet\s[^<>]*>", book)
    return [links.get(_attribute(tag, rb"(?:[^\s=]+:)id"), "") for tag in listed]


def _without_macro_sheets(book: bytes, links_of_book: bytes) -> bytes:
    """What the workbook lists but for sheets of macros: the reader of cells opens no workbook that lists one."""
    if b"macrosheets/" not in links_of_book.lower():
        return book
    parts = iter(_sheet_files(book, links_of_book))
    return _LISTED_SHEET.sub(lambda tag: b"" if next(parts).lower().startswith("xl/macrosheets/") else tag[0], book)


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""
