"""What ends when: the money known for each quarter to come, and what is known to follow."""

from __future__ import annotations

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import qualifier_of_sum, spread_over, sure_share
from analysis.periods import Period

ENDINGS = declare(
    Measure(
        name="money_ending",
        unit="GBP per year",
        question="What ends when?",
        how="awards made by the period's end by the quarter of their last day, each at its amount for a year (the whole amount over the "
        "days of its term, at most the whole of it; or the stated amount a year); money passed on by the dates of the award it is held by, each pound once",
        better=None,
        reads="awards",
    )
)
YEARS_AHEAD = 3
_YEAR = 365.25  # days


def quarters_ahead(period: Period) -> list[Period]:
    """The last quarter of the period, and those of the three years after it."""
    quarters = [period.quarters[-1]]
    for _ in range(4 * YEARS_AHEAD):
        quarters.append(quarters[-1].next_quarter)
    return quarters


def with_rates(parts: pl.DataFrame) -> pl.DataFrame:
    """Parts (parts_held, everything known) whose last day is known, each with its amount for a year as `rate`, and rate__least."""
    days = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    of_a_year = pl.coalesce("a_year", _YEAR / pl.max_horizontal(days, _YEAR))
    return parts.filter(pl.col("known_by") == "term").with_columns(
        rate=pl.col("amount") * of_a_year, rate__least=pl.col("amount__least") * of_a_year
    )


def by_the_year(terms: pl.DataFrame) -> pl.DataFrame:
    """Awards stated by the year alone (counted, one currency) that have a known last day, as parts with their rate."""
    rows = terms.filter(
        pl.col("amount").is_null() & pl.col("annual_amount").is_not_null() & (pl.col("known_by") == "term")
    )
    return rows.with_columns(
        rate="annual_amount",
        rate__least=pl.col("annual_amount") * sure_share(),
        qualifiers=pl.concat_list("qualifier"),
        awards=pl.concat_list("award_id"),
        kept=pl.lit(False),
    )


def falls_ahead(terms: pl.DataFrame, quarters: list[Period]) -> pl.DataFrame:
    """What is known to fall in each quarter. terms: awards (counted, one currency). Columns out: quarter, money, money__least (as little as
    it may be, where an award may be on record twice), money_sure (how sure it is), awards.

    Money passed on falls by the dates of the award it came from, as in every other sum of the network.
    """
    spread = spread_over(terms.filter(pl.col("known_by") == "term"), quarters)
    sums = (
        spread.group_by(quarter="period")
        .agg(
            money=pl.col("money").sum(),
            money__least=pl.col("money__least").sum(),
            awards=pl.col("award_id").sort(),
            sure=pl.col("qualifier"),
        )
        .with_columns(money_sure=pl.col("sure").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .drop("sure")
    )
    labels = pl.DataFrame({"quarter": [quarter.label for quarter in quarters]}, schema={"quarter": pl.String})
    return labels.join(sums, on="quarter", how="left", maintain_order="left").with_columns(
        pl.col("money", "money__least").fill_null(0.0)
    )


def endings(parts: pl.DataFrame, quarters: list[Period]) -> pl.DataFrame:
    """One row a quarter. parts: with rates (with_rates, by_the_year).

    Columns out: quarter, ends (awards whose last day is in it), rate and rate__least (their amount for a year, and as little as it may be), followed (of these, those whose
    recipient holds another award that runs on after it or begins within a year), hubs (hubs of which no award is known to run on),
    ended (the ids).
    """
    begins = quarters[0].begins
    rows = parts.with_row_index("part").with_columns(
        holder=pl.coalesce("recipient_hub", "recipient"),
        quarter=pl.col("last_day").map_elements(lambda day: Period.of_date(day, begins).label, return_dtype=pl.String),
    )
    after = rows.select("holder", later="part", later_last="last_day", later_first="first_day")
    goes_on = (
        (pl.col("later") != pl.col("part"))
        & (pl.col("later_last") > pl.col("last_day"))
        & (pl.col("later_first") <= pl.col("last_day").dt.offset_by("1y"))
    )
    followed = rows.join(after, on="holder").filter(goes_on).select("part").unique().with_columns(goes_on=pl.lit(True))
    known = rows.join(followed, on="part", how="left", maintain_order="left").with_columns(
        pl.col("goes_on").fill_null(False)
    )
    left = pl.col("recipient_hub").is_not_null() & ~pl.col("goes_on") & ~pl.col("kept")
    sums = known.group_by("quarter").agg(
        ends=pl.len().cast(pl.Int64),
        rate=pl.col("rate").sum(),
        rate__least=pl.col("rate__least").sum(),
        followed=pl.col("goes_on").sum().cast(pl.Int64),
        hubs=pl.col("recipient_hub").filter(left).n_unique().cast(pl.Int64),
        ended=pl.col("award_id").sort(),
    )
    labels = pl.DataFrame({"quarter": [quarter.label for quarter in quarters]}, schema={"quarter": pl.String})
    zero = [pl.col(name).fill_null(0) for name in ("ends", "rate", "rate__least", "followed", "hubs")]
    return labels.join(sums, on="quarter", how="left", maintain_order="left").with_columns(zero)


def unknown_ends(terms: pl.DataFrame) -> pl.DataFrame:
    """Awards (counted, with_terms) in force of which nobody says when they end, the largest first."""
    rows = terms.filter(~pl.col("known_by").is_in(["term", "end"]))
    return rows.sort(pl.coalesce("amount", "annual_amount").fill_null(0.0), "award_id", descending=[True, False])
