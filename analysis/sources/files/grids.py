"""Sheets of cells from A1 on, as all readers of spreadsheets hand them on."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, NamedTuple

from analysis.sources.findings import Finding

MOST_ROWS, MOST_COLUMNS = 65_000, 256  # what lies beyond is not read; the largest funders publish some 60,000 grants
MOST_SHEETS = 20
MOST_MERGED = 1_000

Grid = list[list[Any]]
Place = tuple[int, int]  # row and column, counted from zero


class Sheet(NamedTuple):
    """One sheet. `merged`: first and last cell of each merged area; `unworked`: formulas that hold no result; `struck`: cells in which
    something is struck through, `commented`: cells with a comment, both where the kind of file is one that tells."""

    name: str
    hidden: bool
    grid: Grid
    merged: list[tuple[Place, Place]]
    unworked: set[Place]
    cut_at: str = ""  # a cell too far out to be read
    struck: Set[Place] = frozenset()
    commented: Set[Place] = frozenset()


class Spreadsheet(NamedTuple):
    """The sheets in their order, or why there are none."""

    sheets: list[Sheet]
    findings: list[Finding]


def place_of(cell: str) -> Place:
    """Row and column, counted from zero, of a cell named as C10."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1
