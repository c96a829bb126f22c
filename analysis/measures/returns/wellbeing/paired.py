"""The same people asked twice: what changed between first and last, over whom, and who is missing at the end.

Nothing here says what the same people would have answered without the hub: whoever comes at a hard time mostly feels better some months
later. So a change is described, and told from chance or not, and no stronger word is allowed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

import polars as pl
from scipy.special import stdtr, stdtrit

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.wellbeing.scales import SCALES, swemwbs_score
from analysis.measures.verdict import SIGNIFICANT, Interval, Verdict, in_family

PAIRED = declare(
    Measure(
        name="wellbeing_change",
        unit="points",
        question="Did people who were asked twice answer otherwise the second time?",
        how="mean over the people who answered both times of last less first; interval and chance by Student's t, of people and, where several "
        "hubs asked, of hubs as wholes, whichever is the wider",
        better=None,
        reads="wellbeing",
        source="Student (1908), Biometrika 6(1); Liang and Zeger (1986), Biometrika 73(1), for hubs as wholes",
    )
)
MISSING = declare(
    Measure(
        name="wellbeing_missing",
        unit="people",
        question="Who was due to be asked again and did not answer?",
        how="people whose last answers were due in the period, by whether they gave any: due in the quarter that the hub wrote down, else four "
        "quarters after the first; beside it the mean of first answers of those who answered again and of those who did not",
        better="lower",
        reads="wellbeing",
    )
)
AGAINST = "how unlike the changes of people, and of hubs, are"
FEWEST_PAIRS = 3


@dataclass(frozen=True)
class Paired:
    """One scale, of people who answered it both times. Means and ends in points of the scale; low, high, chance: None below three people.

    spread: the standard deviation of people's changes, in points; nought of one person.
    """

    people: int
    first: float
    last: float
    difference: float
    low: float | None
    high: float | None
    chance: float | None
    hubs: int
    spread: float


@dataclass(frozen=True)
class Asked:
    """One scale in a period. gone: how many answered it first and not again; gone_first: the mean of their first answers."""

    scale: str
    paired: Paired | None
    gone: int
    gone_first: float | None
    verdict: Verdict | None = None


def with_scores(rows: pl.DataFrame, items: dict[str, list[str]]) -> pl.DataFrame:
    """The rows with `first_swemwbs` and `last_swemwbs`. items: of each time, the columns of the seven items."""
    return rows.with_columns(**{f"{time}_swemwbs": swemwbs_score(names) for time, names in items.items()})


def asked_in(rows: pl.DataFrame) -> list[Asked]:
    """Each scale that anybody answered first, with its verdict among all of them. rows: those due in the period, with scores."""
    found = []
    for scale in SCALES:
        first, last = f"first_{scale.name}", f"last_{scale.name}"
        began = rows.filter(pl.col(first).is_not_null())
        if not began.height:
            continue
        both, gone = began.filter(pl.col(last).is_not_null()), began.filter(pl.col(last).is_null())
        pairs = paired_change(*(both[name].to_list() for name in (first, last, "hub_id"))) if both.height else None
        mean = gone.select(pl.col(first).cast(pl.Float64).mean()).item() if gone.height else None
        found.append(Asked(scale.name, pairs, gone.height, mean, _verdict(pairs)))
    told = in_family({one.scale: one.verdict for one in found if one.verdict})
    return [Asked(one.scale, one.paired, one.gone, one.gone_first, told.get(one.scale)) for one in found]


def paired_change(first: Sequence[float], last: Sequence[float], hubs: Sequence[str]) -> Paired:
    """Last less first, person by person. first, last, hubs: one a person, in the same order, no blanks, at least one.

    The interval is the wider of two: that of a paired t test over people, and, where more than one hub asked, one with the spread of hubs'
    sums and as many degrees of freedom as hubs less one. People of one hub have the same helpers and the same winter, so they are less than
    as many proofs; and hubs alone would make a narrow interval of few that happen to be alike.
    """
    changes = [after - before for before, after in zip(first, last, strict=True)]
    number, mean, asked = len(changes), fmean(changes), len(set(hubs))
    low = high = chance = None
    if number >= FEWEST_PAIRS:
        reaches = [_of_people(changes, mean)]
        if asked > 1:
            reaches.append(_of_hubs(changes, mean, hubs))
        reach = max(error * float(stdtrit(freedom, 1 - SIGNIFICANT / 2)) for error, freedom in reaches)
        low, high = mean - reach, mean + reach
        chance = max(_two_sided(mean, error, freedom) for error, freedom in reaches)
    spread = stdev(changes) if number > 1 else 0.0
    return Paired(number, fmean(first), fmean(last), mean, low, high, chance, asked, spread)


def _of_people(changes: Sequence[float], mean: float) -> tuple[float, int]:
    number = len(changes)
    return math.sqrt(sum((change - mean) ** 2 for change in changes) / (number - 1) / number), number - 1


def _of_hubs(changes: Sequence[float], mean: float, hubs: Sequence[str]) -> tuple[float, int]:
    sums: dict[str, float] = defaultdict(float)
    for change, hub in zip(changes, hubs, strict=True):
        sums[hub] += change - mean
    number = len(sums)
    return math.sqrt(number / (number - 1) * sum(each**2 for each in sums.values())) / len(changes), number - 1


def _two_sided(mean: float, error: float, freedom: int) -> float:
    if not error:
        return 0.0 if mean else 1.0
    return float(2 * stdtr(freedom, -abs(mean) / error))


def _verdict(pairs: Paired | None) -> Verdict | None:
    if pairs is None:
        return None
    interval = (
        None if pairs.low is None else Interval(pairs.low, pairs.high, "Student's t, the wider of people and hubs")
    )
    return Verdict(
        pairs.first,
        pairs.last,
        pairs.difference,
        pairs.hubs,
        {},
        "the same people twice",
        interval,
        pairs.chance,
        AGAINST,
        why_not="" if pairs.chance is not None else f"fewer than {FEWEST_PAIRS} people answered both times",
    )
