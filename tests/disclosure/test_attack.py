"""Nobody is given away: what is released is attacked by the project's solver, and by one of the test's own that tries every number."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.attacks.knowledge import Cell
from analysis.disclosure.parts import Parts
from analysis.disclosure.pools import shown_sums
from analysis.disclosure.protection import Family, Left, attacked, held_back, nothing_more
from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import POOLED, Pool

RULE = Rule(threshold=7, base=5, source="test")
KEYS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key")]
BANDS = ("young", "adult", "old")


def release(rows: list[dict[str, object]], columns: tuple[str, ...], together: tuple[Parts, ...] = (), rule: Rule = RULE, more: pl.DataFrame | None = None) -> Released:  # fmt: skip
    schema = {"hub_id": pl.String, "quarter": pl.String, **dict.fromkeys(columns, pl.Float64)}
    frame = pl.DataFrame(rows, schema=schema)
    fields = [*KEYS, *[Field(name, name) for name in columns]]
    return release_counts("t", frame, fields, rule, columns, together, Pool("hub_id", "quarter", more))


def counts_of(*values: float) -> list[dict[str, object]]:
    return [{"hub_id": f"hub-{number:02}", "quarter": "Q1", "people": value} for number, value in enumerate(values)]


def shown_pool(released: Released) -> float | None:
    pool = released.frame.filter(pl.col("hub_id") == POOLED)
    return pool["people"][0] if pool.height else None


def small_cells(rows: list[dict[str, object]], columns: tuple[str, ...], rule: Rule = RULE) -> list[Cell]:
    return [
        (str(row["hub_id"]), str(row["quarter"]), column)
        for row in rows
        for column in columns
        if isinstance(value := row.get(column), (int, float)) and 0 < value <= rule.threshold
    ]


# As the reviewer found them: pools that gave their cells back.
@pytest.mark.parametrize("values", [[7, 7, 7, 7], [7] * 9, [1] * 7, [7, 7], [2, 1, 1, 1, 1, 1]])
def test_a_pool_that_gives_its_cells_back_is_not_released(values: list[float]) -> None:
    assert shown_pool(release(counts_of(*values), ("people",))) is None


@pytest.mark.parametrize(
    ("values", "pool"),
    [
        ([3, 4, 5, 4], 15),  # 13 to 17 of four: each may be 1 to 7
        ([4, 4, 3, 5, 5], 20),
        ([4] * 6, 25),
    ],
)
def test_a_pool_that_leaves_all_possible_is_released(values: list[float], pool: float) -> None:
    assert shown_pool(release(counts_of(*values), ("people",))) == pool


@pytest.mark.parametrize("values", [[4, 6], [5, 3, 4], [6, 6, 6]])
def test_a_pool_that_would_tell_one_hub_of_another_is_not_released(values: list[float]) -> None:
    """Who has 4 of 8 to 12 knows that the other has 4 or more."""
    assert shown_pool(release(counts_of(*values), ("people",))) is None


@pytest.mark.parametrize(
    ("cells", "rule"),
    [(2, Rule(3, 5, "a")), (2, Rule(7, 5, "d")), (2, Rule(7, 10, "e")), (2, Rule(10, 5, "f")), (3, Rule(3, 5, "a"))],
)
def test_the_sum_of_two_is_never_printed_nor_one_that_leaves_too_little(cells: int, rule: Rule) -> None:
    """Of two that are withheld, each knows the other from the sum and its own count."""
    assert shown_sums(cells, rule) == set()


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (4, Rule(3, 5, "a")),
        (4, Rule(7, 5, "d")),
        (3, Rule(7, 10, "e")),
        (4, Rule(7, 10, "e")),
        (3, Rule(10, 5, "f")),
        (4, Rule(10, 5, "f")),
    ],
)
def test_no_hub_can_narrow_another_by_its_own_count(cells: int, rule: Rule) -> None:
    """Every number tried: for each sum that is printed and each count that a hub may have, what another may have then."""
    numbers = range(1, rule.threshold + 1)
    seen: dict[tuple[float, int], set[int]] = {}
    for values in itertools.product(numbers, repeat=cells):
        told = rule.round_one(sum(values))
        if told in shown_sums(cells, rule):
            seen.setdefault((told, values[0]), set()).add(values[1])
    assert seen
    assert all(max(left) - min(left) >= rule.least_width for left in seen.values()), seen


def possible(cells: int, told: float | None, rule: Rule) -> set[int]:
    """What one of so many withheld counts may be, for somebody who knows the rule, told the pool or told none: every number tried."""
    numbers = range(1, rule.threshold + 1)
    left = set()
    for values in itertools.combinations_with_replacement(numbers, cells):
        if shown_pool(release(counts_of(*map(float, values)), ("people",), rule=rule)) == told:
            left.update(values)
    return left


@pytest.mark.parametrize("rule", [Rule(3, 5, "a"), Rule(4, 3, "b"), Rule(5, 5, "c"), Rule(7, 5, "d")])
@pytest.mark.parametrize("cells", [2, 3])
def test_neither_a_pool_nor_its_absence_narrows_a_count(rule: Rule, cells: int) -> None:
    """By trying every number that the counts could be, with the gate itself as the intruder's knowledge of the rule."""
    greatest = math.ceil(cells * rule.threshold / rule.base) * rule.base
    told: list[float | None] = [None, *[float(each) for each in range(0, greatest + 1, rule.base)]]
    ranges = [left for each in told if (left := possible(cells, each, rule))]
    assert ranges
    assert all(max(left) - min(left) >= rule.least_width for left in ranges), ranges


