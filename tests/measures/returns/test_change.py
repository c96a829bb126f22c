"""XmR limits against a published example, and each rule by a series that breaks it."""

import pytest

from analysis.measures.returns.change import TooFewPoints, moving_range_limits, special_causes


def test_limits_of_the_flow_rate_example() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, Individuals Control Charts: 55.8041, 50.81, 45.8159."""
    flow_rate = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    limits = moving_range_limits(flow_rate)
    assert limits.centre == pytest.approx(50.81)
    assert limits.upper == pytest.approx(
        55.8041, abs=0.002
    )  # the handbook divides by 1.128, Wheeler multiplies by 2.66
    assert limits.lower == pytest.approx(45.8159, abs=0.002)
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
    near = [13, 27, 13, 27, 13, 13]  # centre 13, upper limit 29: 27 lies past two thirds of the way
    assert special_causes(near, limits)[1] == "two of three near a limit"
