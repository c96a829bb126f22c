"""What money was awarded, when it counts, and how much of it falls in each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money import stated_terms
from analysis.measures.money.stated_terms import ONE_END
from analysis.periods import APRIL, Period

FUNDING_TOTAL = declare(
    Measure(
        name="funding_total",
        unit="GBP",
        question="How much money was awarded?",
        how="sum of the stated amounts of the awards in force in the period, as a range where nobody knows whether one still is; "
        "money passed on out of another award is counted there and not again; awards stated only by the year, help in kind and other currencies stand apart",
        better=None,
        reads="awards",
    )
)
MONEY_BY_YEAR = declare(
    Measure(
        name="money_by_year",
        unit="GBP",
        question="How much money falls in each year?",
        how="each award spread evenly over the days of its term, where its first and last day are known; where one of them alone is, from "
        "nought to the whole amount in each year that it may pay for; where neither is, the whole amount in the year of the award; real "
        "terms by the GDP deflator",
        better=None,
        reads="awards",
    )
)

HOME = "GBP"  # the currency of the price index, and of every total that is compared
_COARSE = ["month", "year"]
# What is known of a sum, from what is known of its parts: lower bounds make a lower bound, upper bounds an upper one.
_LOWER, UPPER_BOUNDS = {"more than", "at least"}, {"up to", "less than", "at most"}


def with_terms(awards: pl.DataFrame, begins: int = APRIL) -> pl.DataFrame:
    """The awards, each with its first_day, last_day, how these are known, and whether they are coarse.

    known_by: `term` where first and last day are stated (or follow from a start and a stated term); `award year` where only the day
    of the award is known, then the days of that year, which begins in the month `begins`; `start` where no end is known; `end` where no
    start is, first_day then being the day of the award; `nothing` without any date.
    coarse: whether a first or last day that counts is known to the month or the year alone.
    least_stated: least_amount as it was stated, which a sum may take for less (in_force).
    A passed-on award without dates has those of the award it came from. Payer, lead and recipient are bodies, each under one name.
    An amount a year is multiplied out where its term is stated exactly, or its first and last day are, and says so (multiplied); one
    without a term, or whose first or last month or year alone is known, never is.
    """
    awards = by_body(awards).with_columns(pl.col("qualifier").fill_null("exact"))
    start, end = pl.col("start"), pl.coalesce("end", stated_terms.end_of_stated_term())
    has_term = (start.is_not_null() & end.is_not_null() & (start <= end)).fill_null(False)
    day = pl.max_horizontal("award_date", "start")  # money falls in no year before it starts
    first = pl.date(day.dt.year() - (day.dt.month() < begins).cast(pl.Int32), begins, 1)  # of the year of the award
    of_one_end = stated_terms.one_end(start, end)
    inherits = pl.col("passed_on_from").is_not_null() & start.is_null() & pl.col("award_date").is_null()
    in_no_year = start.is_not_null() & pl.col("amount").is_null()
    end_known_to = pl.when(pl.col("end").is_not_null()).then("end_known_to")
    known_by = (
        pl.when(has_term)
        .then(pl.lit("term"))
        .when(inherits)
        .then(pl.lit("source"))
        .when(of_one_end.is_not_null())
        .then(of_one_end)
        .when(in_no_year)
        .then(pl.lit("start"))
        .when(day.is_not_null())
        .then(pl.lit("award year"))
        .otherwise(pl.lit("nothing"))
    )
    coarse = pl.any_horizontal(pl.col("start_known_to").is_in(_COARSE), end_known_to.is_in(_COARSE)).fill_null(False)
    years = pl.when(pl.col("amount").is_null() & ~stated_terms.loose_term()).then(stated_terms.years_of_term(coarse))
    multiplied = (pl.col("annual_amount").is_not_null() & (years > 0)).fill_null(False)
    terms = awards.with_columns(known_by=known_by).with_columns(
        multiplied=multiplied,
        amount=pl.coalesce("amount", (pl.col("annual_amount") * pl.when(multiplied).then(years)).round(2)),
        first_day=pl.when(has_term | (pl.col("known_by") == "start"))
        .then(start)
        .when(pl.col("known_by") == "end")
        .then(pl.when(pl.col("award_date") <= end).then("award_date"))
        .when(pl.col("known_by") == "award year")
        .then(first),
        last_day=pl.when(has_term | (pl.col("known_by") == "end"))
        .then(end)
        .when(pl.col("known_by") == "award year")
        .then(first.dt.offset_by("1y").dt.offset_by("-1d")),
        coarse=has_term & coarse,
    )
    return _with_terms_of_sources(terms).select(
        *awards.columns, "first_day", "last_day", "known_by", "coarse", "multiplied", least_stated="least_amount"
    )


def by_body(rows: pl.DataFrame) -> pl.DataFrame:
    """Awards or payments with each body under the one name that it has in the report, in place of the spelling of its cell."""
    parties = [name for name in ("payer", "lead", "recipient") if f"{name}_body" in rows.columns]
    return rows.with_columns(pl.coalesce(f"{name}_body", name).alias(name) for name in parties)


def _with_terms_of_sources(terms: pl.DataFrame) -> pl.DataFrame:
    """Passed-on awards without dates take those of their source, however many hands the money went through."""
    taken = ["first_day", "last_day", "known_by", "coarse"]
    waits = pl.col("known_by") == "source"
    while terms.filter(waits).height:
        known = terms.filter(~waits).select(pl.col("award_id").alias("passed_on_from"), *taken)
        joined = terms.join(known, on="passed_on_from", how="left", suffix="_source", maintain_order="left")
        found = waits & pl.col("known_by_source").is_not_null()
        now = joined.with_columns(
            pl.when(found).then(f"{name}_source").otherwise(name).alias(name) for name in taken
        ).select(terms.columns)
        if now.filter(waits).height == terms.filter(waits).height:  # awards that are each other's source
            return now.with_columns(known_by=pl.when(waits).then(pl.lit("nothing")).otherwise("known_by"))
        terms = now
    return terms


def known_by_end(awards: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The awards made by the period's last day; those without any date are kept."""
    made = pl.coalesce("award_date", "start")
    return awards.filter(made.is_null() | (made <= period.end))


