"""What a funder decides next: the awards that end within a year, what going on costs, and what else is known to pay there."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

DECISIONS_DUE = declare(
    Measure(
        name="decisions_due",
        unit="GBP per year",
        question="Which awards end in the next year, and what would it cost to go on?",
        how="awards known by the period's end whose last day is the period's own or lies in the twelve months after it, each at its amount for a year (the whole "
        "amount over the days of its term, at most the whole of it; or the stated amount a year); money passed on where it is held, each pound once",
        better=None,
        reads="awards",
    )
)


def decisions_due(parts: pl.DataFrame, period: Period) -> pl.DataFrame:
    """One row a part of an award that ends with the period or in the twelve months after it, the first to end first.

    parts: with rates (endings.with_rates, endings.by_the_year), with payer, kept and awards. Columns out: those of parts; else_rate
    (GBP a year of the other parts that the same holder has and that run on after it or begin within a year of its end), else_rate__least,
    else_awards and else_qualifiers (what that rests on).
    """
    last = a_year_on(period.end)
    rows = parts.with_row_index("part").with_columns(holder=pl.coalesce("recipient_hub", "recipient"))
    due = rows.filter((pl.col("last_day") >= period.end) & (pl.col("last_day") <= last))
    others = rows.select(
        "holder",
        other="part",
        other_first="first_day",
        other_last="last_day",
        other_rate="rate",
        other_least="rate__least",
        other_awards="awards",
        other_qualifiers="qualifiers",
    )
    goes_on = (
        (pl.col("other") != pl.col("part"))
        & (pl.col("other_last") > pl.col("last_day"))
        & (pl.col("other_first") <= pl.col("last_day").dt.offset_by("1y"))
    )
    beside = (
        due.join(others, on="holder", how="inner")
        .filter(goes_on)
        .group_by("part")
        .agg(
            else_rate=pl.col("other_rate").sum(),
            else_rate__least=pl.col("other_least").sum(),
            else_awards=pl.col("other_awards").list.explode().unique().sort(),
            else_qualifiers=pl.col("other_qualifiers").list.explode(),
        )
    )
    return (
        due.join(beside, on="part", how="left")
        .with_columns(
            pl.col("else_rate", "else_rate__least").fill_null(0.0),
            pl.col("else_awards").fill_null([]),
            pl.col("else_qualifiers").fill_null([]),
        )
        .sort("last_day", "holder", "award_id")
        .drop("part", "holder")
    )


def a_year_on(day: dt.date) -> dt.date:
    """The same day a year later; a leap day becomes 28 February."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
