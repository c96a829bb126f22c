"""Tables about money, as sheets of text, and which row of each holds the headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.sources.files.delimited import read_delimited
from analysis.sources.files.grids import MOST_COLUMNS, MOST_ROWS, Sheet
from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record, a1, as_written, row_of

FIRST_ROWS = 40  # in which the headings are looked for
_FEWEST_FILLED = 3  # cells of a row before it counts as one of a table, and not as a banner above it
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_COMMENT = re.compile(r"#\s*[^\W\d]|#\s*$")
_TOTAL = re.compile(
    r"(?:grand |sub[ -]?|overall |sum )?totals?(?: (?:amount|awarded|spend|spent|paid|value|for|of|in)\b.*)?\s*[:=]?",
    re.IGNORECASE,
)
_TOTAL_WITH_FIGURE = re.compile(
    r"(?:grand |sub[ -]?|overall )?totals?\s*[:=]?\s*(?P<figure>[£$€(-]*\d[\d,. ]*\)?)", re.IGNORECASE
)

TOTALS_ROW = Rule(
    "totals-row",
    "Row {row} is the file's own total; it is only used to compare with.",
    "Counted with the {table}, it would double everything.",
    "Nothing to do here; to publish the file, take the row out.",
    "note",
    ignore="Always, unless the row is no total.",
)
ROWS_ABOVE = Rule(
    "rows-above-headings",
    "{rows_stand} above the headings, which were found in row {headings}.",
    "{because}",
    "Nothing to do here; to publish the file, put the headings into the first row.",
    "note",
    ignore="Always, unless the headings are in another row.",
)
MERGED_ROWS = Rule(
    "merged-rows",
    "The cells {cell} to {last} are merged into one over several rows{others}.",
    "What stands in them is read for the first of these rows alone; the others lack it.",
    "Part the cells and fill in each row.",
    ignore="Where the cell holds nothing that is counted.",
)
LONG_SHEET = Rule(
    "long-sheet",
    f"The sheet is longer or wider than the {MOST_ROWS:,} rows and {MOST_COLUMNS} columns that are read; what lies beyond was not.",
    "What lies beyond is missing from every total, which is then told as `at least`.",
    "If it matters, send the table as CSV, or in several files.",
    ignore="Never: what lies beyond is missing from every total.",
)
FAR_CELL = Rule(
    "far-cell",
    "A cell far outside the table, {cell}, is not empty or was once used; nothing there was read.",
    "A table ends where its rows and columns do.",
    "If it matters, send the table as CSV, or in several files.",
    "note",
    ignore="Where nothing of the table stands there.",
)


class Table(NamedTuple):
    """One sheet of text. `name` is empty for a file that has no sheets; `hidden` sheets are not read, only told of."""

    name: str
    rows: list[list[str]]
    hidden: bool = False
    unworked: frozenset[tuple[int, int]] = frozenset()  # formulas that hold no result

    def cell(self, row: int, column: int) -> str:
        return self.rows[row][column] if 0 <= column < len(self.rows[row]) else ""


def read_tables(path: Path, file: str) -> tuple[list[Table], list[Finding]]:
    """The sheets of a delimited file or of a workbook, whatever its name says; nothing is raised."""
    if _is_workbook(path):
        sheets, findings = read_spreadsheet(path, file)
        tables = [_table(sheet) for sheet in sheets]
        findings = findings + [_cut(file, sheet) for sheet in sheets if _is_cut(sheet)]
        merged = [(table, sheet) for table, sheet in zip(tables, sheets, strict=True) if not table.hidden]
        return tables, findings + [told for table, sheet in merged for told in _merged(file, table, sheet)]
    rows, findings = read_delimited(path, file)
    return [Table("", rows)] if rows else [], findings


def header_at(table: Table, is_header: Callable[[list[str]], bool]) -> int | None:
    """The first row, counted from zero, that holds the headings; None where none of the first rows does."""
    return next((number for number, row in enumerate(table.rows[:FIRST_ROWS]) if is_header(row)), None)


def data_rows(table: Table, header: int) -> Iterator[tuple[int, list[str]]]:
    """The rows below the headings that hold something, with their numbers counted from zero; not the headings once more, and no
    comment, which begins with # in the first column, as the 360Giving standard has it."""
    headings = [cell.lower() for cell in table.rows[header]]
    for number in range(header + 1, len(table.rows)):
        row = table.rows[number]
        if any(row) and not _COMMENT.match(row[0]) and [cell.lower() for cell in row] != headings:
            yield number, row


