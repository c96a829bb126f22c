"""The last answer holds, the plan has first things first, and silence is not a no."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.datasets.planning.readiness import READINESS
from analysis.datasets.planning.readiness_questions import READINESS_QUESTIONS
from analysis.measures.planning.readiness import answers_by_question, last_answers, plan_of_hub, ready_hubs

ASKED = pl.DataFrame({"question_id": ["light", "heavy", "other", "middle"], "weight": [1, 3, 3, 2]})


def told(*rows: tuple[str, str, str, int]) -> pl.DataFrame:
    made = [
        {
            "hub_id": hub,
            "question_id": question,
            "answer": answer,
            "day": dt.date(2024, month, 1),
            "source_file": "a.csv",
        }
        for hub, question, answer, month in rows
    ]
    return pl.DataFrame(made, schema=READINESS.schema)


def test_a_later_answer_holds_but_none_from_after_the_period() -> None:
    given = told(("a", "heavy", "no", 1), ("a", "heavy", "yes", 6), ("a", "heavy", "no", 12))
    assert last_answers(given, dt.date(2024, 9, 30))["answer"].to_list() == ["yes"]
    assert last_answers(given, dt.date(2024, 3, 31))["answer"].to_list() == ["no"]


def test_the_plan_takes_the_heaviest_first_and_no_before_partly() -> None:
    given = last_answers(
        told(("a", "light", "no", 1), ("a", "heavy", "partly", 1), ("a", "other", "no", 1), ("a", "middle", "yes", 1)),
        dt.date(2024, 12, 31),
    )
    assert plan_of_hub(given, ASKED)["question_id"].to_list() == ["other", "heavy", "light"]


def test_hubs_are_counted_by_question_and_silence_apart() -> None:
    given = last_answers(
        told(("a", "heavy", "yes", 1), ("a", "other", "yes", 1), ("b", "heavy", "yes", 1), ("b", "other", "partly", 1), ("c", "heavy", "yes", 1), ("x", "heavy", "no", 1)),
        dt.date(2024, 12, 31),
    )  # fmt: skip
    counted = answers_by_question(given, ASKED, ["a", "b", "c", "d"])
    assert counted.select("question_id", "yes", "partly", "no", "silent").rows() == [
        ("light", 0, 0, 0, 4),
        ("heavy", 3, 0, 0, 1),
        ("other", 1, 1, 0, 2),
        ("middle", 0, 0, 0, 4),
    ]
    assert ready_hubs(given, ASKED, ["a", "b", "c", "d"]) == (["a"], ["a", "b"])


def test_every_question_says_why_and_who_helps() -> None:
    assert len({question.id for question in READINESS_QUESTIONS}) == len(READINESS_QUESTIONS) >= 12
    assert all(question.why and question.first_step and question.who_helps for question in READINESS_QUESTIONS)
    assert {question.weight for question in READINESS_QUESTIONS} == {1, 2, 3}
    asked_for = {"steering group", "building and access", "safeguarding", "insurance", "volunteers", "money", "data and returns", "partners", "accessibility", "sustainability"}  # fmt: skip
    assert {question.theme for question in READINESS_QUESTIONS} == asked_for
