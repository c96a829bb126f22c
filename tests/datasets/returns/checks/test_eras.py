"""After a break a number is held against none before it: a question in other words, or a hub that another one became part of."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.returns.checks.eras import with_eras
from analysis.datasets.returns.checks.history import check_history
from analysis.datasets.returns.checks.young_series import check_young_series
from tests.datasets.returns.checks.test_rules import ASKED, QUARTERS, answers, series

USUAL = [100.0, 110, 95, 105, 98, 104, 101, 99]
BREAK = QUARTERS[8]
SINCE = [400.0, 420, 390, 410, 405, 415]  # four times as many, as the new words or the larger hub ask
MERGED = pl.DataFrame(
    {"hub_id": ["mill", "barn"], "closed": [None, QUARTERS[7]], "merged_into": [None, "mill"]},
    schema=dict.fromkeys(("hub_id", "closed", "merged_into"), pl.String),
)


def reworded(question: str) -> pl.DataFrame:
    told = pl.when(pl.col("question_id") == question).then(pl.lit(f"{BREAK}: How many names are in the book?"))
    return ASKED.with_columns(reworded=told)


def told(frame: pl.DataFrame, questions: pl.DataFrame = ASKED, hubs: pl.DataFrame | None = None) -> set[str]:
    findings = [*check_history(frame, questions, hubs), *check_young_series(frame, questions, hubs)]
    return {str(each.quarter) for each in findings}


@pytest.mark.parametrize(
    ("questions", "hubs", "asked_about"),
    [(ASKED, None, True), (reworded("sessions"), None, True), (reworded("attendances"), None, False), (ASKED, MERGED, False)],
)  # fmt: skip
def test_nothing_is_asked_about_a_break(questions: pl.DataFrame, hubs: pl.DataFrame | None, asked_about: bool) -> None:
    assert (BREAK in told(series(*USUAL, *SINCE), questions, hubs)) is asked_about


@pytest.mark.parametrize(("questions", "hubs"), [(reworded("attendances"), None), (ASKED, MERGED)])
def test_a_slip_after_a_break_is_still_asked_about(questions: pl.DataFrame, hubs: pl.DataFrame | None) -> None:
    for place in (0, 3):  # held against the quarters after it, and those before it up to the break
        slip = [number * (10 if place == at else 1) for at, number in enumerate(SINCE)]
        assert told(series(*USUAL, *slip), questions, hubs) == {QUARTERS[8 + place]}
    back = [*SINCE, 102]  # what was usual before the break is none after it
    assert told(series(*USUAL, *back), questions, hubs) == {QUARTERS[14]}


def test_a_rate_of_other_words_is_of_something_else() -> None:
    """Attendances for each session are four times as many since the question was reworded."""
    rows = zip(QUARTERS, [*USUAL[4:], *SINCE[:3]], [10] * 7, strict=False)
    frame = answers(*({"quarter": quarter, "attendances": came, "sessions": held} for quarter, came, held in rows))
    earlier = reworded("attendances").with_columns(pl.col("reworded").str.replace(BREAK, QUARTERS[4]))
    assert told(frame) and not told(frame, earlier)


def test_eras_begin_with_the_quarter_named_and_the_one_after_a_hub_closed() -> None:
    frame = with_eras(series(*USUAL, *SINCE), reworded("attendances"), MERGED)
    assert frame["question_era"].to_list() == [""] * 8 + [BREAK] * 6
    assert frame["hub_era"].to_list() == [""] * 8 + [BREAK] * 6
