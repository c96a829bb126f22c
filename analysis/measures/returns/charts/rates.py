"""Control charts of shares and rates: p and u charts, whose limits follow how many are behind each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.change import FEWEST_POINTS, TooFewPoints
from analysis.measures.returns.charts.funnels import Kind

RATE_CHART = declare(
    Measure(
        name="rate_chart",
        unit="quarters",
        question="Did a share or a rate change by more than it always varies?",
        how="p chart of a share, u chart of a rate: limits three standard errors of chance from the mean, a quarter each by its own size; times the "
        "spread that the quarters' z-scores have beyond chance, by their moving ranges (p' and u')",
        better=None,
        reads="returns",
        source="Montgomery, Introduction to Statistical Quality Control; Laney (2002), Quality Engineering 14(4), on more spread than chance",
    )
)
_ERRORS = 3.0
_OF_TWO = 1.128  # d2: how far two draws lie apart in the mean, in standard errors


@dataclass(frozen=True)
class RateChart:
    """centre: over all quarters. lower, upper: a quarter each. spread: times that of chance."""

    centre: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    spread: float
    outside: tuple[bool, ...]


def rate_chart(counts: Sequence[float], sizes: Sequence[float], kind: Kind, by_chance_alone: bool = False) -> RateChart:
    """counts over sizes, one pair a quarter, in order. by_chance_alone: the plain p or u chart, whose limits know no other spread.

    Raises TooFewPoints below 4 quarters, ValueError where nobody was counted or a size is nought.
    """
    told, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if len(told) < FEWEST_POINTS:
        raise TooFewPoints(f"{len(told)} quarters; a chart needs at least {FEWEST_POINTS}")
    if not told.sum() or not (size > 0).all():
        raise ValueError("a chart of rates needs sizes above nought, and somebody counted")
    centre = float(told.sum() / size.sum())
    errors = np.sqrt(centre * (1 - centre if kind == "share" else 1) / size)
    spread = 1.0
    if not by_chance_alone and (errors > 0).all():
        spread = float(np.abs(np.diff((told / size - centre) / errors)).mean() / _OF_TWO)
    far = _ERRORS * spread * errors
    lower, upper = np.maximum(centre - far, 0.0), centre + far
    if kind == "share":
        upper = np.minimum(upper, 1.0)
    values = told / size
    outside = (values < lower) | (values > upper)
    return RateChart(
        centre, tuple(lower.tolist()), tuple(upper.tolist()), spread, tuple(bool(each) for each in outside)
    )
