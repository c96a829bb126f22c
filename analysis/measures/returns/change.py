"""Whether one series changed by more than it always varies: XmR charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.measures.measure import Measure, declare

SPECIAL_CAUSE = declare(
    Measure(
        name="special_cause",
        unit="quarters",
        question="Did attendances change by more than they always vary?",
        how="XmR chart of what the hubs watched counted beside their usual level and season: limits at mean plus and minus 2.66 mean moving "
        "ranges, wider by the square root of n / (n - 3) where a season was fitted; signals by the four rules of NHS England's Making Data Count",
        better=None,
        reads="returns",
        source="Wheeler (1993), Understanding Variation",
    )
)

FEWEST_POINTS = 4
FEWEST_TO_TELL = 8  # quarters: two years, before which nobody can say what is usual for hubs with a winter and a summer
TRIAL_BELOW = 13  # points; with twelve or fewer the limits are trial limits, as NHSRplotthedots warns
RUN = 7
_MOVING_RANGE_CONSTANT = 2.66  # 3 / d2 for moving ranges of two
_SCREEN = 3.267  # D4 for moving ranges of two
_BY_CHANCE, _BY_CHANCE_FIXED = 1 / 6, 1 / 3  # of charts, see marked_by_chance


class TooFewPoints(ValueError):
    """An XmR chart needs at least four values."""


@dataclass(frozen=True)
class Limits:
    """Natural process limits, in the unit of the values. `trial` where they rest on fewer than 12 points."""

    centre: float
    lower: float
    upper: float
    trial: bool


def moving_range_limits(
    values: Sequence[float], baseline: int | None = None, floor: float | None = None, wider: float = 1.0
) -> Limits:
    """Natural process limits of an XmR chart.

    values: one a quarter, in order, no gaps. baseline: over how many of the first values the limits are drawn; over all where it is not
    given. floor: below which no value can lie, as 0 for counts; the lower limit is cut there. wider: times the width, where the values are
    what a fit left over and so vary less than what was fitted. Moving ranges of 3.267 times their mean or
    more are screened out before the limits are drawn, as NHSRplotthedots does. Raises TooFewPoints below 4 values. Source: Wheeler (1993),
    Understanding Variation; the constant 2.66 is 3 / d2 for moving ranges of two.
    """
    points = np.asarray(values, dtype=float)[:baseline]
    if len(points) < FEWEST_POINTS:
        raise TooFewPoints(f"{len(points)} values; an XmR chart needs at least {FEWEST_POINTS}")
    ranges = np.abs(np.diff(points))
    kept = ranges[ranges < _SCREEN * ranges.mean()] if ranges.any() else ranges
    centre = float(points.mean())
    spread = wider * _MOVING_RANGE_CONSTANT * float(kept.mean())
    lower = centre - spread if floor is None else max(centre - spread, floor)
    return Limits(centre, lower, centre + spread, len(points) < TRIAL_BELOW)


@dataclass(frozen=True)
class Baseline:
    """From which of the quarters on limits are drawn anew, up to which they are drawn over, and why. until: None for all of them."""

    begins: str
    until: str | None
    because: str


@dataclass(frozen=True)
class Section:
    """Points `first` to `last` (not included) that share limits, and the baseline that these rest on; None for all points of the section."""

    first: int
    last: int
    limits: Limits
    baseline: Baseline | None


def sections_of(
    quarters: Sequence[str],
    values: Sequence[float],
    baselines: Sequence[Baseline],
    floor: float | None = None,
    wider: float = 1.0,
) -> list[Section]:
    """A series cut where its limits are drawn anew.

    A baseline that would leave fewer than four points to draw limits over, its own or those before it, is not followed yet: the limits
    before it go on. Raises TooFewPoints below 4 values.
    """
    cuts: list[tuple[int, int | None, Baseline | None]] = [(0, None, None)]
    for each in sorted(baselines, key=lambda one: one.begins):
        first = next((place for place, quarter in enumerate(quarters) if quarter >= each.begins), len(quarters))
        over = sum(each.until is None or quarter <= each.until for quarter in quarters[first:])
        if over >= FEWEST_POINTS and first == cuts[-1][0]:
            cuts[-1] = (first, over, each)
        elif over >= FEWEST_POINTS and first - cuts[-1][0] >= FEWEST_POINTS:
            cuts.append((first, over, each))
    ends = [*(first for first, _, _ in cuts[1:]), len(values)]
    return [
        # One that begins with the series and whose end is not reached yet is all of it so far, and nothing need be said.
        Section(first, last, limits, baseline if first > 0 or over is None or over < last - first else None)
        for (first, over, baseline), last in zip(cuts, ends, strict=True)
        for limits in [moving_range_limits(values[first:last], over, floor, wider)]
    ]


def marked_by_chance(sections: Sequence[Section]) -> float:
    """How often chance alone marks a quarter of the last year where nothing changes and each quarter resembles the one before (correlation
    .5): more often where limits are fixed on the quarters before it. Measured on drawn series of twelve quarters (`python -m bench.charts`)."""
    baseline = sections[-1].baseline
    return _BY_CHANCE_FIXED if baseline is not None and baseline.until else _BY_CHANCE


def special_causes(values: Sequence[float], limits: Limits) -> list[str]:
    """The rule that each point breaks, first in this order, or an empty text: `outside the limits`, `run of seven rising`,
    `run of seven falling`, `two of three near a limit`, `seven on one side`. One text a value."""
    points = np.asarray(values, dtype=float)
    rules = (_outside, _runs, _near_limit, _one_side)
    found = [rule(points, limits) for rule in rules]
    return [next((texts[place] for texts in found if texts[place]), "") for place in range(len(points))]


def _outside(points: np.ndarray, limits: Limits) -> list[str]:
    return ["outside the limits" if point > limits.upper or point < limits.lower else "" for point in points]


def _runs(points: np.ndarray, _limits: Limits) -> list[str]:
    marks = [""] * len(points)
    for start in range(len(points) - RUN + 1):
        steps = np.diff(points[start : start + RUN])
        word = "rising" if (steps > 0).all() else "falling" if (steps < 0).all() else ""
        if word:
            marks[start : start + RUN] = [f"run of seven {word}"] * RUN
    return marks


def _near_limit(points: np.ndarray, limits: Limits) -> list[str]:
    """Two or more of three successive points, all on one side of the mean, that lie beyond two thirds of the way to the limit and not
    outside it. As NHSRplotthedots has it, which NHS England's Making Data Count uses."""
    third = (limits.upper - limits.centre) * 2 / 3
    outside = (points > limits.upper) | (points < limits.lower)
    near = ~outside & (np.abs(points - limits.centre) > third)
    side = np.sign(points - limits.centre)
    marks = [""] * len(points)
    for start in range(len(points) - 2):
        window = slice(start, start + 3)
        if abs(side[window].sum()) == 3 and near[window].sum() >= 2:
            for place in range(start, start + 3):
                marks[place] = "two of three near a limit" if near[place] else marks[place]
    return marks


def _one_side(points: np.ndarray, limits: Limits) -> list[str]:
    marks = [""] * len(points)
    for start in range(len(points) - RUN + 1):
        window = points[start : start + RUN]
        if (window > limits.centre).all() or (window < limits.centre).all():
            marks[start : start + RUN] = ["seven on one side"] * RUN
    return marks
