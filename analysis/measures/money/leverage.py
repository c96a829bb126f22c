"""Money that the record itself ties to an investment in the network."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import counted, known_by_end, sure_share
from analysis.periods import Period

LEVERAGE = declare(
    Measure(
        name="leverage",
        unit="GBP for each pound",
        question="How much other money came for each pound invested in the network?",
        how="whole amounts of awards made by the period's end that the record ties to an investment in the network, over the whole "
        "amounts of those investments; nominal, each pound once, one currency; it says what was won with it, not because of it",
        better=None,
        reads="awards",
    )
)


class Leverage(NamedTuple):
    """Sums in one currency with the ids of the awards they add. ratio: None where no investment states a whole amount."""

    invested: float
    tied: float
    wider: float
    investments: list[str]
    tied_awards: list[str]
    wider_awards: list[str]
    least: tuple[float, ...]  # as little as invested, tied and wider may be
    without_amount: int  # investments and tied awards that state no whole amount, and so stand in no sum
    unsure: list[str]  # qualifiers of what is in the two sums

    @property
    def ratio(self) -> float | None:
        return self.tied / self.invested if self.invested > 0 else None


def leverage_of(terms: pl.DataFrame, period: Period, currency: str) -> Leverage:
    """The investments in the network made by the period's end, what is tied to them, and all other money on record.

    An award counts as tied only where the record names the investment that it was won with (leveraged_by), and is none itself.
    """
    rows = counted(known_by_end(terms, period)).filter(pl.col("currency") == currency).sort("award_id")
    invested = rows.filter(pl.col("network_investment"))
    is_tied = pl.col("leveraged_by").is_in(invested["award_id"].implode()) & ~pl.col("network_investment").fill_null(
        False
    )
    tied = rows.filter(is_tied)
    wider = rows.filter(~is_tied.fill_null(False) & ~pl.col("network_investment").fill_null(False))
    whole = pl.col("amount").is_not_null()
    both = pl.concat([invested, tied])
    return Leverage(
        float(invested["amount"].sum()),
        float(tied["amount"].sum()),
        float(wider["amount"].sum()),
        invested.filter(whole)["award_id"].to_list(),
        tied.filter(whole)["award_id"].to_list(),
        wider.filter(whole)["award_id"].to_list(),
        tuple(float(rows.select((pl.col("amount") * sure_share()).sum()).item()) for rows in (invested, tied, wider)),
        both.filter(~whole).height,
        both.filter(whole)["qualifier"].to_list(),
    )
