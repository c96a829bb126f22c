"""The findings as a table, beside the tables they are about."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from analysis.datasets.declaration import Column, Table
from analysis.sources.findings import Finding, Place
from analysis.sources.records import row_of

SEVERITIES = ("stops", "doubt", "note")
EFFECTS = ("left out", "kept")
FINDING_NUMBER = "finding"  # which row of the table a finding is: what a published number over some of them rests on

FINDINGS = Table(
    name="findings",
    meaning="One row a thing wrong or worth knowing in what people sent.",
    key=(),
    columns=(
        Column("file", "text", "the file, relative to the network's raw folder", required=True),
        Column("sheet", "text", "the sheet, where the file has sheets"),
        Column("cell", "text", "the cell (A1), the JSON pointer or the XML path"),
        Column("row", "integer", "the row, where the whole row is meant", minimum=1),
        Column("table", "text", "the table it concerns"),
        Column("column", "text", "the column or the question it concerns"),
        Column("value", "text", "what was written there"),
        Column("rule", "text", "short name of the rule", required=True),
        Column("problem", "text", "what is wrong", required=True),
        Column("why", "text", "why it matters"),
        Column("remedy", "text", "what to do"),
        Column(
            "severity",
            "choice",
            "stops: the build ends; doubt: somebody should be asked; note: nothing changes",
            required=True,
            choices=SEVERITIES,
        ),
        Column("effect", "choice", "what became of the value meanwhile, where one is meant", choices=EFFECTS),
        Column("ignore", "text", "when it may be ignored"),
        Column("hub_id", "text", "the hub it concerns, where it concerns one"),
        Column("quarter", "quarter", "the quarter it concerns, where it concerns one"),
    ),
)


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """All rows of the table, each with its FINDING_NUMBER: a number over some of them leads to these and to no other."""
    return frame.with_row_index(FINDING_NUMBER)


def findings_in(frame: pl.DataFrame) -> list[Finding]:
    """The rows of a frame of FINDINGS as findings."""
    return [Finding(**row) for row in frame.select(FINDINGS.schema.names()).iter_rows(named=True)]


def place_of_row(row: Mapping[str, object], table: Table, value: str = "") -> Place:
    """Where a row of a table stands in what was sent, by its source_file and source_cell."""
    cell = str(row["source_cell"] or "")
    return Place(str(row["source_file"]), cell=cell, row=row_of(cell), table=table.name, value=value)
