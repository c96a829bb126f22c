"""Which returns came, and when."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET, Column, Table

SUBMISSIONS = Table(
    name="submissions",
    meaning="One row a return that came: the later one where a hub sent two for the same quarter.",
    key=("hub_id", "quarter"),
    columns=(
        Column("hub_id", "text", "the hub that sent it", required=True, refers_to="hubs.hub_id"),
        Column("quarter", "quarter", "the quarter it is about", required=True),
        Column("received", "date", "the day it was sent; empty where the return does not say"),
        Column("due", "date", "the day it was due", required=True),
        Column("days_late", "integer", "days after the due day; zero or less is on time", unit="days"),
        SOURCE_FILE,
        SOURCE_SHEET,
        SOURCE_ROW,
    ),
)
