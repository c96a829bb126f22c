"""XmR limits against a published example, and each rule by a series that breaks it."""

from collections.abc import Sequence

import pytest

from analysis.measures.returns.change import (
    Baseline,
    Limits,
    TooFewPoints,
    moving_range_limits,
    sections_of,
    special_causes,
)


def test_limits_of_the_flow_rate_example() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, Individuals Control Charts: 55.8041, 50.81, 45.8159."""
    flow_rate = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    limits = moving_range_limits(flow_rate)
    assert limits.centre == pytest.approx(50.81)
    # The handbook divides by 1.128 where Wheeler multiplies by 2.66.
    reach = (limits.upper - limits.centre) / 2.66 * 3 / 1.128
    assert (50.81 + reach, 50.81 - reach) == (pytest.approx(55.8041, abs=5e-5), pytest.approx(45.8159, abs=5e-5))
    assert limits.centre - limits.lower == pytest.approx(limits.upper - limits.centre)
    assert limits.trial


def test_one_wild_moving_range_does_not_widen_the_limits() -> None:
    steady = [100, 102, 99, 101, 100, 103, 100, 99, 101, 100, 102, 100]
    with_one_jump = [*steady[:6], 400, *steady[7:]]
    limits = moving_range_limits(with_one_jump)
    assert limits.upper < 400
    assert special_causes(with_one_jump, limits)[6] == "outside the limits"


def test_fewer_than_four_points_give_no_limits() -> None:
    with pytest.raises(TooFewPoints):
        moving_range_limits([1, 2, 3])


def test_each_rule_is_found_and_a_quiet_series_breaks_none() -> None:
    quiet = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]
    assert set(special_causes(quiet, moving_range_limits(quiet))) == {""}
    rising = [10, 11, 12, 13, 14, 15, 16]
    limits = moving_range_limits([10, 16, 10, 16, 10, 16])
    assert special_causes(rising, limits) == ["run of seven rising"] * 7
    side = [14, 15, 14, 15, 14, 15, 14]
    assert special_causes(side, limits) == ["seven on one side"] * 7


def near(close: list[int], side: list[int]) -> list[int]:
    """Where the rule of two of three marks a series whose points lie on these sides of the mean, close to a limit or not."""
    limits = Limits(0.0, -3.0, 3.0, False)
    points = [at * (2.5 if is_close else 1.0) for is_close, at in zip(close, side, strict=True)]
    return [int(mark == "two of three near a limit") for mark in special_causes(points, limits)]


@pytest.mark.parametrize(
    ("close", "side", "marked"),
    [
        ([1, 0, 1], [1, 1, 1], [1, 0, 1]),
        ([0, 1, 1], [1, 1, 1], [0, 1, 1]),
        ([1, 1, 0], [1, 1, 1], [1, 1, 0]),
        ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
        ([0, 1, 1], [1, -1, 1], [0, 0, 0]),
        ([1, 1, 0], [1, -1, 1], [0, 0, 0]),
        ([1, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]),
        ([1, 0, 0, 1, 1], [1, 1, 1, 1, 1], [0, 0, 0, 1, 1]),
        ([1, 0, 1], [-1, -1, -1], [1, 0, 1]),
    ],
)
def test_two_of_three_as_nhsrplotthedots_has_it(close: list[int], side: list[int], marked: list[int]) -> None:
    """NHSRplotthedots 0.2.2, tests/testthat/test-ptd_calculate_point_type.R: ptd_two_in_three and ptd_part_of_two_in_three."""
    assert near(close, side) == marked


def test_a_point_outside_is_not_close() -> None:
    """A point beyond the limits has a rule of its own, and does not make its neighbour one of two (ptd_spc_standard: close_to_limits)."""
    marks = special_causes([1.0, 3.5, 2.5], Limits(0.0, -3.0, 3.0, False))
    assert marks == ["", "outside the limits", ""]


def test_the_series_that_was_marked_and_should_not_be() -> None:
    """The last point lies near the limit and the two before it outside, so only those are marked: worked out by the rules of
    NHSRplotthedots by hand. Mean 51.477; mean moving range 12.8 / 11 without the 7, which is screened; so 54.573 and two thirds of the way 53.541."""
    values = [50, 51, 50, 49, 50, 51, 49, 50, 51, 50, 57, 57, 54.2]
    limits = moving_range_limits(values)
    assert limits.centre == pytest.approx(51.477, abs=0.001)
    assert limits.upper == pytest.approx(54.573, abs=0.001)
    assert special_causes(values, limits)[-3:] == ["outside the limits", "outside the limits", ""]
    assert not limits.trial and moving_range_limits(values[:12]).trial


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([1, 2, 3, 3, 4, 5, 6], []),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], range(1, 8)),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], range(1, 8)),
    ],
)
def test_seven_in_a_trend_as_nhsrplotthedots_has_it(values: list[float], places: Sequence[int]) -> None:
    """The same file: ptd_seven_point_trend marks seven points that each lie above, or below, the one before."""
    marks = special_causes(values, Limits(4.0, -100, 100, False))
    assert [place for place, mark in enumerate(marks) if "run of seven" in mark] == list(places)


def test_limits_over_a_baseline_and_a_floor() -> None:
    quiet = [10.0, 12, 9, 11, 10, 12]
    shifted = [*quiet, 30.0, 31, 29]
    assert moving_range_limits(shifted, baseline=6) == moving_range_limits(quiet)
    assert special_causes(shifted, moving_range_limits(shifted, baseline=6))[6:] == ["outside the limits"] * 3
    few = [0.0, 4, 1, 5, 0, 3]
    assert moving_range_limits(few).lower < 0
    assert moving_range_limits(few, floor=0.0).lower == 0


# Weekly cost of processing a loan (Montgomery, Introduction to Statistical Quality Control, example 6.5); twenty weeks, and twenty more.
COSTS = [
    310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
    305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328,
]  # fmt: skip
WEEKS = [f"{week:02}" for week in range(1, 41)]


def test_a_baseline_of_twenty_weeks_as_montgomery_and_qicharts2_have_it() -> None:
    """Mean 300.5, limits 279.78 and 321.22, and the last two weeks outside."""
    (section,) = sections_of(WEEKS, COSTS, [Baseline("01", "20", "the process was set up")])
    assert section.limits.centre == 300.5
    assert (section.limits.lower, section.limits.upper) == (
        pytest.approx(279.78, abs=0.005),
        pytest.approx(321.22, abs=0.005),
    )
    marks = special_causes(COSTS, section.limits)
    assert [week for week, mark in zip(WEEKS, marks, strict=True) if mark == "outside the limits"] == ["39", "40"]


def test_limits_drawn_anew_are_those_of_each_part_by_itself() -> None:
    first, second = sections_of(WEEKS, COSTS, [Baseline("21", None, "another form")])
    assert (first.first, first.last, second.first, second.last) == (0, 20, 20, 40)
    assert first.limits == moving_range_limits(COSTS[:20]) and second.limits == moving_range_limits(COSTS[20:])
    assert first.baseline is None and second.baseline is not None and second.baseline.because == "another form"


@pytest.mark.parametrize(
    "baseline",
    [
        Baseline("38", None, "too late for four points"),
        Baseline("41", None, "to come"),
        Baseline("01", "45", "not over"),
    ],
)
def test_a_baseline_that_cannot_be_followed_yet_changes_nothing(baseline: Baseline) -> None:
    (section,) = sections_of(WEEKS, COSTS, [baseline])
    assert section.limits == moving_range_limits(COSTS) and section.baseline is None
