"""What a hub charges for its rooms, by who hires them."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.findings import place_of_row
from analysis.datasets.planning.cost_lines import SHARED
from analysis.sources.findings import Finding, Rule

RENT_TIERS = Table(
    name="rent_tiers",
    meaning=f"One row a tier of rent of one {SHARED} building: who pays it, how much an hour, how many hours a year are expected.",
    key=("tier_id",),
    as_sent=True,
    agree=lambda rows: check_rent_tiers(rows),
    columns=(
        Column("tier_id", "text", "the tier's code", required=True),
        Column("who", "text", "who pays this rent, such as small community groups", required=True),
        Column(
            "affordable",
            "boolean",
            "whether the rent is kept low on purpose, so that groups with little or no income can pay it",
            required=True,
            why="What the affordable rents forgo is worked out against the others.",
        ),
        Column("rate", "number", "the rent of a room", unit="GBP per hour", required=True, minimum=0),
        Column("hours_low", "number", "hours let in a poor year", unit="hours a year", required=True, minimum=0),
        Column("hours_likely", "number", "hours let in a likely year", unit="hours a year", required=True, minimum=0),
        Column("hours_high", "number", "hours let in a good year", unit="hours a year", required=True, minimum=0),
        Column("basis", "text", "what the rate and the hours rest on", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

NOT_RISING = Rule(
    "costs-contradict",
    "The hours do not rise: {low:g}, {likely:g}, {high:g}.",
    "The tier is left out, as a poor year cannot let more than a good one.",
    "Write the three numbers so that none is below the one before it.",
    effect="left out",
    ignore="Never: the tier is missing from the plan.",
)


def check_rent_tiers(tiers: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The tiers whose hours rise from poor to good, and a finding for each other."""
    hours = [pl.col(f"hours_{name}") for name in ("low", "likely", "high")]
    whole = pl.all_horizontal(part.is_not_null() for part in (*hours, pl.col("rate"), pl.col("affordable")))
    rises = ((hours[0] <= hours[1]) & (hours[1] <= hours[2])).fill_null(True)
    findings = [
        NOT_RISING.at(
            place_of_row(row, RENT_TIERS, row["tier_id"]),
            low=row["hours_low"],
            likely=row["hours_likely"],
            high=row["hours_high"],
        )
        for row in tiers.filter(~rises).iter_rows(named=True)
    ]
    return tiers.filter(whole & rises), findings
