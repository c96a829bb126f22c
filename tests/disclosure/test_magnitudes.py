"""Hours of few volunteers: withheld beside them, and added up only where nobody can work out another's."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.magnitudes import Magnitude, add_up_apart, adds_up
from analysis.disclosure.release import Field
from analysis.disclosure.rule import Dominance
from analysis.disclosure.several import POOLED, Pool
from analysis.disclosure.steady import magnitudes_may

RULE = Rule(threshold=7, base=5, source="test")
KEYS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key")]
HOURS = (Magnitude("hours", "volunteers"),)


def released(*rows: tuple[float | None, float | None], rule: Rule = RULE) -> pl.DataFrame:
    """One quarter; (volunteers, hours) of each hub."""
    frame = pl.DataFrame(
        [(f"hub-{at}", "Q1", volunteers, hours) for at, (volunteers, hours) in enumerate(rows)],
        schema={"hub_id": pl.String, "quarter": pl.String, "volunteers": pl.Float64, "hours": pl.Float64},
        orient="row",
    )
    fields = [*KEYS, Field("volunteers", "Volunteers"), Field("hours", "Hours")]
    return release_counts("t", frame, fields, rule, ["volunteers"], (), Pool("hub_id", "quarter", None, HOURS)).frame


def test_the_hours_of_one_volunteer_are_not_printed() -> None:
    frame = released((1, 26), (20, 400))
    assert frame.select("hours", "hours__mark").rows() == [(None, "[c]"), (400.0, None)]
    assert not frame.filter(hub_id=POOLED).height


def test_hours_of_several_small_hubs_are_added_up_and_rounded() -> None:
    frame = released((1, 26), (3, 31), (2, 24), (6, 33), (20, 400), (None, 50), (4, None))
    (pool,) = frame.filter(hub_id=POOLED).select("hours", "hours__units").rows()
    assert pool == (115.0, 4)  # 114
    assert frame.filter(hub_id="hub-5")["hours"].item() == 50


@pytest.mark.parametrize("hours", [[26, 31], [500, 400, 20], [26, 0, 0]])
def test_hours_that_one_could_work_out_by_knowing_another_are_in_no_sum(hours: list[float]) -> None:
    """The p% rule as ACRO has it: the rest without the two largest is less than a tenth of the largest."""
    assert not adds_up(hours)
    assert not released(*[(3, each) for each in hours]).filter(hub_id=POOLED)["hours"].drop_nulls().len()


P_ALONE = Dominance(10, 2, 100)  # nothing is more than all of a sum


def test_the_p_rule_asks_for_a_part_of_the_largest_and_the_n_k_rule_for_a_part_of_all() -> None:
    assert adds_up([100, 90, 10], P_ALONE) and not adds_up([100, 90, 9], P_ALONE)
    assert adds_up([45, 45, 10]) and not adds_up([46, 45, 9])  # 90 of 100, and 91
    assert adds_up([40, 30, 20, 10], Dominance(10, 3, 90)) and not adds_up([40, 30, 20, 9], Dominance(10, 3, 90))


def test_a_late_return_is_not_told_by_the_sums_of_two_editions() -> None:
    """Three hubs of 26, 31 and 24 left as 80; with a fourth of 40 it would be 120. Of three that come late the sum of theirs may be known."""
    hours = {"a": 26.0, "b": 31.0, "c": 24.0, "d": 40.0, "e": 35.0, "f": 28.0}
    before = frozenset("abc")
    assert not add_up_apart(frozenset("abcd"), [before], hours, RULE.dominance)
    assert not add_up_apart(frozenset("ab"), [before], hours, RULE.dominance)
    assert add_up_apart(frozenset("abcdef"), [before], hours, RULE.dominance)
    assert add_up_apart(before, [before], hours, RULE.dominance)


def test_a_network_may_ask_for_more_to_be_left_beside_the_two_largest() -> None:
    """100, 90 and 15: the rest is 15% of the largest, enough at 10 and at 15, too little at 16."""
    assert [adds_up([100, 90, 15], Dominance(percent, 2, 100)) for percent in (10, 15, 16)] == [True, True, False]
    cells = [(3, 100.0), (3, 90.0), (3, 15.0)]
    assert released(*cells, rule=Rule(7, 5, "test", P_ALONE)).filter(hub_id=POOLED)["hours"].to_list() == [205.0]
    assert (
        not released(*cells, rule=Rule(7, 5, "test", Dominance(16, 2, 100)))
        .filter(hub_id=POOLED)["hours"]
        .drop_nulls()
        .len()
    )


def test_a_sum_of_hours_says_of_no_count_how_many_hubs_are_in_it() -> None:
    """Three times seven would be printed as 20, which tells each to be 4 or more: no pool of volunteers, but one of their hours."""
    (pool,) = released((7, 26), (7, 31), (7, 24)).filter(hub_id=POOLED).iter_rows(named=True)
    assert (pool["volunteers"], pool["volunteers__units"]) == (None, 0)
    assert (pool["hours"], pool["hours__units"]) == (80.0, 3)  # 81


def test_an_hour_each_is_a_sum_and_no_hours_are_none() -> None:
    assert adds_up([1, 1, 1]) and not adds_up([0, 0, 0])


HELD = {"a": 30.0, "b": 28.0, "c": 25.0, "d": 30.0, "e": 28.0, "f": 25.0}


@pytest.mark.parametrize(
    ("hubs", "shown", "may"),
    [
        ("abcdef", {}, True),  # all that is withheld
        ("abc", {}, True),  # the three others are told with it, and are three
        ("abcd", {}, False),  # the two others could each work out the other
        ("ab", {}, False),
        ("abcdef", {"Q1": [frozenset("abc")]}, True),
        ("abcdef", {"Q1": [frozenset("abcd")]}, False),
        ("abc", {"Q1": [frozenset("abcd")]}, False),  # the larger sum less this one is d's own
        ("abcdef", {"Q2": [frozenset("abcd")]}, True),  # of another quarter
        ("abcdef", {"Q1": [frozenset("abc"), frozenset("abcdef")]}, True),
        ("abcdef", {"Q1": [frozenset("abc"), frozenset("abcde")]}, False),  # f alone
    ],
)
def test_hours_are_added_up_only_where_no_difference_of_two_sums_is_of_few(
    hubs: str, shown: dict[str, list[frozenset[str]]], may: bool
) -> None:
    assert magnitudes_may(RULE, shown)("Q1", HELD, frozenset(hubs)) is may
