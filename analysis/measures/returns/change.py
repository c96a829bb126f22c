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
        how="XmR chart: limits at mean plus and minus 2.66 mean moving ranges; signals by the four rules of NHS England's Making "
        "Data Count",
        better=None,
        reads="returns",
        source="Wheeler (1993), Understanding Variation",
    )
)

FEWEST_POINTS = 4
TRIAL_BELOW = 12  # points; with fewer the limits are trial limits
RUN = 7
_MOVING_RANGE_CONSTANT = 2.66  # 3 / d2 for moving ranges of two
_SCREEN = 3.267  # D4 for moving ranges of two


class TooFewPoints(ValueError):
    """An XmR chart needs at least four values."""


@dataclass(frozen=True)
class Limits:
    """Natural process limits, in the unit of the values. `trial` where they rest on fewer than 12 points."""

    centre: float
    lower: float
    upper: float
    trial: bool


def moving_range_limits(values: Sequence[float]) -> Limits:
    """Natural process limits of an XmR chart.

    values: one a quarter, in order, no gaps. Moving ranges above 3.267 times their mean are screened out before the limits are
    drawn, as NHSRplotthedots does. Raises TooFewPoints below 4 values. Source: Wheeler (1993), Understanding Variation; the
    constant 2.66 is 3 / d2 for moving ranges of two.
    """
    if len(values) < FEWEST_POINTS:
        raise TooFewPoints(f"{len(values)} values; an XmR chart needs at least {FEWEST_POINTS}")
    points = np.asarray(values, dtype=float)
    ranges = np.abs(np.diff(points))
    kept = ranges[ranges < _SCREEN * ranges.mean()] if ranges.any() else ranges
    centre = float(points.mean())
    spread = _MOVING_RANGE_CONSTANT * float(kept.mean())
    return Limits(centre, centre - spread, centre + spread, len(values) < TRIAL_BELOW)


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
    """Two of three successive points beyond two thirds of the way to the limit on the same side."""
    marks = [""] * len(points)
    third = (limits.upper - limits.centre) * 2 / 3
    for near in (points >= limits.centre + third, points <= limits.centre - third):
        for start in range(len(points) - 2):
            places = [place for place in range(start, start + 3) if near[place]]
            if len(places) >= 2 and third > 0:
                for place in places:
                    marks[place] = "two of three near a limit"
    return marks


def _one_side(points: np.ndarray, limits: Limits) -> list[str]:
    marks = [""] * len(points)
    for start in range(len(points) - RUN + 1):
        window = points[start : start + RUN]
        if (window > limits.centre).all() or (window < limits.centre).all():
            marks[start : start + RUN] = ["seven on one side"] * RUN
    return marks
