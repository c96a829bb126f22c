"""What a quarter is held against: the usual level of the hubs that answered in it, and the season where there is one.

A hub that missed a quarter is in all its others: what is expected of a quarter is what the hubs that answered in it usually count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import fdtrc

from analysis.measures.measure import Measure, declare
from analysis.measures.sums import in_sums
from analysis.measures.verdict import SIGNIFICANT
from analysis.periods import Period

USUAL_LEVEL = declare(
    Measure(
        name="usual_level",
        unit="percent",
        question="How busy were the hubs that answered, beside what they usually count in that quarter of the year?",
        how="sum over the hubs that answered, over the sum of their usual levels; a hub's usual level is its counts over the season of its "
        "quarters. The season is looked for by an F test of the quarters of the year beside a straight trend, in logarithms, and taken out "
        "where chance does as much in 5% of cases or fewer, or where the network says so",
        better=None,
        reads="returns",
        source="Draper and Smith (1998), Applied Regression Analysis, on the extra sum of squares; least squares of the logarithms",
    )
)

YEAR = 4  # quarters
OFTEN = 0.75  # share of the quarters that a hub must have answered to be watched
_ROUNDS = 4  # levels and season are worked out from each other; they move by less than a thousandth after three
_LEFT_OVER = 3  # quarters more than are fitted, or nobody can tell a season from chance


@dataclass(frozen=True)
class Season:
    """How busy each quarter of the year is beside a usual one; 1 throughout where none was taken out.

    factors: of the first to the fourth quarter. chance: how often chance makes as much of a season; None where nobody asked, for network.yml
    says it, or where it could not be asked.
    """

    factors: tuple[float, ...] = (1.0,) * YEAR
    chance: float | None = None

    @property
    def there(self) -> bool:
        return any(factor != 1.0 for factor in self.factors)

    def of(self, quarter: str) -> float:
        return self.factors[place_of(quarter)]


def place_of(quarter: str) -> int:
    """`2024-25 Q3` is 2."""
    return (Period.parse(quarter).quarter or 1) - 1


@dataclass(frozen=True)
class Watched:
    """Hubs beside their usual levels. counted, usual: a quarter each, over the hubs that answered in it; hubs: how many those are.

    levels: of each hub that is watched, what it counts in a usual quarter.
    """

    quarters: tuple[str, ...]
    counted: tuple[float, ...]
    usual: tuple[float, ...]
    hubs: tuple[int, ...]
    levels: dict[str, float]
    season: Season

    @property
    def index(self) -> list[float]:
        return [count / usual for count, usual in zip(self.counted, self.usual, strict=True)]


def watched_run(answers: pl.DataFrame, question: str, quarters: Sequence[str]) -> tuple[list[str], list[str]]:
    """(quarters, hubs): the longest run up to the last quarter over which hubs can be watched, and these hubs.

    A hub is watched that answered in at least three of four of the quarters. There must be at least half as many as answered in the last
    quarter; half of them answered in the first, for one that hardly anybody answered in begins no chart; and somebody in each.
    """
    known = answers.filter(pl.col(question).is_not_null(), pl.col("hub_id").is_not_null())
    if f"{question}__units" in answers.columns:
        known = known.filter(pl.col(f"{question}__units") == 1)
    by_hub: dict[str, set[str]] = {}
    for hub, quarter in known.select("hub_id", "quarter").iter_rows():
        by_hub.setdefault(hub, set()).add(quarter)
    enough = max(2, sum(quarters[-1] in told for told in by_hub.values()) // 2) if quarters else 2
    for start in range(len(quarters)):
        run = list(quarters[start:])
        hubs = sorted(hub for hub, told in by_hub.items() if len(told & set(run)) >= OFTEN * len(run))
        there = [sum(quarter in by_hub[hub] for hub in hubs) for quarter in run]
        if len(hubs) >= enough and 2 * there[0] >= len(hubs) and min(there) > 0:
            return run, hubs
    return list(quarters[-1:]), []


def watched(
    answers: pl.DataFrame, question: str, quarters: Sequence[str], hubs: Sequence[str], season: bool | None
) -> Watched:
    """The hubs beside their usual levels.

    answers: hub_id, quarter and the question's column. season: whether the network has one; None: the test tells. Hubs that counted nothing
    at all have no usual level and are left out.
    """
    counts = _grid(answers, question, quarters, hubs)
    named = [hub for hub, row in zip(hubs, counts, strict=True) if np.nansum(row) > 0]
    counts = counts[np.nansum(counts, axis=1) > 0]
    places = [place_of(quarter) for quarter in quarters]
    found = Season()
    if season is not False and len(named):
        found = _season(counts, places, declared=bool(season))
    factors = np.array(found.factors)[places]
    levels = _levels(counts, factors)
    answered = ~np.isnan(counts)
    return Watched(
        tuple(quarters),
        tuple(np.nansum(counts, axis=0)),
        tuple((answered * levels[:, None]).sum(axis=0) * factors),
        tuple(int(number) for number in answered.sum(axis=0)),
        dict(zip(named, levels.tolist(), strict=True)),
        found,
    )


def _grid(answers: pl.DataFrame, question: str, quarters: Sequence[str], hubs: Sequence[str]) -> np.ndarray:
    """hubs x quarters; not a number where a hub has no answer."""
    rows = (
        answers.filter(pl.col(question).is_not_null())
        .select("hub_id", "quarter", in_sums(answers, question))
        .iter_rows()
    )
    told = {(hub, quarter): float(value) for hub, quarter, value in rows}
    grid = [[told.get((hub, quarter), math.nan) for quarter in quarters] for hub in hubs]
    return np.array(grid).reshape(len(hubs), len(quarters))


def _levels(counts: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Each hub's counts over the season of the quarters that it answered in: the likeliest level of counts by chance."""
    return np.asarray(np.nansum(counts, axis=1) / (~np.isnan(counts) * factors).sum(axis=1))


