"""What was corrected after it came out, and what a hub only estimated: the day decides, and what stands beside an answer is spelt out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.datasets.processing.tables import TABLES
from analysis.measures.returns.revisions import estimated_answers, flags_by_hub, revised_answers, revisions

Q1, Q2 = "2024-25 Q1", "2024-25 Q2"
OUT = {Q1: dt.date(2025, 6, 30)}


def returns(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"hub_id": "a", "quarter": Q1, "question_id": "people", **row} for row in rows],
        schema=TABLES["returns"].schema,
    )


def test_an_answer_is_revised_that_was_corrected_after_the_day_its_quarter_came_out() -> None:
    told = returns(
        {"hub_id": "on the day", "revised": "2025-06-30"},
        {"hub_id": "the day after", "revised": "2025-07-01"},
        {"hub_id": "before", "revised": "2025-06-29"},
        {"hub_id": "not out yet", "revised": "2025-07-01", "quarter": Q2},
        {"hub_id": "never"},
        {"hub_id": "no day", "revised": "soon"},
    )
    assert revised_answers(told, OUT).rows() == [("the day after", Q1, "people")]


def test_revised_answers_are_in_order_of_hub_quarter_and_question() -> None:
    late = {"revised": "2026-01-01"}
    told = returns(
        {"hub_id": "b", **late},
        {"hub_id": "a", "question_id": "sessions", **late},
        {"hub_id": "a", "question_id": "meals", **late},
        {"hub_id": "a", "quarter": Q2, "question_id": "aid", **late},
    )
    found = revised_answers(told, {**OUT, Q2: dt.date(2025, 9, 30)})
    assert found.rows() == [("a", Q1, "meals"), ("a", Q1, "sessions"), ("a", Q2, "aid"), ("b", Q1, "people")]


def test_an_estimate_is_a_number_that_was_not_counted() -> None:
    told = returns(
        *[
            {"hub_id": word, "qualifier": word, "value": 5.0}
            for word in ("about", "at least", "more than", "exact", "up to")
        ],
        {"hub_id": "no number", "qualifier": "about"},
        {"hub_id": "nothing said", "value": 1.0},
    )
    assert estimated_answers(told)["hub_id"].to_list() == ["about", "at least", "more than"]


def test_what_stands_beside_an_answer_is_in_one_cell_in_order() -> None:
    told = returns(
        {"revised": "2025-07-01", "qualifier": "about", "value": 5.0},
        {"hub_id": "b", "question_id": "meals", "qualifier": "about", "value": 5.0},
    )
    beside = pl.DataFrame(
        {"hub_id": ["a"], "quarter": [Q1], "question_id": ["meals"], "flag": ["[n]"]},
    )
    flags = flags_by_hub(told, OUT, beside).select("hub_id", "quarter", "people__flag", "meals__flag")
    assert flags.rows() == [("a", Q1, "[e] [r]", "[n]"), ("b", Q1, None, "[e]")]
    assert flags_by_hub(told, OUT)["meals__flag"].to_list() == [None, "[e]"]


def test_where_nothing_stands_beside_any_answer_there_are_no_columns_for_it() -> None:
    empty = flags_by_hub(returns({"value": 3.0}), OUT)
    assert empty.columns == ["hub_id", "quarter"] and empty.is_empty()


def test_corrections_after_publication_are_told_newest_quarter_first() -> None:
    rows = [
        {"hub_id": "on the day", "when": dt.date(2025, 6, 30)},
        {"hub_id": "b", "when": dt.date(2025, 7, 1)},
        {"hub_id": "a", "when": dt.date(2025, 7, 2), "question_id": "sessions"},
        {"hub_id": "a", "when": dt.date(2025, 7, 2)},
        {"hub_id": "z", "when": dt.date(2026, 7, 2), "quarter": Q2},
        {"hub_id": "confirmed", "kind": "confirm", "when": dt.date(2025, 7, 2)},
        {"hub_id": "not out yet", "quarter": "2024-25 Q3", "when": dt.date(2026, 7, 2)},
    ]
    made = [{"quarter": Q1, "question_id": "people", "kind": "correct", **row} for row in rows]
    corrections = pl.DataFrame(made, schema=TABLES["corrections"].schema)
    told = revisions(corrections, {**OUT, Q2: dt.date(2026, 6, 30)})
    assert told.select("hub_id", "quarter", "question_id").rows() == [
        ("z", Q2, "people"),
        ("a", Q1, "people"),
        ("a", Q1, "sessions"),
        ("b", Q1, "people"),
    ]
    assert "published" not in told.columns
