"""What randomisation inference says of a difference between two groups of hubs, however it is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.measures.verdict import SIGNIFICANT

WIDEST = 1.5  # of a logarithm, as far as an end is looked for: four and a half times as much, or as little
_HALVINGS = 12  # of that, until an end is known to less than a tenth of a percent


@dataclass(frozen=True)
class Estimate:
    """A difference with its chance. effect, low, high: in percent.

    low, high: 95% interval from the same test inverted; None at an end that it does not give. p: two-sided share of the ways to place that do
    as much. given, others: hubs on either side. least: the smallest p that so few ways can give, whatever the difference.
    """

    effect: float
    low: float | None
    high: float | None
    p: float
    ways: int
    given: int
    others: int
    least: float

    @property
    def can_tell(self) -> bool:
        """Whether any difference, however large, could be told from chance with so few ways to place."""
        return self.least <= SIGNIFICANT


def in_percent(logarithm: float) -> float:
    return float(100 * np.expm1(logarithm))


def estimate_of(
    effect: float, p_without: Callable[[float], float], ways: int, given: int, others: int, least: float
) -> Estimate:
    """effect: a logarithm. p_without: the test's p once an assumed effect is taken off. Where no difference could be told, no end can."""
    low, high = (end_of(effect, p_without, side) if least <= SIGNIFICANT else None for side in (-1, 1))
    return Estimate(
        in_percent(effect),
        None if low is None else in_percent(low),
        None if high is None else in_percent(high),
        p_without(0.0),
        ways,
        given,
        others,
        least,
    )


def end_of(effect: float, p_without: Callable[[float], float], side: int) -> float | None:
    """Where the test begins to reject, as a logarithm; None where it rejects nothing within what is looked through.

    Of an effect of nought the test itself is asked, so an end never disagrees with the p printed beside it.
    """
    inside, outside = 0.0, WIDEST
    if p_without(effect + side * outside) > SIGNIFICANT:
        return None
    if side * effect < 0 and abs(effect) < WIDEST:
        inside, outside = (inside, abs(effect)) if p_without(0.0) <= SIGNIFICANT else (abs(effect), outside)
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        rejected = p_without(effect + side * middle) <= SIGNIFICANT
        inside, outside = (inside, middle) if rejected else (middle, outside)
    return effect + side * inside
