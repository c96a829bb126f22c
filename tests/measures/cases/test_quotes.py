"""Words are quoted only for the use agreed to, only where their place in the text is certain, and a contrary one beside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODINGS
from analysis.measures.cases.quotes import may_be_quoted, quotable_passages, quotes

WORDS = "Before I came here I spoke to nobody from one Sunday to the next."
REPORT = ("report", "site")


def cases(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """case_id, consent, what it covers; each collected a day after the one before."""
    usual = {"title": "A case", "role": "visitor", "source_kind": "diary", "source_file": "p"}
    made = [
        {**usual, "case_id": case, "consent": consent, "consent_covers": covers, "collected": dt.date(2024, 5, day)}
        for day, (case, consent, covers) in enumerate(rows, start=1)
    ]
    return pl.DataFrame(made, schema=CASE_STUDIES.schema)


def codings(*rows: tuple[str, str], **more: Any) -> pl.DataFrame:
    """case_id and code_id."""
    made = [
        {"coding_id": f"c{n}", "case_id": case, "code_id": code, "quote": WORDS, "start": 0, "source_file": "p", **more}
        for n, (case, code) in enumerate(rows)
    ]
    return pl.DataFrame(made, schema=CODINGS.schema)


def test_consent_is_held_against_where_the_words_would_go() -> None:
    held = cases(
        ("all", "quote", ""),
        ("site", "quote", "site"),
        ("both", "quote", " Report ; site"),
        ("talks", "quote", "talks"),
        ("strange", "quote", "newsletters"),  # a use nobody knows covers none of ours
        ("counted", "count only", "report;site"),
        ("gone", "withdrawn", ""),
    )
    assert may_be_quoted(held, REPORT)["case_id"].to_list() == ["all", "both"]
    assert may_be_quoted(held, ("site",))["case_id"].to_list() == ["all", "site", "both"]
    assert may_be_quoted(held, ("hub page",))["case_id"].to_list() == ["all"]
    with pytest.raises(ValueError, match="no use posters"):
        may_be_quoted(held, ("posters",))


def test_the_latest_passage_stands_for_a_code_and_no_case_twice_where_it_can_be_helped() -> None:
    held = cases(("a", "quote", ""), ("b", "quote", ""))
    passages = quotable_passages(codings(("a", "alone"), ("b", "alone"), ("a", "step"), ("b", "step")), held, REPORT)
    chosen = quotes(passages, ["alone", "step", "not"])
    assert chosen.select("code_id", "case_id").rows() == [("alone", "b"), ("step", "a")]


@pytest.mark.parametrize(
    ("more", "undecided"),
    [({"quotable": False}, []), ({"quote": "Too short."}, []), ({"quote": "word " * 60}, []), ({}, ["a"])],
    ids=["place not settled", "too short", "too long", "personal data undecided"],
)
def test_what_is_not_fit_is_not_quoted(more: dict[str, Any], undecided: list[str]) -> None:
    given = codings(("a", "alone"), **more)
    assert quotable_passages(given, cases(("a", "quote", "")), REPORT, undecided).is_empty()


def test_a_passage_that_coders_agree_on_comes_before_a_later_one_that_they_do_not() -> None:
    held = cases(("a", "quote", ""), ("b", "quote", ""))
    given = codings(("a", "alone"), ("a", "alone"), ("b", "alone"), ("b", "step"))
    given = given.with_columns(coder=pl.Series(["A", "B", "A", "B"]))
    passages = quotable_passages(given, held, REPORT)
    assert quotes(passages, ["alone"]).select("case_id", "disputed").rows() == [("a", False)]
    assert passages.filter(pl.col("case_id") == "b")["disputed"].all()
    one_coder = given.with_columns(coder=pl.lit("A"))
    assert quotes(quotable_passages(one_coder, held, REPORT), ["alone"])["case_id"].to_list() == ["b"]
