"""A change on the year before against the usual variation of its series: size under noise that is alike, coverage, drivers, exceptions."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from scipy import stats

from analysis.measures.returns.change_verdicts import Known, change_verdict
from analysis.measures.returns.usual_variation import usual_change, yearly_differences
from analysis.measures.verdict import Verdict
from analysis.periods import Period, quarters_between

QUARTERS = [quarter.label for quarter in quarters_between(Period(2022, 1), Period(2024, 4))]
BEFORE, AFTER = QUARTERS[4:8], QUARTERS[8:]


def returns(count: Callable[[int, int], float], hubs: int = 6, quarters: list[str] = QUARTERS) -> pl.DataFrame:
    """Attendances of each hub in each quarter, as `count` of their places says."""
    rows = [(f"H{hub}", name, count(hub, place)) for hub in range(hubs) for place, name in enumerate(quarters)]
    return pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row")


def verdict(frame: pl.DataFrame, known: Known | None = None) -> Verdict:
    return change_verdict(frame, "attendances", BEFORE, AFTER, QUARTERS, known or Known())


def alike_noise(lot: np.random.Generator, quarters: int, alike: float) -> np.ndarray:
    noise = [lot.normal()]
    for _ in range(quarters - 1):
        noise.append(alike * noise[-1] + math.sqrt(1 - alike**2) * lot.normal())
    return 0.05 * np.array(noise)


@pytest.mark.parametrize("alike", [0.0, 0.5])
@pytest.mark.parametrize(("quarters", "span"), [(8, 4), (12, 4), (12, 1), (10, 2), (15, 3)])
def test_no_more_than_one_in_twenty_is_marked_where_nothing_changed(alike: float, quarters: int, span: int) -> None:
    lot = np.random.default_rng(5)
    marked, drawn = 0, 400
    for _ in range(drawn):
        noise = alike_noise(lot, quarters, alike)
        differences = [None] * 4 + list(noise[4:] - noise[:-4])
        found = usual_change(differences, float(np.mean(differences[-span:])), span)
        assert found is not None
        marked += found.chance <= 0.05
    assert marked / drawn <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / drawn)


@pytest.mark.parametrize("span", [1, 2, 3, 4])
def test_a_change_of_the_quarters_so_far_is_not_taken_for_their_variation(span: int) -> None:
    """Two years of no change whatever, then quarters a third higher: nothing varies but the change itself."""
    differences = [None] * 4 + [0.0] * 8 + [0.3] * span
    found = usual_change(differences, 0.3, span)
    assert found is not None and (found.low, found.high) == (pytest.approx(0.3), pytest.approx(0.3))


def test_without_an_allowance_it_is_the_t_test_of_four_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    """With quarters that have nothing to do with each other, and two years, it is Student's one-sample t, as scipy computes it."""
    monkeypatch.setattr("analysis.measures.returns.usual_variation.NEIGHBOURS", 0.0)
    differences = [0.11, 0.02, 0.09, 0.04]
    found = usual_change([None] * 4 + differences, float(np.mean(differences)), 4)
    expected = stats.ttest_1samp(differences, 0.0)
    assert found is not None
    assert found.chance == pytest.approx(expected.pvalue)
    low, high = expected.confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_a_planted_step_is_found_and_a_season_is_none() -> None:
    chance = random.Random(3)
    winter = [1.0, 0.9, 1.3, 1.4]

    def count(step: float) -> Callable[[int, int], float]:
        return lambda hub, place: 300 * winter[place % 4] * (step if place >= 8 else 1) * chance.gauss(1, 0.02)

    risen, still = verdict(returns(count(1.2))), verdict(returns(count(1.0)))
    assert risen.direction == 1 and risen.interval is not None
    assert risen.interval.low is not None and risen.interval.high is not None
    assert risen.interval.low < 20 < risen.interval.high
    assert still.direction == 0 and still.visible is not None and still.visible >= 5


def test_a_quarter_that_all_hubs_share_is_no_direction_of_the_year() -> None:
    """Each quarter all hubs move alike by chance: over 51 hubs a test that takes hubs as independent marks four editions in ten."""
    lot = np.random.default_rng(8)
    marked = 0
    for _ in range(60):
        shared = np.exp(0.05 * lot.normal(size=12))
        own = np.exp(0.05 * lot.normal(size=(51, 12)))
        drawn = 200 * shared * own
        marked += verdict(returns(lambda hub, place, drawn=drawn: drawn[hub, place], 51)).direction != 0
    assert marked <= 6  # three are expected of an exact test


def test_fewer_than_eight_quarters_cannot_be_told_and_it_says_since_when() -> None:
    short = QUARTERS[:6]
    said = change_verdict(
        returns(lambda hub, place: 100 + place, quarters=short), "attendances", [short[1]], [short[5]], short, Known()
    )
    assert said.strongest == "described" and said.chance is None
    assert "2023-24 Q4" in said.why_not


