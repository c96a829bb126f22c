"""The table of what questions cost, and the sentence that names the candidates to drop."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.exhibits import opening
from analysis.exhibits.exhibit import plain
from analysis.exhibits.question_uses import USES_SCHEMA
from analysis.exhibits.report.burden import burden_by_question
from tests.exhibits.drawn_edition import drawn, open_drawn

QUARTERS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")


def question(name: str, number: str, minutes: float) -> dict[str, Any]:
    return {"question_id": name, "number": number, "wording": f"{name}?", "kind": "count", "minutes": minutes}


SUBMISSIONS = drawn(
    "submissions", [{"hub_id": f"h{hub}", "quarter": quarter} for hub in range(5) for quarter in QUARTERS]
)


USES = pl.DataFrame(
    [("sessions", "exhibit", "activity-by-hub"), ("money_in", "hub page", "hub-answers-h1")],
    schema=USES_SCHEMA,
    orient="row",
)


@pytest.fixture(autouse=True)
def uses_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "read_uses", lambda network, slug: USES)


def test_before_anything_is_built_the_cost_says_that_it_needs_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "read_uses", lambda network, slug: None)
    questions = drawn("questions", [question("sessions", "1", 3)])
    told = burden_by_question(open_drawn(monkeypatch, questions=questions, submissions=SUBMISSIONS))
    assert "hub-learning build drawn 2024-25" in plain(told.notice)


def test_the_candidate_to_drop_is_named_with_its_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = drawn(
        "questions", [question("sessions", "1", 3), question("money_in", "2", 0.75), question("story", "3", 6)]
    )
    told = burden_by_question(open_drawn(monkeypatch, questions=questions, submissions=SUBMISSIONS))
    assert plain(told.title) == (
        "Returns cost volunteers about 3.2 hours in 2024-25; 2.0 of them went into 1 question that nothing uses"
    )
    assert told.table is not None
    assert told.table.frame["number"].to_list() == ["3", "1", "2"]  # what costs most stands first
    assert "the answers to 1 question (question 3), which took 2.0 hours: a candidate to drop." in plain(
        told.sentence.text
    )
    assert "Used on the hub's own page alone: question 2." in plain(told.sentence.text)
    hours = {fact.id: fact.value for fact in told.facts}
    assert hours["burden.hours.all.2024-25"] == 3.2
    assert hours["burden.hours.unused.2024-25"] == 2.0
    assert hours["burden.unused.2024-25"] == 1


def test_a_question_that_a_recommendation_names_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = drawn("questions", [question("story", "1", 6)])
    made = drawn("recommendations", [{"recommendation_id": "r1", "made_in": "2023-24", "indicator": "story"}])
    edition = open_drawn(monkeypatch, questions=questions, submissions=SUBMISSIONS, recommendations=made)
    told = burden_by_question(edition)
    assert told.title.endswith("every question they answered is used")
    assert "Each question is used by something" in told.sentence.text


def test_without_returns_the_cost_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not burden_by_question(open_drawn(monkeypatch)).known


def test_less_than_an_hour_is_told_as_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 2.8 hours 0.6 were for nothing: in whole hours the sentence said `1 of them` and `took 1 hours`."""
    questions = drawn(
        "questions", [question("sessions", "1", 6.6), question("story", "2", 1.2), question("tale", "3", 0.6)]
    )
    told = burden_by_question(open_drawn(monkeypatch, questions=questions, submissions=SUBMISSIONS))
    assert "about 2.8 hours in 2024-25; 0.6 of them went into" in plain(told.title)
    assert "which took 0.6 hours" in plain(told.sentence.text)
