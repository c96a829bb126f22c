"""Small networks drawn at random, released as a build does it, and attacked by a solver of the test's own, which counts worlds.

It knows nothing of linear programmes: which counts a hub can have is a table of noughts and ones, and which sums several hubs can have
is what their tables give multiplied into each other, as throws of dice add up.
"""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import convolve

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.attacks.knowledge import Cell
from analysis.disclosure.parts import Parts
from analysis.disclosure.protection import Family, held_back
from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import POOLED, ROUNDING, Pool

RULE = Rule(threshold=7, base=5, source="test")
AGES, COLUMNS = ("young", "old"), ("young", "old", "people", "helpers")
FAMILY = Family(COLUMNS, (Parts(AGES, "people"),), RULE)
FIELDS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"), *[Field(name, name) for name in COLUMNS]]
MOST = 40  # of an age
Worlds = np.ndarray  # by number of young and old, or of helpers: whether it can be


def drawn(seed: int, hubs: int, mean: float) -> pl.DataFrame:
    draws = np.random.default_rng(seed)
    counts = np.minimum(draws.poisson(mean, (hubs, 3)), MOST - 5).astype(float)
    told = {"young": counts[:, 0], "old": counts[:, 1], "people": counts[:, :2].sum(axis=1), "helpers": counts[:, 2]}
    return pl.DataFrame({"hub_id": [f"hub-{at}" for at in range(hubs)], "quarter": "Q1", **told})


def release(frame: pl.DataFrame, more: pl.DataFrame | None) -> Released:
    pool = Pool("hub_id", "quarter", more, sums=True)
    return release_counts("t", frame, FIELDS, RULE, COLUMNS, FAMILY.together, pool)


def behind(shown: float) -> set[int]:
    """The whole numbers that are printed so, halves upwards."""
    return {number for number in range(int(shown) + 6) if math.floor(number / 5 + 0.5) * 5 == shown}


def of_cell(row: dict[str, object], column: str, most: int) -> set[int]:
    """What a cell may hold by itself: a part is withheld at any size, beside a small one."""
    if row[f"{column}__mark"] == "[c]":
        return set(range(most + 1)) if column in AGES else set(range(1, 8))
    shown = row[column]
    assert isinstance(shown, float)
    return behind(shown) - set(range(1, 8)) if shown else {0}


def of_hub(row: dict[str, object], own: dict[str, float] | None) -> tuple[Worlds, Worlds]:
    """The worlds of one hub: of its ages, which add up to its people, and of its helpers. own: what it is, for who knows it."""
    ages, helpers = np.zeros((MOST + 1, MOST + 1)), np.zeros(MOST + 1)
    if own:
        ages[int(own["young"]), int(own["old"])] = helpers[int(own["helpers"])] = 1
        return ages, helpers
    young, old, people = (of_cell(row, column, MOST) for column in ("young", "old", "people"))
    for one in young:
        for other in old:
            ages[one, other] = one + other in people
    helpers[list(of_cell(row, "helpers", MOST))] = 1
    return ages, helpers


def all_others(worlds: list[Worlds]) -> Worlds:
    added = reduce(lambda one, other: (convolve(one, other, method="direct") > 0.5).astype(float), worlds)
    assert isinstance(added, np.ndarray)
    return added


