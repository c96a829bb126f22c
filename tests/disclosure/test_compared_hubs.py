"""Sums over the same hubs beside those over all: drawn networks, and a solver of the test's own that adds up what every hub can have."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.protection import Family, held_back, nothing_more
from analysis.disclosure.release import Field
from analysis.disclosure.rule import Rule
from analysis.disclosure.several import POOLED, ROUNDING
from analysis.disclosure.steady import Compared, Span
from analysis.exhibits.families import CountedFamily
from analysis.exhibits.report.protection import _without_spans_that_tell

RULE = Rule(7, 5, "test")
QUARTERS = ("2023-24 Q1", "2024-25 Q1", "2024-25 Q2")
SPANS = (Span(QUARTERS[:2]), Span(QUARTERS))
FIELDS = (Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"), Field("people", "People"))


class NoMemory:
    @staticmethod
    def of(_key: str, attack: Callable[[], Any]) -> Any:
        return attack()


def drawn(seed: int, hubs: int, mean: float) -> CountedFamily:
    """Most hubs answer in each quarter; those that miss one are in some sums and not in others."""
    draws = np.random.default_rng(seed)
    rows = [
        (f"hub-{hub}", quarter, float(min(draws.poisson(mean), 60)))
        for quarter in QUARTERS
        for hub in range(hubs)
        if draws.random() < 0.9
    ]
    frame = pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64}, orient="row")
    return CountedFamily("t", frame, FIELDS, Family(("people",), (), RULE), Compared(SPANS), sums=True)


def behind(shown: float) -> range:
    least = int(shown) - 2
    assert [math.floor(number / 5 + 0.5) * 5 for number in range(least, least + 5)] == [shown] * 5
    return range(least, least + 5)


def sums_of(leaving: pl.DataFrame) -> list[tuple[set[str], set[int]]]:
    """Of a quarter: whose counts add up to one of which numbers."""
    rows = leaving.filter(~pl.col("hub_id").str.starts_with("("))
    hidden = set(rows.filter(pl.col("people__mark") == "[c]")["hub_id"])
    shown = dict(rows.filter(pl.col("people").is_not_null()).select("hub_id", "people").iter_rows())
    several = {
        row["hub_id"]: row
        for row in leaving.iter_rows(named=True)
        if row["hub_id"].startswith("(") and row["people"] is not None
    }
    pool = several.get(POOLED, {}).get("people")
    told = [(hidden, set(behind(pool)))] if pool is not None else []
    for unit, row in several.items():
        if unit == ROUNDING:
            whole = row["people"] + sum(shown.values()) + (pool or 0.0)
            told.append((set(shown) | (hidden if pool is not None else set()), set(behind(whole))))
        elif unit != POOLED:
            told.append((set(row["people__cells"].split("|")), set(behind(row["people"]))))
    return told


def possible(leaving: pl.DataFrame, hub: str, own: dict[str, int]) -> set[int]:
    """What the withheld count of a hub may be. own: what whoever attacks knows to be so."""
    told = sums_of(leaving)
    reached: dict[tuple[int, ...], set[int]] = {(0,) * len(told): {0}}
    for row in leaving.filter(~pl.col("hub_id").str.starts_with("(")).iter_rows(named=True):
        name, shown = row["hub_id"], row["people"]
        may = range(1, 8) if shown is None else [n for n in behind(shown) if n > 7] if shown else [0]
        further: dict[tuple[int, ...], set[int]] = {}
        for value in [own[name]] if name in own else may:
            step = tuple(value if name in whose else 0 for whose, _ in told)
            for at, mine in reached.items():
                there = further.setdefault(tuple(map(sum, zip(at, step, strict=True))), set())
                there |= {value} if name == hub else mine
        reached = further
    ends = [
        mine for at, mine in reached.items() if all(total in sums for total, (_, sums) in zip(at, told, strict=True))
    ]
    return set().union(*ends)


@given(st.integers(0, 10_000), st.integers(2, 8), st.sampled_from([1.0, 2.0, 4.0, 6.0, 9.0]))
def test_sums_over_the_same_hubs_beside_those_over_all_give_nobody_away(seed: int, hubs: int, mean: float) -> None:
    counted = drawn(seed, hubs, mean)
    protected = counted.protected(counted.frame)
    more, left = held_back(counted.family, counted.released, protected, (), counted.frame)
    assert not left
    leaving = counted.leaving(_without_spans_that_tell(counted, more, [], NoMemory()))  # type: ignore[arg-type]
    for hub, quarter, _ in protected:
        here = leaving.filter(pl.col("quarter") == quarter)
        exact = dict(
            counted.frame.filter(pl.col("quarter") == quarter).select("hub_id", pl.col("people").cast(int)).iter_rows()
        )
        for knows in ({}, *[{other: count} for other, count in exact.items() if other != hub]):
            values = possible(here, hub, knows)
            assert max(values) - min(values) >= RULE.least_width, (hub, quarter, knows, values)


def test_drawn_networks_do_compare_hubs_of_which_some_are_withheld() -> None:
    """Else there would be nothing to attack."""
    told = [drawn(seed, 8, 5.0).leaving(None)["hub_id"].unique().to_list() for seed in range(30)]
    assert sum(any(each.startswith(f"{POOLED}, of") for each in names) for names in told) >= 5
    assert sum(any(each.startswith(f"{ROUNDING}, of") for each in names) for names in told) >= 20


def test_two_sums_that_differ_by_one_hub_do_not_give_its_count() -> None:
    """Five hubs of few, of which one is new: all come to 25, the four of before to 15, so the new one would be 6 or more. It is 7."""
    counts = (4, 4, 4, 5, 7)
    rows = [
        (f"hub-{at}", quarter, float(count))
        for quarter in QUARTERS[:2]
        for at, count in enumerate(counts)
        if (at, quarter) != (4, QUARTERS[0])
    ]
    frame = pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64}, orient="row")
    counted = CountedFamily("t", frame, FIELDS, Family(("people",), (), RULE), Compared(SPANS[:1]), sums=True)
    careless = counted.leaving(nothing_more()).filter(pl.col("quarter") == QUARTERS[1])
    assert possible(careless, "hub-4", {}) == {6, 7}
    more, left = held_back(counted.family, counted.released, counted.protected(frame), (), frame)
    assert not left
    leaving = counted.leaving(_without_spans_that_tell(counted, more, [], NoMemory()))  # type: ignore[arg-type]
    values = possible(leaving.filter(pl.col("quarter") == QUARTERS[1]), "hub-4", {})
    assert max(values) - min(values) >= RULE.least_width
