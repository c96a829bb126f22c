"""How many hubs stand behind a sum, which answers it adds, and which hubs it counts as steady."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.several import POOLED
from analysis.measures.returns.activity import answers_by_hub, steady_hubs, sum_by_quarter, totals_by_hub

POOL = POOLED


def cells(*rows: tuple[str, str, float | None, int]) -> pl.DataFrame:
    schema = {"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64, "people__units": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_a_pooled_cell_counts_as_many_hubs_as_it_holds() -> None:
    answers = cells(("a", "Q1", 20.0, 1), (POOL, "Q1", 15.0, 3), ("b", "Q2", 30.0, 1))
    assert sum_by_quarter(answers, "people", ["Q1", "Q2", "Q3"]).rows() == [
        ("Q1", 35.0, 4, 2),
        ("Q2", 30.0, 1, 1),
        ("Q3", None, 0, None),
    ]


def test_without_pools_each_hub_counts_once() -> None:
    answers = cells(("a", "Q1", 20.0, 1), ("b", "Q1", 5.0, 1), ("c", "Q1", None, 0)).drop("people__units")
    assert sum_by_quarter(answers, "people", ["Q1"]).rows() == [("Q1", 25.0, 2, 2)]


def test_a_steady_hub_answered_every_quarter_singly() -> None:
    answers = cells(
        ("a", "Q1", 20.0, 1),
        ("a", "Q2", 20.0, 1),
        ("b", "Q1", 10.0, 1),
        ("b", "Q2", None, 0),
        (POOL, "Q1", 15.0, 3),
        (POOL, "Q2", 15.0, 2),
    )
    assert steady_hubs(answers, "people", ["Q1", "Q2"]) == ["a"]


def test_only_numbers_of_the_questions_asked_for_are_answers() -> None:
    returns = pl.DataFrame(
        [
            ("a", "Q1", "people", 12.0, None),
            ("a", "Q1", "story", None, "A good day."),
            ("a", "Q1", "sessions", None, None),
            ("b", "Q1", "story", None, "Another."),
            ("b", "Q1", "volunteers", 4.0, None),
        ],
        schema={
            "hub_id": pl.String,
            "quarter": pl.String,
            "question_id": pl.String,
            "value": pl.Float64,
            "text": pl.String,
        },
        orient="row",
    )
    assert answers_by_hub(returns, ["people", "sessions"]).rows() == [("a", "Q1", 12.0, None)]


def test_a_hub_of_which_nothing_may_be_shown_is_told_from_one_that_answered_nothing() -> None:
    """Drawn by hand: a is withheld in all its quarters, b in one of two, c left the answer blank."""
    rows = [("a", "Q1", None, "[c]"), ("a", "Q2", None, "[c]"), ("b", "Q1", None, "[c]"), ("b", "Q2", 20.0, None)]
    answers = pl.DataFrame(
        [*rows, ("c", "Q1", None, None)],
        {"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64, "people__mark": pl.String},
        orient="row",
    )
    totals = totals_by_hub(answers, ["people"], ["Q1", "Q2"])
    assert totals.select("hub_id", "people", "people__mark").rows() == [
        ("a", None, "[c]"),
        ("b", 20.0, None),
        ("c", None, None),
    ]
