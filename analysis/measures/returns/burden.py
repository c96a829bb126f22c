"""What each question costs the volunteers who answer it, and what uses the answers."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.datasets.returns.question_life import asked_in, is_asked
from analysis.measures.measure import Measure, declare

BURDEN = declare(
    Measure(
        name="burden",
        unit="hours",
        question="What does each question cost the volunteers who answer it, and what uses the answers?",
        how="the minutes the question declares, times the returns that came in the period",
        better="lower",
        reads="questions",
    )
)

USED, ONLY_GIVEN_BACK, UNUSED = "used", "only on the hub's own page", "candidate to drop"


def burden_by_question(
    questions: pl.DataFrame,
    submissions: pl.DataFrame,
    quarters: Sequence[str],
    uses: pl.DataFrame,
    recommendations: pl.DataFrame,
) -> pl.DataFrame:
    """One row a question asked in the quarters, in the form's order.

    uses: one row an exhibit or sentence that a question's answers go into; columns question_id, use (`exhibit`, `sentence`
    or `hub page`). recommendations: those whose indicator counts as a use. Columns out: number, question_id, wording,
    minutes, hours, exhibits, sentences, recommendations, verdict (one of USED, ONLY_GIVEN_BACK, UNUSED).
    """
    came = submissions.filter(pl.col("quarter").is_in(list(quarters)))["quarter"].value_counts()
    asked_of = [
        pl.when(is_asked(pl.lit(quarter))).then(pl.lit(returns)).otherwise(0) for quarter, returns in came.iter_rows()
    ]
    counted = uses.group_by("question_id").agg(
        exhibits=_times("exhibit"), sentences=_times("sentence"), given_back=_times("hub page")
    )
    named = recommendations.group_by(question_id="indicator").agg(recommendations=pl.len().cast(pl.Int64))
    numbers = ["exhibits", "sentences", "recommendations", "given_back"]
    return (
        asked_in(questions, quarters)
        .select(
            "number",
            "question_id",
            "wording",
            pl.col("minutes").fill_null(0.0),
            came=pl.sum_horizontal(asked_of) if asked_of else pl.lit(0),
        )
        .join(counted, on="question_id", how="left", maintain_order="left")
        .join(named, on="question_id", how="left", maintain_order="left")
        .with_columns(pl.col(numbers).fill_null(0), hours=(pl.col("minutes") * pl.col("came") / 60).round(2))
        .with_columns(verdict=_verdict())
        .select("number", "question_id", "wording", "minutes", "hours", *numbers[:3], "verdict")
    )


def _verdict() -> pl.Expr:
    used = pl.sum_horizontal("exhibits", "sentences", "recommendations") > 0
    given_back = pl.when(pl.col("given_back") > 0).then(pl.lit(ONLY_GIVEN_BACK))
    return pl.when(used).then(pl.lit(USED)).otherwise(given_back.otherwise(pl.lit(UNUSED)))


def _times(use: str) -> pl.Expr:
    return (pl.col("use") == use).sum().cast(pl.Int64)
