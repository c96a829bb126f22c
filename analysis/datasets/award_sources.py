"""What was read of each file about money, beside the total that the file itself states."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_FILE, Column, Table

NO_CURRENCY = "not stated"

AWARD_SOURCES = Table(
    name="award_sources",
    meaning="One row a file and currency, so that each total can be held against its source.",
    key=("source_file", "currency"),
    columns=(
        SOURCE_FILE,
        Column("currency", "text", f"the currency, as three letters, or `{NO_CURRENCY}`", required=True),
        Column("rows", "integer", "awards and payments read in the file", required=True, minimum=0),
        Column("left_out", "integer", "rows of the file that are none, or could not be read", required=True, minimum=0),
        Column("added", "number", "sum of the whole amounts read", required=True, unit="currency"),
        Column("stated_total", "number", "the file's own total, where it states one", unit="currency"),
        Column("stated_cell", "text", "where the file states it: cell, JSON pointer, or sheet and cell"),
    ),
)
