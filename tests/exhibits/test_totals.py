"""A period's total, and the hubs that stand behind it."""

from __future__ import annotations

import pytest

from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import compared, period_total
from analysis.periods import Period
from tests.exhibits.drawn_edition import drawn, open_drawn

YEAR = Period.parse("2024-25")


def answer(hub: str, quarter: str, value: float | None, question: str = "attendances") -> dict[str, object]:
    return {"hub_id": hub, "quarter": quarter, "question_id": question, "value": value}


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> OpenEdition:
    returns = drawn(
        "returns",
        [
            *[
                answer("a", f"{year} Q{n}", value)
                for year, value in (("2023-24", 100.0), ("2024-25", 110.0))
                for n in (1, 2, 3, 4)
            ],
            answer("b", "2024-25 Q1", 40.0),
            answer("b", "2024-25 Q2", None),
            answer("c", "2024-25 Q3", 3.0),  # withheld, yet answered
            answer("d", "2023-24 Q1", 50.0),  # not of this year
            answer("e", "2024-25 Q1", 9.0, "sessions"),  # another question
        ],
        qualifier="exact",
    )
    questions = drawn(
        "questions",
        [{"question_id": "attendances", "people": True}, {"question_id": "sessions", "people": False}],
        kind="count",
        unit="attendances",
        wording="?",
        number="1",
        why="?",
    )
    return open_drawn(monkeypatch, returns=returns, questions=questions)


def test_the_hubs_beside_a_total_are_those_of_which_a_count_is_in_it(edition: OpenEdition) -> None:
    """The third answered, and its count is withheld: it is in no sum, so the sum is of two."""
    assert period_total(edition, "attendances", YEAR).frame.drop("total__counts").rows() == [("2024-25", 480.0, 2)]


def test_hubs_too_small_to_show_stand_beside_a_total_that_has_their_pool_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [answer(hub, "2024-25 Q1", 4.0) for hub in "bcdef"]  # twenty in all, which leaves each unknown
    returns = drawn("returns", [answer("a", "2024-25 Q1", 100.0), *small], qualifier="exact")
    asked = {"question_id": "attendances", "people": True, "kind": "count", "unit": "attendances", "wording": "?"}
    questions = drawn("questions", [{**asked, "number": "1", "why": "?"}])
    made = period_total(open_drawn(monkeypatch, returns=returns, questions=questions), "attendances", YEAR)
    assert made.frame.select("total", "hubs").rows() == [(120.0, 6)]


def test_a_total_over_some_hubs_counts_those_alone(edition: OpenEdition) -> None:
    assert period_total(edition, "attendances", YEAR, ["b", "d"]).frame.rows() == [("2024-25", 40.0, 1, 1)]
    assert period_total(edition, "attendances", YEAR, []).frame.rows() == [("2024-25", None, 0, 0)]


def test_like_for_like_adds_the_steady_hubs_of_both_years(edition: OpenEdition) -> None:
    now, then, change, hubs = compared(edition, "attendances")
    assert (now.value, then.value, change.value, hubs.value) == (440.0, 400.0, 10.0, 1)
