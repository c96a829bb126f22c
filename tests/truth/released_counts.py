"""The disclosure rule as its printed words say it, in plain Python: counts from 1 to 7 withheld, the others to the nearest 5.

What is withheld in a quarter at two hubs or more is added up and shown as one cell, where the sum is above 7.
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
        if _is_small(scope, count) or (question in BANDS and _second_band(scope, hub, quarter) == question):
            held.setdefault(quarter, []).append(count)
        else:
            shown[hub, quarter] = (_rounded(scope, count), 1)
    for quarter, counts in held.items():
        if len(counts) > 1 and sum(counts) > _threshold(scope):
            shown[POOL, quarter] = (_rounded(scope, sum(counts)), len(counts))
    return shown


def _threshold(scope: Scope) -> int:
    return int(settings(scope)["disclosure"]["threshold"])


def _is_small(scope: Scope, count: float) -> bool:
    return 1 <= count <= _threshold(scope)


def _rounded(scope: Scope, count: float) -> float:
    base = int(settings(scope)["disclosure"]["base"])
    return float(base * math.floor(count / base + 0.5))


@cache
def _second_band(scope: Scope, hub: str, quarter: str) -> str | None:
    """Where one band alone is withheld, the smallest other one above nought: the three add up to a number that is shown."""
    answers = next(each.answers for each in all_returns(scope) if (each.hub, each.quarter) == (hub, quarter))
    small = [band for band in BANDS if band in answers and _is_small(scope, answers[band])]
    others = [band for band in BANDS if band in answers and band not in small and answers[band] > 0]
    return min(others, key=lambda band: answers[band]) if len(small) == 1 and others else None
