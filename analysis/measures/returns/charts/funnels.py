"""Hubs of unlike size beside each other: a funnel whose limits allow for size, and for how unlike hubs are beyond chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.measures.measure import Measure, declare

FUNNEL = declare(
    Measure(
        name="funnel",
        unit="hubs",
        question="Which hubs are further from the others than their size and the usual spread of hubs explain?",
        how="a hub's share (arcsine of the square root) or rate (square root) against that of all hubs together, with limits at 1.96 and 3.09 "
        "standard errors; the error is that of chance, widened by the spread between hubs, which is the moment estimate from squared z-scores "
        "of which the outer tenths are drawn in (winsorised)",
        better=None,
        reads="returns",
        source="Spiegelhalter (2005), Statistics in Medicine 24(8); Spiegelhalter (2005), Quality and Safety in Health Care 14(5), on over-dispersion",
    )
)

Kind = Literal["share", "rate"]
FEWEST = 8  # hubs; with fewer the spread between them is a guess, and a funnel says little
ALMOST_NEVER, SELDOM = 3.0902, 1.9600  # 1 in 500 and 1 in 20 of hubs that differ by chance and the usual spread alone
_DRAWN_IN = 0.1  # of each end
_LEAST = 0.5  # where a hub counted nobody: half a person, or the square root would have no slope there


@dataclass(frozen=True)
class Funnel:
    """target: share or rate of all together. dispersion: mean squared z, 1 where chance explains all; between: variance between hubs on the
    transformed scale. z: of each hub, after allowing for both."""

    kind: Kind
    target: float
    dispersion: float
    between: float
    z: tuple[float, ...]

    def limits(self, size: float, reach: float) -> tuple[float, float]:
        """Lower and upper limit for a hub of this size, `reach` standard errors away; within 0 and, for a share, 1."""
        far = reach * math.sqrt(1 / (4 * size) + self.between)
        middle = _transformed(self.kind, self.target)
        return _back(self.kind, middle - far), _back(self.kind, middle + far)

    @property
    def apart(self) -> list[bool]:
        """Which hubs lie beyond the outer limits."""
        return [abs(each) > ALMOST_NEVER for each in self.z]


def funnel_of(counts: Sequence[float], sizes: Sequence[float], kind: Kind) -> Funnel:
    """counts over sizes, one pair a hub: people of a kind over people (share), or events over what they happened to (rate).

    Raises ValueError where nobody was counted, or sizes hold a nought.
    """
    told, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if not told.sum() or not (size > 0).all():
        raise ValueError("a funnel needs sizes above nought, and somebody counted")
    target = float(told.sum() / size.sum())
    values = np.array([_transformed(kind, share) for share in np.maximum(told, _LEAST) / size])
    errors = 1 / (2 * np.sqrt(size))
    plain = (values - _transformed(kind, target)) / errors
    dispersion = float((winsorised(plain) ** 2).mean())
    between = variance_between(winsorised(plain), errors)
    z = (values - _transformed(kind, target)) / np.sqrt(errors**2 + between)
    return Funnel(kind, target, dispersion, between, tuple(z.tolist()))


def winsorised(z: np.ndarray) -> np.ndarray:
    """The outer tenth at each end drawn in to where the others begin, so that a few hubs far out do not widen the limits for all."""
    low, high = np.quantile(z, [_DRAWN_IN, 1 - _DRAWN_IN])
    return np.asarray(np.clip(z, low, high))


def variance_between(z: np.ndarray, errors: np.ndarray) -> float:
    """The moment estimate of DerSimonian and Laird (1986) from z-scores and their standard errors; nought where chance explains all."""
    weights = 1 / errors**2
    beyond = float((z**2).sum()) - (len(z) - 1)
    return max(0.0, beyond / float(weights.sum() - (weights**2).sum() / weights.sum()))


def _transformed(kind: Kind, value: float) -> float:
    root = math.sqrt(value)
    return math.asin(min(1.0, root)) if kind == "share" else root


def _back(kind: Kind, value: float) -> float:
    if kind == "share":
        return math.sin(min(max(value, 0.0), math.pi / 2)) ** 2
    return max(value, 0.0) ** 2
