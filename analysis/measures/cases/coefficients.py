"""Coefficients of agreement between coders: Krippendorff's alpha, Gwet's AC1 and AC2, the kappas, Scott's pi, bare agreement.

All are one less the disagreement seen as a share of the disagreement that chance would bring: 1 - seen / by chance. Both are worked out
from sums over units, so that leaving a unit out is one subtraction, and leaving each out once is one product of matrices.
statsmodels has both kappas, one table at a time and by large-sample variance; the tests hold these against it, and all against irrCAC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Disagreements = tuple[Floats, Floats]  # seen, and expected by chance

LEVELS = ("nominal", "ordinal", "interval", "ratio")


@dataclass(frozen=True)
class Coefficient:
    """One coefficient.

    parts(ratings, values): what each unit adds to the sums, units x parts. ratings: coders x units, nan where a coder did not
    judge a unit. disagreement(sums, values): seen and by chance, from sums of parts of any leading shape.
    """

    key: str
    name: str
    source: str
    parts: Callable[[Floats, Floats], Floats]
    disagreement: Callable[[Floats, Floats], Disagreements]
    coders: int | None = None  # how many it is defined for; None for two or more


def _counts(ratings: Floats, values: Floats) -> Floats:
    """units x values: how many coders gave the unit the value."""
    counts: Floats = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    return counts


# --- Krippendorff's alpha -------------------------------------------------------------------------------------------


def _coincidences(ratings: Floats, values: Floats) -> Floats:
    """Pairs of values within a unit, each weighted by one over the unit's other coders; nought where a coder is alone."""
    counts = _counts(ratings, values)
    coders = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - np.eye(len(values)) * counts[:, None, :]
    weighted: Floats = pairs / np.maximum(coders - 1, 1)[:, None, None]
    weighted[coders < 2] = 0
    return weighted.reshape(len(counts), -1)


def _differences(level: str, values: Floats, given: Floats) -> Floats:
    """Squared difference of each two values on their level of measurement. given: how often each value was given."""
    if level == "nominal":
        return np.broadcast_to(1.0 - np.eye(len(values)), (*given.shape, len(values)))
    if level == "ordinal":
        places = np.cumsum(given, axis=-1) - given / 2
        return np.asarray((places[..., :, None] - places[..., None, :]) ** 2)
    apart = values[:, None] - values[None, :]
    if level == "ratio":
        sums = values[:, None] + values[None, :]
        apart = np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0)
    return np.broadcast_to(apart**2, (*given.shape, len(values)))


def _alpha(level: str, sums: Floats, values: Floats) -> Disagreements:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability."""
    pairs = sums.reshape(*sums.shape[:-1], len(values), len(values))
    given = pairs.sum(axis=-1)
    number = given.sum(axis=-1)
    apart = _differences(level, values, given)
    seen = np.divide((pairs * apart).sum(axis=(-2, -1)), number, out=np.full(number.shape, np.nan), where=number > 0)
    chance = (given[..., :, None] * given[..., None, :] * apart).sum(axis=(-2, -1))
    return seen, chance / np.maximum(number * (number - 1), 1)


# --- Weights --------------------------------------------------------------------------------------------------------


def weights_of(level: str, values: Floats) -> Floats:
    """How far each two values agree, 1 for the same and 0 for the farthest apart; values x values. Source: Gwet (2014), Handbook of
    Inter-Rater Reliability, chapter 3: identity, ordinal, quadratic (for an interval scale) and ratio weights."""
    number = len(values)
    if level == "nominal" or number < 2:
        return np.eye(number)
    if level == "ordinal":
        places = np.arange(number)
        apart = np.abs(places[:, None] - places[None, :]) + 1.0
        apart = apart * (apart - 1) / 2
    else:
        apart = values[:, None] - values[None, :]
        if level == "ratio":
            sums = values[:, None] + values[None, :]
            apart = np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0)
        apart = apart**2
    weights: Floats = 1 - apart / apart.max()
    return weights


# --- Gwet's AC1 and AC2, Fleiss' kappa and its kin ------------------------------------------------------------------


def _shares(level: str, ratings: Floats, values: Floats) -> Floats:
    """Each unit's agreement, whether two coders or more judged it, whether one did, and the share of coders for each value."""
    counts = _counts(ratings, values)
    coders = counts.sum(axis=1)
    paired = coders > 1
    alike = (counts * (counts @ weights_of(level, values) - 1)).sum(axis=1) / np.maximum(coders * (coders - 1), 1)
    shares = counts / np.maximum(coders, 1)[:, None]
    return np.column_stack([np.where(paired, alike, 0), paired, coders > 0, shares])


def _agreed(sums: Floats) -> tuple[Floats, Floats]:
    """Agreement seen, nan where no two judged anything, and the share of each value."""
    agreed = np.divide(sums[..., 0], sums[..., 1], out=np.full(sums.shape[:-1], np.nan), where=sums[..., 1] > 0)
    return agreed, sums[..., 3:] / np.maximum(sums[..., 2:3], 1e-12)


def _ac1(level: str, sums: Floats, values: Floats) -> Disagreements:
    """Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement; AC2 where it is weighted."""
    agreed, shares = _agreed(sums)
    number = len(values)
    weight = weights_of(level, values).sum() / max(number * (number - 1), 1)
    return 1 - agreed, 1 - weight * (shares * (1 - shares)).sum(axis=-1)


def _fleiss(level: str, sums: Floats, values: Floats) -> Disagreements:
    """Fleiss (1971), Measuring nominal scale agreement among many raters; units judged by unlike numbers of coders as in Gwet (2014).
    Of two coders it is Scott's pi (1955), Reliability of content analysis: the case of nominal scale coding."""
    agreed, shares = _agreed(sums)
    return 1 - agreed, 1 - ((shares @ weights_of(level, values)) * shares).sum(axis=-1)


