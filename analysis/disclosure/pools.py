"""Pools: the withheld cells of a group added up to one released cell, where that leaves each of them as unknown as before.

A pool of n withheld counts tells an intruder two things: how many there are (their marks stand on the pages) and their sum, to the
rounding base. At the edges that is enough: four counts of at most 7 that add up to 28 or more are 7 each. So a pool is released only
where every count from 1 to the threshold stays possible for each of its cells, and where a hub that knows its own count, whatever it
is, still cannot tell another's more closely than the rule allows. A pool that is not released tells by its absence that its sum is one
of the others; so the sums that are not shown must leave as much open, too, and further ones are not shown where they do not.
"""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from analysis.disclosure.rule import Rule


def keeps_its_cells(shown: pl.Expr, cells: pl.Expr, other: pl.Expr, rule: Rule) -> pl.Expr:
    """Whether a pool may be released. shown: its rounded sum; cells: how many counts are in it; other: how many of these are above
    the threshold (withheld beside a smaller one), so that they can be anything."""

    def asked(pool: dict[str, float | int | None]) -> bool:
        value, number, free = (pool[name] or 0 for name in ("shown", "cells", "other"))
        return keeps(value, int(number), int(free), rule)

    pool = pl.struct(shown.alias("shown"), cells.alias("cells"), other.alias("other"))
    return pool.map_elements(asked, return_dtype=pl.Boolean)


def keeps(shown: float, cells: int, other: int, rule: Rule) -> bool:
    """As `keeps_its_cells`, of one pool."""
    if other:
        return cells >= _FEWEST_MIXED and rule.spread_of(shown)[1] >= rule.threshold + cells - 1
    return shown in shown_sums(cells, rule)


# Where one of a pool may be anything, whoever owns that one knows the sum of the others: it should be as many as a pool of its own needs.
_FEWEST_MIXED = 4


@lru_cache(maxsize=1024)
def shown_sums(cells: int, rule: Rule) -> frozenset[float]:
    """The rounded sums of so many counts from 1 to the threshold that may be shown.

    Each of n counts lies between the sum less what the others can be at most and the sum less what they are at least. With n - 1
    others of 1 to T, everything from 1 to T stays possible where the least sum behind the rounded one is at most 1 + T (n - 1) and
    the greatest at least T + (n - 1).
    """
    if cells < 2:
        return frozenset()
    least, greatest = cells, cells * rule.threshold
    rounded = {total: rule.round_one(total) for total in range(least, greatest + 1)}
    shown = {
        value
        for value in dict.fromkeys(rounded.values())
        if rule.spread_of(value)[0] <= 1 + rule.threshold * (cells - 1)
        and rule.spread_of(value)[1] >= rule.threshold + cells - 1
        and _open_to_insiders(*rule.spread_of(value), cells, rule)
    }
    while shown and not _leaves_enough([total for total, value in rounded.items() if value not in shown], cells, rule):
        absent = [total for total, value in rounded.items() if value not in shown]
        middle = sum(absent) / len(absent)
        shown.remove(max(shown, key=lambda value: (abs(value - middle), value)))  # what the absent ones lack most
    return frozenset(shown)


def _open_to_insiders(least: int, greatest: int, cells: int, rule: Rule) -> bool:
    """Whether a hub that knows its own of the counts, whatever it is, can bound no other more closely than the rule allows.

    least, greatest: of the sum. What is left for the others is the sum less its own, and each other lies between that less what the
    rest can be at most and that less what it is at least.
    """
    rest = cells - 2
    for own in range(1, rule.threshold + 1):
        low = max(1, least - own - rule.threshold * rest)
        high = min(rule.threshold, greatest - own - rest)
        if low <= high and high - low < rule.least_width:
            return False
    return True


def _leaves_enough(totals: list[int], cells: int, rule: Rule) -> bool:
    """Whether each count of a pool with one of these sums may be anything over the rule's least width; true where there are none."""
    if not totals:
        return True
    least = max(1, min(totals) - rule.threshold * (cells - 1))
    greatest = min(rule.threshold, max(totals) - (cells - 1))
    return greatest - least >= rule.least_width
