"""Which answers say what was learned, and how many of them a quarter has."""

from __future__ import annotations

import polars as pl

from analysis.datasets.processing.tables import TABLES
from analysis.measures.report.learning import by_status, learned_answers, learned_by_quarter, recommendations_made


def test_only_words_on_what_was_learned_in_these_quarters_are_counted() -> None:
    rows = [
        ("a", "2024-25 Q1", "learned", "Soup brings people in."),
        ("b", "2024-25 Q1", "learned", "  "),
        ("c", "2024-25 Q1", "learned", None),
        ("d", "2024-25 Q1", "story", "Somebody came."),
        ("e", "2023-24 Q4", "learned", "Before."),
        ("f", "2024-25 Q3", "learned", "Ask twice."),
        ("g", "2024-25 Q3", "learned", "Open late."),
    ]
    returns = pl.DataFrame(rows, schema=["hub_id", "quarter", "question_id", "text"], orient="row")
    quarters = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3"]
    assert learned_answers(returns, quarters)["hub_id"].to_list() == ["a", "f", "g"]
    assert learned_by_quarter(returns, quarters).rows() == [("2024-25 Q1", 1), ("2024-25 Q2", 0), ("2024-25 Q3", 2)]


def recommendations(*rows: tuple[str, str, int, str]) -> pl.DataFrame:
    """(id, year, number, status)"""
    names = ("recommendation_id", "made_in", "number", "status")
    return pl.DataFrame(
        [dict(zip(names, row, strict=True)) for row in rows], schema_overrides=TABLES["recommendations"].schema
    )


MADE = recommendations(
    ("d", "2024-25", 3, "dropped"),
    ("c", "2024-25", 2, "done"),
    ("b", "2024-25", 1, "proposed"),
    ("a", "2023-24", 1, "not started"),
    ("e", "2024-25", 2, "done"),
    ("f", "2024-25", 4, "under way"),
    ("g", "2024-25", 5, "awaited"),
    ("h", "2024-25", 6, "not started"),
)


def test_the_recommendations_of_a_report_stand_in_its_order() -> None:
    assert recommendations_made(MADE, "2024-25")["recommendation_id"].to_list() == ["b", "c", "e", "d", "f", "g", "h"]
    assert recommendations_made(MADE, "2022-23").is_empty()


def test_what_became_of_them_is_told_the_furthest_along_first_and_a_status_of_no_list_last() -> None:
    assert by_status(MADE).rows() == [
        ("2023-24", "not started", 1),
        ("2024-25", "done", 2),
        ("2024-25", "under way", 1),
        ("2024-25", "not started", 1),
        ("2024-25", "dropped", 1),
        ("2024-25", "proposed", 1),
        ("2024-25", "awaited", 1),
    ]
