"""What a question costs is its minutes times the returns that came; what nothing uses is a candidate to drop."""

from __future__ import annotations

import polars as pl

from analysis.measures.returns.burden import ONLY_GIVEN_BACK, UNUSED, USED, burden_by_question

QUESTIONS = pl.DataFrame(
    {
        "number": ["1", "2", "3", "4"],
        "question_id": ["sessions", "agencies", "story", "warm_space"],
        "wording": ["How many sessions?", "How many agencies?", "Tell us.", "Warm?"],
        "minutes": [1.0, 0.5, 3.0, 0.25],
        "asked_from": [None] * 4,
        "asked_until": [None] * 4,
    },
    schema_overrides={"asked_from": pl.String, "asked_until": pl.String},
)
# Two hubs in the first quarter, one in the second; a third quarter lies outside the period.
SUBMISSIONS = pl.DataFrame(
    {
        "hub_id": ["mill", "kiln", "mill", "mill"],
        "quarter": ["2024-25 Q1", "2024-25 Q1", "2024-25 Q2", "2024-25 Q3"],
    }
)
USES = pl.DataFrame(
    {
        "question_id": ["sessions", "sessions", "sessions", "agencies"],
        "use": ["exhibit", "sentence", "hub page", "hub page"],
        "exhibit": ["by-hub", "by-hub", "hub-answers", "hub-answers"],
    }
)
RECOMMENDATIONS = pl.DataFrame({"indicator": ["warm_space", None, "warm_space"]})


def test_minutes_times_returns_against_uses() -> None:
    found = burden_by_question(QUESTIONS, SUBMISSIONS, ["2024-25 Q1", "2024-25 Q2"], USES, RECOMMENDATIONS)
    assert found.drop("wording").rows() == [
        ("1", "sessions", 1.0, 0.05, 1, 1, 0, USED),
        ("2", "agencies", 0.5, 0.02, 0, 0, 0, ONLY_GIVEN_BACK),
        ("3", "story", 3.0, 0.15, 0, 0, 0, UNUSED),
        ("4", "warm_space", 0.25, 0.01, 0, 0, 2, USED),
    ]


def test_a_period_without_returns_costs_nothing() -> None:
    found = burden_by_question(QUESTIONS, SUBMISSIONS, ["2030-31 Q1"], USES.clear(), RECOMMENDATIONS.clear())
    assert found["hours"].sum() == 0
    assert set(found["verdict"]) == {UNUSED}


def test_a_question_costs_from_the_quarter_on_that_it_is_asked_and_nothing_where_nobody_said_how_long_it_takes() -> (
    None
):
    asked = QUESTIONS.with_columns(
        minutes=pl.Series([None, 30.0, 30.0, 30.0]),
        asked_from=pl.Series([None, "2024-25 Q2", None, "2024-25 Q3"], dtype=pl.String),
        asked_until=pl.Series([None, None, "2024-25 Q1", None], dtype=pl.String),
    )
    found = burden_by_question(asked, SUBMISSIONS, ["2024-25 Q1", "2024-25 Q2"], USES, RECOMMENDATIONS)
    assert found.select("question_id", "minutes", "hours").rows() == [
        ("sessions", 0.0, 0.0),
        ("agencies", 30.0, 0.5),
        ("story", 30.0, 1.0),
    ]
