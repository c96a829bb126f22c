"""What is on record a second time: counted once, or, where nobody can be sure, counted until a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, SOURCE_SHEET, Column, Table
from analysis.datasets.money.cells import SentRecord
from analysis.sources.records import Record

WHY = ("same identifier", "older version", "same award", "same payment", "decided", "perhaps")
PERHAPS = "perhaps"

REPEATS = Table(
    name="repeats",
    meaning="One row an award or payment that is on record a second time, or may be: which one is counted, and why.",
    key=("record_id", "same_as", "source_file"),
    columns=(
        Column("table", "choice", "awards or payments", required=True, choices=("awards", "payments")),
        Column("record_id", "text", "the identifier of the one that is not counted, or may be the same", required=True),
        Column("same_as", "text", "the identifier of the one that is counted", required=True),
        Column(
            "why",
            "choice",
            "what shows that they are one; `perhaps` where nobody decided yet, and both are counted until then",
            required=True,
            choices=WHY,
        ),
        Column("amount", "number", "the amount of the one that is not counted", unit="currency"),
        Column("currency", "text", "its currency, as three letters"),
        SOURCE_FILE,
        SOURCE_SHEET,
        SOURCE_CELL,
    ),
)


class Repeat(NamedTuple):
    """One row of REPEATS in the making. record: the one that is not counted."""

    table: str
    file: str
    record: Record
    same_as: str
    why: str


class Decision(NamedTuple):
    """What a person decided about two identifiers."""

    one: str
    other: str
    same: bool

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


class Once(NamedTuple):
    """The records that count, those that are one with them, and pairs that may be (the identifier to the one it may be)."""

    kept: list[SentRecord]
    repeats: list[Repeat]
    perhaps: dict[str, str]


def decisions_in(records: Iterable[Record]) -> dict[frozenset[str], bool]:
    """By the pair of identifiers whether the two are one, as same-awards.yml says."""
    read = (Decision(each.values["one"], each.values["other"], each.values["same"] == "yes") for each in records)
    return {decision.pair: decision.same for decision in read}


def repeats_table(repeats: Iterable[Repeat]) -> pl.DataFrame:
    key = {"awards": "award_id", "payments": "payment_id"}
    rows = [
        (
            each.table,
            each.record.values.get(key[each.table], ""),
            each.same_as,
            each.why,
            number_in(each.record, "amount"),
            each.record.values.get("currency"),
            each.file,
            each.record.sheet or None,
            each.record.place,
        )
        for each in repeats
    ]
    return pl.DataFrame(rows, REPEATS.schema, orient="row").sort(REPEATS.key)


def number_in(record: Record, column: str) -> float | None:
    """An amount that read_money_cells has gone through; None where there is none."""
    try:
        return float(record.values[column])
    except (KeyError, ValueError):
        return None
