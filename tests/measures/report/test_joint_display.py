"""How far returns and case studies agree: the test of a change against a published example, the rule case by case."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest

from analysis.measures.report.joint_display import (
    RULE,
    VERDICTS,
    Shift,
    Told,
    direction_of,
    is_for,
    told_of,
    verdict,
    year_on_year,
)

# Charles Darwin's maize, heights in inches of fifteen pairs, as Fisher gives them: The Design of Experiments (1935), section 17.
CROSSED = [23.5, 12, 21, 22, 19.125, 21.5, 22.125, 20.375, 18.25, 21.625, 23.25, 21, 22.125, 23, 12]
SELFED = [17.375, 20.375, 20, 20, 18.375, 18.625, 18.625, 15.25, 16.5, 18, 16.25, 18, 12.75, 15.5, 18]


def test_fishers_own_example_comes_out_as_he_counted_it() -> None:
    """Section 21: of 32,768 ways to give the differences their signs, 1,726 are as far from nought, on either side (5.267%)."""
    found = year_on_year(SELFED, CROSSED, all_up_to=2**15)
    assert found is not None
    assert round(found.chance * 2**15) == 1726
    assert found.hubs == 15
    assert found.low is not None and found.high is not None and found.low < 0 < found.change < found.high


def test_all_of_six_hubs_rising_is_the_least_that_is_not_put_down_to_chance() -> None:
    before = [100.0, 200, 50, 80, 90, 30]
    six = year_on_year(before, [1.2 * value for value in before])
    five = year_on_year(before[:5], [1.2 * value for value in before[:5]])
    assert six is not None and five is not None
    assert (six.chance, six.direction) == (2 / 64, 1)
    assert (five.chance, five.direction, five.low) == (2 / 32, 0, None)
    assert six.low == pytest.approx(20, abs=0.5) and six.high == pytest.approx(20, abs=0.5)


def test_a_planted_rise_is_found_and_lies_in_its_interval() -> None:
    chance = random.Random(11)
    before = [chance.uniform(200, 2000) for _ in range(12)]
    after = [value * 1.15 * chance.gauss(1, 0.05) for value in before]
    found = year_on_year(before, after)
    assert found is not None and found.low is not None and found.high is not None
    assert found.low < 15 < found.high
    assert found.direction == 1
    fallen = year_on_year(after, before)
    assert fallen is not None and fallen.direction == -1


def test_changes_that_are_not_there_are_seldom_found() -> None:
    by_chance = 0
    for seed in range(40):
        chance = random.Random(seed)
        before = [chance.uniform(200, 2000) * chance.gauss(1, 0.15) for _ in range(9)]
        after = [value * chance.gauss(1, 0.15) for value in before]
        found = year_on_year(before, after)
        by_chance += bool(found and found.chance <= 0.05)
    assert by_chance <= 5  # two are expected


def test_nothing_to_compare_is_nothing() -> None:
    assert year_on_year([], []) is None
    assert year_on_year([0, 0], [1, 2]) is None
    county = year_on_year([100.0] * 72, [120.0] * 70 + [10, 20])
    assert county is not None and county.chance < 0.01


@pytest.mark.parametrize(
    ("change", "chance", "direction"), [(16, 0.03, 1), (-16, 0.03, -1), (4.9, 0.01, 0), (5, 0.05, 1), (40, 0.06, 0)]
)
def test_a_change_bears_a_direction_where_it_is_large_and_not_by_chance(
    change: float, chance: float, direction: int
) -> None:
    assert Shift(change, None, None, chance, 6).direction == direction


@pytest.mark.parametrize(
    ("told", "direction"),
    [
        (Told(8, 6, 3, 2), 1),
        (Told(2, 2, 1, 0), 1),
        (Told(2, 2, 1, 1), -1),  # half of them tell the contrary as well
        (Told(5, 3, 2, 3), -1),
        (Told(5, 3, 2, 1, 1), 1),
        (Told(5, 3, 2, 1, 2), 0),  # half tell of a hope in vain, and nobody knows of which
        (Told(5, 3, 2, 3, 2), -1),
        (Told(1, 1, 1, 0), 0),  # one voice
        (Told(5, 1, 5, 0), 0),  # one collector's eye
        (Told(5, 3, 0, 0), 0),  # none of the last twelve months
        (Told(8, 6, 3, 2, unsure=True), 0),  # coders agree too little
        (Told(0, 0, 0, 0), 0),
    ],
)
def test_case_studies_bear_a_direction_by_the_rule(told: Told, direction: int) -> None:
    assert told.direction == direction


UP, DOWN, LEVEL = (Shift(change, None, None, 0.01, 8) for change in (20, -20, 1))


@pytest.mark.parametrize(
    ("shifts", "direction"),
    [([UP], 1), ([DOWN], -1), ([UP, LEVEL, None], 1), ([UP, DOWN], 0), ([LEVEL], 0), ([None], 0), ([], 0)],
)
def test_questions_that_point_both_ways_bear_no_direction(shifts: list[Shift | None], direction: int) -> None:
    assert direction_of(shifts) == direction


@pytest.mark.parametrize(
    ("asked", "returns", "told", "found"),
    [
        (True, 1, 1, "confirm"),
        (True, -1, -1, "confirm"),  # both say that it did not come about
        (True, -1, 1, "contradict"),
        (True, 1, -1, "contradict"),
        (True, 0, 1, "silent"),  # the numbers bear no direction
        (True, 1, 0, "silent"),  # the case studies bear none
        (True, 0, 0, "silent"),
        (False, 0, 1, "extend"),  # they tell what the return does not ask
        (False, 0, -1, "extend"),
        (False, 0, 0, "silent"),
    ],
)
def test_the_rule_case_by_case(asked: bool, returns: int, told: int, found: str) -> None:
    assert verdict(asked, returns, told) == found
    assert found in VERDICTS


def test_the_rule_in_words_names_its_own_thresholds() -> None:
    assert "changed by 5% or more" in RULE and "at least 2 tell" in RULE and "at least 2 partners" in RULE


def test_case_studies_are_counted_once_with_partners_and_contrary_ones() -> None:
    given = pl.DataFrame(
        [("1", "alone"), ("1", "alone"), ("1", "not"), ("2", "alone"), ("3", "not"), ("4", "friends")],
        schema=["case_id", "code_id"],
        orient="row",
    )
    days = [dt.date(2024, 5, 1), dt.date(2023, 5, 1), dt.date(2024, 5, 1), dt.date(2024, 6, 1)]
    cases = pl.DataFrame({"case_id": ["1", "2", "3", "4"], "partner": ["A", "A", "B", None], "collected": days})
    recent = pl.col("collected") > dt.date(2024, 3, 31)
    against = pl.DataFrame({"case_id": ["1", "4"], "of_it": [True, False]})
    told, ids = told_of(given, cases, ["alone", "friends"], against, recent, False)
    assert told == Told(cases=3, partners=1, recent=2, contrary=1, beside=1)
    assert ids == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("words", "purposes", "meant"),
    [
        ("Lunch clubs in the valley", ("lunch club",), True),
        ("A network of halls", ("work",), False),
        ("Skills and WORK", ("work",), True),
        ("", ("work",), False),
        ("Boxes", ("box",), True),
    ],
)
def test_awards_are_known_by_whole_words_of_their_purpose(words: str, purposes: tuple[str, ...], meant: bool) -> None:
    assert is_for(words, purposes) is meant
