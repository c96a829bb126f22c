"""The disclosure rule as its printed words say it, in plain Python: counts from 1 to 7 withheld, the others to the nearest 5.

What is withheld in a quarter at several hubs is added up and shown as one cell, where neither the rounded sum nor its absence
narrows what any of the counts may be, for a reader or for one of the hubs. A sum over all hubs, or over the same hubs, is rounded once,
from the counts that are in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from tests.truth import Scope
from tests.truth.raw_returns import all_returns, questions, settings

POOL = "pool"
HOURS = "volunteer_hours"
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
def sum_of_quarter(scope: Scope, question: str, quarter: str) -> float | None:
    """Of all hubs: the counts that are shown, and those put together where they are, added up and then rounded; None where there are none."""
    shown = released(scope, question)
    if not any(when == quarter for _, when in shown):
        return None
    if not questions(scope)[question]["people"]:
        return sum(value for (_, when), value in shown.items() if when == quarter)
    answers = {
        each.hub: each.answers[question]
        for each in all_returns(scope)
        if each.quarter == quarter and question in each.answers
    }
    pooled = (POOL, quarter) in shown
    return _rounded(scope, sum(count for hub, count in answers.items() if pooled or (hub, quarter) in shown))


def added(scope: Scope, question: str, cells: Iterable[tuple[str, str]]) -> float:
    """The sum of shown cells that are not all of their quarters: each with its part of what the quarter's sum, rounded once, differs by
    from the sum of its cells, the same for each that is not nought. A count alone is that count."""
    shown = released(scope, question)
    wanted = [(key, shown[key]) for key in cells if key in shown]
    plain, counts = sum(value for _, value in wanted), [quarter for (_, quarter), value in wanted if value]
    return plain if len(counts) == 1 else plain + sum(share(scope, question, quarter) for quarter in counts)


@cache
def share(scope: Scope, question: str, quarter: str) -> float:
    """What a cell of the quarter adds to a sum beside itself."""
    cells = [value for (_, when), value in released(scope, question).items() if when == quarter and value]
    whole = sum_of_quarter(scope, question, quarter)
    return (whole - sum(cells)) / len(cells) if cells and whole is not None else 0.0


def whole_ones(number: float) -> float:
    """To the nearest whole number, a half to the even one."""
    return float(round(round(number, 6)))


@cache
def sum_of_same(scope: Scope, question: str, quarter: str, hubs: frozenset[str]) -> float:
    """Of the same hubs, all of whose counts are in it."""
    counts = [each.answers[question] for each in all_returns(scope) if each.quarter == quarter and each.hub in hubs]
    return _rounded(scope, sum(counts))


@cache
def same_hubs(scope: Scope, question: str, quarters: tuple[str, ...]) -> tuple[frozenset[str], dict[str, float]]:
    """Hubs that answered in each of the quarters, and for each quarter the sum of those of them that are too small to show.

    Where that sum of a quarter may not be shown, the hubs withheld in it are left out; the first such quarter decides first.
    """
    answers = {
        (each.hub, each.quarter): each.answers[question] for each in all_returns(scope) if question in each.answers
    }
    shown = released(scope, question)
    kept = {hub for hub, _ in answers if all((hub, quarter) in answers for quarter in quarters)}
    while True:
        sums = {}
        for quarter in quarters:
            held = [answers[hub, quarter] for hub in kept if (hub, quarter) not in shown]
            pool = _rounded(scope, sum(held))
            if question == HOURS:
                others = [
                    answers[key] for key in answers if key[1] == quarter and key not in shown and key[0] not in kept
                ]
                may = _hours_add_up(held) and (not others or _hours_add_up(others))
            else:
                may = _may_show_pool(scope, pool, len(held), all(_is_small(scope, count) for count in held))
            if held and not may:
                kept -= {hub for hub in kept if (hub, quarter) not in shown}
                break
            sums[quarter] = pool
        else:
            return frozenset(kept), sums


@cache
def _cells(scope: Scope, question: str) -> dict[tuple[str, str], tuple[float, int]]:
    answers = {
        (each.hub, each.quarter): each.answers[question]
        for each in all_returns(scope)
        if question in each.answers and each.quarter <= scope.quarters[-1]
    }
    if question == HOURS:
        return _hours(scope, answers)
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


def _hours(scope: Scope, answers: dict[tuple[str, str], float]) -> dict[tuple[str, str], tuple[float, int]]:
    """The hours of few volunteers are withheld as these are, and added up for a quarter where nobody can work out the largest from that."""
    volunteers = {(each.hub, each.quarter): each.answers.get("volunteers") for each in all_returns(scope)}
    shown, held = {}, {}
    for key, hours in answers.items():
        told = volunteers[key]
        if told is not None and _is_small(scope, told):
            held.setdefault(key[1], []).append(hours)
        else:
            shown[key] = (hours, 1)
    for quarter, few in held.items():
        if _hours_add_up(few):
            shown[POOL, quarter] = (_rounded(scope, sum(few)), len(few))
    return shown


def _hours_add_up(few: list[float]) -> bool:
    """Three or more; less the two largest there is a tenth of the largest left (the p% rule), and a tenth of all (the n-k rule)."""
    ordered = sorted(few)
    return len(few) > 2 and sum(ordered[:-2]) >= ordered[-1] / 10 > 0 and sum(ordered[:-2]) >= sum(few) / 10


def _may_show_pool(scope: Scope, pool: float, counts: int, all_small: bool) -> bool:
    most = _threshold(scope)
    if not all_small:  # one of them may be anything, so only the greatest sum binds
        return counts >= 4 and max(_behind(scope, pool)) >= most + counts - 1
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

    def open_to_owners(totals: list[int]) -> bool:
        """A hub in it knows its own count: of each other one it must not know more than that it is one of so many."""
        for own in range(1, most + 1):
            others = {
                one
                for one in range(1, most + 1)
                for total in totals
                if counts - 2 <= total - own - one <= most * (counts - 2)
            }
            if others and max(others) - min(others) < math.ceil(most / 2):
                return False
        return True

    shown = {
        pool
        for pool in {_rounded(scope, total) for total in sums}
        if leaves_open(list(_behind(scope, pool))) == set(range(1, most + 1))
        and open_to_owners(list(_behind(scope, pool)))
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
    """What a small one may be: the people less the others, each of which is one at least and, as all know, none of those shown is less."""
    behind = [_behind(scope, _rounded(scope, count)) for count in shown.values()]
    everyone = _behind(scope, _rounded(scope, people))
    most = max(everyone) - sum(min(each) for each in behind) - (hidden - 1)
    fewest = min(everyone) - sum(max(each) for each in behind) - (hidden - 1) * min(max(each) for each in behind)
    return min(most, _threshold(scope)) - max(fewest, 1) >= math.ceil(_threshold(scope) / 2)
