"""How much hangs on few funders: for the network, and for each hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.shares import added_by, share_between
from analysis.periods import Period

CONCENTRATION = declare(
    Measure(
        name="funder_concentration",
        unit="index",
        question="Does the money hang on few funders?",
        how="Herfindahl-Hirschman index of those who pay: the sum of the squares of their shares in percent of the awards in force, from "
        "near 0 (many alike) to 10,000 (one); 10,000 over it is the number of funders of equal size that would be as concentrated",
        better=None,
        reads="awards",
        source="US Department of Justice and Federal Trade Commission (2010), Horizontal Merger Guidelines, section 5.3",
    )
)
DEPENDENCE = declare(
    Measure(
        name="hub_dependence",
        unit="percent",
        question="Which hubs depend on one funder?",
        how="for each hub the share of its largest funder in the stated amounts of its awards in force in the period, money passed on "
        "counted for the one who paid it first; what else a hub earns or is given is not on the record of awards",
        better=None,
        reads="awards",
    )
)


class Concentration(NamedTuple):
    """hhi: 0 to 10,000. alike: funders of equal size that would be as concentrated. largest: the largest share, in percent."""

    hhi: float
    alike: float
    largest: float
    funders: int


def concentration_of(amounts: Sequence[float]) -> Concentration | None:
    """The Herfindahl-Hirschman index of shares, from amounts a funder. None where there is nothing to share.

    Source: US Department of Justice and Federal Trade Commission, Horizontal Merger Guidelines (2010), section 5.3.
    """
    total = sum(amounts)
    if total <= 0:
        return None
    shares = [100 * amount / total for amount in amounts if amount > 0]
    index = sum(share**2 for share in shares)
    return Concentration(index, 10_000 / index, max(shares), len(shares))


def held_in(parts: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The parts (parts_held) that pay for some day of the period by the dates of the award they are held by, or may do so."""
    begun = pl.col("first_day").is_null() | (pl.col("first_day") <= period.end)
    not_over = pl.col("last_day").is_null() | (pl.col("last_day") >= period.start)
    return parts.filter(begun & not_over)


def dependence_of_hubs(parts: pl.DataFrame, period: Period) -> pl.DataFrame:
    """One row a hub that holds money in the period, the most dependent first.

    Columns out: hub_id, amount, amount__least, largest (the funder's name), share (its share in percent) and share__least (as little as it may
    be, where something may be on record twice), funders, qualifier, awards.
    """
    hubs = held_in(parts.filter(pl.col("recipient_hub").is_not_null() & ~pl.col("kept")), period)
    sums = added_by(hubs, "recipient_hub").rename({"recipient_hub": "hub_id"})
    funders = (
        added_by(hubs, "recipient_hub", "payer")
        .sort(["amount", "payer"], descending=[True, False])
        .group_by(hub_id="recipient_hub", maintain_order=True)
        .agg(
            largest=pl.col("payer").first(),
            most=pl.col("amount").first(),
            most__least=pl.col("amount__least").first(),
            funders=pl.len().cast(pl.Int64),
        )
    )
    rows = sums.join(funders, on="hub_id").filter(pl.col("amount") > 0)
    both = rows.select("most", "most__least", "amount", "amount__least").iter_rows()
    found = [share_between(*row) for row in both]
    return (
        rows.with_columns(
            share=pl.Series([each.most for each in found], dtype=pl.Float64),
            share__least=pl.Series([each.least for each in found], dtype=pl.Float64),
        )
        .sort(["share", "amount", "hub_id"], descending=[True, True, False])
        .select(
            "hub_id", "amount", "amount__least", "largest", "share", "share__least", "funders", "qualifier", "awards"
        )
    )
