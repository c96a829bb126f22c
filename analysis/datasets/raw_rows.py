"""The rows of one table as they were sent, and where each of their cells stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import polars as pl

from analysis.datasets.declaration import ORIGINS, Table
from analysis.sources.records import Record, column_letter

_PLACES = pl.Schema({"file": pl.String, "sheet": pl.String, "cell": pl.String, "row": pl.Int64})


class Sent(Protocol):
    """What can be checked: cells by the column, and the place of any of them."""

    @property
    def cells(self) -> pl.DataFrame:
        """A column for each that people fill in; null where blank. As text, or typed as declared already."""

    def origins(self, table: Table) -> list[pl.Series]:
        """The table's columns that say where a row came from."""

    def places(self, column: str, at: pl.Series) -> pl.DataFrame:
        """File, sheet, cell and row of a column in the rows `at`, counted from zero."""

    def lacks(self, column: str, at: pl.Series) -> pl.Series:
        """Which of the rows `at` come from a sheet that has no such column at all."""

    def sheets(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each plain sheet: its file, and the cell of each column in its first row."""


@dataclass
class SentRecords:
    """Records as the readers hand them on, each with its file."""

    table: Table
    records: list[tuple[str, Record]]

    @cached_property
    def cells(self) -> pl.DataFrame:
        names = [column.name for column in self.table.columns_sent]
        texts = {name: [record.values.get(name) for _, record in self.records] for name in names}
        return pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String))

    def origins(self, table: Table) -> list[pl.Series]:
        held: dict[str, list[str | int | None]] = {
            "source_file": [file for file, _ in self.records],
            "source_sheet": [record.sheet or None for _, record in self.records],
            "source_row": [record.row for _, record in self.records],
            "source_cell": [record.place for _, record in self.records],
        }
        return [pl.Series(name, held[name], dtype=dtype) for name, dtype in table.schema.items() if name in ORIGINS]

    def places(self, column: str, at: pl.Series) -> pl.DataFrame:
        rows = [
            (file, record.sheet, record.place_of(column), record.row)
            for file, record in (self.records[number] for number in at)
        ]
        return pl.DataFrame(rows, schema=_PLACES, orient="row")

    def lacks(self, column: str, at: pl.Series) -> pl.Series:
        chosen = (self.records[number][1] for number in at)
        return pl.Series([_is_sheet(record) and column not in record.places for record in chosen], dtype=pl.Boolean)

    def sheets(self) -> Iterator[tuple[str, dict[str, str]]]:
        first = {file: record.places for file, record in reversed(self.records) if _is_sheet(record)}
        yield from sorted(first.items())


@dataclass
class SentSheet:
    """A whole sheet at once, its headings in row 1. `first_row`: the sheet's row of the first one here, for a part of it."""

    file: str
    headed: pl.DataFrame
    first_row: int = 2
    sheet: str = ""

    @property
    def cells(self) -> pl.DataFrame:
        return self.headed

    def origins(self, table: Table) -> list[pl.Series]:
        rows = pl.int_range(self.first_row, self.first_row + self.headed.height, dtype=pl.Int64, eager=True)
        held = {
            "source_file": pl.repeat(self.file, len(rows), eager=True),
            "source_sheet": pl.repeat(self.sheet or None, len(rows), dtype=pl.String, eager=True),
            "source_row": rows,
            "source_cell": "A" + rows.cast(pl.String) if "source_cell" in table.schema else rows,
        }
        return [held[name].alias(name) for name in table.schema if name in ORIGINS]

    def places(self, column: str, at: pl.Series) -> pl.DataFrame:
        row = (at.cast(pl.Int64) + self.first_row).alias("row")
        cell = self._letter(column) + row.cast(pl.String)
        about = row.to_frame().with_columns(pl.lit(self.file).alias("file"), pl.lit(self.sheet).alias("sheet"))
        return about.with_columns(cell.alias("cell")).select(_PLACES.names())

    def lacks(self, column: str, at: pl.Series) -> pl.Series:
        return pl.repeat(column not in self.headed.columns, len(at), dtype=pl.Boolean, eager=True)

    def sheets(self) -> Iterator[tuple[str, dict[str, str]]]:
        yield self.file, {name: f"{self._letter(name)}{self.first_row}" for name in self.headed.columns}

    def _letter(self, column: str) -> str:
        return column_letter(self.headed.columns.index(column)) if column in self.headed.columns else "A"


def _is_sheet(record: Record) -> bool:
    return record.place == f"A{record.row}"
