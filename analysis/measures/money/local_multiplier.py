"""The local multiplier LM3: how often a pound is spent in the area over three rounds."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from analysis.measures.measure import Measure, declare

LM3 = declare(
    Measure(
        name="local_multiplier",
        unit="pounds",
        question="How much of the money stays in the area?",
        how="LM3: (income + what was spent of it in the area + what was spent of that in the area again) / income, over the organisations "
        "that said all three; 1 where nothing is spent in the area, 3 where everything is",
        better="higher",
        reads="local_spending",
        source="Sacks (2002), The Money Trail, New Economics Foundation",
    )
)


class Multiplier(NamedTuple):
    """lm3: pounds counted in the area for a pound of income, the income with them. respent: of that, what is beyond the income."""

    lm3: float
    beyond: float
    organisations: int


def local_multiplier(income: float, spent_locally: float, respent_locally: float) -> float | None:
    """LM3 = (round 1 + round 2 + round 3) / round 1. None without income.

    Round 2 is what the income's holder spends with people and suppliers of the area; round 3 what those it pays, of the area or not,
    spend there again.
    Source: Sacks (2002), The Money Trail, New Economics Foundation and the Countryside Agency. Worked example: Northumberland County
    Council and nef (2005), where a pound spent with a local supplier is worth 1.76 pounds to the area (LM3 2.76), and 0.36 pounds
    (LM3 1.36) with a supplier from elsewhere.
    """
    return (income + spent_locally + respent_locally) / income if income > 0 else None


def with_multipliers(spending: pl.DataFrame) -> pl.DataFrame:
    """Rows of local_spending, each with lm3, and `why` where it has none.

    More spent than came in, or re-spent than was spent at all, is a slip: such rows get no multiplier.
    """
    income, spent, respent = pl.col("income"), pl.col("spent_locally"), pl.col("respent_locally")
    why = (
        pl.when(income.is_null() | (income <= 0))
        .then(pl.lit("no income is stated"))
        .when(spent.is_null() | respent.is_null())
        .then(pl.lit("not all three rounds are stated"))
        .when((spent > income) | (respent > income))
        .then(pl.lit("more is said to be spent in the area than came in"))
    )
    lm3 = pl.when(why.is_null()).then((income + spent + respent) / income)
    return spending.with_columns(lm3=lm3, why=why)


def multiplier_of(rows: pl.DataFrame) -> Multiplier | None:
    """LM3 of all rows (with_multipliers, one currency) that have one, added round by round, so that large organisations weigh more."""
    known = rows.filter(pl.col("lm3").is_not_null())
    if not known.height:
        return None
    income = float(known["income"].sum())
    lm3 = local_multiplier(income, float(known["spent_locally"].sum()), float(known["respent_locally"].sum()))
    return None if lm3 is None else Multiplier(lm3, lm3 - 1, known["organisation"].n_unique())