def _brennan_prediger(level: str, sums: Floats, values: Floats) -> Disagreements:
    """Brennan and Prediger (1981), Coefficient kappa: some uses, misuses, and alternatives; MAXQDA's own kappa. By chance each value is
    as likely as any other."""
    agreed, _ = _agreed(sums)
    return 1 - agreed, np.full(np.shape(agreed), 1 - weights_of(level, values).sum() / max(len(values), 1) ** 2)


def _percent(_level: str, sums: Floats, _values: Floats) -> Disagreements:
    """Pairs of coders who gave a unit the same, as a share of all pairs; nothing is taken off for chance. Of two, Holsti's too."""
    agreed, _ = _agreed(sums)
    return 1 - agreed, np.ones(np.shape(agreed))


def _by_coder(level: str, ratings: Floats, values: Floats) -> Floats:
    """Each unit's agreement, whether two coders or more judged it, and which coder gave it which value."""
    given = (ratings[:, :, None] == values).transpose(1, 0, 2).astype(float)
    return np.column_stack([_shares(level, ratings, values)[:, :2], given.reshape(ratings.shape[1], -1)])


def _conger(level: str, sums: Floats, values: Floats) -> Disagreements:
    """Conger (1980), Integration and generalization of kappas for multiple raters: Cohen's kappa for two coders or more.

    Chance is that of two different coders, each with the shares of values that they give themselves.
    """
    agreed, _ = _agreed(sums)
    given = sums[..., 2:].reshape(*sums.shape[:-1], -1, len(values))
    shares = given / np.maximum(given.sum(axis=-1, keepdims=True), 1e-12)
    coders, weights = max(given.shape[-2], 2), weights_of(level, values)
    mean = shares.sum(axis=-2) / coders
    apart = shares - mean[..., None, :]
    spread = ((apart @ weights) * apart).sum(axis=(-2, -1)) / (coders - 1)
    chance = ((mean @ weights) * mean).sum(axis=-1) - spread / coders
    return 1 - agreed, 1 - chance


# --- Cohen's kappa --------------------------------------------------------------------------------------------------


def _crossed(_level: str, ratings: Floats, values: Floats) -> Floats:
    """The cell of the table of the two coders that each unit stands in; nowhere where one of them did not judge it."""
    if len(ratings) != 2:
        raise ValueError(f"Cohen's kappa is of two coders, not of {len(ratings)}")
    first, second = ratings[:, :, None] == values
    crossed: Floats = (first[:, :, None] & second[:, None, :]).astype(float)
    return crossed.reshape(ratings.shape[1], -1)


def _cohen(level: str, sums: Floats, values: Floats) -> Disagreements:
    """Cohen (1960), A coefficient of agreement for nominal scales; weighted as in Cohen (1968)."""
    table = sums.reshape(*sums.shape[:-1], len(values), len(values))
    whole = table.sum(axis=(-2, -1), keepdims=True)
    table = np.divide(table, whole, out=np.full(table.shape, np.nan), where=whole > 0)
    weights = weights_of(level, values)
    chance = ((table.sum(axis=-1) @ weights) * table.sum(axis=-2)).sum(axis=-1)
    return 1 - (table * weights).sum(axis=(-2, -1)), 1 - chance


def alpha(level: str = "nominal") -> Coefficient:
    """Krippendorff's alpha for values of that level of measurement: any number of coders, judgements may be missing."""
    source = "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability"
    return Coefficient("alpha", "Krippendorff’s alpha", source, _coincidences, partial(_alpha, _known(level)))


def coefficient_named(statistic: str, level: str = "nominal") -> Coefficient:
    """A coefficient by its key; on another level than the nominal it is weighted. Raises ValueError for a level that there is not."""
    if statistic == "alpha":
        return alpha(level)
    name, source, parts, disagreement, coders = _FORMULAS[statistic]
    if _known(level) != "nominal":
        name = f"{name.replace('AC1', 'AC2')}, weighted"
    return Coefficient(statistic, name, source, partial(parts, level), partial(disagreement, level), coders)


def _known(level: str) -> str:
    if level not in LEVELS:
        raise ValueError(f"there is no level of measurement '{level}'; there are: {', '.join(LEVELS)}")
    return level


_Formula = tuple[
    str, str, Callable[[str, Floats, Floats], Floats], Callable[[str, Floats, Floats], Disagreements], int | None
]
_FORMULAS: dict[str, _Formula] = {
    "ac1": ("Gwet’s AC1", "Gwet (2008)", _shares, _ac1, None),
    "cohen": ("Cohen’s kappa", "Cohen (1960)", _crossed, _cohen, 2),
    "scott": ("Scott’s pi", "Scott (1955)", _shares, _fleiss, 2),
    "brennan-prediger": (
        "Brennan and Prediger’s kappa",
        "Brennan and Prediger (1981)",
        _shares,
        _brennan_prediger,
        None,
    ),
    "conger": ("Conger’s kappa", "Conger (1980)", _by_coder, _conger, None),
    "fleiss": ("Fleiss’ kappa", "Fleiss (1971)", _shares, _fleiss, None),
    "percent": ("Agreement without chance", "the share of pairs that agree", _shares, _percent, None),
}
AC1, COHEN, SCOTT, BRENNAN_PREDIGER, CONGER, FLEISS, PERCENT = (coefficient_named(key) for key in _FORMULAS)


def coefficient_of(seen: Floats, chance: Floats) -> Floats:
    """1 - seen / by chance; nan where chance would bring no disagreement, because there is nothing to disagree on."""
    shares: Floats = np.divide(seen, chance, out=np.full(np.shape(seen), np.nan), where=chance > 1e-12)
    return shares * -1 + 1
