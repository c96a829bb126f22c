"""Which marked quarters a control chart tells of, and what their number rests on: a drawn series with one mark in the period, one before."""

from __future__ import annotations

import pytest

from analysis.exhibits.exhibit import Exhibit
from analysis.exhibits.returns.change import attendance_xmr
from tests.exhibits.drawn_edition import drawn, open_drawn

# By hand: the mean is 1,005; the seven moving ranges are 950, five times 100, and 910, in the mean 337.14, and none is 3.267 times that;
# so the limits lie 896.8 from the mean, at 108.2 and 1,901.8, and the first and the last quarter are outside them.
QUARTERS = [f"{year} Q{number}" for year in ("2023-24", "2024-25") for number in (1, 2, 3, 4)]
ATTENDANCES = [2_000.0, 1_050.0, 950.0, 1_050.0, 950.0, 1_050.0, 950.0, 40.0]


def chart(monkeypatch: pytest.MonkeyPatch, period: str) -> Exhibit:
    """Of two hubs, each with half of every quarter's attendances, and one that came to report late."""
    rows = [
        {"hub_id": hub, "quarter": quarter, "question_id": "attendances", "value": value / 2}
        for hub in ("a", "b")
        for quarter, value in zip(QUARTERS, ATTENDANCES, strict=True)
    ]
    late = {"hub_id": "late", "quarter": "2024-25 Q4", "question_id": "attendances", "value": 500.0}
    asked = [{"question_id": "attendances", "people": False}]
    questions = drawn("questions", asked, kind="count", unit="attendances", wording="?", number="1", why="?")
    returns = drawn("returns", [*rows, late], qualifier="exact")
    return attendance_xmr(open_drawn(monkeypatch, period, returns=returns, questions=questions))


@pytest.mark.parametrize("period", ["2024-25", "2024-25 Q4"])
def test_only_marks_of_the_period_are_told_and_counted(monkeypatch: pytest.MonkeyPatch, period: str) -> None:
    shown = chart(monkeypatch, period)
    said = {fact.id.rpartition(".")[0]: fact.value for fact in shown.sentence.facts}
    assert (said["change.signals"], said["change.watched-hubs"]) == (1, 2)
    assert "It marks 2024-25 Q4 (below the limits)." in shown.sentence.text and "as unusually low" in shown.title
    assert "2023-24 Q1 (" not in shown.sentence.text
    assert "Marked quarters: 2023-24 Q1 and 2024-25 Q4." in shown.alt


def test_the_number_of_marks_rests_on_the_attendances_of_every_quarter_and_on_no_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = {fact.id: fact for fact in chart(monkeypatch, "2024-25").facts}
    number, watched = facts["change.signals.2024-25"], facts["change.watched-hubs.2024-25"]
    assert [facts[name].value for name in number.inputs] == ATTENDANCES
    assert watched.inputs == (number.id,)


def test_before_two_years_are_there_nothing_is_called_unusual_and_it_is_said_when_it_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = chart(monkeypatch, "2024-25 Q2")  # the sixth quarter, and the first is 2023-24 Q1
    assert shown.kind == "unknown" and shown.unknown is not None
    assert shown.unknown.reason == (
        "Only 6 quarters can be watched up to 2024-25 Q2, so what is usual for these hubs, and what is not, cannot be told yet."
    )
    assert "these limits are there in 2024-25 Q4 if these hubs report" in shown.unknown.needed
