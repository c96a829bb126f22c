"""Ends of intervals as readers see them: an end is never shown as nought that is not nought.

An interval of the same test inverted holds nought just where chance does as much in more than 5% of cases. `0% to 27%` beside a chance of
5.6% would leave open on which side of nought the interval ends, so an end so near is shown with one digit more.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.disclosure.release import Field, Reads

_NOUGHT = 1e-6  # nearer to it than that is the rounding of floats


def end_shown(value: float | None, decimals: int = 1) -> float | None:
    """An end rounded, but to the nearest digit on its own side where it would become nought.

    >>> end_shown(-0.04), end_shown(0.004, 2), end_shown(26.88), end_shown(0.0)
    (-0.1, 0.01, 26.9, 0.0)
    """
    if value is None:
        return None
    rounded = round(value, decimals)
    least = 10.0**-decimals
    if rounded or abs(value) < _NOUGHT:
        return rounded + 0.0
    return least if value > 0 else -least


def digits_of(ends: Iterable[float | None], decimals: int = 0) -> int:
    """How many decimals a column of ends is shown with: one more where an end that is not nought would be shown as nought.

    >>> digits_of([-0.2, 26.9, None]), digits_of([1.6, 26.9]), digits_of([0.04], 1)
    (1, 0, 2)
    """
    near = any(end is not None and abs(end) >= _NOUGHT and round(end, decimals) == 0 for end in ends)
    return decimals + 1 if near else decimals


def tested_fields(name: str, how: str, reads: Reads, ends: Iterable[float | None] = ()) -> list[Field]:
    """The columns of a difference between groups of hubs: itself, its interval, and how seldom chance does as much. ends: of all intervals."""
    decimals = digits_of(ends)
    lower = "lower end of the 95% interval from the same test inverted"
    seldom = "share of all ways to place as many with a difference at least as large"
    return [
        Field(name, "Difference", unit="percent", how=how, reads=reads),
        Field("low", "At least", unit="percent", how=lower, decimals=decimals, reads=reads),
        Field("high", "At most", unit="percent", how="upper end of the same interval", decimals=decimals, reads=reads),
        Field("chance", "As large by chance", unit="percent", how=seldom, decimals=1, reads=reads),
    ]
