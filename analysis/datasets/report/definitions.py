"""What a network's own words mean."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import in_short, typed_numbers
from analysis.sources.report.definitions import DEFINITIONS as NAME

DEFINITIONS = Table(
    name=NAME,
    meaning="One row an entry of definitions.yml: a word of the network's own, and what is meant by it.",
    key=("term",),
    columns=(
        Column("term", "text", "the word", required=True),
        Column("meaning", "text", "what is meant by it", required=True),
        Column("source", "text", "where it is defined so"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
TYPED_NUMBER = Rule(
    "definition-number",
    "“{shown}” holds the number {number}, typed by hand.",
    "The report promises that each number in it leads back to what was sent.",
    "Say what the word means without the number.",
    "stops",
)


def settle_definitions(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The definitions as they are, and a finding that stops for each that holds a number of nobody's."""
    told = [
        TYPED_NUMBER.at(
            Place(row["source_file"], cell=row["source_cell"], table=NAME, column="meaning"),
            shown=in_short(row["meaning"]),
            number=number,
        )
        for row in tables[NAME].iter_rows(named=True)
        for number in typed_numbers(row["meaning"])
    ]
    return tables[NAME], told
