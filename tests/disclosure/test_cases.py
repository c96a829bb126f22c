"""Case studies by place and partner: none can be picked out, neither within an edition nor between two."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from analysis.disclosure.cases import OTHERS, breakdown_words, groups_told, shown_groups
from analysis.disclosure_settings import BreakdownSettings
from analysis.periods import Period

THREE = BreakdownSettings()


def held(*rows: tuple[str, str]) -> pl.DataFrame:
    """place, and the day it was collected."""
    made = [(f"case-{number:02d}", place, dt.date.fromisoformat(day)) for number, (place, day) in enumerate(rows)]
    return pl.DataFrame(made, schema={"case_id": pl.String, "place": pl.String, "collected": pl.Date}, orient="row")


def shown(cases: pl.DataFrame, settings: BreakdownSettings = THREE) -> dict[str, int]:
    return dict(shown_groups(cases, "place", settings).group_by("shown").len().rows())


def test_a_place_with_fewer_than_three_is_not_named() -> None:
    day = "2024-05-01"
    assert shown(held(*[("Up", day)] * 3, *[("Down", day)] * 2, ("Off", day))) == {"Up": 3, OTHERS: 3}


def test_where_too_few_are_left_over_the_last_group_waits_with_them() -> None:
    first, later = "2024-05-01", "2024-11-01"
    assert shown(held(*[("Up", first)] * 3, *[("Down", later)] * 3, ("Off", first))) == {"Up": 3, OTHERS: 4}
    assert shown(held(*[("Up", first)] * 3, ("Off", first))) == {OTHERS: 4}
    assert shown(held(*[("Up", first)] * 3)) == {"Up": 3}


def test_new_case_studies_join_a_place_three_at_a_time() -> None:
    rows = [*[("Up", "2024-05-01")] * 3, ("Up", "2024-11-01"), ("Off", "2024-05-01"), ("Off", "2024-05-01")]
    assert shown(held(*rows)) == {"Up": 3, OTHERS: 3}
    assert shown(held(*rows, ("Up", "2025-01-01"), ("Up", "2025-02-01"), ("Off", "2025-01-03"))) == {"Up": 6, "Off": 3}


@pytest.mark.parametrize("seed", range(12))
def test_no_edition_taken_from_a_later_one_leaves_one_or_two_of_a_place(seed: int) -> None:
    """Two hundred case studies from fifteen places over twelve quarters: every two editions, by quarters, are subtracted."""
    chance = np.random.default_rng(seed)
    quarters = [Period(2022 + number // 4, number % 4 + 1) for number in range(12)]
    first = dt.date(2022, 4, 1)
    days = sorted(first + dt.timedelta(days=int(day)) for day in chance.integers(0, 1095, 200))
    cases = held(*[(f"p{chance.integers(0, 15):02d}", day.isoformat()) for day in days])
    editions = []
    for quarter in quarters:
        now = cases.filter(pl.col("collected") <= quarter.end)
        groups = shown_groups(now, "place", THREE)
        editions.append({name: set(rows["case_id"]) for (name,), rows in groups.group_by("shown")})
    assert len(editions) == 12 and all(editions[3:])
    for place, earlier in enumerate(editions):
        assert all(len(ids) >= 3 for ids in earlier.values())
        for later in editions[place:]:
            for name in (set(earlier) | set(later)) - {OTHERS}:
                apart = later.get(name, set()) ^ earlier.get(name, set())
                assert len(apart) == 0 or len(apart) >= 3


def test_the_least_size_is_the_networks_and_its_source_is_printed() -> None:
    five = BreakdownSettings(5, 6, "our council")
    assert shown(held(*[("Up", "2024-05-01")] * 4, *[("Off", "2024-05-01")] * 5), five) == {OTHERS: 9}
    words = breakdown_words(five)
    assert "only in groups of 5 or more" in words and "only in groups of 6 or more" in words and "our council" in words


def test_the_order_of_rows_changes_nothing() -> None:
    cases = held(*[("Up", "2024-05-01")] * 4, *[("Off", "2024-06-01")] * 5, ("Far", "2024-07-01"))
    mixed = cases.sample(fraction=1, shuffle=True, seed=3)
    assert shown_groups(cases, "place", THREE).equals(shown_groups(mixed, "place", THREE).sort("case_id"))


@pytest.mark.parametrize("seed", range(12))
def test_no_table_says_of_each_of_a_few_what_they_tell_or_do_not(seed: int) -> None:
    """A planted network: every place tells of one outcome alike. An intruder reads the groups of two editions and of what they differ by,
    and says of each member what all of its group tell; nobody may be named so in a group smaller than five."""
    chance = np.random.default_rng(seed)
    days = sorted(dt.date(2022, 4, 1) + dt.timedelta(days=int(day)) for day in chance.integers(0, 1095, 60))
    places = [f"p{chance.integers(0, 12):02d}" for _ in days]
    cases = held(*[(place, day.isoformat()) for place, day in zip(places, days, strict=True)])
    tells = {
        case for case, place in cases.select("case_id", "place").rows() if place < "p06"
    }  # all of a place, or none
    editions, smallest = [], []
    for quarter in [Period(2022 + number // 4, number % 4 + 1) for number in range(12)]:
        groups = groups_told(cases.filter(pl.col("collected") <= quarter.end), "place", THREE)
        editions.append({name: set(rows["case_id"]) for (name,), rows in groups.group_by("shown")})
    for place, earlier in enumerate(editions):
        for later in editions[place:]:
            for name in (set(earlier) | set(later)) - {OTHERS}:
                seen = (earlier.get(name, set()), later.get(name, set()) - earlier.get(name, set()))
                smallest += [len(told) for told in seen if told and len(told & tells) in (0, len(told))]
    assert smallest and min(smallest) >= 5


def test_a_place_of_three_is_counted_and_what_it_tells_is_not_broken_down() -> None:
    cases = held(
        *[("Up", "2024-05-01")] * 3, *[("Down", "2024-05-01")] * 5, *[("Off", "2024-05-01")] * 2, ("Far", "2024-05-01")
    )
    assert shown(cases) == {"Up": 3, "Down": 5, OTHERS: 3}
    told = dict(groups_told(cases, "place", THREE).group_by("shown").len().rows())
    assert told == {"Down": 5, OTHERS: 6}
