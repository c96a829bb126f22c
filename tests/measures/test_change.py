"""XmR limits against a published example; the comparison of hubs by recovering planted effects."""

import math
import random

import polars as pl
import pytest

from analysis.measures.change import TooFewPoints, compare_treated, moving_range_limits, special_causes


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


def answers(effect: float, treated: int, hubs: int, seed: int = 7) -> pl.DataFrame:
    """Attendances of `hubs` hubs over twelve quarters; the first `treated` gain `effect` percent from the fifth quarter."""
    chance = random.Random(seed)
    rows = []
    for hub in range(hubs):
        level = chance.uniform(200, 2000)
        for quarter in range(12):
            gain = 1 + effect / 100 if hub < treated and quarter >= 4 else 1
            season = 1 + 0.1 * math.sin(quarter)
            rows.append(
                (
                    f"H{hub}",
                    f"{2022 + quarter // 4}-{23 + quarter // 4} Q{quarter % 4 + 1}",
                    level * gain * season * chance.gauss(1, 0.04),
                )
            )
    return pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row")


def test_a_planted_effect_is_recovered_and_lies_in_its_interval() -> None:
    frame = answers(effect=20, treated=6, hubs=10)
    found = compare_treated(
        frame, "attendances", {f"H{n}": "2023-24 Q1" for n in range(6)}, [f"H{n}" for n in range(10)]
    )
    assert found is not None
    assert found.assignments == 210
    assert found.low < 20 < found.high
    assert found.effect == pytest.approx(20, abs=5)
    assert found.p <= 0.05


def test_an_effect_that_is_not_there_is_not_found() -> None:
    found_by_chance = 0
    for seed in range(20):
        frame = answers(effect=0, treated=4, hubs=8, seed=seed)
        found = compare_treated(
            frame, "attendances", {f"H{n}": "2023-24 Q1" for n in range(4)}, [f"H{n}" for n in range(8)]
        )
        assert found is not None
        found_by_chance += found.p <= 0.05
    assert found_by_chance <= 3  # one in twenty is expected


def test_four_of_seven_hubs_give_thirty_five_assignments() -> None:
    frame = answers(effect=50, treated=4, hubs=7)
    found = compare_treated(
        frame, "attendances", {f"H{n}": "2023-24 Q1" for n in range(4)}, [f"H{n}" for n in range(7)]
    )
    assert found is not None
    assert found.assignments == 35
    assert found.p >= 1 / 35


def test_one_hub_on_a_side_is_too_few() -> None:
    frame = answers(effect=20, treated=1, hubs=6)
    assert compare_treated(frame, "attendances", {"H0": "2023-24 Q1"}, [f"H{n}" for n in range(6)]) is None
