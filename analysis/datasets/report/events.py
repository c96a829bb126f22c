"""What happened to a network, each on its day or in its quarter: it is marked on charts over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.networks import Network
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import in_short, typed_numbers
from analysis.sources.report.events import EVENTS as NAME

EVENTS = Table(
    name=NAME,
    meaning="One row an entry of events.yml: what happened, and when.",
    key=("event_id",),
    columns=(
        Column("event_id", "text", "the event's short name", required=True),
        Column("words", "text", "what happened, in one line", required=True),
        Column("day", "date", "the day on which it happened, where that is known"),
        Column("quarter", "quarter", "the quarter in which it happened; where a day is known, the one it lies in"),
        Column("source", "text", "where it can be read", required=True),
        Column("caution", "text", "what a reader must not conclude from it"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
TYPED_NUMBER = Rule(
    "event-number",
    "“{shown}” holds the number {number}, typed by hand.",
    "The report promises that each number in it leads back to what was sent.",
    "Say what happened without the number; a finding or the narrative can cite it as {{fact: ID}}.",
    "stops",
)
TWO_TIMES = Rule(
    "event-two-times",
    "The event is of {day}, which lies in {lies_in}, and of {written}.",
    "Nobody can see at which of the two it stands on charts.",
    "Keep the day alone, which says the quarter too, or the quarter alone.",
    "stops",
)
BEYOND = Rule(
    "event-beyond",
    "The event lies in {lies_in}; the network's quarters are {first} to {last}.",
    "It stands on no chart.",
    "Correct the day; or leave it, where its time is still to come or lies before the returns.",
    effect="kept",
    ignore="Where it is meant: pages tell it in words, from the edition of its time on.",
)


def settle_events(tables: dict[str, pl.DataFrame], network: Network) -> tuple[pl.DataFrame, list[Finding]]:
    """The events in the order of time, each with its quarter in the network's own calendar; findings for those that cannot be told so."""
    frame = tables[NAME]
    told = [finding for row in frame.iter_rows(named=True) for finding in _about(row, network)]
    rows = [{**row, "quarter": _quarter(row, network)} for row in frame.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=frame.schema).sort("quarter", "day", "event_id", nulls_last=False), told


def _quarter(row: dict[str, Any], network: Network) -> str | None:
    return network.quarter_on(row["day"]).label if row["day"] else row["quarter"]


def _about(row: dict[str, Any], network: Network) -> Iterator[Finding]:
    place = Place(row["source_file"], cell=row["source_cell"], table=NAME, column="words")
    for number in typed_numbers(row["words"]):
        yield TYPED_NUMBER.at(place, shown=in_short(row["words"]), number=number)
    quarters, lies_in = [quarter.label for quarter in network.quarters], _quarter(row, network)
    if row["quarter"] and row["quarter"] != lies_in:
        yield TWO_TIMES.at(place._replace(column="quarter"), written=row["quarter"], day=row["day"], lies_in=lies_in)
    if lies_in and lies_in not in quarters:
        yield BEYOND.at(place, lies_in=lies_in, first=quarters[0], last=quarters[-1])