def _season(counts: np.ndarray, places: Sequence[int], declared: bool) -> Season:
    """Factors and chance by the index of all hubs; worked out in turn with the hubs' levels, since a hub that missed winters is no quieter."""
    factors = np.ones(YEAR)
    answered = ~np.isnan(counts)
    chance = None
    for _ in range(_ROUNDS):
        levels = _levels(counts, factors[places])
        index = np.nansum(counts, axis=0) / (answered * levels[:, None]).sum(axis=0)
        found = season_of(index.tolist(), places)
        if found is None:
            return Season()
        factors, chance = np.array(found[0]), found[1]
    if not declared and chance is not None and chance > SIGNIFICANT:
        return Season(chance=chance)
    return Season(tuple(factors.tolist()), None if declared else chance)


def season_of(values: Sequence[float], places: Sequence[int]) -> tuple[tuple[float, ...], float] | None:
    """The season of a series beside a straight trend, and how often chance makes as much of one.

    values: one a quarter, above nought. places: of each in its year, from 0 to 3. None where a quarter of the year is met less than twice, a
    value is nought, or fewer than three quarters are left over.
    """
    number = len(values)
    if min(list(places).count(place) for place in range(YEAR)) < 2 or min(values) <= 0 or number < 5 + _LEFT_OVER:
        return None
    outcome = np.log(np.asarray(values, dtype=float))
    trend = np.column_stack([np.ones(number), np.arange(number)])
    of_year = np.column_stack([np.asarray(places) == place for place in range(1, YEAR)]).astype(float)
    whole = np.column_stack([trend, of_year])
    fitted, without = (np.linalg.lstsq(columns, outcome, rcond=None)[0] for columns in (whole, trend))
    left = float(((outcome - whole @ fitted) ** 2).sum())
    left_without = float(((outcome - trend @ without) ** 2).sum())
    freedom = number - whole.shape[1]
    ratio = ((left_without - left) / (YEAR - 1)) / (left / freedom) if left > 0 else math.inf
    own = np.concatenate([[0.0], fitted[2:]])
    return tuple(np.exp(own - own.mean()).tolist()), float(fdtrc(YEAR - 1, freedom, ratio))


def widened_for(season: Season, quarters: int) -> float:
    """By how much limits must be wider where a season was fitted: what is left over varies by less than it did, for three of its
    quarters' freedom went into the season."""
    return math.sqrt(quarters / (quarters - (YEAR - 1))) if season.there else 1.0
