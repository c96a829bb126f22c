"""What was recommended and what became of it, and what hubs say they learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

RECOMMENDATION_STATUS = declare(
    Measure(
        name="recommendation_status",
        unit="recommendations",
        question="What became of what was recommended?",
        how="number of the recommendations of one yearly report by their status",
        better=None,
        reads="recommendations",
    )
)
LEARNED = declare(
    Measure(
        name="learned",
        unit="answers",
        question="What did hubs learn that another hub could use?",
        how="number of returns in which the question on what was learned is answered",
        better=None,
        reads="returns",
    )
)

UNDER_WAY = "under way"
IN_ORDER = ("done", UNDER_WAY, "not started", "dropped", "proposed")


def to_do_next(made: pl.DataFrame) -> dict[str, Any] | None:
    """Of one report's recommendations, in its order, the first that nobody has begun; else the first under way; None where all ended."""
    for statuses in (("proposed", "not started"), (UNDER_WAY,)):
        left = made.filter(pl.col("status").is_in(statuses))
        if left.height:
            return left.row(0, named=True)
    return None


def recommendations_made(recommendations: pl.DataFrame, year: str) -> pl.DataFrame:
    """The recommendations of one year's report, in its order."""
    return recommendations.filter(pl.col("made_in") == year).sort("number", "recommendation_id")


def told_by(recommendations: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Those that a reader of the edition knows: of the last whole year's report and of the one before it, the newest first."""
    year = period.last_whole_year
    told = recommendations.filter(pl.col("made_in").is_in([year.label, year.previous.label]))
    return told.sort("made_in", "number", descending=[True, False])


def by_status(recommendations: pl.DataFrame) -> pl.DataFrame:
    """One row a status that occurs, the furthest along first. Columns out: made_in, status, recommendations."""
    order = {status: place for place, status in enumerate(IN_ORDER)}
    return (
        recommendations.group_by("made_in", "status")
        .agg(recommendations=pl.len().cast(pl.Int64))
        .sort("made_in", pl.col("status").replace_strict(order, default=len(order), return_dtype=pl.Int64), "status")
    )


def learned_by_quarter(returns: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """One row a quarter, in order: how many answers say what was learned. Columns out: quarter, answers."""
    counts = learned_answers(returns, quarters).group_by("quarter").agg(answers=pl.len().cast(pl.Int64))
    return (
        pl.DataFrame({"quarter": list(quarters)}, schema={"quarter": pl.String})
        .join(counts, on="quarter", how="left", maintain_order="left")
        .with_columns(pl.col("answers").fill_null(0))
    )


def learned_answers(returns: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """The rows of `returns` that answer the question on what was learned, in these quarters."""
    answered = (pl.col("question_id") == "learned") & (pl.col("text").fill_null("").str.strip_chars() != "")
    return returns.filter(answered & pl.col("quarter").is_in(list(quarters)))
