"""Whether a sum changed on the year before by more than it always varies: each quarter is held against the same one a year earlier.

So no season is taken for a change, and what moves all hubs alike in one quarter counts as variation and not as many hubs' agreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from analysis.measures.measure import Measure, declare
from analysis.measures.verdict import POWER, SIGNIFICANT

YEAR_ON_YEAR = declare(
    Measure(
        name="year_on_year",
        unit="percent",
        question="Did it change on the year before by more than it always varies?",
        how="change of the sum over the hubs that reported throughout; its chance by a t test of the quarters' differences on the same quarter "
        "a year before against how unlike these differences are, with degrees of freedom by Satterthwaite and neighbouring quarters allowed a "
        "correlation of .5, since so few quarters cannot tell their own",
        better=None,
        reads="returns",
        source="Box (1954), Annals of Mathematical Statistics 25(2 and 3), on tests of differences where errors are correlated",
    )
)

YEAR = 4  # quarters
FEWEST_QUARTERS = 8  # with fewer there are not four differences on a year before to see variation in
NEIGHBOURS = 0.5  # correlation allowed for between a quarter and the next
_NO_SPREAD = 1e-9  # where all differences are the same, any other change is beyond them
AGAINST = "how unlike each quarter's difference on the same quarter a year before is"


@dataclass(frozen=True)
class Usual:
    """A change as a logarithm, with what usual variation says of it. low, high: 95% interval; visible: the smallest change that would
    be found four times in five."""

    change: float
    low: float
    high: float
    chance: float
    visible: float


def yearly_differences(sums: Sequence[tuple[float, float] | None]) -> list[float | None]:
    """For each quarter, the logarithm of its sum over that of the same quarter a year before; None where either is not known or nought."""
    known = [pair if pair and pair[0] > 0 and pair[1] > 0 else None for pair in sums]
    return [None if pair is None else float(np.log(pair[1] / pair[0])) for pair in known]


def usual_change(differences: Sequence[float | None], change: float, span: int) -> Usual | None:
    """Hold a change against the usual variation of its series.

    differences: one a quarter, in order, of `yearly_differences`; the last `span` of them (4 for a year, 1 for a quarter, those so far of a year under way) are the change's
    own. change: as a logarithm. None where fewer than four differences are known.
    """
    places = [place for place, value in enumerate(differences) if value is not None]
    own = list(range(len(differences) - span, len(differences)))
    if len(places) < YEAR or not set(own) <= set(places):
        return None
    values = np.array([differences[place] for place in places], dtype=float)
    alike = _alike(np.array(places))
    keep = _residuals(places, own)
    scaled = keep @ alike
    expected = float(np.trace(scaled))
    if expected < 1e-9:
        return None
    freedom = expected**2 / float(np.trace(scaled @ scaled))
    weights = np.isin(places, own) / len(own)
    variance = max(0.0, float(values @ keep @ values / expected))  # below nought only by the rounding of floats
    spread = max(float(np.sqrt(variance * (weights @ alike @ weights))), _NO_SPREAD)
    reach = float(stdtrit(freedom, 1 - SIGNIFICANT / 2)) * spread
    chance = float(2 * stdtr(freedom, -abs(change) / spread))
    return Usual(change, change - reach, change + reach, chance, reach + float(stdtrit(freedom, POWER)) * spread)


def _alike(places: np.ndarray) -> np.ndarray:
    """Covariance of differences on a year before, in units of the quarters' own variance, where neighbours correlate by NEIGHBOURS."""
    apart = places[:, None] - places[None, :]
    return np.asarray(
        2 * NEIGHBOURS ** np.abs(apart) - NEIGHBOURS ** np.abs(apart - YEAR) - NEIGHBOURS ** np.abs(apart + YEAR)
    )


def _residuals(places: Sequence[int], own: Sequence[int]) -> np.ndarray:
    """The matrix that leaves of the differences what their year's mean does not explain.

    The change's own quarters, which are fewer where a year is under way, have a mean of their own; before them, years are counted back.
    One quarter alone has no variation of its own: it is judged by the others.
    """
    last = places[-1] - len(own)
    years = [-1 if place in own else (last - place) // YEAR for place in places]
    keep = np.zeros((len(places), len(places)))
    for year in set(years):
        rows = [row for row, of in enumerate(years) if of == year]
        if len(rows) > 1:
            keep[np.ix_(rows, rows)] = np.eye(len(rows)) - 1 / len(rows)
    return keep