def in_force(terms: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The awards (with_terms) that pay for some day of the period, as far as their dates are known.

    One of which one end alone is known is in force on that day; whether it pays for a period without that day nobody knows, so there it
    may be as little as nothing: least_amount is nought.
    """
    begun = pl.col("first_day").is_null() | (pl.col("first_day") <= period.end)
    not_over = pl.col("last_day").is_null() | (pl.col("last_day") >= period.start)
    surely = stated_terms.surely_in_force(pl.lit(period.start), pl.lit(period.end))
    perhaps = pl.col("known_by").is_in(ONE_END) & pl.col("amount").is_not_null() & ~surely
    least = pl.when(perhaps).then(0.0).otherwise("least_amount")
    return known_by_end(terms, period).filter(begun & not_over).with_columns(least_amount=least)


def counted(awards: pl.DataFrame) -> pl.DataFrame:
    """Money, each pound once: without what was passed on out of another award, and without help in kind.

    An award whose kind nobody stated is money until somebody says that it is not.
    """
    return awards.filter(pl.col("passed_on_from").is_null() & (pl.col("kind").ne_missing("in kind")))


def totals_by_currency(awards: pl.DataFrame) -> pl.DataFrame:
    """One row a currency, the home currency first: the sum of the stated amounts of `awards`, never across currencies.

    Columns out: currency, total, total__least (as little as it may be), qualifier, awards (the award_ids added).
    """
    return (
        awards.filter(pl.col("amount").is_not_null() & pl.col("currency").is_not_null())
        .sort("award_id")
        .group_by("currency")
        .agg(
            total=pl.col("amount").sum(),
            total__least=(pl.col("amount") * sure_share()).sum(),
            qualifiers=pl.col("qualifier"),
            awards=pl.col("award_id"),
        )
        .with_columns(qualifier=pl.col("qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .sort(pl.col("currency") != HOME, "currency")
        .select("currency", "total", "total__least", "qualifier", "awards")
    )


def sure_share() -> pl.Expr:
    """What share of an award's money is surely a part of a sum, 0 to 1: none of what may be another award once more and has no other
    least; as much of its amount as its least is, where files state two amounts. A sum of money is as little as these shares of it."""
    amount, least = pl.col("amount"), pl.col("least_amount")
    of_amount = pl.when(amount != 0).then(least / amount).otherwise(1.0)
    by_the_year = pl.when(least > 0).then(1.0).otherwise(0.0)  # there is no amount that the least could be a share of
    return pl.when(least.is_null()).then(1.0).when(amount.is_null()).then(by_the_year).otherwise(of_amount)


def least_by_the_year(award: Mapping[str, Any]) -> float | None:
    """As little as an amount a year may be: nought where it may be another award once more; the least of a whole award says nothing of it."""
    return 0.0 if award["least_amount"] is not None and award["least_amount"] <= 0 else None


def qualifier_of_sum(qualifiers: Iterable[str | None]) -> str:
    """How sure a sum is: `at least` where all that is unsure is a lower bound, `up to` for upper bounds, else `about`.

    Where nobody said how sure an amount is, it is as it was written.
    """
    unsure = {word for word in qualifiers if word and word != "exact"}
    if not unsure:
        return "exact"
    if len(unsure) == 1:
        return next(iter(unsure))
    return "at least" if unsure <= _LOWER else "up to" if unsure <= UPPER_BOUNDS else "about"


def spread_over(terms: pl.DataFrame, periods: Sequence[Period]) -> pl.DataFrame:
    """How much of each award (with_terms) falls in each period: one row an award and period that it pays for.

    A stated amount is spread evenly over the days of its term. Of an award of which one end alone is known all of it may fall in a period
    between the days that are known, or nothing: from nought to the whole, unless these days lie within the period. An amount for each year counts by the share of the year's days that
    the term covers in the period, and is left out where the term has no known end. What falls in a part of a term that is known to
    the month or year alone is `about` as much; so is what falls in a part of a year where only the year of the award is known.
    Columns out: award_id, period, currency, money, money__least (as little as it may be), qualifier.
    """
    spans = pl.DataFrame(
        [(each.label, each.start, each.end, _days_of_year(each), not each.is_whole_year) for each in periods],
        schema={"period": pl.String, "from": pl.Date, "to": pl.Date, "days_of_year": pl.Int64, "part": pl.Boolean},
        orient="row",
    )
    columns = ["award_id", "currency", "amount", "annual_amount", "qualifier"]
    columns += ["first_day", "last_day", "known_by", "coarse"]
    window = pl.col("known_by").is_in(ONE_END)
    inside = (pl.min_horizontal("last_day", "to") - pl.max_horizontal("first_day", "from")).dt.total_days() + 1
    whole = pl.when(window).then("inside").otherwise((pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1)
    sure = pl.when(window & ~stated_terms.surely_within(pl.col("from"), pl.col("to"))).then(0.0).otherwise("sure")
    by_year = pl.when(pl.col("known_by") == "term").then(
        pl.col("annual_amount") * pl.col("inside") / pl.col("days_of_year")
    )
    unsure = (pl.col("coarse") & ((pl.col("inside") < pl.col("whole")) | pl.col("annual_amount").is_not_null())) | (
        (pl.col("known_by") == "award year") & pl.col("part")
    )
    of_nought = pl.col("least_amount").fill_null(0.0) * pl.col("inside") / pl.col("whole")  # it has no share of nought
    return (
        terms.select(*columns, "least_amount", sure=sure_share())
        .filter(
            pl.col("first_day").is_not_null() & pl.col("last_day").is_not_null()
            | (window & pl.col("amount").is_not_null())
        )
        .join(spans, how="cross", maintain_order="left_right")
        .with_columns(inside=inside)
        .with_columns(whole=whole, sure=sure)
        .filter(pl.col("inside") > 0)
        .with_columns(
            money=pl.coalesce(
                pl.when(pl.col("annual_amount").is_not_null() & (pl.col("known_by") == "term")).then(by_year),
                pl.col("amount") * pl.col("inside") / pl.col("whole"),
            ),
            qualifier=pl.when(unsure).then(pl.lit("about")).otherwise("qualifier"),
        )
        .with_columns(
            money__least=pl.when(pl.col("amount") == 0).then(of_nought).otherwise(pl.col("money") * pl.col("sure"))
        )
        .filter((pl.col("money") != 0) | (pl.col("money__least") != 0))
        .select("award_id", "period", "currency", "money", "money__least", "qualifier")
    )


def _days_of_year(period: Period) -> int:
    year = period.whole_year
    return (year.end - year.start).days + 1


def years_paid_for(terms: pl.DataFrame, until: Period) -> list[Period]:
    """The years from the first day that any award (with_terms) pays for to the year of `until`, without a gap."""
    dated = pl.col("last_day").is_not_null() | (pl.col("known_by").is_in(ONE_END) & pl.col("amount").is_not_null())
    first = terms.filter(dated)["first_day"].min()
    if not isinstance(first, dt.date):
        return []
    return Period.of_date(first, until.begins).years_to(until)


def money_by_year(spread: pl.DataFrame, years: Sequence[str], factors: Mapping[str, float]) -> pl.DataFrame:
    """One row a year, in order: its money as awarded, and in pounds of the base year.

    spread: spread_over of one currency. factors: what a pound of each year is in those of the base; real is null for a year without.
    A year without any award on record is null, not nought: nobody said that there was no money.
    Columns out: year, nominal, real (each once more as __least, as little as it may be), qualifier, awards.
    """
    sums = (
        spread.sort("award_id")
        .group_by("period")
        .agg(
            nominal=pl.col("money").sum(),
            nominal__least=pl.col("money__least").sum(),
            qualifiers=pl.col("qualifier"),
            awards=pl.col("award_id"),
        )
        .with_columns(qualifier=pl.col("qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .rename({"period": "year"})
    )
    of_years = [factors.get(year) for year in years]
    return (
        pl.DataFrame({"year": list(years), "factor": of_years}, schema={"year": pl.String, "factor": pl.Float64})
        .join(sums, on="year", how="left", maintain_order="left")
        .with_columns(
            real=pl.col("nominal") * pl.col("factor"), real__least=pl.col("nominal__least") * pl.col("factor")
        )
        .select("year", "nominal", "nominal__least", "real", "real__least", "qualifier", "awards")
    )
