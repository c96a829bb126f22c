"""What money was awarded, when it counts, and how much of it falls in each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

FUNDING_TOTAL = declare(
    Measure(
        name="funding_total",
        unit="GBP",
        question="How much money was awarded?",
        how="sum of the stated amounts of the awards in force in the period; money passed on out of another award is counted there "
        "and not again; awards stated only by the year, help in kind and other currencies stand apart",
        better=None,
        reads="awards",
    )
)
MONEY_BY_YEAR = declare(
    Measure(
        name="money_by_year",
        unit="GBP",
        question="How much money falls in each year?",
        how="each award spread evenly over the days of its term, where its first and last day are known; else the whole amount in "
        "the financial year of the award; real terms by the GDP deflator",
        better=None,
        reads="awards",
    )
)

HOME = "GBP"  # the currency of the price index, and of every total that is compared
_LOOSE = ("at least", "minimum", "more than", "up to", "about", "not stated", "or more")
# What is known of a sum, from what is known of its parts: lower bounds make a lower bound, upper bounds an upper one.
_LOWER, _UPPER = {"more than", "at least"}, {"up to", "less than", "at most"}


def with_terms(awards: pl.DataFrame) -> pl.DataFrame:
    """The awards, each with its first_day, last_day and how these are known.

    known_by: `term` where first and last day are stated (or follow from a start and a stated term); `award year` where only the day
    of the award is known, then the days of that financial year; `start` where no end is known; `nothing` without any date.
    A passed-on award without dates has those of the award it came from.
    """
    rows = {row["award_id"]: row for row in awards.iter_rows(named=True)}
    found = [_term(row, rows) for row in rows.values()]
    schema = {"award_id": pl.String, "first_day": pl.Date, "last_day": pl.Date, "known_by": pl.String}
    terms = pl.DataFrame([(name, *term) for name, term in zip(rows, found, strict=True)], schema=schema, orient="row")
    return awards.join(terms, on="award_id", how="left", maintain_order="left")


def _term(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> tuple[dt.date | None, dt.date | None, str]:
    start, end, awarded = row["start"], row["end"], row["award_date"]
    if start and not end and row["term_years"] and is_exact_term(row["term_stated"]):
        end = _months_on(start, round(12 * row["term_years"])) - dt.timedelta(days=1)
    if start and end and start <= end:
        return start, end, "term"
    source = rows.get(row["passed_on_from"] or "")
    if source is not None and source is not row and not (start or awarded) and not source["passed_on_from"]:
        return _term(source, rows)
    if start and row["amount"] is None:
        return start, None, "start"
    day = awarded or start
    if day is None:
        return None, None, "nothing"
    year = Period(Period.of_date(day).year)
    return year.start, year.end, "award year"


def is_exact_term(stated: str | None) -> bool:
    """Whether the words of a term fix it: `at least one year` does not."""
    return not any(word in (stated or "").lower() for word in _LOOSE)


def _months_on(day: dt.date, months: int) -> dt.date:
    moved = pl.select(pl.lit(day).dt.offset_by(f"{months}mo")).item()
    assert isinstance(moved, dt.date)
    return moved


def known_by_end(awards: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The awards made by the period's last day; those without any date are kept."""
    made = pl.coalesce("award_date", "start")
    return awards.filter(made.is_null() | (made <= period.end))


