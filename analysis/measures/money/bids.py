"""Bids for money and commitments made with it, as they stood at the period's end."""

from __future__ import annotations

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

BIDS_DECIDED = declare(
    Measure(
        name="bids_decided",
        unit="bids",
        question="What was asked for, and what became of it?",
        how="bids sent by the period's end that were decided in the period or were still waiting at its end",
        better=None,
        reads="bids",
    )
)
COMMITMENTS_KEPT = declare(
    Measure(
        name="commitments_kept",
        unit="commitments",
        question="What was promised with the money, and was it done?",
        how="commitments made with awards on record; due are those whose day had come by the period's end",
        better="higher",
        reads="commitments",
    )
)


def bids_of(bids: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The bids decided in the period, and those still waiting at its end: the lost ones first, then by the day they were sent.

    A bid that was decided later stood as waiting. One without a day of decision counts in the period in which it was sent.
    Columns out: those of bids, with `outcome` as it stood.
    """
    decided = pl.coalesce("decided_on", pl.when(pl.col("outcome").ne_missing("waiting")).then("asked_on"))
    later = decided.is_not_null() & (decided > period.end)
    order = pl.col("outcome").replace_strict(
        {"lost": 0, "won": 1, "withdrawn": 2, "waiting": 3}, default=4, return_dtype=pl.Int64
    )
    return (
        bids.filter(pl.col("asked_on") <= period.end)
        .filter(decided.is_null() | (decided >= period.start))
        .with_columns(
            outcome=pl.when(later).then(pl.lit("waiting")).otherwise("outcome"),
            decided_on=pl.when(~later).then("decided_on"),
        )
        .sort(order, "asked_on", "bid_id")
    )


def commitments_of(commitments: pl.DataFrame, award_ids: list[str], period: Period) -> pl.DataFrame:
    """The commitments made with these awards, each with whether it was due by the period's end, the due and open ones first.

    Columns out: those of commitments, is_due, is_done (by then), with `status` as it stood: done later is under way.
    """
    later = pl.col("done_on").is_not_null() & (pl.col("done_on") > period.end)
    return (
        commitments.filter(pl.col("award_id").is_in(award_ids))
        .with_columns(status=pl.when(later).then(pl.lit("under way")).otherwise("status"))
        .with_columns(
            is_due=(pl.col("due") <= period.end).fill_null(False),
            is_done=pl.col("status").eq_missing("done"),
        )
        .sort(~pl.col("is_due"), "is_done", "due", "commitment_id", nulls_last=True)
    )
