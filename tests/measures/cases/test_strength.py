"""How strong a finding is called, and what it lacks: the printed rubric, row by row."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.measures.cases.strength import sources_of, strength_of


def cases(*rows: tuple[str | None, str | None]) -> pl.DataFrame:
    """One case a row: (partner, kind of source)."""
    told = [(f"case-{at}", *row) for at, row in enumerate(rows)]
    return pl.DataFrame(told, {"case_id": pl.String, "partner": pl.String, "source_kind": pl.String}, orient="row")


NONE = cases()
FIVE_ALIKE = cases(*[("north", "interview")] * 5)
FIVE_UNLIKE = cases(("north", "interview"), ("south", "case study"), *[("north", "interview")] * 3)
FOUR_UNLIKE = cases(("north", "interview"), ("south", "case study"), *[("north", "interview")] * 2)


@pytest.mark.parametrize(
    ("told", "coders_agree", "sought", "points", "called"),
    [
        (FIVE_UNLIKE, True, True, 5, "strong"),
        (FIVE_UNLIKE, True, False, 4, "moderate"),  # strong is what was looked at from the other side too
        (FIVE_UNLIKE, None, False, 3, "moderate"),
        (FOUR_UNLIKE, None, True, 3, "moderate"),
        (FIVE_ALIKE, None, True, 2, "tentative"),
        (FOUR_UNLIKE, False, False, 2, "tentative"),
        (NONE, None, False, 0, "tentative"),
    ],
)
def test_four_or_five_of_five_are_strong_three_moderate_fewer_tentative(
    told: pl.DataFrame, coders_agree: bool | None, sought: bool, points: int, called: str
) -> None:
    found = strength_of(told, NONE, coders_agree, sought)
    assert (found.points, found.called) == (points, called)


@pytest.mark.parametrize(("against", "called"), [(5, "contested"), (6, "contested"), (4, "strong"), (0, "strong")])
def test_as_many_against_as_for_is_contested_however_many_points(against: int, called: str) -> None:
    speaking_against = cases(*[("north", "interview")] * against)
    assert strength_of(FIVE_UNLIKE, speaking_against, coders_agree=True, contrary_sought=True).called == called


def test_what_a_finding_lacks_is_told_and_unknown_agreement_is_not_disagreement() -> None:
    alone = strength_of(FIVE_ALIKE, NONE, coders_agree=None, contrary_sought=False)
    assert alone.lacks == (
        "2 partners or more",
        "2 kinds of source or more",
        "a second coder",
        "a search for what speaks against it",
    )
    assert (
        strength_of(FIVE_ALIKE, NONE, coders_agree=False, contrary_sought=True).lacks[-1] == "that coders agree on it"
    )


def test_a_blank_partner_or_kind_is_no_partner_and_no_kind() -> None:
    assert strength_of(cases(("north", None), (None, "interview")), NONE, None, contrary_sought=False).points == 0


def test_a_case_counts_once_by_code_or_passage_and_others_do_not() -> None:
    codings = pl.DataFrame(
        {
            "coding_id": ["p1", "p2", "p3", "p4"],
            "case_id": ["case-0", "case-0", "case-1", "case-2"],
            "code_id": ["calm", "other", "other", "other"],
        }
    )
    three = cases(("north", "interview"), ("north", "interview"), ("north", "interview"))
    assert sources_of(codings, three, ["calm"], ["p3"])["case_id"].to_list() == ["case-0", "case-1"]
