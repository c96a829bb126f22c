"""What lies behind an answer and changes how it may be read: exceptions that hubs confirmed, and questions in other words since.

Both are rows, an answer each, so that whoever adds answers up, holds them against each other or tests them can look there; the edition
sets [n] and [b] beside the answers, and these go along into every sum.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.datasets.returns.corrections import CONFIRM, SETTLING
from analysis.datasets.returns.question_life import rewordings
from analysis.measures.measure import Measure, declare

EXCEPTIONS = declare(
    Measure(
        name="exceptions",
        unit="answers",
        question="Which answers have something out of the ordinary behind them?",
        how="answers that the hub confirmed when it was asked whether they are right, in its words",
        better=None,
        reads="corrections",
    )
)

# [b] is shorthand of the Government Analysis Function; it has none for a number that is right and out of the ordinary.
EXCEPTION, BREAK = "[n]", "[b]"
_KEY = ["hub_id", "quarter", "question_id"]


def exceptions(corrections: pl.DataFrame, returns: pl.DataFrame, hubs: pl.DataFrame) -> pl.DataFrame:
    """One row an answer that a hub confirmed though it is unusual: hub_id, hub (its name), quarter, question_id, words.

    What was confirmed of a whole return is about each of its answers. The words are those of corrections.yml.
    """
    settles = pl.col("rule").is_in(SETTLING).fill_null(False)  # says which return holds, and nothing of its numbers
    confirmed = corrections.filter(pl.col("kind") == CONFIRM, ~settles).select(*_KEY, words="reason")
    answers = returns.filter(pl.col("value").is_not_null() | pl.col("text").is_not_null()).select(_KEY)
    whole = confirmed.filter(pl.col("question_id").is_null()).drop("question_id")
    named = hubs.select("hub_id", hub=pl.coalesce("name", "hub_id"))
    return (
        pl.concat(
            [
                confirmed.filter(pl.col("question_id").is_not_null()).select(*_KEY, "words"),
                answers.join(whole, on=["hub_id", "quarter"]).select(*_KEY, "words"),
            ]
        )
        .join(named, on="hub_id", how="left")
        .select("hub_id", pl.coalesce("hub", "hub_id").alias("hub"), "quarter", "question_id", "words")
        .unique(maintain_order=True)
        .sort("quarter", "hub_id", "question_id", "words", maintain_order=True)
    )


def breaks(questions: pl.DataFrame) -> pl.DataFrame:
    """One row a question and quarter since which it is asked in other words: question_id, quarter, before (the words until then)."""
    rows = [
        (row["question_id"], quarter, words)
        for row in questions.iter_rows(named=True)
        for quarter, words in rewordings(row).items()
    ]
    return pl.DataFrame(rows, schema=["question_id", "quarter", "before"], orient="row", schema_overrides=_TEXTS)


_TEXTS = {"question_id": pl.String, "quarter": pl.String, "before": pl.String}


def beside_answers(returns: pl.DataFrame, exceptional: pl.DataFrame, reworded: pl.DataFrame) -> pl.DataFrame:
    """What stands beside answers for these two reasons: hub_id, quarter, question_id, flag; the first quarter of other words has [b].

    exceptional: as `exceptions`; reworded: as `breaks`.
    """
    first = returns.select(_KEY).join(reworded.select("question_id", "quarter"), on=["question_id", "quarter"])
    return pl.concat(
        [
            exceptional.select(_KEY).unique(maintain_order=True).with_columns(flag=pl.lit(EXCEPTION)),
            first.with_columns(flag=pl.lit(BREAK)),
        ]
    )


def withheld_answers(answers: pl.DataFrame) -> pl.DataFrame:
    """Which of the released answers are withheld: hub_id, quarter, question_id. answers: with NAME__mark."""
    marks = [name for name in answers.columns if name.endswith("__mark")]
    each = answers.select("hub_id", "quarter", *marks).unpivot(index=["hub_id", "quarter"], variable_name="mark")
    return each.filter(pl.col("value") == "[c]").select(
        "hub_id", "quarter", question_id=pl.col("mark").str.strip_suffix("__mark")
    )


def of_shown_answers(exceptional: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """The exceptions without those in answers that are withheld: that a small count is out of the ordinary says which it is not."""
    return exceptional.join(withheld_answers(answers), on=_KEY, how="anti", maintain_order="left")


def told_once(
    exceptional: pl.DataFrame, questions: Sequence[str], quarters: Sequence[str]
) -> list[tuple[str, str, str]]:
    """(quarter, hub, words) of the exceptions in answers to these questions in these quarters, each once, oldest first."""
    there = exceptional.filter(pl.col("question_id").is_in(list(questions)) & pl.col("quarter").is_in(list(quarters)))
    return there.select("quarter", "hub", "words").unique(maintain_order=True).rows()
