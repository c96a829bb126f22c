"""Which answers in words may be printed: of which question, where, and from which quarter on."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.returns.stories import printed_questions, stories

Q1, Q2, Q3 = (f"2024-25 Q{number}" for number in (1, 2, 3))


def questions(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"kind": "text", "publish": "report", "publish_from": Q2, "wording": "What?"}
    return pl.DataFrame([{**usual, **row} for row in rows], schema=TABLES["questions"].schema)


def returns(*rows: tuple[str, str, str, str | None]) -> pl.DataFrame:
    names = ("hub_id", "quarter", "question_id", "text")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema=TABLES["returns"].schema)


@pytest.mark.parametrize(
    ("change", "where", "printed"),
    [
        ({}, ("report",), True),
        ({"publish": "hub page"}, ("report",), False),
        ({"publish": "hub page"}, ("hub page", "report"), True),
        ({"publish": "nowhere"}, ("hub page", "report"), False),
        ({"publish": None}, ("report",), False),
        ({"publish_from": None}, ("report",), False),
        ({"kind": "number"}, ("report",), False),
    ],
)
def test_a_question_is_printed_where_it_says_so(change: dict[str, Any], where: tuple[str, ...], printed: bool) -> None:
    asked = questions({"question_id": "one", **change})
    assert printed_questions(asked, where).height == printed


def test_without_a_place_named_both_are_meant() -> None:
    asked = questions({"question_id": "one", "publish": "hub page"}, {"question_id": "two"})
    assert printed_questions(asked)["question_id"].to_list() == ["one", "two"]
    assert stories(returns(("a", Q2, "one", "We cooked.")), asked, [Q2])["text"].to_list() == ["We cooked."]


def test_an_answer_is_told_from_the_quarter_on_whose_form_said_so_in_the_order_of_the_form() -> None:
    asked = questions({"question_id": "ten", "number": "10"}, {"question_id": "two", "number": "2a"})
    told = returns(
        ("a", Q1, "two", "before the form said so"),
        ("b", Q2, "ten", "ten of b"),
        ("a", Q2, "ten", "ten of a"),
        ("a", Q2, "two", "two of a"),
        ("a", Q3, "two", "two, later"),
        ("c", Q2, "two", "   "),
        ("d", Q2, "two", None),
        ("d", Q2, "other", "not asked for"),
    )
    shown = stories(told, asked, [Q3, Q2, Q1], ["report"])
    assert shown["text"].to_list() == ["two of a", "ten of a", "ten of b", "two, later"]
    assert shown.columns == ["hub_id", "quarter", "question_id", "number", "wording", "text"]
    assert stories(told, asked, [Q3])["text"].to_list() == ["two, later"]
