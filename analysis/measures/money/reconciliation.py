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
        how="for each file and currency: its own total, what stands in its rows, and of that, each worked out by itself: what is on record "
        "elsewhere too, what is passed on out of another award, help in kind, awards not in force in the period, what is counted in the "
        "edition's total; what none of these explains stands under its own name",
        better=None,
        reads="award_sources",
    )
)
PENNY = 0.01


# Each cause is worked out by itself, and what remains has its own name.
CAUSES = ("repeated", "unnamed", "payments", "elsewhere", "no_currency", "passed_on", "in_kind", "outside", "counted")


def reconciled(sources: pl.DataFrame, terms: pl.DataFrame, payments: pl.DataFrame, period: Period) -> pl.DataFrame:
    """One row a file and currency of award_sources.

    Columns out: source_file, currency, rows, left_out, stated (the file's own total, null where it states none), added (what stands in
    its rows); of that repeated (counted under another row or file), unnamed (without an identifier), payments (paid out to the network,
    so no award), elsewhere (payments of no concern to it), no_currency, passed_on, in_kind, outside (not in force in the period) and
    counted (in the edition's total), each worked out by itself; not_explained (added less all of these); unread (stated less added).
    """
    whole = terms.filter(pl.col("amount").is_not_null()).with_columns(pl.col("currency").fill_null(NO_CURRENCY))
    now = in_force(whole, period)["award_id"].implode()
    no_currency = pl.col("currency").eq_missing(NO_CURRENCY)
    in_kind = pl.col("kind").eq_missing("in kind")
    onward = pl.col("passed_on_from").is_not_null()
    in_force_now = pl.col("award_id").is_in(now)
    is_cause = {
        "no_currency": no_currency,
        "in_kind": ~no_currency & in_kind,
        "passed_on": ~no_currency & ~in_kind & onward,
        "outside": ~no_currency & ~in_kind & ~onward & ~in_force_now,
        "counted": pl.col("award_id").is_in(counted(whole)["award_id"].implode()) & in_force_now & ~no_currency,
    }
    keys = ["source_file", "currency"]
    worked_out = pl.col("amount").filter("multiplied").sum().alias("worked_out")
    sums = whole.group_by(keys).agg(
        worked_out,
        *[pl.col("amount").filter(cause).sum().alias(name) for name, cause in is_cause.items()],
    )
    ours = pl.col("to_network").fill_null(True)
    paid = (
        payments.with_columns(pl.col("currency").fill_null(NO_CURRENCY))
        .group_by(keys)
        .agg(payments=pl.col("amount").filter(ours).sum(), elsewhere=pl.col("amount").filter(~ours).sum())
    )
    return (
        sources.join(sums, on=keys, how="left", maintain_order="left")
        .join(paid, on=keys, how="left", maintain_order="left")
        .with_columns(pl.col(CAUSES).fill_null(0.0), stated=pl.col("stated_total"))
        .with_columns(added=pl.col("added") + pl.col("worked_out").fill_null(0.0))
        .with_columns(
            not_explained=_cleared(pl.col("added") - pl.sum_horizontal(CAUSES)),
            unread=_cleared(pl.col("stated") - pl.col("added")),
        )
        .select(*keys, "rows", "left_out", "stated", "added", *CAUSES, "not_explained", "unread", "stated_cell")
        .sort(pl.col("currency").ne_missing(HOME), "source_file", "currency")
    )


def _cleared(difference: pl.Expr) -> pl.Expr:
    """A difference without what is a matter of rounding."""
    return pl.when(difference.abs() < PENNY).then(0.0).otherwise(difference)


def unexplained(rows: pl.DataFrame, told_of: Collection[str]) -> pl.DataFrame:
    """The rows (reconciled) with a difference that nothing on record explains.

    told_of: files of which findings say that rows lacked what they need. A file's own total may be other than what was read only
    where rows of it were left out; a remainder within what was read is explained by nothing.
    """
    differs = pl.col("unread").fill_null(0.0) != 0
    told = pl.col("source_file").is_in(list(told_of))
    return rows.filter((differs & (pl.col("left_out") == 0) & ~told) | (pl.col("not_explained") != 0))
