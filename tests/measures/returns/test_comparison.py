"""Comparisons of hubs: planted effects are recovered, effects that are not there are not found."""

import math
import random

import polars as pl
import pytest

from analysis.measures.returns.designs.comparison import compare_groups, rank_correlation, winter_over_summer


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
    assert found.ways == 70
    assert found.p == pytest.approx(2 / 70)
    assert found.can_tell


def test_a_correlation_that_no_shuffle_reaches_is_as_rare_as_the_way_that_happened() -> None:
    """Two of 10! orders are as strong, 1 in 1.8 million: of 5,000 shuffles, the one that happened among them, only that one."""
    found = rank_correlation(range(10), range(10, 20))
    assert found is not None and (found.rho, found.p, found.pairs) == (pytest.approx(1), 1 / 5_000, 10)


@pytest.mark.parametrize(("treated", "compares"), [(1, False), (2, True), (3, True), (4, False)])
def test_each_side_needs_two_hubs(treated: int, compares: bool) -> None:
    outcome = {f"H{number}": float(number) for number in range(5)}
    assert (compare_groups(outcome, [f"H{number}" for number in range(treated)]) is not None) == compares
