"""How a table is declared: its columns with type, unit, meaning and constraints that explain themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Kind = Literal["text", "integer", "number", "date", "quarter", "choice", "boolean"]

POLARS_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "date": pl.Date(),
    "quarter": pl.String(),
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
    """One table: what a row is, its key, its columns."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: POLARS_TYPES[column.kind] for column in self.columns})

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.schema)
