"""What it is expected to cost to set up and to run a hub: lines that somebody declares, each with its range and its basis."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.findings import place_of_row
from analysis.datasets.register.hubs import HUB_KINDS
from analysis.sources.findings import Finding, Rule

ANY = "any"
NETWORK_ITSELF = "network"
STAND_ALONE, SHARED = "stand-alone", "hub and spoke"
PATTERNS = (STAND_ALONE, SHARED)
PHASES = ("set-up", "running")
COST_UNITS = ("GBP", "GBP per year")
_PARTS = ("low", "likely", "high")

COST_LINES = Table(
    name="cost_lines",
    meaning="One row a line of the costed plan: what somebody who knows expects it to cost, with a range and what that rests on.",
    key=("line_id",),
    as_sent=True,
    agree=lambda rows: check_cost_lines(rows),
    columns=(
        Column("line_id", "text", "the line's code", required=True),
        Column(
            "hub_kind",
            "choice",
            f"the kind of hub it holds for; `{ANY}` for every kind, `{NETWORK_ITSELF}` for what the network pays and not a hub",
            required=True,
            choices=(*HUB_KINDS, ANY, NETWORK_ITSELF),
            why="A line without its kind would be added to hubs that do not need it.",
        ),
        Column(
            "pattern",
            "choice",
            f"`{STAND_ALONE}`: each hub with its own building and people; `{SHARED}`: staff, booking and rooms let are shared",
            required=True,
            choices=PATTERNS,
            why="The two ways of running hubs are never added up.",
        ),
        Column("phase", "choice", "whether it is paid once or each year", required=True, choices=PHASES),
        Column("what", "text", "what is paid for", required=True),
        Column("low", "number", "what it costs where all goes well", unit="GBP", required=True, minimum=0),
        Column("likely", "number", "what it is likely to cost", unit="GBP", required=True, minimum=0),
        Column("high", "number", "what it costs where little goes well", unit="GBP", required=True, minimum=0),
        Column(
            "unit",
            "choice",
            "pounds once, or pounds a year",
            required=True,
            choices=COST_UNITS,
            why="A yearly cost taken for a single one makes a plan look cheap.",
        ),
        Column(
            "shared_by",
            "integer",
            "how many hubs share one, such as a worker for four hubs; blank where each hub has its own",
            unit="hubs",
            minimum=1,
        ),
        Column("facilitator", "boolean", "whether it is the cost of an area facilitator, which a plan may leave out"),
        Column(
            "basis",
            "text",
            "what the three amounts rest on: quotations, a year's accounts, a guess",
            required=True,
            why="Nobody can judge an amount whose basis is not told.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

_CONTRADICTS = "The line is left out of the costed plan, as it contradicts itself."
NOT_RISING = Rule(
    "costs-contradict",
    "Low, likely and high do not rise: {low}, {likely}, {high}.",
    _CONTRADICTS,
    "Write the three amounts so that none is below the one before it.",
    effect="left out",
    ignore="Never: the line is missing from the plan.",
)
WRONG_UNIT = Rule(
    "costs-contradict",
    "A {phase} cost is stated in {unit}.",
    _CONTRADICTS,
    "Write GBP for what is paid once to set up, GBP per year for what is paid each year.",
    effect="left out",
    ignore="Never: the line is missing from the plan.",
)


def check_cost_lines(lines: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The lines whose parts agree, and a finding for each other: low above likely, a set-up cost by the year."""
    whole = pl.all_horizontal(pl.col(name).is_not_null() for name in (*_PARTS, "hub_kind", "pattern", "phase", "unit"))
    ordered = (pl.col("low") <= pl.col("likely")) & (pl.col("likely") <= pl.col("high"))
    fits = (pl.col("phase") == "running") == (pl.col("unit") == "GBP per year")
    checked = lines.with_columns(whole=whole, ordered=ordered.fill_null(True), fits=fits.fill_null(True))
    findings: list[Finding] = []
    for row in checked.filter(~(pl.col("ordered") & pl.col("fits"))).iter_rows(named=True):
        place = place_of_row(row, COST_LINES, str(row["line_id"]))
        if not row["ordered"]:
            findings.append(NOT_RISING.at(place, low=row["low"], likely=row["likely"], high=row["high"]))
        if not row["fits"]:
            findings.append(WRONG_UNIT.at(place, phase=row["phase"], unit=row["unit"]))
    good = checked.filter(pl.col("whole") & pl.col("ordered") & pl.col("fits"))
    return good.select(lines.columns), findings