@st.composite
def networks(draw: st.DrawFn) -> list[dict[str, object]]:
    """A few hubs of one quarter, people and three ages that add up to them."""
    ages = st.integers(0, draw(st.sampled_from([1, 3, 9, 30])))
    rows = []
    for number in range(draw(st.integers(1, 4))):
        parts = [draw(ages) for _ in BANDS]
        rows.append({"hub_id": f"hub-{number}", "quarter": "Q1", **dict(zip(BANDS, map(float, parts), strict=True)), "people": float(sum(parts))})  # fmt: skip
    return rows


COLUMNS = (*BANDS, "people")
TOGETHER = (Parts(BANDS, "people"),)
FAMILY = Family(COLUMNS, TOGETHER, RULE)


def tried(row: dict[str, object], rule: Rule = RULE) -> dict[str, set[int]]:
    """Every set of ages that fits what is shown of one hub alone: the independent solver. Column -> what it may be."""

    def fits(column: str) -> Iterator[int]:
        shown, mark = row[column], row[f"{column}__mark"]
        if mark == "[c]":
            return iter(range(41))
        if shown == 0:
            return iter((0,))
        assert isinstance(shown, float)
        near = range(int(shown) - rule.base, int(shown) + rule.base + 1)
        return iter([n for n in near if n > rule.threshold and math.floor(n / rule.base + 0.5) * rule.base == shown])

    people_small = row["people__mark"] == "[c]"
    left: dict[str, set[int]] = {column: set() for column in COLUMNS}
    whole = {*fits("people")}
    for parts in itertools.product(*[list(fits(column)) for column in BANDS]):
        total = sum(parts)
        if total in whole and (not people_small or 1 <= total <= rule.threshold):
            for column, value in zip(COLUMNS, (*parts, total), strict=True):
                left[column].add(value)
    return left


@settings(deadline=None, max_examples=60)
@given(networks())
def test_no_age_of_a_small_hub_can_be_worked_out_from_the_others(rows: list[dict[str, object]]) -> None:
    released = release(rows, COLUMNS, TOGETHER)
    assert released.frame.height >= len(rows) > 0
    for row in released.frame.filter(pl.col("hub_id") != POOLED).iter_rows(named=True):
        left = tried(row)
        raw = next(each for each in rows if each["hub_id"] == row["hub_id"])
        for column in COLUMNS:
            value = raw[column]
            assert isinstance(value, float)
            if 0 < value <= RULE.threshold:
                assert row[f"{column}__mark"] == "[c]"
                small = [each for each in left[column] if each <= RULE.threshold]
                assert max(small) - min(small) >= RULE.least_width, (column, small)


@settings(deadline=None, max_examples=60)
@given(networks())
def test_the_attack_over_pools_and_parts_together_finds_nothing(rows: list[dict[str, object]]) -> None:
    protected = small_cells(rows, COLUMNS)
    more, left = held_back(FAMILY, lambda more: release(rows, COLUMNS, TOGETHER, more=more), protected)
    assert not left
    assert not attacked(FAMILY, release(rows, COLUMNS, TOGETHER, more=more).frame, protected)


def test_the_attack_sees_what_an_unguarded_release_gives_away() -> None:
    """Were the pool of [7, 7, 7, 7] printed as 30, each would be 7: the attack names all four cells and the figure, not the value."""
    rows = counts_of(7, 7, 7, 7)
    released = release(rows, ("people",)).frame
    unguarded = pl.concat(
        [released, pl.DataFrame({"hub_id": [POOLED], "quarter": ["Q1"], "people": [30.0], "people__units": [4]})],
        how="diagonal_relaxed",
    )
    found = attacked(Family(("people",), (), RULE), unguarded, small_cells(rows, ("people",)))
    assert [each.values for each in found] == [1, 1, 1, 1]
    assert all(each.figures == ("people of the hubs withheld in Q1",) for each in found)


def test_the_attack_sees_parts_that_give_another_away() -> None:
    """people 60 (58 to 62) less old 60: what is left for young and adult is at most 4, so each is 1 to 3."""
    row = {"hub_id": "a", "quarter": "Q1", "people": 60.0, "old": 60.0, "young__mark": "[c]", "adult__mark": "[c]"}
    frame = pl.DataFrame([{**row, "young": None, "adult": None, "people__mark": None, "old__mark": None}])
    found = attacked(FAMILY, frame, [("a", "Q1", "young")])
    assert len(found) == 1 and found[0].values <= 4
    assert "young and adult and old of a in Q1 beside people" in found[0].figures


