"""Whether money is where need is: money for each resident against deprivation."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.passing_on import parts_over
from analysis.measures.money.stated_terms import ONE_END, surely_within
from analysis.periods import Period

MONEY_AND_NEED = declare(
    Measure(
        name="money_and_need",
        unit="rank correlation",
        question="Is money where need is?",
        how="Spearman's rank correlation of money for each resident with the locality's deprivation tenth; money held in the locality "
        "(at its hubs, or for it as the award states) that falls between the network's first quarter and the period's end, each "
        "pound once; p by shuffling the localities",
        better=None,
        reads="awards",
        source="interval by Bonett and Wright (2000), Psychometrika 65, 23-28",
    )
)


def money_by_hub(parts: pl.DataFrame, spans: Sequence[Period]) -> pl.DataFrame:
    """What falls to each hub in the spans. parts: parts_held, of everything known. Columns out: hub_id, money, money__least, awards."""
    at_hubs = parts.filter(pl.col("recipient_hub").is_not_null() & ~pl.col("kept"))
    return _falling(at_hubs, spans, "recipient_hub").rename({"recipient_hub": "hub_id"})


def money_by_locality(
    parts: pl.DataFrame, spans: Sequence[Period], hubs: pl.DataFrame, localities: pl.DataFrame
) -> pl.DataFrame:
    """What falls to each locality in the spans, for each resident; localities without any money on record have nought.

    A hub's money counts for the hub's own locality, other money for the place that the award states; what a body keeps of money
    that it passes on counts for none. Columns out: locality_id, locality, population, deprivation_decile, hubs, money, each (for
    each resident; null without a population), both once more as __least, awards.
    """
    homes = hubs.select(pl.col("hub_id").alias("recipient_hub"), home="locality_id")
    placed = (
        parts.filter(~pl.col("kept"))
        .join(homes, on="recipient_hub", how="left", maintain_order="left")
        .with_columns(locality_id=pl.coalesce("home", "locality_id"))
        .filter(pl.col("locality_id").is_not_null())
    )
    counted = hubs.group_by("locality_id").agg(hubs=pl.len().cast(pl.Int64))
    return (
        localities.select("locality_id", pl.col("name").alias("locality"), "population", "deprivation_decile")
        .join(counted, on="locality_id", how="left")
        .join(_falling(placed, spans, "locality_id"), on="locality_id", how="left")
        .with_columns(pl.col("hubs").fill_null(0), pl.col("money", "money__least").fill_null(0.0))
        .with_columns(
            pl.when(pl.col("population") > 0).then(pl.col(money) / pl.col("population")).alias(each)
            for money, each in (("money", "each"), ("money__least", "each__least"))
        )
        .sort("locality", "locality_id")
    )


def _falling(parts: pl.DataFrame, spans: Sequence[Period], by: str) -> pl.DataFrame:
    """spans: one after another without a gap. What may lie in each of them, for one end of its term alone is known, lies once in all."""
    rows = parts.with_row_index("part").select(
        "part", by, "awards", "amount__least", "known_by", "first_day", "last_day"
    )
    each = parts_over(parts, spans).group_by("part", maintain_order=True)
    spread = each.agg(pl.col("money", "money__least").sum(), most=pl.col("money").max()).join(rows, on="part")
    surely = surely_within(pl.lit(spans[0].start), pl.lit(spans[-1].end)) if spans else pl.lit(False)
    window = pl.col("known_by").is_in(ONE_END)
    money = pl.when(window).then("most").otherwise("money")
    least = pl.when(window & surely).then("amount__least").otherwise("money__least")
    return spread.group_by(by).agg(
        money=money.sum(), money__least=least.sum(), awards=pl.col("awards").list.explode().unique().sort()
    )


def interval_of_rank(rho: float, pairs: int) -> tuple[float, float] | None:
    """A 95% interval of Spearman's rank correlation. None below five pairs.

    Source: Bonett and Wright (2000), Psychometrika 65, 23-28: Fisher's z with variance (1 + rho squared / 2) / (n - 3).
    """
    if pairs < 5:
        return None
    half = 1.959964 * math.sqrt((1 + rho**2 / 2) / (pairs - 3))
    centre = math.atanh(max(-0.9999, min(0.9999, rho)))
    return math.tanh(centre - half), math.tanh(centre + half)


def least_telling(pairs: int) -> float:
    """About the weakest rank correlation that chance alone brings less than once in twenty, with so many pairs; 1 at most.

    Source: without a link, Spearman's coefficient has variance 1 / (n - 1) (Kendall and Gibbons 1990, Rank Correlation Methods);
    for 10 pairs this gives 0.65, as the exact tables do. It tells what a number of places can bear, and is not the test itself.
    """
    return min(1.0, 1.959964 / math.sqrt(pairs - 1)) if pairs > 1 else 1.0
