"""What was read of each file about money, beside the total that the file itself states."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from analysis.datasets.declaration import SOURCE_FILE, Column, Table
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
        Column("added", "number", "sum of the whole amounts read", required=True, unit="currency"),
        Column("stated_total", "number", "the file's own total, where it states one", unit="currency"),
        Column("stated_cell", "text", "where the file states it: cell, JSON pointer, or sheet and cell"),
        Column(
            "told_of",
            "boolean",
            "whether findings tell of rows of the file that are doubled or lack what they need, and so are in no table",
            why="Only these explain why less is counted than was read; a note on the file's form explains nothing.",
        ),
    ),
)
_EXPLAIN = ("repeated-award", "repeated-payment")  # notes that all the same say why a row is in no table


def sources_of_money(readings: Mapping[str, Reading], awards: pl.DataFrame, payments: pl.DataFrame) -> pl.DataFrame:
    """What was read of each file about money, as AWARD_SOURCES. Rows left out are told once a file, at its first currency.

    awards, payments: the finished tables. A row that was sent as an award or a payment and is in neither was left out, too.
    """
    read = pl.concat([frame.select("source_file", "currency", "amount") for frame in (awards, payments)])
    rows = []
    for file, reading in readings.items():
        sent = sum(len(reading.records.get(name, [])) for name in ("awards", "payments"))
        said = reading.records.get("award_sources", [])
        if not sent and not said:
            continue
        here = read.filter(source_file=file).with_columns(pl.col("currency").fill_null(NO_CURRENCY))
        by_currency = (
            here.group_by("currency")
            .agg(pl.len(), pl.col("amount").sum())
            .sort("len", "currency", descending=[True, False])
        )
        totals = _stated(said, by_currency["currency"].to_list())
        left_out = sent - here.height + sum(int(record.values.get("left_out", "0")) for record in said)
        for number, (currency, count, added) in enumerate(by_currency.iter_rows() or []):
            total, cell = totals.pop(currency, (None, None))
            rows.append((file, currency, count, left_out if number == 0 else 0, added, total, cell, None))
        if by_currency.is_empty():
            rows.append((file, NO_CURRENCY, 0, left_out, 0.0, None, None, None))
    return pl.DataFrame(rows, AWARD_SOURCES.schema, orient="row").sort(AWARD_SOURCES.key)


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
