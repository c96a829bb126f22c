"""Levels and season of the hubs watched: by an independent fit, by planted truth, and by hand where a hub missed a quarter."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm

from analysis.measures.returns import change
from analysis.measures.returns.charts.levels import Season, season_of, watched, watched_run, widened_for

QUARTERS = [f"{year}-{year - 1999} Q{quarter}" for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
PLACES = [0, 1, 2, 3] * 3
WINTER = np.array([0.9, 0.85, 1.15, 1.2])


def answers(counts: dict[str, list[float | None]]) -> pl.DataFrame:
    rows = [
        (hub, quarter, value)
        for hub, values in counts.items()
        for quarter, value in zip(QUARTERS, values, strict=False)
    ]
    return pl.DataFrame(
        rows, schema={"hub_id": pl.String, "quarter": pl.String, "attendances": pl.Float64}, orient="row"
    )


def test_the_season_and_its_chance_are_those_of_statsmodels() -> None:
    """Least squares of the logarithms with and without the quarters of the year, compared by an F test (statsmodels: compare_f_test)."""
    lot = np.random.default_rng(3)
    values = 1000 * np.tile(WINTER, 3) * 1.01 ** np.arange(12) * np.exp(0.05 * lot.normal(size=12))
    trend = sm.add_constant(np.arange(12.0))
    of_year = np.column_stack([np.array(PLACES) == place for place in (1, 2, 3)]).astype(float)
    whole = sm.OLS(np.log(values), np.column_stack([trend, of_year])).fit()
    expected = np.concatenate([[0.0], whole.params[2:]])
    found = season_of(values.tolist(), PLACES)
    assert found is not None
    assert found[1] == pytest.approx(whole.compare_f_test(sm.OLS(np.log(values), trend).fit())[1])
    assert found[0] == pytest.approx(tuple(np.exp(expected - expected.mean())))


def test_a_planted_season_is_found_though_hubs_missed_winters() -> None:
    """Two hubs without noise, one of which never answered in a last quarter: its level is not taken for less than it is."""
    season = np.tile(WINTER, 3)
    full, gaps = (
        400 * season,
        [None if place == 3 else 100 * value for place, value in zip(PLACES, season, strict=True)],
    )
    seen = watched(answers({"full": list(full), "gaps": gaps}), "attendances", QUARTERS, ["full", "gaps"], None)
    assert np.array(seen.season.factors) == pytest.approx(WINTER / np.exp(np.log(WINTER).mean()), rel=1e-4)
    assert seen.levels["full"] / seen.levels["gaps"] == pytest.approx(4.0, rel=1e-4)
    assert seen.index == pytest.approx([1.0] * 12, rel=1e-4)
    assert seen.hubs == (2, 2, 2, 1) * 3


def test_growth_is_not_taken_for_a_season() -> None:
    found = season_of([100 * 1.03**place for place in range(12)], PLACES)
    assert found is not None and found[0] == pytest.approx((1.0,) * 4)


def test_a_missing_return_moves_what_is_usual_and_is_no_fall() -> None:
    """By hand: hubs of 300 and 100 attendances; where the second missed a quarter, 300 are usual and 300 came."""
    seen = watched(
        answers({"a": [300.0] * 8, "b": [100.0] * 7 + [None]}), "attendances", QUARTERS[:8], ["a", "b"], False
    )
    assert seen.counted == (400.0,) * 7 + (300.0,)
    assert seen.usual == (400.0,) * 7 + (300.0,)


def test_without_gaps_and_season_the_limits_are_those_of_the_plain_chart() -> None:
    """NIST/SEMATECH e-Handbook 6.3.2.2: 55.8041, 50.81, 45.8159, whose ten values are here those of one hub."""
    flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    seen = watched(answers({"a": list(flow)}), "attendances", QUARTERS[:10], ["a"], False)
    limits = change.moving_range_limits(seen.index)
    found = [limit * seen.usual[0] for limit in (limits.upper, limits.centre, limits.lower)]
    assert found == pytest.approx([55.8041, 50.81, 45.8159], abs=0.002)


@pytest.mark.parametrize(
    ("missed", "there"),
    [(3, True), (4, False)],
)
def test_a_hub_is_watched_that_answered_in_three_of_four_quarters(missed: int, there: bool) -> None:
    told = {"a": [10.0] * 12, "b": [10.0] * 12, "c": [None] * missed + [10.0] * (12 - missed)}
    quarters, hubs = watched_run(answers(told), "attendances", QUARTERS)
    assert quarters == QUARTERS and ("c" in hubs) is there


def test_quarters_that_less_than_half_of_the_hubs_answered_in_begin_no_chart() -> None:
    late: list[float | None] = [None, None, *[10.0] * 10]
    quarters, hubs = watched_run(answers({"a": [10.0] * 12, "b": late, "c": late}), "attendances", QUARTERS)
    assert quarters == QUARTERS[2:] and hubs == ["a", "b", "c"]


def test_limits_are_wider_where_a_season_was_fitted() -> None:
    """Three of twelve quarters' freedom are spent on it: the square root of 12 / 9."""
    assert widened_for(Season((0.9, 0.9, 1.1, 1.1)), 12) == pytest.approx((12 / 9) ** 0.5)
    assert widened_for(Season(), 12) == 1.0
    assert change.moving_range_limits([1, 2, 1, 2], wider=2.0).upper == pytest.approx(1.5 + 2 * 2.66)


@pytest.mark.parametrize("values", [[100.0] * 7, [0.0] + [100.0] * 11])
def test_a_season_that_cannot_be_asked_is_none(values: list[float]) -> None:
    assert season_of(values, PLACES[: len(values)]) is None