def test_one_hub_that_makes_up_more_than_half_is_named() -> None:
    frame = returns(lambda hub, place: 100 + (60 if hub == 2 and place >= 8 else place >= 8 and 5))
    said = verdict(frame, Known(names={"H2": "Old Mill"}))
    assert said.driver is not None and said.driver.name == "Old Mill"
    assert said.driver.share == pytest.approx(100 * 240 / (240 + 5 * 20))
    assert verdict(returns(lambda hub, place: 100 + 10 * (place >= 8))).driver is None


def test_new_hubs_that_make_up_more_than_half_are_told_as_new() -> None:
    """Two small hubs that are growing to their size make 120 of the 160 more; one of them alone makes no more than half."""
    frame = returns(
        lambda hub, place: (
            (40 if hub < 2 else 100) + (15 if hub < 2 and place >= 8 else 0) + (hub == 5 and 10 * (place >= 8))
        )
    )
    said = verdict(frame, Known(new={"H0", "H1"}))
    assert said.driver is not None and "new" in said.driver.name
    assert said.driver.share == pytest.approx(100 * 120 / 160)
    assert verdict(frame).driver is None
    one = verdict(frame.filter(pl.col("hub_id") != "H1"), Known(names={"H0": "Old Mill"}, new={"H0"}))
    assert one.driver is not None and one.driver.name == "Old Mill, which is new"


def test_a_confirmed_flood_is_told_with_the_change_without_it() -> None:
    frame = returns(lambda hub, place: 20 if (hub, place) == (1, 7) else 100)
    said = verdict(frame, Known(confirmed=[("H1", QUARTERS[7], "a flood"), ("H9", QUARTERS[7], "another hub")]))
    assert said.difference == pytest.approx(100 * 80 / 2320)
    (flood,) = said.exceptions
    assert (flood.hub_id, flood.reason, flood.difference) == ("H1", "a flood", 0)
    alone = verdict(frame.filter(pl.col("hub_id") == "H1"), Known(confirmed=[("H1", QUARTERS[7], "a flood")]))
    assert alone.difference == pytest.approx(25) and alone.exceptions[0].difference == 0


def test_hubs_that_missed_an_earlier_quarter_stay_in_the_base() -> None:
    whole = returns(lambda hub, place: 100.0 * (1 + hub) * (1 + 0.01 * (place % 3)))
    gap = whole.filter(~((pl.col("hub_id") == "H0") & (pl.col("quarter") == QUARTERS[1])))
    assert verdict(gap).base == 6
    assert verdict(gap).chance is not None


def test_nought_is_no_logarithm() -> None:
    assert yearly_differences([(0, 5), None, (5, 0), (4, 4)]) == [None, None, None, 0.0]
    assert usual_change([None, 0.1, 0.2, 0.3], 0.2, 4) is None
    nothing = verdict(returns(lambda hub, place: 0.0))
    assert nothing.difference is None and nothing.strongest == "unknown"
    closed = verdict(returns(lambda hub, place: 100.0 if place < 8 else 0.0))
    assert closed.difference == -100 and closed.strongest == "described"


@pytest.mark.parametrize(
    ("gone", "mark", "why"),
    [
        (["2023-24 Q1"], None, "no answer that can be used in 2023-24 Q1"),
        (["2023-24 Q4", "2024-25 Q2"], None, "no answer that can be used in 2023-24 Q4 and 2024-25 Q2"),
        (QUARTERS[4:8], None, "no answer that can be used in several quarters, 2023-24 Q1 among them"),
        (["2024-25 Q1"], "[c]", "a count is too small to show in 2024-25 Q1"),
    ],
)
def test_a_hub_that_cannot_be_compared_is_told_the_true_reason(gone: list[str], mark: str | None, why: str) -> None:
    """Each has twelve quarters but for these, so that `too few quarters` would be untrue."""
    one = returns(lambda hub, place: 100.0, hubs=1).with_columns(
        attendances=pl.when(~pl.col("quarter").is_in(gone)).then("attendances"),
        attendances__mark=pl.when(pl.col("quarter").is_in(gone)).then(pl.lit(mark)),
    )
    found = verdict(one)
    assert (found.difference, found.in_short) == (None, why)


def test_why_chance_cannot_be_told_is_said_in_short() -> None:
    few = change_verdict(
        returns(lambda hub, place: 100.0, quarters=QUARTERS[:6]),
        "attendances",
        QUARTERS[1:2],
        QUARTERS[5:6],
        QUARTERS[:6],
        Known(),
    )
    assert few.in_short == "too few quarters are known"
    shut = verdict(returns(lambda hub, place: 0.0 if place >= 8 else 100.0))
    assert (shut.difference, shut.in_short) == (-100, "nothing was counted in the period")
    assert (
        verdict(returns(lambda hub, place: 100.0 if place >= 8 else 0.0)).in_short
        == "nothing was counted a year before"
    )
