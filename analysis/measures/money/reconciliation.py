"""Each source's own total against what is counted of it, and by how much and why they differ."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from analysis.datasets.money.sources import NO_CURRENCY
from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import HOME, counted, in_force
from analysis.periods import Period

RECONCILIATION = declare(
    Measure(
        name="reconciliation",
        unit="currency",
        question="Do the totals add up to what the sources themselves state?",
        how="for each file and currency: its own total, what was read, less what is passed on out of another award, help in kind, and "
        "awards not in force in the period; what is left is counted in the edition's total",
        better=None,
        reads="award_sources",
    )
)
PENNY = 0.01


def reconciled(sources: pl.DataFrame, terms: pl.DataFrame, payments: pl.DataFrame, period: Period) -> pl.DataFrame:
    """One row a file and currency of award_sources.

    Columns out: source_file, currency, rows, left_out, stated (the file's own total, null where it states none), added (what was
    read), not_kept (read, but in no table: rows doubled or without what they need), payments (paid out to the network, so no award),
    elsewhere (payments of no concern to it), no_currency, passed_on, in_kind, outside (not in force in the period), counted (in the edition's total), unread (stated less added), unexplained (added
    less all of the parts; nought where it reconciles).
    """
    whole = terms.filter(pl.col("amount").is_not_null()).with_columns(pl.col("currency").fill_null(NO_CURRENCY))
    now = in_force(whole, period)["award_id"].implode()
    in_total = counted(whole)["award_id"].implode()
    kind = (
        pl.when(pl.col("currency") == NO_CURRENCY)
        .then(pl.lit("no_currency"))
        .when(pl.col("kind").eq_missing("in kind"))
        .then(pl.lit("in_kind"))
        .when(~pl.col("award_id").is_in(in_total))
        .then(pl.lit("passed_on"))
        .when(~pl.col("award_id").is_in(now))
        .then(pl.lit("outside"))
        .otherwise(pl.lit("counted"))
    )
    parts = ["no_currency", "passed_on", "in_kind", "outside", "counted"]
    keys = ["source_file", "currency"]
    sums = whole.with_columns(part=kind).group_by(keys).agg(
        *[pl.col("amount").filter(pl.col("part") == part).sum().alias(part) for part in parts]
    )  # fmt: skip
    ours = pl.col("to_network").fill_null(True)
    paid = (
        payments.with_columns(pl.col("currency").fill_null(NO_CURRENCY))
        .group_by(keys)
        .agg(payments=pl.col("amount").filter(ours).sum(), elsewhere=pl.col("amount").filter(~ours).sum())
    )
    kept = ["payments", "elsewhere", *parts]
    return (
        sources.join(sums, on=keys, how="left", maintain_order="left")
        .join(paid, on=keys, how="left", maintain_order="left")
        .with_columns(pl.col(kept).fill_null(0.0), stated=pl.col("stated_total"))
        .with_columns(
            not_kept=_cleared(pl.col("added") - pl.sum_horizontal(kept)),
            unread=_cleared(pl.col("stated") - pl.col("added")),
        )
        .select(*keys, "rows", "left_out", "stated", "added", "not_kept", *kept, "unread", "stated_cell")
        .sort(pl.col("currency") != HOME, "source_file", "currency")
    )


def _cleared(difference: pl.Expr) -> pl.Expr:
    """A difference without what is a matter of rounding."""
    return pl.when(difference.abs() < PENNY).then(0.0).otherwise(difference)


def unexplained(rows: pl.DataFrame, told_of: Collection[str]) -> pl.DataFrame:
    """The rows (reconciled) with a difference that nothing on record explains.

    told_of: files of which findings say that rows were doubled or lacked what they need; what was read and is in no table is
    explained by these alone. A file's own total may be other than what was read only where rows of it were left out.
    """
    differs = pl.col("unread").fill_null(0.0) != 0
    told = pl.col("source_file").is_in(list(told_of))
    return rows.filter((differs & (pl.col("left_out") == 0) & ~told) | ((pl.col("not_kept") != 0) & ~told))
