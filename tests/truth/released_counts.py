"""The disclosure rule as its printed words say it, in plain Python: counts from 1 to 7 withheld, the others to the nearest 5.

What is withheld in a quarter at two hubs or more is added up and shown as one cell, where neither the rounded sum nor its absence
narrows what any of the counts may be.
"""

from __future__ import annotations

import math
from functools import cache

from tests.truth import Scope
from tests.truth.raw_returns import all_returns, questions, settings

POOL = "pool"
BANDS = ("people_0_17", "people_18_64", "people_65_plus")


@cache
def released(scope: Scope, question: str) -> dict[tuple[str, str], float]:
    """Cells that may be shown, by (hub or POOL, quarter)."""
    return {key: value for key, (value, _) in _cells(scope, question).items()}


@cache
def hubs_behind(scope: Scope, question: str) -> dict[tuple[str, str], int]:
    """How many hubs stand behind each cell that is shown."""
    return {key: hubs for key, (_, hubs) in _cells(scope, question).items()}


@cache
def _cells(scope: Scope, question: str) -> dict[tuple[str, str], tuple[float, int]]:
    answers = {
        (each.hub, each.quarter): each.answers[question]
        for each in all_returns(scope)
        if question in each.answers and each.quarter <= scope.quarters[-1]
    }
    if not questions(scope)[question]["people"]:
        return {key: (value, 1) for key, value in answers.items()}
    shown, held = {}, {}
    for (hub, quarter), count in answers.items():
        if _is_small(scope, count):
            held.setdefault(quarter, []).append((count, True))
        elif question in BANDS and question in _withheld_bands(scope, hub, quarter):
            held.setdefault(quarter, []).append((count, False))
        else:
            shown[hub, quarter] = (_rounded(scope, count), 1)
    for quarter, counts in held.items():
        pool = _rounded(scope, sum(count for count, _ in counts))
        if _may_show_pool(scope, pool, len(counts), all(small for _, small in counts)):
            shown[POOL, quarter] = (pool, len(counts))
    return shown


def _may_show_pool(scope: Scope, pool: float, counts: int, all_small: bool) -> bool:
    most = _threshold(scope)
    if not all_small:  # one of them may be anything, so only the greatest sum binds
        return counts > 1 and max(_behind(scope, pool)) >= most + counts - 1
    return pool in _pools_shown(scope, counts)


@cache
def _pools_shown(scope: Scope, counts: int) -> frozenset[float]:
    """Tried out: with each count from 1 to the threshold in one cell, can the others make up the rest?"""
    most = _threshold(scope)
    if counts < 2:
        return frozenset()
    sums = range(counts, counts * most + 1)

    def leaves_open(totals: list[int]) -> set[int]:
        return {
            one for one in range(1, most + 1) for total in totals if counts - 1 <= total - one <= most * (counts - 1)
        }

    shown = {
        pool
        for pool in {_rounded(scope, total) for total in sums}
        if leaves_open(list(_behind(scope, pool))) == set(range(1, most + 1))
    }
    while shown:
        absent = [total for total in sums if _rounded(scope, total) not in shown]
        open_still = leaves_open(absent)
        if not absent or max(open_still) - min(open_still) >= math.ceil(most / 2):
            break
        middle = sum(absent) / len(absent)
        shown.remove(max(shown, key=lambda pool: (abs(pool - middle), pool)))
    return frozenset(shown)


def _behind(scope: Scope, shown: float) -> list[int]:
    """The whole numbers that are rounded to what is shown."""
    return [count for count in range(int(shown) + 20) if _rounded(scope, count) == shown]


def _threshold(scope: Scope) -> int:
    return int(settings(scope)["disclosure"]["threshold"])


def _is_small(scope: Scope, count: float) -> bool:
    return 1 <= count <= _threshold(scope)


def _rounded(scope: Scope, count: float) -> float:
    base = int(settings(scope)["disclosure"]["base"])
    return float(base * math.floor(count / base + 0.5))


@cache
def _withheld_bands(scope: Scope, hub: str, quarter: str) -> frozenset[str]:
    """The ages that are withheld beside a small one: the three add up to the people, who may be shown.

    With people withheld all three are. Else the smallest others above nought go, until what is left for a small one, by the number of
    people and the ages still shown, may be anything over half the threshold.
    """
    answers = next(each.answers for each in all_returns(scope) if (each.hub, each.quarter) == (hub, quarter))
    told = {band: answers[band] for band in BANDS if band in answers}
    people = answers.get("people")
    hidden = {band for band, count in told.items() if _is_small(scope, count)}
    if people is not None and _is_small(scope, people):
        return frozenset(told)
    for _ in BANDS:
        shown = {band: count for band, count in told.items() if band not in hidden and count > 0}
        if not any(_is_small(scope, told[band]) for band in hidden) or not shown:
            break
        if len(hidden) > 1 and (people is None or _is_open(scope, people, shown, len(hidden))):
            break
        hidden.add(min(shown, key=lambda band: shown[band]))
    return frozenset(hidden)


def _is_open(scope: Scope, people: float, shown: dict[str, float], hidden: int) -> bool:
    least = sum(min(_behind(scope, _rounded(scope, count))) for count in shown.values())
    left = max(_behind(scope, _rounded(scope, people))) - least
    return left - (hidden - 1) >= 1 + math.ceil(_threshold(scope) / 2)
