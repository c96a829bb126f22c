"""What hubs told in words, as far as it may be printed."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.measure import Measure, declare

STORIES = declare(
    Measure(
        name="stories",
        unit="answers",
        question="What do hubs tell in their own words?",
        how="answers in words to questions whose form says that they may be printed, from the quarter on whose form said so",
        better=None,
        reads="returns",
    )
)


def printed_questions(questions: pl.DataFrame, where: Sequence[str] = ("hub page", "report")) -> pl.DataFrame:
    """Questions whose answers may be printed there, and of which it is known since when the form says so."""
    return questions.filter(
        pl.col("kind") == "text", pl.col("publish").is_in(list(where)), pl.col("publish_from").is_not_null()
    )


def stories(
    returns: pl.DataFrame,
    questions: pl.DataFrame,
    quarters: Sequence[str],
    where: Sequence[str] = ("hub page", "report"),
) -> pl.DataFrame:
    """One row an answer, by quarter and number of the question. Columns: hub_id, quarter, question_id, number, wording, text."""
    asked = printed_questions(questions, where).select("question_id", "number", "wording", "publish_from")
    return (
        returns.filter(pl.col("quarter").is_in(list(quarters)), pl.col("text").str.strip_chars() != "")
        .join(asked, on="question_id")
        .filter(pl.col("quarter") >= pl.col("publish_from"))
        .sort("quarter", pl.col("number").str.extract(r"^(\d+)").cast(pl.Int64, strict=False), "question_id", "hub_id")
        .select("hub_id", "quarter", "question_id", "number", "wording", "text")
    )
