"""Money for running and money for buildings and equipment, apart: the second comes and goes with single jobs."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

RUNNING_MONEY = declare(
    Measure(
        name="running_money",
        unit="GBP",
        question="How did the money for running change, apart from single capital jobs?",
        how="what falls in each year (money_by_year) of the awards that are not stated as capital; capital stands apart, as a roof or a "
        "bus is paid for once; awards of both kinds, and of a kind that nobody stated, count as running money",
        better=None,
        reads="awards",
    )
)


def with_running(years: pl.DataFrame, spread: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """The years (money_by_year), each with its running and its capital money: running, capital, running_real, capital_real.

    spread: spread_over of the same awards. Null where the year's money is; capital is nought where none falls in the year.
    """
    capital_awards = terms.filter(pl.col("spending").eq_missing("capital"))["award_id"]
    of_capital = (
        spread.filter(pl.col("award_id").is_in(capital_awards.implode()))
        .group_by(year="period")
        .agg(capital=pl.col("money").sum(), capital_awards=pl.col("award_id").sort())
    )
    joined = years.join(of_capital, on="year", how="left", maintain_order="left")
    capital = pl.when(pl.col("nominal").is_not_null()).then(pl.col("capital").fill_null(0.0))
    factor = pl.col("real") / pl.col("nominal")
    return joined.with_columns(capital=capital).with_columns(
        running=pl.col("nominal") - pl.col("capital"),
        capital_real=pl.col("capital") * factor,
        running_real=pl.col("real") - pl.col("capital") * factor,
        capital_awards=pl.col("capital_awards").fill_null([]),
    )


def is_base(terms: pl.DataFrame, year: Period) -> bool:
    """Whether a year can be compared with: the record reaches back to its first day, and does not begin within it."""
    first = terms.select(pl.coalesce("award_date", "start").min()).item()
    return isinstance(first, dt.date) and first <= year.start
