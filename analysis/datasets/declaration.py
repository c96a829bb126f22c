"""How a table is declared: its columns with type, unit, meaning and constraints that explain themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from analysis.sources.findings import Finding

Kind = Literal["text", "integer", "number", "date", "quarter", "year", "choice", "boolean"]

POLARS_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "date": pl.Date(),
    "quarter": pl.String(),
    "year": pl.String(),
    "choice": pl.String(),
    "boolean": pl.Boolean(),
}


@dataclass(frozen=True)
class Column:
    """One column. `minimum` and `maximum` are inclusive; `why` says what goes wrong when the constraint is broken."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    refers_to: str = ""  # `table.column` whose values this one must be among
    why: str = ""


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its key, its columns. `as_sent`: rows keep the order of the file, which says something.

    agree: where its rows can contradict themselves, what remains of them, and a finding for each other.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    as_sent: bool = False
    agree: Callable[[pl.DataFrame], tuple[pl.DataFrame, list[Finding]]] | None = None

    @cached_property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: POLARS_TYPES[column.kind] for column in self.columns})

    @cached_property
    def columns_sent(self) -> tuple[Column, ...]:
        """The columns that people fill in: all but those that say where a row came from."""
        return tuple(column for column in self.columns if column.name not in ORIGINS)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def empty(self) -> pl.DataFrame:
        return self._empty.clone()

    @cached_property
    def _empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.schema)


SOURCE_FILE = Column(
    "source_file", "text", "the file the row was read from, relative to the network's raw folder", required=True
)
SOURCE_SHEET = Column("source_sheet", "text", "the sheet it was read from, where the file has sheets")
SOURCE_ROW = Column("source_row", "integer", "the row it was read from, where a row holds the whole record", minimum=1)
SOURCE_CELL = Column(
    "source_cell",
    "text",
    "the cell (A1), the JSON pointer or the XML path it was read from; for a whole row its first cell",
)

# How sure a number is, as the one who wrote it said. The words stay with the number wherever it is shown.
QUALIFIERS = ("exact", "about", "more than", "at least", "up to", "less than", "at most")

ORIGINS = tuple(column.name for column in (SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW, SOURCE_CELL))
