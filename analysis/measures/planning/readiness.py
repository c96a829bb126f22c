"""How ready hubs are: the last answer to each question of the check list, and what to do first."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.measures.measure import Measure, declare

READY = declare(
    Measure(
        name="ready",
        unit="hubs",
        question="Which hubs have in place what should stand before doors open?",
        how="hubs whose last answer to each question of weight 3 is yes",
        better="higher",
        reads="readiness",
    )
)
_OPENNESS = {"no": 2, "partly": 1}


def last_answers(readiness: pl.DataFrame, until: dt.date) -> pl.DataFrame:
    """One row a hub and question: its last answer given by the day. Columns out: hub_id, question_id, answer, day."""
    return (
        readiness.filter((pl.col("day") <= until) & pl.col("answer").is_not_null())
        .sort("hub_id", "question_id", "day")
        .group_by("hub_id", "question_id", maintain_order=True)
        .last()
        .select("hub_id", "question_id", "answer", "day")
    )


def plan_of_hub(answered: pl.DataFrame, questions: pl.DataFrame) -> pl.DataFrame:
    """What one hub has still to do, first things first: what is not in place, by weight, then `no` before `partly`.

    answered: the hub's last answers. questions: question_id, weight and whatever else is wanted, in the check list's order.
    A question without an answer is not in the plan: nothing says that it is open.
    """
    return (
        questions.with_row_index("place")
        .join(answered.select("question_id", "answer", "day"), on="question_id")
        .filter(pl.col("answer").is_not_null(), pl.col("answer") != "yes")
        .with_columns(open=pl.col("answer").replace_strict(_OPENNESS, default=0, return_dtype=pl.Int64))
        .sort(["weight", "open", "place"], descending=[True, True, False])
        .drop("open", "place")
    )


def answers_by_question(answered: pl.DataFrame, questions: pl.DataFrame, hubs: list[str]) -> pl.DataFrame:
    """One row a question: how many of the hubs said yes, partly, no, and how many have not answered it."""
    counted = answered.filter(pl.col("hub_id").is_in(hubs)).group_by("question_id").agg(
        *[(pl.col("answer") == answer).sum().cast(pl.Int64).alias(answer) for answer in ("yes", "partly", "no")]
    )  # fmt: skip
    given = pl.sum_horizontal("yes", "partly", "no")
    return (
        questions.join(counted, on="question_id", how="left", maintain_order="left")
        .with_columns(pl.col("yes", "partly", "no").fill_null(0))
        .with_columns(silent=(pl.lit(len(hubs)) - given).cast(pl.Int64))
    )


def ready_hubs(answered: pl.DataFrame, questions: pl.DataFrame, hubs: list[str]) -> tuple[list[str], list[str]]:
    """(hubs whose every question of weight 3 is answered yes, hubs that answered all of those questions)."""
    heavy = questions.filter(pl.col("weight") == 3)["question_id"].to_list()
    told = answered.filter(pl.col("question_id").is_in(heavy) & pl.col("hub_id").is_in(hubs))
    counted = told.group_by("hub_id").agg(told=pl.len(), yes=(pl.col("answer") == "yes").sum())
    whole = counted.filter(pl.col("told") == len(heavy))
    ready = whole.filter(pl.col("yes") == len(heavy))
    return sorted(ready["hub_id"].to_list()), sorted(whole["hub_id"].to_list())
