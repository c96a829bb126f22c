"""Pathways between hubs: who sends people on to whom."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.findings import place_of_row
from analysis.sources.findings import Finding, Rule

PATHWAYS = Table(
    name="pathways",
    meaning="One row a pathway from a hub to another hub or to a service, in a quarter or as agreed between them.",
    key=(),
    as_sent=True,
    agree=lambda rows: check_pathways(rows),
    columns=(
        Column(
            "from_hub",
            "text",
            "the hub that points people on",
            required=True,
            refers_to="hubs.hub_id",
            why="A pathway has to begin somewhere.",
        ),
        Column("to_hub", "text", "the hub that they are pointed to", refers_to="hubs.hub_id"),
        Column("to_service", "text", "the service that they are pointed to, where it is no hub, such as a surgery"),
        Column(
            "quarter", "quarter", "the quarter in which they were; blank for a pathway that is agreed and not counted"
        ),
        Column(
            "people",
            "integer",
            "how many different people were pointed on in the quarter",
            unit="people",
            minimum=0,
            why="Small numbers are withheld before anything is drawn.",
        ),
        Column("what", "text", "what for, such as advice on debt"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)


def _left_out(name: str, problem: str, remedy: str, ignore: str = "Never: it leads nowhere that can be drawn.") -> Rule:
    why = "The row is left out of the network of referrals."
    return Rule(name, problem, why, remedy, effect="left out", ignore=ignore)


NOWHERE = _left_out("pathway-nowhere", "It does not say where people are pointed to.", "Fill in to_hub or to_service.")
TO_ITSELF = _left_out("pathway-to-itself", "It leads from a hub to itself.", "Correct one of the two hubs.")
TO_TWO = _left_out("pathway-to-two", "It names a hub and a service.", "Give each a row of its own.")
TWICE = _left_out(
    "doubled-pathway",
    "The same pathway stands here a second time; the first is used.",
    "Delete one of them, or correct its quarter.",
    "Where the two rows say the same.",
)


def check_pathways(pathways: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The pathways that lead from one place to another, each once a quarter; a finding for each other row."""
    nowhere = pl.col("to_hub").is_null() & pl.col("to_service").is_null()
    same = (pl.col("to_hub") == pl.col("from_hub")).fill_null(False)
    two = pl.col("to_hub").is_not_null() & pl.col("to_service").is_not_null()
    key = ["from_hub", "to_hub", "to_service", "quarter", "what"]
    told = pathways.with_row_index("at").with_columns(
        nowhere=nowhere, same=same, two=two, first=pl.col("at").min().over(key)
    )
    twice = pl.col("at") != pl.col("first")
    findings = [
        rule.at(place_of_row(row, PATHWAYS), hub_id=row["from_hub"] or None, quarter=row["quarter"] or None)
        for rows, rule in (
            (nowhere, NOWHERE),
            (same, TO_ITSELF),
            (two, TO_TWO),
            (twice & ~nowhere & ~same & ~two, TWICE),
        )
        for row in told.filter(rows).iter_rows(named=True)
    ]
    return told.filter(~nowhere & ~same & ~two & ~twice).select(pathways.columns), findings
