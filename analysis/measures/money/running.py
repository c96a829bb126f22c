"""Money for running and money for buildings and equipment, apart: the second comes and goes with single jobs."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import qualifier_of_sum
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
    """The years (money_by_year), each with its running and its capital money: running, capital, running_real, capital_real; each
    once more as __least (as little as it may be) and as _sure (how sure it is).

    spread: spread_over of the same awards. Null where the year's money is; capital is nought where none falls in the year.
    """
    capital_awards = terms.filter(pl.col("spending").eq_missing("capital"))["award_id"]
    is_capital = pl.col("award_id").is_in(capital_awards.implode())
    of_capital = spread.group_by(year="period").agg(
        capital=pl.col("money").filter(is_capital).sum(),
        capital__least=pl.col("money__least").filter(is_capital).sum(),
        capital_awards=pl.col("award_id").filter(is_capital).sort(),
        capital_sure=pl.col("qualifier").filter(is_capital),
        running_sure=pl.col("qualifier").filter(~is_capital),
    )
    made = years.join(of_capital, on="year", how="left", maintain_order="left")
    # A year in which as much was taken back as falls tells its factor by its least, if at all.
    factor = pl.coalesce(
        pl.when(pl.col(f"nominal{end}") != 0).then(pl.col(f"real{end}") / pl.col(f"nominal{end}"))
        for end in ("", "__least")
    )
    for end in ("", "__least"):
        made = made.with_columns(
            (pl.col(f"nominal{end}") - pl.col(f"capital{end}")).alias(f"running{end}"),
            (pl.col(f"capital{end}") * factor).alias(f"capital_real{end}"),
            (pl.col(f"real{end}") - pl.col(f"capital{end}") * factor).alias(f"running_real{end}"),
        )
    for name in ("capital", "running"):
        sure = pl.col(f"{name}_sure").map_elements(qualifier_of_sum, return_dtype=pl.String)
        made = made.with_columns(sure.alias(f"{name}_sure"), sure.alias(f"{name}_real_sure"))
    return made.with_columns(pl.col("capital_awards").fill_null([]))


def is_base(terms: pl.DataFrame, year: Period) -> bool:
    """Whether a year can be compared with: the record reaches back to its first day, and does not begin within it."""
    first = terms.select(pl.coalesce("award_date", "start").min()).item()
    return isinstance(first, dt.date) and first <= year.start
