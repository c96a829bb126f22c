"""Money that was paid out, by period: from spend files and the transactions of contracts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import sure_share
from analysis.periods import Period

AWARDED = declare(
    Measure(
        name="money_awarded",
        unit="GBP",
        question="How much was awarded in each year and quarter?",
        how="whole amounts of the awards by the day they were awarded, money passed on counted once; awards without that day, or stated "
        "by the year only, are in no period",
        better=None,
        reads="awards",
    )
)
PAID = declare(
    Measure(
        name="money_paid",
        unit="GBP",
        question="How much was paid out in each year and quarter?",
        how="payments on record to hubs and to bodies that awards name, by the day they were paid, credits taken off; what a body paid "
        "on out of payments to it that are on record too is left out; only what payers published as payments",
        better=None,
        reads="payments",
    )
)


def awarded_in(awards: pl.DataFrame, periods: Sequence[Period]) -> pl.DataFrame:
    """Whole amounts of awards (counted, one currency) by award date. Columns out: period, awarded,
    awarded__least (as little as it may be, where an award may be another once more), qualifiers, awards."""
    rows = awards.filter(pl.col("amount").is_not_null() & pl.col("award_date").is_not_null())
    placed = _placed(rows, "award_date", periods)
    return placed.group_by("period").agg(
        awarded=pl.col("amount").sum(),
        awarded__least=(pl.col("amount") * sure_share()).sum(),
        qualifiers=pl.col("qualifier"),
        awards=pl.col("award_id").sort(),
    )


def paid_in(payments: pl.DataFrame, awards: pl.DataFrame, periods: Sequence[Period], currency: str) -> pl.DataFrame:
    """Payments in one currency by the day they were paid. Columns out: period, paid, paid__least (as little as it may
    be, where a payment may be another once more), payments (the ids).

    What a body pays on out of money that it was paid itself is left out, where the payments to it are on record too.
    """
    ours = pl.col("to_network").fill_null(True)  # a council's spend file holds its payments for roads and lamps as well
    held = payments.filter((pl.col("currency") == currency) & ours)
    made = awards.filter(pl.col("passed_on_from").is_not_null())
    passes_on = pl.col("award_id").is_in(made["award_id"].implode()) | pl.col("payer").is_in(made["payer"].implode())
    was_paid = pl.col("payer").is_in(held["recipient"].drop_nulls().implode())
    again = (passes_on.fill_null(False) & was_paid).fill_null(False)
    placed = _placed(held.filter(pl.col("paid").is_not_null() & ~again), "paid", periods)
    return placed.group_by("period").agg(
        paid=pl.col("amount").sum(),
        paid__least=(pl.col("amount") * sure_share()).sum(),
        payments=pl.col("payment_id").sort(),
    )


def _placed(rows: pl.DataFrame, day: str, periods: Sequence[Period]) -> pl.DataFrame:
    spans = pl.DataFrame(
        [(each.label, each.start, each.end) for each in periods],
        schema={"period": pl.String, "from": pl.Date, "to": pl.Date},
        orient="row",
    )
    return rows.join(spans, how="cross").filter(pl.col(day).is_between(pl.col("from"), pl.col("to")))
