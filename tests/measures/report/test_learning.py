"""Which answers say what was learned, and how many of them a quarter has."""

from __future__ import annotations

import polars as pl

from analysis.measures.report.learning import learned_answers, learned_by_quarter


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
