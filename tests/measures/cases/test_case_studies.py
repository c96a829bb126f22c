"""What case studies tell of, and which of them count."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.measures.cases.case_studies import cases_by_code, codes_in, usable_cases, withdrawn_cases
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
    assert withdrawn_cases(held, YEAR)["case_id"].to_list() == ["b"]


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