def is_total(row: list[str]) -> bool:
    """Whether a row is a sum of others: one of its first filled cells says so, and few of its cells are filled."""
    filled = [cell for cell in row if cell]
    return 1 <= len(filled) <= 4 and any(
        _TOTAL.fullmatch(cell) or _TOTAL_WITH_FIGURE.fullmatch(cell) for cell in filled[:3]
    )


def total_in(cell: str) -> str:
    """What a cell of a total says: its figure alone, where the word stands in the same cell (`Total: £500`)."""
    found = _TOTAL_WITH_FIGURE.fullmatch(cell)
    return found["figure"].strip() if found else cell


def about_file(totals: list[Record], left_out: int = 0) -> list[Record]:
    """What a file says of itself, as records of `award_sources`: its own totals, and how many other rows became nothing."""
    about = totals or [Record("", {}, {})]
    return [about[0]._replace(values={**about[0].values, "left_out": str(left_out)}), *about[1:]]


def told_total(file: str, table: Table, number: int, name: str) -> Finding:
    """The note about a row that adds up others. name: of the table whose row it is not."""
    return TOTALS_ROW.at(_row(file, table, number)._replace(table=name))


def rows_above(table: Table, file: str, header: int, why: str) -> list[Finding]:
    """A note where something stands above the headings."""
    above = [number for number in range(header) if any(table.rows[number])]
    if not above:
        return []
    lines = "A row stands" if len(above) == 1 else f"{len(above)} rows stand"
    return [ROWS_ABOVE.at(_row(file, table, above[0]), rows_stand=lines, headings=header + 1, because=why)]


def _row(file: str, table: Table, number: int) -> Place:
    """A whole row, counted from zero, with the text of its cells."""
    text = " ".join(cell for cell in table.rows[number] if cell)[:80]
    return Place(file, table.name, a1(number, 0), number + 1, value=text)


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            start = opened.read(4)
    except OSError:
        start = b""
    return start.startswith((b"PK", b"\xd0\xcf")) or (path.suffix.lower() in WORKBOOKS)


def _table(sheet: Sheet) -> Table:
    rows = [[as_written(cell) for cell in row] for row in sheet.grid]
    return Table(sheet.name, rows, sheet.hidden, frozenset(sheet.unworked))


def _merged(file: str, table: Table, sheet: Sheet) -> list[Finding]:
    """A doubt about cells merged over several rows of a table: what stands in them is the first row's alone."""
    areas = [
        (first, last)
        for first, last in sheet.merged
        if last[0] > first[0] and first[0] < len(table.rows) and sum(map(bool, table.rows[first[0]])) >= _FEWEST_FILLED
    ]
    if not areas:
        return []
    first, last = areas[0]
    others = f" (and {len(areas) - 1} more)" if len(areas) > 1 else ""
    place = Place(file, table.name, a1(*first), first[0] + 1, value=table.cell(*first)[:80])
    return [MERGED_ROWS.at(place, last=a1(*last), others=others)]


def _is_cut(sheet: Sheet) -> bool:
    return bool(sheet.cut_at) or len(sheet.grid) >= MOST_ROWS


def _cut(file: str, sheet: Sheet) -> Finding:
    short = len(sheet.grid) >= MOST_ROWS or row_of(sheet.cut_at) == len(sheet.grid) + 1
    return (LONG_SHEET if short else FAR_CELL).at(Place(file, sheet.name, sheet.cut_at))
