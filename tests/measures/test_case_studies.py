"""What case studies tell of, and how far two coders agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from analysis.datasets.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.measures.case_studies import (
    agreement,
    cases_by_code,
    coders_of,
    codes_in,
    kappa_alone,
    usable_cases,
    withdrawn_cases,
)
from analysis.periods import Period

YEAR = Period.parse("2024-25")
WORDS = "Before I came here I spoke to nobody from one Sunday to the next."


def cases(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Case studies of one partner: case_id, day collected, consent."""
    usual = {"title": "A case", "partner": "Timebank", "role": "visitor", "source_kind": "diary", "source_file": "p"}
    made = [
        {**usual, "case_id": case, "collected": dt.date.fromisoformat(day) if day else None, "consent": consent}
        for case, day, consent in rows
    ]
    return pl.DataFrame(made, schema=CASE_STUDIES.schema)


def codings(*rows: tuple[str, str, str], quote: str = WORDS) -> pl.DataFrame:
    """case_id, code_id, coder."""
    made: list[dict[str, Any]] = [
        {"coding_id": f"c{n}", "case_id": case, "code_id": code, "coder": coder, "quote": quote, "source_file": "p"}
        for n, (case, code, coder) in enumerate(rows)
    ]
    return pl.DataFrame(made, schema=CODINGS.schema)


CODES = pl.DataFrame(
    [
        {"code_id": "o", "name": "Outcome", "frame": "outcome", "codable": False, "source_file": "p"},
        {"code_id": "alone", "name": "Less alone", "frame": "Outcome", "codable": True, "source_file": "p"},
        {"code_id": "step", "name": "A next step", "frame": "outcome", "codable": True, "source_file": "p"},
        {"code_id": "money", "name": "Short money", "frame": "hurdle", "codable": True, "source_file": "p"},
        {"code_id": "not", "name": "Contrary", "frame": None, "codable": True, "source_file": "p"},
    ],
    schema=CODEBOOK.schema,
)
OUTCOMES = codes_in(CODES, ["outcome", "contrary"])


def test_a_withdrawn_case_study_is_nowhere_and_later_ones_are_not_known_yet() -> None:
    held = cases(
        ("a", "2024-05-01", "quote"),
        ("b", "2024-05-01", "withdrawn"),
        ("c", "2025-04-01", "quote"),
        ("d", "", "quote"),
        ("e", "2022-05-01", "count only"),
    )
    assert usable_cases(held, YEAR)["case_id"].to_list() == ["a", "e"]
    assert withdrawn_cases(held, YEAR) == 1


def test_an_outcome_counts_once_a_case_and_contrary_cases_stand_even_at_nought() -> None:
    held = usable_cases(cases(("a", "2024-05-01", "quote"), ("b", "2023-05-01", "quote")), YEAR)
    given = codings(
        ("a", "alone", "A"), ("a", "alone", "A"), ("a", "alone", "B"), ("b", "alone", "B"), ("x", "step", "A")
    )
    counted = cases_by_code(given, OUTCOMES, held, YEAR)
    assert counted.select("name", "cases", "in_period", "earlier", "partners").rows() == [
        ("Less alone", 2, 1, 1, 1),
        ("A next step", 0, 0, 0, 0),
        ("Contrary", 0, 0, 0, 0),
    ]


def test_kappa_reproduces_the_worked_example() -> None:
    """50 proposals, both yes 20, only first 5, only second 10, both no 15: kappa 0.4 (Cohen's kappa, Wikipedia's first example)."""
    named = [f"case-{n:02d}" for n in range(50)]
    held = cases(*[(name, "2024-05-01", "quote") for name in named])
    given = [(name, "other", coder) for name in named for coder in ("A", "B")]
    given += [(name, "alone", "A") for name in named[:25]] + [
        (name, "alone", "B") for name in named[:20] + named[25:35]
    ]
    coded = codings(*given)
    coders = coders_of(coded, held)
    assert (coders.names, len(coders.cases), coders.alone) == (("A", "B"), 50, False)
    row = agreement(coded, OUTCOMES.filter(pl.col("code_id") == "alone"), coders).row(0, named=True)
    assert (row["first"], row["second"], row["both"]) == (25, 30, 20)
    assert row["kappa"] == pytest.approx(0.4)
    assert row["low"] < 0.4 < row["high"]


def test_kappa_is_undefined_without_variation_and_has_no_interval_without_disagreement() -> None:
    held = cases(("a", "2024-05-01", "quote"), ("b", "2024-05-01", "quote"))
    both = [(case, code, coder) for coder in "AB" for case, code in (("a", "alone"), ("a", "step"), ("b", "step"))]
    coded = codings(*both)
    found = agreement(coded, OUTCOMES, coders_of(coded, held)).select("name", "kappa", "low").rows()
    assert found == [("Less alone", 1.0, None), ("A next step", None, None), ("Contrary", None, None)]


def test_one_coder_alone_is_told() -> None:
    held = cases(("a", "2024-05-01", "quote"))
    assert coders_of(codings(("a", "alone", "A")), held).alone
    assert coders_of(codings(), held).alone


def test_kappa_alone_is_the_kappa_of_statsmodels_and_of_a_published_table() -> None:
    """Cohen (1960) by way of the worked example in many textbooks: 20 and 15 agreed of 50, kappa 0.40."""
    assert kappa_alone(both=20, first=5, second=10, cases=50) == pytest.approx(0.4)
    for both, first, second, cases in ((3, 1, 2, 24), (0, 4, 4, 24), (7, 0, 1, 23), (12, 5, 0, 30)):
        table = [[both, first], [second, cases - both - first - second]]
        assert kappa_alone(both, first, second, cases) == pytest.approx(cohens_kappa(table).kappa)
    assert kappa_alone(both=24, first=0, second=0, cases=24) is None
