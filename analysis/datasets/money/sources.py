"""What was read of each file about money, beside the total that the file itself states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_FILE, Column, Table
from analysis.datasets.money.sameness.repeats import PERHAPS
from analysis.datasets.written.currencies import read_currency
from analysis.datasets.written.money import read_amounts
from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record

NO_CURRENCY = "not stated"

AWARD_SOURCES = Table(
    name="award_sources",
    meaning="One row a file and currency, so that each total can be held against its source.",
    key=("source_file", "currency"),
    columns=(
        SOURCE_FILE,
        Column("currency", "text", f"the currency, as three letters, or `{NO_CURRENCY}`", required=True),
        Column("rows", "integer", "awards and payments read in the file", required=True, minimum=0),
        Column(
            "left_out",
            "integer",
            "rows of the file about money that are in no table; not its own totals",
            required=True,
            minimum=0,
        ),
        Column("added", "number", "sum of the whole amounts written in the file", required=True, unit="currency"),
        Column("stated_total", "number", "the file's own total, where it states one", unit="currency"),
        Column("stated_cell", "text", "where the file states it: cell, JSON pointer, or sheet and cell"),
        Column(
            "told_of",
            "boolean",
            "whether findings tell of rows of the file that are doubled or lack what they need, and so are in no table",
            why="Only these explain why less is counted than was read; a note on the file's form explains nothing.",
        ),
        Column(
            "repeated",
            "number",
            "of these, what counts under another row or file, for it is on record there as well",
            unit="currency",
        ),
        Column(
            "unnamed", "number", "of these, what has no identifier, so that it could be counted twice", unit="currency"
        ),
    ),
)
_KEYS = {"awards": "award_id", "payments": "payment_id"}
_EXPLAIN = (
    "repeated-award",
    "repeated-payment",
    "same-award",
    "older-version",
)  # notes that all the same say why a row is in no table


def sources_of_money(
    readings: Mapping[str, Reading], awards: pl.DataFrame, payments: pl.DataFrame, repeats: pl.DataFrame
) -> pl.DataFrame:
    """What was read of each file about money, as AWARD_SOURCES. Rows left out are told once a file, at its first currency.

    awards, payments, repeats: the finished tables. What was added up is what stands in the file, whatever became of it.
    """
    in_tables = pl.concat([frame.select("source_file", "currency") for frame in (awards, payments)])
    counts = in_tables.group_by("source_file", "currency").agg(rows=pl.len())
    kept = {(file, currency or NO_CURRENCY): number for file, currency, number in counts.iter_rows()}
    again = _sums_of(repeats.filter(pl.col("why").ne_missing(PERHAPS)))
    rows: list[tuple[Any, ...]] = []
    for file, reading in readings.items():
        sent = [(name, record) for name in _KEYS for record in reading.records.get(name, [])]
        said = reading.records.get("award_sources", [])
        if not sent and not said:
            continue
        added, unnamed = _written(sent)
        currencies = {currency: number for (there, currency), number in kept.items() if there == file}
        currencies |= {currency: 0 for currency in added if currency not in currencies}
        if not currencies:
            currencies = {NO_CURRENCY: 0}
        ordered = sorted(currencies, key=lambda currency: (-currencies[currency], currency))
        totals = _stated(said, ordered)
        left_out = (
            len(sent)
            - sum(currencies.values())
            - repeats.filter(source_file=file).filter(pl.col("why").ne_missing(PERHAPS)).height
            + sum(int(record.values.get("left_out", "0")) for record in said)
        )
        for number, currency in enumerate(ordered):
            total, cell = totals.pop(currency, (None, None))
            counts_here = currencies[currency], left_out if number == 0 else 0
            sums = again.get((file, currency), 0.0), unnamed.get(currency, 0.0)
            rows.append((file, currency, *counts_here, added.get(currency, 0.0), total, cell, None, *sums))
    return pl.DataFrame(rows, AWARD_SOURCES.schema, orient="row").sort(AWARD_SOURCES.key)


def _sums_of(repeats: pl.DataFrame) -> dict[tuple[str, str], float]:
    sums = repeats.group_by("source_file", "currency").agg(pl.col("amount").sum())
    return {(file, currency or NO_CURRENCY): amount for file, currency, amount in sums.iter_rows()}


def _written(sent: list[tuple[str, Record]]) -> tuple[dict[str, float], dict[str, float]]:
    """The whole amounts that stand in a file, by currency; and what of them stands in rows without an identifier."""
    added: dict[str, float] = defaultdict(float)
    unnamed: dict[str, float] = defaultdict(float)
    read = read_amounts([record.values.get("amount", "") for _, record in sent])
    for (name, record), amount in zip(sent, read, strict=True):
        beside = record.values.get("currency", "")
        currency = read_currency(beside) if beside else None
        of_the_year = amount.by_year and name == "awards" and "annual_amount" not in record.values
        if amount.value is None or of_the_year or (amount.currency and currency and amount.currency != currency):
            continue
        currency = currency or amount.currency or NO_CURRENCY
        added[currency] += amount.value
        if not record.values.get(_KEYS[name]):
            unnamed[currency] += amount.value
    return added, unnamed


def with_what_was_told(sources: pl.DataFrame, findings: Collection[Finding]) -> pl.DataFrame:
    """The sources, each saying whether findings tell why rows of it are in no table (`told_of`)."""
    files = {
        finding.file
        for finding in findings
        if finding.table in ("awards", "payments") and (finding.severity != "note" or finding.rule in _EXPLAIN)
    }
    return sources.with_columns(told_of=pl.col("source_file").is_in(sorted(files)))


def _stated(said: list[Record], currencies: list[str]) -> dict[str, tuple[float, str]]:
    """The file's own total by currency: the last one that reads as a number, for others may be sums of a part of it."""
    found: dict[str, tuple[float, str]] = {}
    for record in said:
        (amount,) = read_amounts([record.values.get("stated_total", "")])
        currency = amount.currency or read_currency(record.values.get("currency", "")) or ""
        if not currency and len(currencies) == 1:
            currency = currencies[0]
        if amount.value is not None and currency in currencies:
            cell = f"{record.sheet}!{record.place}" if record.sheet else record.place
            found[currency] = (amount.value, cell)
    return found