class Intruder:
    """Who reads all that is released of a quarter, and may know one hub besides."""

    def __init__(self, released: Released, frame: pl.DataFrame, itself: str = "") -> None:
        rows = released.frame.filter(~pl.col("hub_id").is_in([POOLED, ROUNDING]))
        self.rows = {str(row["hub_id"]): row for row in rows.iter_rows(named=True)}
        own = {row["hub_id"]: row for row in frame.iter_rows(named=True)}
        self.worlds = {hub: of_hub(row, own[hub] if hub == itself else None) for hub, row in self.rows.items()}
        several = {row["hub_id"]: row for row in released.frame.iter_rows(named=True) if row["hub_id"] not in self.rows}
        self.pool, self.rest = (several.get(unit, {}) for unit in (POOLED, ROUNDING))
        self._told = [
            (column, sums, whose) for column in ("young", "old", "people") for sums, whose in self.sums(column)
        ]
        self._reached: dict[str, Worlds | None] = {}

    def sums(self, column: str) -> list[tuple[set[int], set[str]]]:
        """What is told of the column over several hubs: what their sum may be, and whose it is."""
        hidden = {hub for hub, row in self.rows.items() if row[f"{column}__mark"] == "[c]"}
        pool, rest = self.pool.get(column), self.rest.get(column)
        told = [(behind(pool), hidden)] if pool is not None else []
        if rest is not None:
            shown = sum(row[column] or 0.0 for row in self.rows.values())
            there = self.rows.keys() - hidden | (hidden if pool is not None else set())
            told.append((behind(rest + shown + (pool or 0.0)), there))
        return told

    def possible(self, hub: str, column: str) -> set[int]:
        """What a cell of the hub may be."""
        if column == "helpers":
            return {value for value in range(1, 8) if self._fits_helpers(hub, value)}
        ages = self.worlds[hub][0]
        whole = {(one, other): one + other for one, other in zip(*np.nonzero(ages), strict=True)}
        value = {"young": lambda one, _: one, "old": lambda _, other: other, "people": lambda one, other: one + other}
        found = set()
        for pair in whole:
            if int(value[column](*pair)) not in found and self._fits_ages(hub, pair):
                found.add(int(value[column](*pair)))
        return {number for number in found if 1 <= number <= RULE.threshold}

    def _fits_helpers(self, hub: str, value: int) -> bool:
        return bool(self.worlds[hub][1][value]) and self._fits({hub: value}, "helpers")

    def _fits(self, own: dict[str, int], column: str) -> bool:
        """Whether there are helpers of all others so that each sum is one of those it may be: hubs withheld and shown apart."""
        ((hub, value),) = own.items()
        told = self.sums(column)
        hidden = {each for each, row in self.rows.items() if row[f"{column}__mark"] == "[c]"}
        parts = []
        for group in (hidden, self.rows.keys() - hidden):
            others = [self.worlds[each][1] for each in group if each != hub]
            start = np.zeros(value + 1) if hub in group else np.ones(1)
            start[-1] = 1
            parts.append(set(np.flatnonzero(all_others([start, *others])).tolist()))
        for small in parts[0]:
            for large in parts[1]:
                there = {frozenset(hidden): small, frozenset(self.rows.keys() - hidden): large}
                there[frozenset(self.rows)] = small + large
                if all(there[frozenset(whose)] in sums for sums, whose in told if whose):
                    return True
        return False

    def _fits_ages(self, hub: str, pair: tuple[int, int]) -> bool:
        """Whether the others can have ages so that the sums of all three columns are among those they may be."""
        if not self._told:
            return True
        told, reached = self._others(hub)
        if reached is None:
            return True
        fits = np.ones(len(reached), dtype=bool)
        for at, step in enumerate(self._steps(hub, np.array([pair]))[0].tolist()):
            fits &= np.isin(reached[:, at] + step, list(told[at][1]))
        return bool(fits.any())

    def _others(self, hub: str) -> tuple[list[tuple[str, set[int], set[str]]], Worlds | None]:
        """The sums that are told, and what all hubs but one can add to them, a column a sum; None where that is too much to write down.

        Which hubs stand in a sum differs from column to column, so each hub's table is laid along one axis a sum.
        """
        if hub not in self._reached:
            reached: Worlds | None = np.zeros((1, len(self._told)), dtype=np.int64)
            most = np.array([max(sums) for _, sums, _ in self._told], dtype=np.int64)
            for each in self.rows.keys() - {hub}:
                steps = np.unique(self._steps(each, np.argwhere(self.worlds[each][0])), axis=0)
                assert reached is not None
                if len(reached) * len(steps) > _MOST_SUMS:
                    reached = None
                    break
                reached = _each_once((reached[:, None, :] + steps[None, :, :]).reshape(-1, len(self._told)), most)
            self._reached[hub] = reached
        return self._told, self._reached[hub]

    def _steps(self, hub: str, pairs: Worlds) -> Worlds:
        """What each pair of ages of the hub adds to each sum that is told."""
        values = {"young": pairs[:, 0], "old": pairs[:, 1], "people": pairs.sum(axis=1)}
        rows = [
            values[column] if hub in whose else np.zeros(len(pairs), dtype=np.int64) for column, _, whose in self._told
        ]
        return np.stack(rows, axis=1) if rows else np.zeros((len(pairs), 0), dtype=np.int64)


_MOST_SUMS = 20_000_000


def _each_once(sums: Worlds, most: Worlds) -> Worlds:
    """The rows without those that are above a sum that is told (no count is below nought), each once."""
    sums = sums[(sums <= most).all(axis=1)]
    radix = np.cumprod(np.concatenate([[1], most[:-1] + 1]))
    _, first = np.unique(sums @ radix, return_index=True)
    return np.asarray(sums[first])


def small_cells(frame: pl.DataFrame) -> list[Cell]:
    return [
        (row["hub_id"], "Q1", column)
        for row in frame.iter_rows(named=True)
        for column in COLUMNS
        if 0 < row[column] <= RULE.threshold
    ]


@given(st.integers(0, 10_000), st.integers(1, 5), st.sampled_from([0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0]))
def test_no_protected_count_is_exact_or_within_its_interval(seed: int, hubs: int, mean: float) -> None:
    """For a reader, and for each hub that knows itself."""
    frame = drawn(seed, hubs, mean)
    protected = small_cells(frame)
    more, left = held_back(FAMILY, lambda more: release(frame, more), protected, (), frame)
    assert not left
    released = release(frame, more)
    for itself in ("", *frame["hub_id"]):
        intruder = Intruder(released, frame, itself)
        for hub, _, column in protected:
            if hub != itself:
                values = intruder.possible(hub, column)
                assert max(values) - min(values) >= RULE.least_width, (itself, hub, column, values)


def test_sums_are_rounded_once_and_lean_to_neither_side() -> None:
    """Counts of 8 and 9 are each printed as 10. Their sum is printed to the nearest 5 all the same, in three hundred drawn networks."""
    errors, cells = [], []
    for seed in range(300):
        frame = drawn(seed, 30, 9.0)
        shown = release(frame, None).frame.filter(pl.col("helpers").is_not_null())
        assert shown.height > 1
        hidden = set(release(frame, None).frame.filter(pl.col("helpers__mark") == "[c]")["hub_id"])
        pooled = shown.filter(pl.col("hub_id") == POOLED).height > 0
        true = sum(count for hub, count in frame.select("hub_id", "helpers").iter_rows() if pooled or hub not in hidden)
        errors.append(shown["helpers"].sum() - true)
        cells.append(shown.filter(pl.col("hub_id") != ROUNDING)["helpers"].sum() - true)
    assert max(abs(error) for error in errors) <= 2
    assert abs(sum(errors) / len(errors)) < 0.3 < 5 < sum(cells) / len(cells)
