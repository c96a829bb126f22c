"""How sure a coefficient of agreement is: its standard error, and the interval of a delete-one jackknife over case studies.

A thousand resamples of six case studies hold the truth in four intervals of five; leaving each out once, on the scale of the logarithm of
the disagreement and with Student's t, does so in nineteen of twenty (python -m bench agreement-intervals measures it).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.measures.cases.coefficients import Coefficient, Disagreements, Floats, coefficient_of

_STEP = 1e-4  # of a group's weight, to either side: the derivative is good to eight digits
_LARGE = 1e6  # times: so many units that alpha's correction for few of them vanishes, as in the formula of its variance
MOST_NUMBERS = 12_000_000  # in memory at once


class LeftOut(NamedTuple):
    """Disagreement seen and by chance: of all (codes), with each group left out once (groups x codes), and with each group weighted a
    step more and a step less (groups x codes). paired: how many units of each group two or more judged."""

    whole: Disagreements
    without: Disagreements
    more: Disagreements
    less: Disagreements
    paired: NDArray[np.float64]

    def over(self, codes: list[bool]) -> LeftOut:
        """The same over all of these codes together: disagreements are added up."""

        def added(pair: Disagreements) -> Disagreements:
            seen, chance = (side[..., codes].sum(axis=-1, keepdims=True) for side in pair)
            return seen, chance

        return LeftOut(added(self.whole), added(self.without), added(self.more), added(self.less), self.paired)


def left_out(coefficient: Coefficient, ratings: Floats, values: Floats, groups: NDArray[np.int64]) -> LeftOut:
    """ratings: codes x coders x units. groups: for each unit the number of its group, from 0, that is left out whole: passages of one text
    are not independent of each other."""
    together = max(1, MOST_NUMBERS // max(1, (int(groups.max()) + 1) * len(values) ** 2 * max(ratings.shape[1], 2)))
    found = [
        _of_some(coefficient, ratings[place : place + together], values, groups)
        for place in range(0, len(ratings), together)
    ]
    whole, without, more, less = (
        (
            np.concatenate([one[when][0] for one in found], axis=-1),
            np.concatenate([one[when][1] for one in found], axis=-1),
        )
        for when in range(4)
    )
    judged = (~np.isnan(ratings[0])).sum(axis=0) > 1
    paired = np.bincount(groups, judged, minlength=int(groups.max()) + 1).astype(float)
    return LeftOut(whole, without, more, less, paired)


def _of_some(
    coefficient: Coefficient, ratings: Floats, values: Floats, groups: NDArray[np.int64]
) -> tuple[Disagreements, ...]:
    parts = np.stack([coefficient.parts(given, values) for given in ratings], axis=1)
    own = np.zeros((int(groups.max()) + 1, *parts.shape[1:]))
    np.add.at(own, groups, parts)
    whole = own.sum(axis=0)
    weighted = (whole[None], whole - own, _LARGE * (whole + _STEP * own), _LARGE * (whole - _STEP * own))
    (seen, chance), *others = [coefficient.disagreement(sums, values) for sums in weighted]
    return (seen[0], chance[0]), *others


def standard_errors(found: LeftOut) -> Floats:
    """The large-sample standard error of each coefficient; nan where it is undefined. Source: Gwet (2008, 2014), whose formulas are the
    linear part of what each unit adds; here of each group, so that units of one text count as one observation.
    """
    slopes = (coefficient_of(*found.more) - coefficient_of(*found.less)) / (2 * _STEP)
    number = len(slopes)
    # Where some units have one coder alone Gwet takes the number of the others for given.
    uneven = found.paired / max(found.paired.sum(), 1) - 1 / number
    slopes = slopes + coefficient_of(*found.whole) * uneven[:, None]
    errors: Floats = np.sqrt((slopes**2).sum(axis=0) * number / max(number - 1, 1))
    return errors


def intervals(found: LeftOut) -> list[tuple[float, float] | None]:
    """The 95% interval of each coefficient; None where one left out leaves nothing to disagree on, or where coders never differ.

    Jackknife of the logarithm of seen / by chance with t of groups - 1 degrees of freedom, which keeps below 1; of the coefficient itself
    where a single group holds all disagreement. Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 11.
    """
    return [_interval(*whole) for whole in zip(*found.whole, *(side.T for side in found.without), strict=True)]


def _interval(seen: float, chance: float, fewer_seen: Floats, fewer_chance: Floats) -> tuple[float, float] | None:
    if np.isnan(seen) or len(fewer_seen) < 2 or min(chance, fewer_chance.min()) <= 1e-12 or seen <= 1e-12:
        return None
    share, fewer = seen / chance, fewer_seen / fewer_chance
    wide = _t(len(fewer) - 1)
    if fewer.min() <= 1e-12:
        half = wide * _error(fewer)
        return 1 - share - half, min(1.0, 1 - share + half)
    half = wide * _error(np.log(fewer))
    return (1 - share * float(np.exp(half)), 1 - share * float(np.exp(-half))) if half > 1e-9 else None


def _error(estimates: Floats) -> float:
    """The jackknife's standard error from the estimates with each left out once."""
    number = len(estimates)
    return float(np.sqrt((number - 1) / number * ((estimates - estimates.mean()) ** 2).sum()))


@cache
def _t(freedom: int) -> float:
    from scipy.stats import t  # half a second to load, and few pages need it

    return float(t.ppf(0.975, freedom))
