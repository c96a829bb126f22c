"""The register of hubs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.findings import place_of_row
from analysis.datasets.register.hub_life import other_names, shut_quarters
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.periods import APRIL, NotAPeriod, Period
from analysis.sources.findings import Finding, Rule

HUB_KINDS = (
    "community hub",
    "community centre",
    "village hall",
    "lunch club",
    "leisure centre",
    "library",
    "place of worship",
    "youth centre",
    "family centre",
    "food pantry",
    "sports club",
    "arts centre",
    "school",
    "other",
)
HUB_STATUSES = ("established", "emerging")

HUBS = Table(
    name="hubs",
    meaning="One row a hub of the network, whether or not it sent returns.",
    key=("hub_id",),
    agree=lambda rows: check_hub_lives(rows),
    columns=(
        Column(
            "hub_id",
            "text",
            "the hub's code, as printed on its return form",
            required=True,
            why="Returns, case studies and awards find their hub by this code.",
        ),
        Column("name", "text", "the hub's name", required=True, why="The report and the form export name hubs by it."),
        Column(
            "kind",
            "choice",
            "what kind of place it is",
            choices=HUB_KINDS,
            why="Hubs are compared with hubs of their kind only.",
        ),
        Column(
            "locality_id",
            "text",
            "the locality it lies in",
            refers_to="localities.locality_id",
            why="Without its locality a hub drops out of every comparison by place.",
        ),
        Column("area", "text", "the part of the network that it belongs to, each with its area facilitator"),
        Column(
            "status",
            "choice",
            "established before the project began, or emerging since",
            choices=HUB_STATUSES,
            why="New hubs grow for other reasons than old ones; the two are told apart.",
        ),
        Column(
            "opened",
            "quarter",
            "the first quarter it was open in; no return is expected before it",
            why="A return that is not due would be counted as missing.",
        ),
        Column(
            "closed",
            "quarter",
            "the last quarter it was open in; left out: it is open",
            why="A hub that is closed would be sent forms, and be missing for ever.",
        ),
        Column("paused", "text", "quarters in which it was shut for a while, as 2024-25 Q1; 2024-25 Q3 to 2025-26 Q1"),
        Column(
            "also_called",
            "text",
            "names and codes that it went by before, parted by ;",
            why="Returns sent under them are still its own.",
        ),
        Column(
            "merged_into",
            "text",
            "the hub that it has become part of: comparisons with earlier quarters count the two as one",
            refers_to="hubs.hub_id",
        ),
        Column(
            "facilitated_from",
            "quarter",
            "the first quarter an area facilitator worked with it; empty where none did",
            why="Change with and without a facilitator is told by this quarter.",
        ),
        Column(
            "latitude",
            "number",
            "north of the equator",
            unit="degrees",
            minimum=49.0,
            maximum=61.0,
            why="A point outside the United Kingdom is a slip, often latitude and longitude exchanged.",
        ),
        Column(
            "longitude",
            "number",
            "east of Greenwich; west is negative",
            unit="degrees",
            minimum=-9.0,
            maximum=2.0,
            why="A point outside the United Kingdom is a slip, often a lost minus sign.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)


ODD_LIFE = Rule(
    "hub-life",
    "{value}: {problem}.",
    "{left_out}",
    "Put register/hubs.csv right.",
    ignore="Never: in which quarters the hub was open decides what it is compared with.",
)


def check_hub_lives(hubs: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The register without what cannot be of a hub's life, which is told: a pause that does not read, an end before the beginning,
    an earlier name that is another hub's, a hub that is part of itself or of another one nobody says since when."""
    taken = {
        plain_words(word): row["hub_id"]
        for row in hubs.iter_rows(named=True)
        for word in (row["hub_id"], row["name"])
        if word
    }
    into = dict(hubs.filter(pl.col("merged_into").is_not_null()).select("hub_id", "merged_into").iter_rows())
    labels = (label for name in ("opened", "closed", "facilitated_from") for label in hubs[name].drop_nulls())
    begins = next((Period.parse(label).begins for label in labels), None)  # of calendar years, or of others
    rows, findings = [], []
    for row in hubs.iter_rows(named=True):
        for column, problem in [*_wrong(row, taken, begins), *_no_part(row, into)]:
            place = place_of_row(row, HUBS, str(row[column]))._replace(column=column)
            findings.append(ODD_LIFE.at(place, problem=problem, left_out=f"`{column}` of {row['hub_id']} is left out."))
            row = {**row, column: None}
        rows.append(row)
    return pl.DataFrame(rows, schema=hubs.schema, orient="row"), findings


def _no_part(row: dict[str, Any], into: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Why a hub cannot be part of the one it names. into: the hub that each names."""
    whole, met = row["merged_into"], {row["hub_id"]}
    while whole in into and whole not in met:
        met.add(whole)
        whole = into[whole]
    if row["merged_into"] and whole == row["hub_id"]:
        around = f", and {row['merged_into']} is part of this one" if row["merged_into"] != row["hub_id"] else ""
        yield "merged_into", f"a hub is no part of itself{around}"
    elif row["merged_into"] and not row["closed"]:
        yield "merged_into", "`closed` does not say the last quarter that the hub counted for itself"


def _wrong(row: dict[str, Any], taken: dict[str, str], begins: int | None) -> Iterator[tuple[str, str]]:
    try:
        shut_quarters(row["paused"], begins)
    except NotAPeriod:
        one = Period(2024, 1, begins or APRIL)
        last = one.next_quarter.next_quarter
        yield "paused", f"it is neither a quarter such as {one} nor a span such as {one} to {last}"
    if (row["closed"] or "9999") < (row["opened"] or ""):
        yield "closed", f"it is before {row['opened']}, when the hub opened"
    others = [
        name for name in other_names(row["also_called"]) if taken.get(plain_words(name), row["hub_id"]) != row["hub_id"]
    ]
    if others:
        yield "also_called", f"{others[0]} is the name or code of {taken[plain_words(others[0])]}"
