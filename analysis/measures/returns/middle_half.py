"""The middle half of numbers of one kind of hub, worked out so that no end of it is what one hub counted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.measures.measure import Measure, declare

FEWEST = 9  # hubs, the one that is set beside them among them: eight others, so that two at least lie beyond either end

MIDDLE_HALF = declare(
    Measure(
        name="middle_half_of_kind",
        unit="of the question",
        question="Where does a hub stand among hubs of its kind?",
        how=f"quartiles over the hubs of the kind, {FEWEST} or more, of each one's released sum over the period's quarters (of a stock their mean, "
        "in whole ones); by definition 8, which weighs two neighbouring hubs and lies on neither, to one decimal",
        better=None,
        reads="returns, hubs.kind",
        source="Hyndman and Fan (1996), Sample Quantiles in Statistical Packages",
    )
)


def middle_half(numbers: Sequence[float]) -> tuple[float, float] | None:
    """The two ends between which half of the numbers lie, to one decimal; None of fewer than FEWEST.

    Definition 8 of Hyndman and Fan puts a quartile at (n + 1/3) p + 1/3 of n sorted numbers, which for p of a quarter or three quarters is
    never a whole number: between two whole numbers that differ it is neither, by more than a twelfth of what they differ by.
    """
    if len(numbers) < FEWEST:
        return None
    sorted_ones = sorted(numbers)
    low, high = (_at(sorted_ones, (len(numbers) + 1 / 3) * part + 1 / 3) for part in (0.25, 0.75))
    return low, high


def _at(numbers: Sequence[float], place: float) -> float:
    """What lies at a place of sorted numbers, the first at 1."""
    before = math.floor(place)
    below, above = numbers[before - 1], numbers[before]
    return round(below + (place - before) * (above - below), 1)
