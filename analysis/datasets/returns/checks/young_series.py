"""Numbers far from the hub's other quarters, where these are too few for limits of their own: slips of a digit in the first years."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.checks.eras import HUB_ERA, QUESTION_ERA, with_eras
from analysis.datasets.returns.checks.history import FEWEST_EARLIER
from analysis.datasets.returns.checks.peers import RATES, Rate, as_rate
from analysis.datasets.returns.checks.rules import Check
from analysis.sources.findings import Finding

# How many times a number is another is what a slip changes, and what hubs of all sizes share; so logarithms are compared. Chance moves
# small counts more than in proportion to their size: there it is the distance of square roots that is compared, whose variance is a quarter
# whatever the count (Anscombe 1948), and only upwards, for a small number that lost a digit is below any bound. In the invented first
# years of tests/datasets/returns/checks/test_first_year.py these bounds let 6 of 3,000 slips pass, never two of fifty, and ask about 0.9% of right answers.
TIMES = 3.1
SMALL, SMALL_TIMES, SMALL_APART = 20, 2, 2.2
# A slip in two numbers that belong together, as attendances and sessions, shows in their rate, which varies less from quarter to
# quarter than either; but a rate of other hubs is only near.
RATE_TIMES, OTHERS_RATE_TIMES = 4, 6
# What is added to both before they are compared, in the question's unit: from one person to four is little.
FEW = {"count": 1.0, "hours": 10.0, "money": 100.0}
LEAST = {"count": 5, "hours": 20, "money": 200}  # a difference that is worth a volunteer's evening
# Quarters either side that a number is held against: what a hub did two years ago is no measure of what it does.
NEIGHBOURS = 4
FEWEST_OTHERS = 2
FEWEST_OTHER_HUBS = 4  # rates of other hubs that a hub's first return is held against

FAR_FROM_OTHER_QUARTERS = Check(
    "far-from-other-quarters",
    f"Is the number within {TIMES:g} times of what most other quarters of the hub say, and a small count within what chance would make of it?",
    "A slipped digit would show as growth or decline. The number is counted as it stands until the hub has said.",
    "Where something happened that explains it: a grant for a building, a summer fair, weeks in which the hub was shut.",
    "doubt",
    "kept",
    "Ask the hub whether it is right.",
    "Is it right? If something special happened, tell us in a word.",
    rank=2,
)
RATE_FAR_FROM_OTHERS = Check(
    "rate-far-from-others",
    "Do two numbers that belong together stand to each other as in the hub's other quarters, or as in other hubs?",
    "A slipped digit in one of them would show as growth or decline. Both are counted as they stand until the hub has said.",
    "Where the hub did something quite different in this quarter: one large event.",
    "doubt",
    "kept",
    "Ask the hub whether both numbers are right.",
    "Are both right?",
    rank=3,
)
YOUNG = (FAR_FROM_OTHER_QUARTERS, RATE_FAR_FROM_OTHERS)
YOUNG_RATES = (*RATES, Rate("people", "attendances", "different people for each attendance"))


class _Far(NamedTuple):
    """One answer, and how many times it is what it is held against."""

    row: dict[str, Any]
    others: list[str]  # as they were written
    times: float


def check_young_series(
    answers: pl.DataFrame, questions: pl.DataFrame, hubs: pl.DataFrame | None = None
) -> list[Finding]:
    """A finding for each number far from most of the hub's other quarters, and for each rate far from the hub's others, or other hubs'.

    Only numbers with fewer than six quarters before them: check_history sees to the others. Later quarters count as well as earlier
    ones, for a slip in a hub's first return can only be seen from them. Where a question was reworded, or another hub became part of one (`hubs`,
    the register), a series begins anew.
    """
    asked = questions.filter(pl.col("kind").is_in(list(LEAST))).select("question_id", "number", "kind")
    counted = answers.filter(pl.col("value").is_not_null())  # a bound, as <5, is no number
    numbers = with_eras(counted, questions, hubs).join(asked, on="question_id").sort("question_id", "hub_id", "quarter")
    far = [each for series in _series(numbers) for each in _far_from_others(series)]
    told = {(each.row["hub_id"], each.row["quarter"], each.row["question_id"]) for each in far}
    findings = [_say_number(each) for each in far]
    for rate in YOUNG_RATES:
        findings += [_say_rate(rate, each, whose) for each, whose in _far_rates(numbers, rate, told)]
    return findings


def _series(numbers: pl.DataFrame) -> Iterator[list[dict[str, Any]]]:
    own = ("question_id", "hub_id", QUESTION_ERA, HUB_ERA)
    for _, series in groupby(numbers.iter_rows(named=True), key=lambda row: [row[name] for name in own]):
        yield list(series)


def _near(series: Sequence[Any], at: int) -> list[int]:
    """The places of the other quarters that are near enough."""
    return [place for place in range(max(0, at - NEIGHBOURS), min(len(series), at + NEIGHBOURS + 1)) if place != at]


def _apart(value: float, others: Sequence[float], few: float) -> float:
    """How many times a value is what half of the others say; below one where it is less. The nearer half is taken, so that one slip
    among them does not make the right numbers odd."""
    logs = sorted((math.log((value + few) / (other + few)) for other in others), key=abs)
    return math.exp(logs[math.ceil(len(logs) / 2) - 1])


def apart_from_ordered(value: float, others: Sequence[float]) -> float:
    """As `_apart`, nothing added, from others that are in order: those of the nearer half stand in a row there, and the farthest of them at one
    of its ends. To sort the others of each number by how near they are takes a network of thousands of hubs as long as all else."""
    half = math.ceil(len(others) / 2)
    low, high = 0, len(others) - half
    while low < high:
        middle = (low + high) // 2
        if value / others[middle] > others[middle + half] / value:
            low = middle + 1
        else:
            high = middle
    logs = (math.log(value / others[end]) for end in (low, low + half - 1))
    return math.exp(max(logs, key=abs))


def _is_far(times: float, most: float) -> bool:
    return max(times, 1 / times) >= most


def _is_small_and_far(row: dict[str, Any], times: float) -> bool:
    """Whether chance hardly makes a small count as large as this where the others are as they are."""
    usual = (row["value"] + FEW["count"]) / times - FEW["count"]
    if row["kind"] != "count" or not 0 <= usual <= SMALL or times < SMALL_TIMES:
        return False
    return bool(2 * (math.sqrt(row["value"]) - math.sqrt(usual)) >= SMALL_APART)


def _far_from_others(series: list[dict[str, Any]]) -> Iterator[_Far]:
    few, least = FEW[series[0]["kind"]], LEAST[series[0]["kind"]]
    values = [row["value"] for row in series]
    if not _is_far((max(values) + few) / (min(values) + few), min(TIMES, SMALL_TIMES)):
        return
    for at, row in enumerate(series[:FEWEST_EARLIER]):
        others = [series[place] for place in _near(series, at)]
        if len(others) < FEWEST_OTHERS or row["value"] == 0:
            continue
        values = [other["value"] for other in others]
        times = _apart(row["value"], values, few)
        if (_is_far(times, TIMES) or _is_small_and_far(row, times)) and min(
            abs(row["value"] - value) for value in values
        ) >= least:
            yield _Far(row, [other["written"] for other in others], times)


def _far_rates(numbers: pl.DataFrame, rate: Rate, told: set[tuple[str, str, str]]) -> Iterator[tuple[_Far, str]]:
    """Rates far from those of the hub's other quarters; where it has too few, from those of other hubs. Not where one of the two
    numbers is asked about already."""
    key = ["hub_id", "quarter"]
    counted = numbers.filter(pl.col("question_id") == rate.counted, pl.col("value") > 0)
    each = numbers.filter(pl.col("question_id") == rate.each, pl.col("value") > 0)
    both = counted.join(
        each.select(*key, each_era=QUESTION_ERA, each="value", each_cell="source_cell", each_written="written"), on=key
    ).sort(key)
    both = both.with_columns(rate=pl.col("value") / pl.col("each"))
    words = [QUESTION_ERA, "each_era"]  # of the two questions: rates of other words are of something else
    of_all = {tuple(asked): sorted(rows["rate"]) for asked, rows in both.group_by(words)}
    of_hub = {tuple(asked): rows["rate"].to_list() for asked, rows in both.group_by("hub_id", *words)}
    for (hub, _, *asked), own in groupby(
        both.iter_rows(named=True), key=lambda row: [row[name] for name in ("hub_id", HUB_ERA, *words)]
    ):
        series = list(own)
        for at, row in enumerate(series[:FEWEST_EARLIER]):
            if any((hub, row["quarter"], question) in told for question in (rate.counted, rate.each)):
                continue
            sound = [
                place
                for place in _near(series, at)
                if not any((hub, series[place]["quarter"], question) in told for question in (rate.counted, rate.each))
            ]
            if len(sound) >= FEWEST_OTHERS:
                times = _apart(row["rate"], [series[place]["rate"] for place in sound], 0)
                most, whose = RATE_TIMES, "in the hub's other quarters"
            else:
                others = _without(of_all[*asked], of_hub[hub, *asked])
                if len(others) < FEWEST_OTHER_HUBS:
                    continue
                times, most, whose = apart_from_ordered(row["rate"], others), OTHERS_RATE_TIMES, "in other hubs"
            if _is_far(times, most):
                yield _Far(row, [], times), whose


def _without(ordered: Sequence[float], some: Sequence[float]) -> list[float]:
    """Numbers in order, without some that are among them."""
    left = list(ordered)
    for each in some:
        del left[bisect_left(left, each)]
    return left


def _say_number(far: _Far) -> Finding:
    row = far.row
    others = ", ".join(shortened(text) for text in far.others)
    answer = f"The answer to question {row['number']}, `{shortened(row['written'])}`,"
    if far.times > 1:
        said = f"{answer} is {_shown(far.times)} times what the hub's other quarters near it say ({others})."
    else:
        said = (
            f"{answer} is small: the hub's other quarters near it say {_shown(1 / far.times)} times as much ({others})."
        )
    return FAR_FROM_OTHER_QUARTERS.of_answer(row, said)


def _shown(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:,.1f}"


def _say_rate(rate: Rate, far: _Far, whose: str) -> Finding:
    row = far.row
    usual = row["rate"] / far.times
    return RATE_FAR_FROM_OTHERS.of_answer(
        row,
        f"{as_rate(row['rate'])} {rate.words} (cells {row['source_cell']} and {row['each_cell']}) are far from what is usual {whose}: "
        f"about {as_rate(usual)}.",
    )