def test_a_late_return_is_not_told_by_two_editions() -> None:
    """Before: 16 printed as 15. Then a fifth hub comes late with 1: 17 would be printed as 15 again, so the fifth is 1 to 4."""
    before = release(counts_of(3, 4, 5, 4), ("people",)).frame
    rows = counts_of(3, 4, 5, 4, 1)
    family, protected = Family(("people",), (), RULE), small_cells(rows, ("people",))
    assert shown_pool(release(rows, ("people",))) == 15
    left = [Left("the edition of 2024-25", before)]
    found = attacked(family, release(rows, ("people",)).frame, protected, left)
    assert ("hub-04", "Q1", "people") in [each.cell for each in found]
    more, still = held_back(family, lambda more: release(rows, ("people",), more=more), protected, left)
    assert not still
    assert more.rows() == [(POOLED, "Q1", "people")]
    assert shown_pool(release(rows, ("people",), more=more)) is None


def test_what_left_before_and_stands_as_it_stood_costs_nothing() -> None:
    rows = counts_of(3, 4, 5, 4)
    frame = release(rows, ("people",)).frame
    family = Family(("people",), (), RULE)
    more, still = held_back(family, lambda more: release(rows, ("people",), more=more), small_cells(rows, ("people",)), [Left("before", frame)])  # fmt: skip
    assert more.equals(nothing_more()) and not still


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=5),
    st.lists(st.integers(1, 9), min_size=1, max_size=2),
)
def test_no_edition_after_another_narrows_a_count(first: list[int], late: list[int]) -> None:
    """By trying every number: what the cells can be, given both pools as they were printed."""
    before_rows, rows = counts_of(*map(float, first)), counts_of(*map(float, [*first, *late]))
    family, protected = Family(("people",), (), RULE), small_cells(rows, ("people",))
    before = release(before_rows, ("people",))
    more, still = held_back(family, lambda more: release(rows, ("people",), more=more), protected, [Left("before", before.frame)])  # fmt: skip
    assert not still
    after = release(rows, ("people",), more=more)
    hidden = [number for number, value in enumerate([*first, *late]) if 0 < value <= RULE.threshold]
    pools = [(shown_pool(before), [n for n in hidden if n < len(first)]), (shown_pool(after), hidden)]
    if len(hidden) > 5:
        return
    left: dict[int, set[int]] = {number: set() for number in hidden}
    for values in itertools.product(range(1, RULE.threshold + 1), repeat=len(hidden)):
        world = dict(zip(hidden, values, strict=True))
        if all(
            told is None or math.floor(sum(world[n] for n in cells) / RULE.base + 0.5) * RULE.base == told
            for told, cells in pools
        ):
            for number, value in world.items():
                left[number].add(value)
    assert all(max(values) - min(values) >= RULE.least_width for values in left.values()), left


def test_the_attack_as_a_hub_that_knows_itself_sees_what_no_reader_sees() -> None:
    """4 and 6 printed as 10 (8 to 12): for a reader each is 1 to 7. Who has 4 knows that the other has 4 or more, who has 6 that it has 2 to 6."""
    rows = counts_of(4, 6)
    told = {"hub_id": [POOLED], "quarter": ["Q1"], "people": [10.0], "people__units": [2]}
    unguarded = pl.concat([release(rows, ("people",)).frame, pl.DataFrame(told)], how="diagonal_relaxed")
    family, exact = Family(("people",), (), RULE), pl.DataFrame(rows)
    assert attacked(family, unguarded, small_cells(rows, ("people",))) == []
    (found,) = attacked(family, unguarded, small_cells(rows, ("people",)), (), exact)
    assert (found.cell, found.values, found.figures[-1]) == (
        ("hub-01", "Q1", "people"),
        4,
        "what hub-00 knows of itself",
    )


def test_in_a_large_network_the_same_hub_is_found_among_many() -> None:
    """Forty hubs in one pool leave each as open as it was; two in a pool of their own do not, whoever else there is."""
    counts = [4, 6, *[3 + at % 3 for at in range(40)]]
    rows = counts_of(*counts)
    own = {"hub_id": [f"{POOLED}, of two"], "quarter": ["Q1"], "people": [10.0], "people__cells": ["hub-00|hub-01"]}
    unguarded = pl.concat([release(rows, ("people",)).frame, pl.DataFrame(own)], how="diagonal_relaxed")
    family, exact = Family(("people",), (), RULE), pl.DataFrame(rows)
    assert attacked(family, unguarded, small_cells(rows, ("people",))) == []
    found = attacked(family, unguarded, small_cells(rows, ("people",)), (), exact)
    assert [each.cell[0] for each in found] == ["hub-01"]