def in_force(terms: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The awards (with_terms) that pay for some day of the period, as far as their dates are known."""
    begun = pl.col("first_day").is_null() | (pl.col("first_day") <= period.end)
    not_over = pl.col("last_day").is_null() | (pl.col("last_day") >= period.start)
    return known_by_end(terms, period).filter(begun & not_over)


def counted(awards: pl.DataFrame) -> pl.DataFrame:
    """Money, each pound once: without what was passed on out of another award, and without help in kind."""
    return awards.filter(pl.col("passed_on_from").is_null() & (pl.col("kind") != "in kind"))


def totals_by_currency(awards: pl.DataFrame) -> pl.DataFrame:
    """One row a currency, the home currency first: the sum of the stated amounts of `awards`, never across currencies.

    Columns out: currency, total, qualifier, awards (the award_ids added).
    """
    return (
        awards.filter(pl.col("amount").is_not_null())
        .sort("award_id")
        .group_by("currency")
        .agg(total=pl.col("amount").sum(), qualifiers=pl.col("qualifier"), awards=pl.col("award_id"))
        .with_columns(qualifier=pl.col("qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .sort(pl.col("currency") != HOME, "currency")
        .select("currency", "total", "qualifier", "awards")
    )


def qualifier_of_sum(qualifiers: Iterable[str]) -> str:
    """How sure a sum is: `at least` where all that is unsure is a lower bound, `up to` for upper bounds, else `about`."""
    unsure = {word for word in qualifiers if word != "exact"}
    if not unsure:
        return "exact"
    if len(unsure) == 1:
        return next(iter(unsure))
    return "at least" if unsure <= _LOWER else "up to" if unsure <= _UPPER else "about"


def spread_over(terms: pl.DataFrame, periods: Sequence[Period]) -> pl.DataFrame:
    """How much of each award (with_terms) falls in each period: one row an award and period that it pays for.

    A stated amount is spread evenly over the days of its term. An amount for each year counts by the share of the year's days that
    the term covers in the period, and is left out where the term has no known end.
    Columns out: award_id, period, currency, money, qualifier.
    """
    rows = [
        (award["award_id"], period.label, award["currency"], money, award["qualifier"])
        for award in terms.iter_rows(named=True)
        for period in periods
        if (money := _falls_in(award, period))
    ]
    schema: dict[str, Any] = {
        "award_id": pl.String,
        "period": pl.String,
        "currency": pl.String,
        "money": pl.Float64,
        "qualifier": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _falls_in(award: Mapping[str, Any], period: Period) -> float:
    first, last = award["first_day"], award["last_day"]
    if first is None or last is None:
        return 0.0
    inside = (min(last, period.end) - max(first, period.start)).days + 1
    if inside <= 0:
        return 0.0
    if award["amount"] is not None:
        return float(award["amount"]) * inside / ((last - first).days + 1)
    if award["annual_amount"] is not None and award["known_by"] == "term":
        year = Period(period.year)
        return float(award["annual_amount"]) * inside / ((year.end - year.start).days + 1)
    return 0.0


def years_paid_for(terms: pl.DataFrame, until: Period) -> list[Period]:
    """The financial years from the first day that any award (with_terms) pays for to the year of `until`, without a gap."""
    first = terms.filter(pl.col("last_day").is_not_null())["first_day"].min()
    if not isinstance(first, dt.date):
        return []
    return [Period(year) for year in range(Period.of_date(first).year, until.year + 1)]


def money_by_year(spread: pl.DataFrame, years: Sequence[str], index: Mapping[str, float], base: str) -> pl.DataFrame:
    """One row a year, in order: its money as awarded, and in pounds of the base year.

    spread: spread_over of one currency. index: price level by year; real is null for a year, or a base, that it does not cover.
    A year without any award on record is null, not nought: nobody said that there was no money.
    Columns out: year, nominal, real, qualifier, awards.
    """
    sums = (
        spread.sort("award_id")
        .group_by("period")
        .agg(nominal=pl.col("money").sum(), qualifiers=pl.col("qualifier"), awards=pl.col("award_id"))
        .with_columns(qualifier=pl.col("qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .rename({"period": "year"})
    )
    factors = [index[base] / index[year] if base in index and year in index else None for year in years]
    return (
        pl.DataFrame({"year": list(years), "factor": factors}, schema={"year": pl.String, "factor": pl.Float64})
        .join(sums, on="year", how="left", maintain_order="left")
        .with_columns(real=pl.col("nominal") * pl.col("factor"))
        .select("year", "nominal", "real", "qualifier", "awards")
    )
