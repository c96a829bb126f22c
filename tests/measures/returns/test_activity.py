"""Answers by hub, sums by quarter, who is steady, choices and yes or no: small tables drawn, the right value worked out beside them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.returns.activity import (
    answers_by_hub,
    flag_of,
    hubs_by_choice,
    said_yes_by_quarter,
    steady_hubs,
    sum_by_quarter,
    total_as,
    totals_by_hub,
)

Q1, Q2, Q3, Q4 = (f"2024-25 Q{number}" for number in (1, 2, 3, 4))


def returns(*rows: tuple[str, str, str, float | None, str | None]) -> pl.DataFrame:
    """(hub, quarter, question, value, text)"""
    names = ("hub_id", "quarter", "question_id", "value", "text")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema=TABLES["returns"].schema)


def answers(*rows: tuple[str, str, float | None], **more: list[Any]) -> pl.DataFrame:
    """(hub, quarter, people), and more columns."""
    frame = pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64}, orient="row")
    return frame.with_columns(**{name: pl.Series(values) for name, values in more.items()})


def test_answers_lie_a_hub_and_quarter_in_a_row_and_a_question_in_a_column() -> None:
    told = returns(
        ("b", Q1, "people", 7.0, None),
        ("a", Q2, "people", 3.0, None),
        ("a", Q1, "sessions", 4.0, None),
        ("a", Q1, "people", None, "some"),
        ("a", Q1, "stories", 9.0, "a text question that nobody asked for"),
        ("c", Q1, "people", None, "no number at all"),
    )
    wide = answers_by_hub(told, ["sessions", "people", "meals"])
    assert wide.columns == ["hub_id", "quarter", "sessions", "people", "meals"]
    assert wide.rows() == [("a", Q1, 4.0, None, None), ("b", Q1, None, 7.0, None), ("a", Q2, None, 3.0, None)]
    assert wide.schema["meals"] == pl.Float64


def test_of_an_answer_on_record_twice_the_first_counts() -> None:
    told = returns(("a", Q1, "people", 3.0, None), ("a", Q1, "people", 8.0, None))
    assert answers_by_hub(told, ["people"])["people"].to_list() == [3.0]


def test_a_sum_counts_hubs_and_counts_that_are_not_nought_and_a_quarter_without_any_is_null() -> None:
    counted = answers(("a", Q1, 3.0), ("b", Q1, 0.0), ("c", Q1, None), ("a", Q3, 5.0), ("b", Q4, None))
    sums = sum_by_quarter(counted, "people", [Q3, Q1, Q2, Q4])
    assert sums.select("quarter", "total", "hubs", "total__counts").rows() == [
        (Q3, 5.0, 1, 1),
        (Q1, 3.0, 2, 1),
        (Q2, None, 0, None),
        (Q4, None, 0, None),
    ]
    assert "total__flag" not in sums.columns


def test_a_pooled_cell_stands_for_as_many_hubs_as_it_says() -> None:
    counted = answers(("a", Q1, 30.0), ("pool", Q1, 15.0), people__units=[1, 4])
    assert sum_by_quarter(counted, "people", [Q1]).select("total", "hubs", "total__counts").rows() == [(45.0, 5, 2)]


FLAGS = ["[r]", None, "[e] [r]", None]


def test_a_sum_bears_each_flag_of_what_is_in_it_once_and_none_where_none_bears_one() -> None:
    counted = answers(("a", Q1, 1.0), ("b", Q1, 2.0), ("c", Q1, 3.0), ("a", Q2, 4.0), people__flag=FLAGS)
    assert sum_by_quarter(counted, "people", [Q1, Q2])["total__flag"].to_list() == ["[e] [r]", None]
    assert flag_of(counted, "people") == "[e] [r]"
    assert totals_by_hub(counted, ["people"], [Q1, Q2])["people__flag"].to_list() == ["[r]", None, "[e] [r]"]


@pytest.mark.parametrize(
    ("counted", "flag"),
    [
        (answers(("a", Q1, 1.0)), None),
        (answers(("a", Q1, 1.0), people__flag=pl.Series([None], dtype=pl.String).to_list()).cast({"people__flag": pl.String}), None),
        (answers(("a", Q1, 1.0), people__flag=["[n]"]), "[n]"),
        (answers(("a", Q1, 1.0), people__flag=["[n]"]).clear(), None),
    ],
)  # fmt: skip
def test_what_stands_beside_the_sum_of_all(counted: pl.DataFrame, flag: str | None) -> None:
    assert flag_of(counted, "people") == flag


def test_a_total_goes_on_under_another_name_with_what_stands_beside_it() -> None:
    plain, flagged = answers(("a", Q1, 1.0)), answers(("a", Q1, 1.0), people__flag=["[e]"])
    assert total_as("came", plain, "people") == {"came": "total", "came__counts": "total__counts"}
    assert total_as("came", flagged, "people")["came__flag"] == "total__flag"
    assert total_as("came", flagged, "meals") == {"came": "total", "came__counts": "total__counts"}


STEADY = answers(
    ("a", Q1, 1.0), ("a", Q2, 1.0), ("a", Q3, 0.0), ("b", Q2, 5.0), ("b", Q3, 5.0), ("c", Q1, 2.0), ("c", Q2, None), ("c", Q3, 2.0),
    ("d", Q4, 9.0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("quarters", "hubs"),
    [([Q1, Q2, Q3], ["a"]), ([Q2, Q3], ["a", "b"]), ([Q1, Q3], ["a", "c"]), ([Q3, Q3], ["a", "b", "c"]), ([Q1, Q4], [])],
)  # fmt: skip
def test_a_hub_is_steady_that_answered_in_each_quarter_a_nought_too(quarters: list[str], hubs: list[str]) -> None:
    assert steady_hubs(STEADY, "people", quarters) == hubs


def test_a_pooled_cell_is_of_no_hub_that_could_be_steady() -> None:
    counted = answers(("a", Q1, 9.0), ("p", Q1, 20.0), people__units=[1, 2])
    assert steady_hubs(counted, "people", [Q1]) == ["a"]


def test_totals_of_a_hub_say_in_how_many_quarters_and_how_many_counts_are_in_them() -> None:
    counted = answers(
        ("b", Q1, 3.0), ("b", Q2, 0.0), ("a", Q1, None), ("a", Q2, 8.0), ("a", Q3, 100.0), ("c", Q1, None)
    )
    totals = totals_by_hub(counted, ["people"], [Q1, Q2])
    assert totals.columns == ["hub_id", "quarters_reported", "people", "people__counts"]
    assert totals.rows() == [("a", 2, 8.0, 1), ("b", 2, 3.0, 1), ("c", 1, None, 0)]


def test_a_hub_of_which_all_is_withheld_bears_the_mark_and_one_that_sent_nothing_does_not() -> None:
    marks = ["[c]", "[c]", None, "[c]", None, "[x]"]
    counted = answers(
        ("all", Q1, None), ("all", Q2, None), ("some", Q1, 9.0), ("some", Q2, None), ("none", Q1, None), ("other", Q1, None),
        people__mark=marks,
    )  # fmt: skip
    totals = totals_by_hub(counted, ["people"], [Q1, Q2])
    assert dict(totals.select("hub_id", "people__mark").rows()) == {
        "all": "[c]",
        "none": None,
        "other": None,
        "some": None,
    }


def test_a_choice_counts_hubs_and_not_answers_and_the_most_named_comes_first() -> None:
    told = returns(
        ("a", Q1, "kinds", None, "meals; warmth"),
        ("a", Q2, "kinds", None, "meals"),
        ("b", Q1, "kinds", None, " warmth ;; "),
        ("b", Q1, "others", None, "debt"),
        ("c", Q3, "kinds", None, "debt"),
        ("d", Q1, "kinds", None, None),
        ("d", Q2, "kinds", None, "advice"),
    )
    assert hubs_by_choice(told, "kinds", [Q1, Q2]).rows() == [("warmth", 2), ("advice", 1), ("meals", 1)]
    assert hubs_by_choice(told, "kinds", [Q3], "support").columns == ["support", "hubs"]


def test_yes_and_no_are_counted_by_quarter_and_a_quarter_without_an_answer_is_null() -> None:
    counted = answers(("a", Q1, 1.0), ("b", Q1, 0.0), ("c", Q1, 1.0), ("d", Q1, None), ("a", Q2, 0.0), ("b", Q3, None))
    assert said_yes_by_quarter(counted, "people", [Q2, Q1, Q3]).rows() == [(Q2, 0, 1), (Q1, 2, 1), (Q3, None, None)]


def test_a_quarter_of_which_all_is_withheld_is_not_one_of_which_nobody_told() -> None:
    rows = [
        ("mill", "Q1", None, "[c]"),
        ("hall", "Q1", None, "[c]"),
        ("mill", "Q2", 10.0, None),
        ("hall", "Q2", None, "[c]"),
    ]
    columns = {"hub_id": pl.String, "quarter": pl.String, "visits": pl.Float64, "visits__mark": pl.String}
    answers = pl.DataFrame(rows, schema=columns, orient="row")
    found = sum_by_quarter(answers, "visits", ["Q1", "Q2", "Q3"])
    assert found.select("quarter", "total", "total__mark").rows() == [
        ("Q1", None, "[c]"),
        ("Q2", 10.0, None),
        ("Q3", None, None),
    ]
    assert total_as("visits", answers, "visits")["visits__mark"] == "total__mark"
