"""What a source states of an award's term, and between which days its money lies where it states one end of it alone."""

from __future__ import annotations

import polars as pl

from analysis.datasets.money.awards import LOOSE_TERMS

_LONGEST_TERM = 1_200  # months; what is longer is a slip of the pen
ONE_END = ("start", "end")  # known_by of awards of which one end alone is known


def end_of_stated_term() -> pl.Expr:
    """The last day of a term that starts on a known day and whose length is stated exactly."""
    months = (12 * pl.col("term_years")).round().cast(pl.Int64, strict=False)
    fixed = pl.col("start").is_not_null() & months.is_between(1, _LONGEST_TERM) & ~loose_term()
    return pl.when(fixed).then(
        pl.col("start").dt.offset_by(pl.format("{}mo", pl.when(fixed).then(months).otherwise(1))).dt.offset_by("-1d")
    )


def years_of_term(coarse: pl.Expr) -> pl.Expr:
    """How many years an award runs: as stated, else from its first day to its last: whole months, and days beyond them as parts of 365."""
    first, beyond = pl.col("start"), pl.col("end").dt.offset_by("1d")
    months = (
        12 * (beyond.dt.year() - first.dt.year()) + beyond.dt.month().cast(pl.Int32) - first.dt.month().cast(pl.Int32)
    )
    whole = months - (beyond.dt.day() < first.dt.day()).cast(pl.Int32)
    over = (beyond - first.dt.offset_by(pl.format("{}mo", whole.fill_null(0)))).dt.total_days()
    by_days = pl.when(~coarse & (beyond > first) & (whole <= _LONGEST_TERM)).then(whole / 12 + over / 365)
    return pl.coalesce(pl.when(pl.col("term_years") > 0).then("term_years"), by_days)


def loose_term() -> pl.Expr:
    """Whether the source states the term as a bound, as `at least one year`."""
    return pl.col("term_stated").str.to_lowercase().str.contains_any(list(LOOSE_TERMS)).fill_null(False)


def one_end(first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """`start` where the first day is stated and nothing says which is the last, `end` where it is the other way round; else null."""
    start, end = pl.lit(ONE_END[0]), pl.lit(ONE_END[1])
    return (
        pl.when(first.is_not_null() & last.is_null()).then(start).when(first.is_null() & last.is_not_null()).then(end)
    )


def surely_within(begin: pl.Expr, close: pl.Expr) -> pl.Expr:
    """Whether all money of an award of which one end alone is known lies from `begin` to `close`, whatever its other end is.

    It lies between first_day and last_day; where one of them is null, on that side without a bound.
    """
    return ((pl.col("first_day") >= begin) & (pl.col("last_day") <= close)).fill_null(False)


def surely_in_force(begin: pl.Expr, close: pl.Expr) -> pl.Expr:
    """Whether an award of which one end alone is known surely pays for a day from `begin` to `close`: on the end that is known."""
    known_end = pl.when(pl.col("known_by") == "start").then("first_day").otherwise("last_day")
    return known_end.is_between(begin, close).fill_null(False)
