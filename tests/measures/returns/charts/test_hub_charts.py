"""Each hub's own chart: a planted fall is marked at its hub and at no other, and gaps and baselines are as declared."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.measures.returns.change import Baseline
from analysis.measures.returns.charts.hubs import HubChart, hub_charts
from analysis.measures.returns.charts.levels import watched, watched_run

QUARTERS = [f"{year}-{year - 1999} Q{quarter}" for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
STEADY = [100.0, 104, 98, 101, 103, 97, 100, 102, 99, 101, 98, 103]


def charts(counts: dict[str, list[float | None]], *baselines: Baseline) -> dict[str, HubChart]:
    rows = [
        (hub, quarter, value) for hub, values in counts.items() for quarter, value in zip(QUARTERS, values, strict=True)
    ]
    answers = pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "n": pl.Float64}, orient="row")
    quarters, hubs = watched_run(answers, "n", QUARTERS)
    seen = watched(answers, "n", quarters, hubs, False)
    return {chart.hub_id: chart for chart in hub_charts(answers, "n", seen, baselines)}


def test_a_fall_is_marked_at_its_hub_alone() -> None:
    fell: list[float | None] = [*STEADY[:7], 20.0, *STEADY[8:]]
    found = charts({"fell": fell, "steady": list(STEADY), "large": [20 * value for value in STEADY]})
    assert "2023-24 Q4 (below the limits)" in found["fell"].marked(QUARTERS)
    assert found["steady"].marked(QUARTERS) == found["large"].marked(QUARTERS) == []
    assert found["large"].values == pytest.approx(found["steady"].values)  # one scale for hubs of any size


@pytest.mark.parametrize(("missed", "answered"), [(3, 9), (5, None)])
def test_missing_quarters_are_left_out_and_too_many_leave_no_chart(missed: int, answered: int | None) -> None:
    found = charts({"a": list(STEADY), "b": list(STEADY), "gaps": [None] * missed + STEADY[missed:]})
    assert (len(found["gaps"].quarters) if "gaps" in found else None) == answered


def test_limits_are_drawn_over_the_declared_quarters() -> None:
    """A step after the base is outside limits that do not know it; drawn over all, the limits have taken it in."""
    stepped: list[float | None] = [*STEADY[:8], *(150.0 + value / 10 for value in STEADY[8:])]
    base = Baseline(QUARTERS[0], QUARTERS[7], "as it was")
    marks = charts({"a": stepped, "b": stepped}, base)["a"].marked(QUARTERS[8:])
    assert [mark.partition(" (")[2] for mark in marks] == ["above the limits)"] * 4


def test_no_limit_of_a_count_lies_below_nought() -> None:
    wild: list[float | None] = [0.0, 40, 5, 60, 0, 30, 2, 55, 1, 44, 0, 38]
    assert {limits.lower for limits in charts({"a": wild, "b": wild})["a"].limits} == {0.0}
