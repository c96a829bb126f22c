"""Comparisons of hubs: planted effects are recovered, effects that are not there are not found."""

import math
import random

import polars as pl
import pytest

from analysis.measures.returns.comparison import compare_groups, compare_treated, rank_correlation, winter_over_summer


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
    assert found.low is not None and found.high is not None and found.low < 20 < found.high
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


def test_winter_over_summer_takes_only_hubs_with_a_whole_year() -> None:
    year = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4"]
    rows = [("a", quarter, number) for quarter, number in zip(year, [100.0, 100.0, 150.0, 250.0], strict=True)]
    rows += [("b", quarter, 50.0) for quarter in year[:3]]
    found = winter_over_summer(
        pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row"), year, year[2:]
    )
    assert found == {"a": pytest.approx(math.log(2))}


def test_a_difference_between_groups_is_recovered_whether_all_or_some_assignments_are_tried() -> None:
    chance = random.Random(3)
    for hubs, treated in ((12, 5), (60, 25)):  # 792 assignments are all tried; of the others some thousands are drawn
        outcome = {f"H{n:02}": chance.gauss(0.22 if n < treated else 0.0, 0.05) for n in range(hubs)}
        found = compare_groups(outcome, [f"H{n:02}" for n in range(treated)])
        assert found is not None
        assert found.low is not None and found.high is not None
        assert found.low < 100 * math.expm1(0.22) < found.high
        assert found.p < 0.05


def test_rank_correlation_of_a_published_example() -> None:
    """Hours of television and IQ of ten people: rho = -29/165 = -0.1758 (the worked example of Spearman's rho in Wikipedia)."""
    iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    found = rank_correlation(iq, hours)
    assert found is not None
    assert found.rho == pytest.approx(-29 / 165)
    assert found.p > 0.5


def test_four_pairs_are_too_few_to_rank() -> None:
    assert rank_correlation([1, 2, 3, 4], [1, 2, 3, 4]) is None


def test_a_lady_tasting_tea() -> None:
    """Fisher (1935), The Design of Experiments, section 5: of 70 ways to pick four cups of eight, one is all right; its opposite is as far."""
    milk_first = ["A", "B", "C", "D"]
    said = {cup: float(cup in milk_first) for cup in "ABCDEFGH"}
    found = compare_groups(said, milk_first)
    assert found is not None
    assert found.assignments == 70
    assert found.p == pytest.approx(2 / 70)
    assert found.can_tell


def test_placements_that_could_not_have_been_are_not_counted() -> None:
    """Two of three, two of three and two of four: 3 x 3 x 6 ways, and not the 210 to pick six of ten."""
    frame = answers(effect=20, treated=6, hubs=10)
    area = {0: "a", 1: "a", 6: "a", 2: "b", 3: "b", 7: "b", 4: "c", 5: "c", 8: "c", 9: "c"}
    starts, hubs = {f"H{n}": "2023-24 Q1" for n in range(6)}, [f"H{n}" for n in range(10)]
    found = compare_treated(frame, "attendances", starts, hubs, {f"H{n}": area[n] for n in range(10)})
    anywhere = compare_treated(frame, "attendances", starts, hubs)
    assert found is not None and anywhere is not None
    assert (found.assignments, anywhere.assignments) == (54, 210)
    assert found.effect == pytest.approx(anywhere.effect)
    assert found.least == pytest.approx(1 / 54)


@pytest.mark.parametrize(("treated", "hubs", "least"), [(3, 6, 2 / 20), (2, 5, 1 / 10), (4, 7, 1 / 35), (3, 7, 1 / 35)])
def test_with_few_hubs_no_difference_can_be_told_and_no_search_bound_is_printed(
    treated: int, hubs: int, least: float
) -> None:
    frame = answers(effect=60, treated=treated, hubs=hubs)
    starts = {f"H{n}": "2023-24 Q1" for n in range(treated)}
    found = compare_treated(frame, "attendances", starts, [f"H{n}" for n in range(hubs)])
    assert found is not None
    assert found.least == pytest.approx(least)
    assert found.can_tell == (least <= 0.05)
    if not found.can_tell:
        assert found.low is None and found.high is None


def test_answers_of_nought_are_told() -> None:
    frame = answers(effect=0, treated=4, hubs=8).with_columns(
        attendances=pl.when((pl.col("hub_id") == "H0") & (pl.col("quarter") > "2024-25"))
        .then(0.0)
        .otherwise("attendances")
    )
    starts = {f"H{n}": "2023-24 Q1" for n in range(4)}
    found = compare_treated(frame, "attendances", starts, [f"H{n}" for n in range(8)])
    assert found is not None and found.noughts == 4


def test_a_correlation_that_no_shuffle_reaches_is_as_rare_as_the_way_that_happened() -> None:
    """Two of 10! orders are as strong, 1 in 1.8 million: of 5,000 shuffles, the one that happened among them, only that one."""
    found = rank_correlation(range(10), range(10, 20))
    assert found is not None and (found.rho, found.p, found.pairs) == (pytest.approx(1), 1 / 5_000, 10)


@pytest.mark.parametrize(("treated", "compares"), [(1, False), (2, True), (3, True), (4, False)])
def test_each_side_needs_two_hubs(treated: int, compares: bool) -> None:
    outcome = {f"H{number}": float(number) for number in range(5)}
    assert (compare_groups(outcome, [f"H{number}" for number in range(treated)]) is not None) == compares
