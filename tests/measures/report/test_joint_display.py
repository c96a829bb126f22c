"""How far returns and case studies agree: the rule case by case."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from analysis.measures.report.joint_display import (
    RULE,
    VERDICTS,
    Told,
    direction_of,
    is_for,
    told_of,
    verdict,
)
from analysis.measures.verdict import Verdict


@pytest.mark.parametrize(
    ("told", "direction"),
    [
        (Told(8, 6, 3, 2), 1),
        (Told(2, 2, 1, 0), 1),
        (Told(2, 2, 1, 1), -1),  # half of them tell the contrary as well
        (Told(5, 3, 2, 3), -1),
        (Told(5, 3, 2, 1, 1), 1),
        (Told(5, 3, 2, 1, 2), 0),  # half tell of a hope in vain, and nobody knows of which
        (Told(5, 3, 2, 3, 2), -1),
        (Told(1, 1, 1, 0), 0),  # one voice
        (Told(5, 1, 5, 0), 0),  # one collector's eye
        (Told(5, 3, 0, 0), 0),  # none of the last twelve months
        (Told(8, 6, 3, 2, unsure=True), 0),  # coders agree too little
        (Told(0, 0, 0, 0), 0),
    ],
)
def test_case_studies_bear_a_direction_by_the_rule(told: Told, direction: int) -> None:
    assert told.direction == direction


def shift(change: float, chance: float) -> Verdict:
    return Verdict(100, 100 + change, change, 8, {}, chance=chance, adjusted=chance)


UP, DOWN, LEVEL, USUAL = shift(20, 0.01), shift(-20, 0.01), shift(1, 0.01), shift(40, 0.2)
NOT_YET = Verdict(100, 120, 20.0, 8, {}, why_not="too few quarters")


@pytest.mark.parametrize(
    ("changes", "direction"),
    [
        ([UP], 1),
        ([DOWN], -1),
        ([UP, LEVEL, NOT_YET, USUAL], 1),
        ([UP, DOWN], 0),
        ([LEVEL], 0),
        ([USUAL], 0),
        ([NOT_YET], 0),
        ([], 0),
    ],
)
def test_only_more_than_usual_variation_bears_a_direction_and_both_ways_is_none(
    changes: list[Verdict], direction: int
) -> None:
    assert direction_of(changes) == direction


@pytest.mark.parametrize(
    ("asked", "returns", "told", "found"),
    [
        (True, 1, 1, "confirm"),
        (True, -1, -1, "confirm"),  # both say that it did not come about
        (True, -1, 1, "contradict"),
        (True, 1, -1, "contradict"),
        (True, 0, 1, "silent"),  # the numbers bear no direction
        (True, 1, 0, "silent"),  # the case studies bear none
        (True, 0, 0, "silent"),
        (False, 0, 1, "extend"),  # they tell what the return does not ask
        (False, 0, -1, "extend"),
        (False, 0, 0, "silent"),
    ],
)
def test_the_rule_case_by_case(asked: bool, returns: int, told: int, found: str) -> None:
    assert verdict(asked, returns, told) == found
    assert found in VERDICTS


def test_the_rule_in_words_names_its_own_thresholds() -> None:
    assert "changed by 5% or more" in RULE and "at least 2 sources tell" in RULE and "at least 2 partners" in RULE


def test_case_studies_are_counted_once_with_partners_and_contrary_ones() -> None:
    given = pl.DataFrame(
        [("1", "alone"), ("1", "alone"), ("1", "not"), ("2", "alone"), ("3", "not"), ("4", "friends")],
        schema=["case_id", "code_id"],
        orient="row",
    )
    days = [dt.date(2024, 5, 1), dt.date(2023, 5, 1), dt.date(2024, 5, 1), dt.date(2024, 6, 1)]
    cases = pl.DataFrame({"case_id": ["1", "2", "3", "4"], "partner": ["A", "A", "B", None], "collected": days})
    recent = pl.col("collected") > dt.date(2024, 3, 31)
    against = pl.DataFrame({"case_id": ["1", "4"], "of_it": [True, False]})
    told, ids = told_of(given, cases, ["alone", "friends"], against, recent, False)
    assert told == Told(cases=3, partners=1, recent=2, contrary=1, beside=1)
    assert ids == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("words", "purposes", "meant"),
    [
        ("Lunch clubs in the valley", ("lunch club",), True),
        ("A network of halls", ("work",), False),
        ("Skills and WORK", ("work",), True),
        ("", ("work",), False),
        ("Boxes", ("box",), True),
    ],
)
def test_awards_are_known_by_whole_words_of_their_purpose(words: str, purposes: tuple[str, ...], meant: bool) -> None:
    assert is_for(words, purposes) is meant
