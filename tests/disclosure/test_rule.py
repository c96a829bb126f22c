"""The rule in numbers: what is withheld, what stands for what, and when a pool with a larger count in it may be shown."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.disclosure.cases import OTHERS, place_told, shown_groups
from analysis.disclosure.magnitudes import adds_up
from analysis.disclosure.pools import keeps, shown_sums
from analysis.disclosure.rule import Dominance, Rule
from analysis.disclosure_settings import BreakdownSettings
from tests.measures.drawn_awards import day

SEVEN, TEN = Rule(7, 5, "a test"), Rule(9, 10, "a test")


@pytest.mark.parametrize(
    ("rule", "count", "shown", "withheld"),
    [
        (SEVEN, 0, 0, False),
        (SEVEN, 1, 0, True),
        (SEVEN, 7, 5, True),
        (SEVEN, 8, 10, False),
        (SEVEN, 12, 10, False),
        (SEVEN, 12.5, 15, False),  # halves away from nought
        (SEVEN, 13, 15, False),
        (TEN, 9, 10, True),
        (TEN, 10, 10, False),
        (TEN, 14, 10, False),
        (TEN, 15, 20, False),
    ],
)
def test_what_is_withheld_and_to_what_a_count_is_rounded(
    rule: Rule, count: float, shown: float, withheld: bool
) -> None:
    assert rule.round_one(count) == shown
    told = pl.DataFrame({"count": [float(count)]}).select(shown=rule.rounded(pl.col("count")), held=rule.withholds(pl.col("count")))  # fmt: skip
    assert told.rows() == [(shown, withheld)]


@pytest.mark.parametrize("rule", [SEVEN, TEN, Rule(3, 4, "a test"), Rule(10, 3, "a test")])
def test_what_may_stand_behind_a_number_is_what_is_rounded_to_it(rule: Rule) -> None:
    by_shown: dict[float, list[int]] = {}
    for count in range(200):
        by_shown.setdefault(rule.round_one(count), []).append(count)
    for shown in list(by_shown)[1:-1]:
        assert rule.spread_of(shown) == (by_shown[shown][0], by_shown[shown][-1])
        free = [count for count in by_shown[shown] if count > rule.threshold]
        if free:
            assert rule.behind(shown) == (free[0], free[-1])
    assert rule.behind(0) == (0, 0) and len(by_shown) > 10


@pytest.mark.parametrize(("threshold", "width"), [(1, 1), (2, 1), (3, 2), (7, 4), (8, 4), (9, 5), (10, 5)])
def test_half_the_threshold_upwards_stays_open(threshold: int, width: int) -> None:
    assert Rule(threshold, 5, "a test").least_width == width


def test_the_rule_in_words_has_its_own_numbers() -> None:
    assert "from 1 to 9 are withheld and shown as [c], and so is a larger one" in TEN.words
    assert "rounded to the nearest 10" in TEN.words and "off by 5 either way" in TEN.words
    assert "off by 2 either way" in SEVEN.words
    assert "from 1 to 9 are withheld" in TEN.note and "nearest 10" in TEN.note and "data quality" in TEN.note
    assert len(TEN.note) < len(TEN.words) / 2


@pytest.mark.parametrize(
    ("shown", "cells", "other", "may"),
    [
        # With one that may be anything four have to be in it, and the small ones may be 7 beside 1 each: 7 + 3 = 10 or more.
        (10.0, 4, 1, True),  # up to 12
        (5.0, 4, 1, False),  # up to 7
        (100.0, 3, 1, False),
        (100.0, 4, 3, True),
        (10.0, 6, 1, True),  # 7 + 5 = 12
        (10.0, 7, 1, False),
        (15.0, 4, 0, True),
        (5.0, 4, 0, False),
        (100.0, 1, 0, False),
    ],
)
def test_a_pool_may_be_shown_where_each_of_its_cells_may_still_be_anything(
    shown: float, cells: int, other: int, may: bool
) -> None:
    assert keeps(shown, cells, other, SEVEN) is may


@pytest.mark.parametrize("rule", [SEVEN, TEN, Rule(4, 5, "a test")])
@pytest.mark.parametrize("cells", [3, 4, 5])
def test_a_sum_that_is_shown_leaves_every_small_count_possible_for_each(cells: int, rule: Rule) -> None:
    """Counted out: which counts one of so many may be, where they add up to what is rounded to the sum."""
    for shown in shown_sums(cells, rule):
        low, high = rule.spread_of(shown)
        others = range(cells - 1, rule.threshold * (cells - 1) + 1)  # every sum of the others can be had
        may_be = {own for own in range(1, rule.threshold + 1) if any(low <= own + rest <= high for rest in others)}
        assert may_be == set(range(1, rule.threshold + 1))
    assert shown_sums(1, rule) == shown_sums(0, rule) == set()


@pytest.mark.parametrize(
    ("values", "rule", "may"),
    [
        ([100.0, 90.0, 10.0], Dominance(10, 2, 100), True),
        ([100.0, 90.0, 9.9], Dominance(10, 2, 100), False),
        ([100.0, 90.0, 5.0, 5.0], Dominance(10, 2, 100), True),
        ([10.0, 100.0, 90.0], Dominance(10, 2, 100), True),  # in any order
        ([100.0, 90.0], Dominance(0, 2, 100), False),  # each knows the other
        ([0.0, 0.0, 0.0], Dominance(0, 2, 100), False),
        ([], Dominance(10, 2, 100), False),
        # The two largest are 180 of 200: as much as 90 percent, and no more.
        ([100.0, 80.0, 20.0], Dominance(10, 2, 90), True),
        ([100.0, 80.1, 19.9], Dominance(10, 2, 90), False),
        ([50.0, 25.0, 25.0], Dominance(10, 1, 50), True),
        ([50.1, 25.0, 24.9], Dominance(10, 1, 50), False),
    ],
)
def test_a_sum_may_be_shown_by_the_p_percent_and_by_the_n_k_rule(
    values: list[float], rule: Dominance, may: bool
) -> None:
    assert adds_up(values, rule) is may


@pytest.mark.parametrize(
    ("file", "cell", "told"),
    [
        ("returns/mill.xlsx", "C11", "returns/mill.xlsx, C11"),
        ("returns/mill.xlsx", "", "returns/mill.xlsx"),
        ("returns/mill.xlsx", None, "returns/mill.xlsx"),
        ("funding/awards.json", "/grants/34/amountAwarded", "funding/awards.json, grants, entry 35, amountAwarded"),
        ("corrections.yml", "/0/new", "corrections.yml, entry 1, new"),
        ("cases/anna.txt", "C11", "cases/"),
        ("funding/cases/a.csv", "A1", "funding/cases/a.csv, A1"),
    ],
)
def test_of_case_studies_the_folder_alone_is_told(file: str, cell: str | None, told: str) -> None:
    frame = pl.DataFrame({"file": [file], "cell": [cell]}, schema={"file": pl.String, "cell": pl.String})
    assert frame.select(place_told(pl.col("file"), pl.col("cell"))).item() == told


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        # (group by case study, in the order of quarters) with groups of two
        ("aa", "aa"),
        ("a", "?"),
        ("ab", "??"),
        ("aab", "???"),  # one alone would be the rest: the last group waits with it
        ("aabc", "aa??"),
        ("aabbc", "aa???"),
        ("aaab", "????"),
        ("aabbcd", "aabb??"),
    ],
)  # fmt: skip
def test_what_waits_is_shown_as_one_and_never_alone(groups: str, shown: str) -> None:
    cases = pl.DataFrame(
        {"case_id": [f"c{at}" for at in range(len(groups))], "place": list(groups), "collected": [day("2024-05-01")] * len(groups)}
    )  # fmt: skip
    told = shown_groups(cases, "place", BreakdownSettings(2, 2, "a test"))["shown"].to_list()
    assert "".join("?" if name == OTHERS else name for name in told) == shown
