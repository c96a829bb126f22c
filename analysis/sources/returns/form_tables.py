"""Where the form lies in a sheet: its row of headings, its rows of questions, and what it said when it was sent out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.sources.files.grids import Grid, Sheet
from analysis.sources.records import as_written

MOST_ROWS, MOST_COLUMNS = 400, 60  # a return has some 50 rows; more is somebody's own notes
# The sheet that nobody sees, in which the form keeps what it said beside each box; its first cell says so.
AS_SENT, AS_SENT_TITLE = "As sent", "What this form said when it was sent out"
LAST, HELP = "last quarter", "unit or help"
_HEADINGS = {
    "question": "wording",
    "questions": "wording",
    "your answer": "text",
    "your answers": "text",
    "answer": "text",
    "answers": "text",
    "code": "code",
    "no": "number",
}
FIRST_ROWS = 80  # in which the headings are looked for


class FormTable(NamedTuple):
    """The form in a sheet. `row`: of its headings; columns by name: wording and text, and code and number where there are some."""

    row: int
    columns: dict[str, int]
    headings: dict[int, str]  # of all columns that have one, in plain words
    named: frozenset[int]  # the columns of number, wording and code


@lru_cache(maxsize=4096)  # the same words stand in all returns
def plain_label(value: str) -> str:
    return " ".join(as_written(value).lower().rstrip(":?.").split())


def find_form(grid: Grid) -> FormTable | None:
    """The form's table, by the headings `Question` and `Your answer`; None where no row has them."""
    for number, row in enumerate(grid[:FIRST_ROWS]):
        found: dict[str, int] = {}
        for column, value in enumerate(row[:MOST_COLUMNS]):
            name = _HEADINGS.get(plain_label(value)) if isinstance(value, str) and 0 < len(value) < 40 else None
            if name and name not in found:
                found[name] = column
        if "wording" in found and "text" in found:
            headings = {
                at: plain_label(text) for at, value in enumerate(row[:MOST_COLUMNS]) if (text := as_written(value))
            }
            named = frozenset(found[name] for name in ("wording", "code", "number") if name in found)
            return FormTable(number, found, headings, named)
    return None


def lying_form(sheet: Sheet) -> tuple[Sheet, FormTable] | None:
    """The sheet set upright and its form, where the form lies on its side: its headings run down a column."""
    if not sheet.grid or len(sheet.grid) > MOST_COLUMNS:
        return None
    width = min(MOST_ROWS, max(map(len, sheet.grid)))
    upright: Grid = [[row[at] if at < len(row) else "" for row in sheet.grid] for at in range(width)]
    form = find_form(upright)
    turned = [{(b, a) for a, b in marked} for marked in (sheet.unworked, sheet.struck, sheet.commented)]
    unworked, struck, commented = turned
    lying = sheet._replace(grid=upright, merged=[], unworked=unworked, struck=struck, commented=commented)
    return (lying, form) if form else None


def is_as_sent(sheet: Sheet) -> bool:
    return sheet.hidden and bool(sheet.grid) and bool(sheet.grid[0]) and sheet.grid[0][0] == AS_SENT_TITLE


def said_as_sent(sheets: Iterable[Sheet]) -> dict[str, Sequence[Any]] | None:
    """By code, the row of what the form said beside each box when it was sent out; None where it does not say so itself."""
    for sheet in sheets:
        if is_as_sent(sheet):
            return {row[0]: row for row in sheet.grid[1:MOST_ROWS] if row}
    return None


def texts_of(grid: Grid) -> list[list[str]]:
    """The cells of a form as text, as far as a form is read."""
    return [
        # Most cells are plain text or blank, and a call for each would take longest of all that reading a form takes.
        [
            value and (value.strip() if value.isascii() else as_written(value))
            if value.__class__ is str
            else as_written(value)
            for value in row[:MOST_COLUMNS]
        ]
        for row in grid[:MOST_ROWS]
    ]


def cell_text(row: list[str], column: int) -> str:
    return row[column] if 0 <= column < len(row) else ""
