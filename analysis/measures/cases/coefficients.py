"""Coefficients of agreement between coders: Krippendorff's alpha, Gwet's AC1, Cohen's and Fleiss' kappa, with intervals.

All four are one less the disagreement seen as a share of the disagreement that chance would bring: 1 - seen / by chance. Both are
worked out from sums over units, so that a resample of units is a weighted sum and a thousand of them are one product of matrices.
statsmodels has both kappas, one table at a time and by large-sample variance; the tests hold these against it.
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
RESAMPLES, SEED = 1000, 20110125
MOST_NUMBERS = 12_000_000  # in memory at once
MOST_UNDEFINED = 0.2  # of the resamples; an interval over what is left of them would say too little


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
    seen = (pairs * apart).sum(axis=(-2, -1)) / np.maximum(number, 1)
    chance = (given[..., :, None] * given[..., None, :] * apart).sum(axis=(-2, -1))
    return seen, chance / np.maximum(number * (number - 1), 1)


# --- Gwet's AC1 and Fleiss' kappa -----------------------------------------------------------------------------------


def _shares(ratings: Floats, values: Floats) -> Floats:
    """Each unit's agreement, whether two coders or more judged it, whether one did, and the share of coders for each value."""
    counts = _counts(ratings, values)
    coders = counts.sum(axis=1)
    paired = coders > 1
    agreed = (counts * (counts - 1)).sum(axis=1) / np.maximum(coders * (coders - 1), 1)
    shares = counts / np.maximum(coders, 1)[:, None]
    return np.column_stack([np.where(paired, agreed, 0), paired, coders > 0, shares])


def _agreed(sums: Floats) -> tuple[Floats, Floats]:
    """Agreement seen, and the share of each value."""
    agreed = sums[..., 0] / np.maximum(sums[..., 1], 1)
    return agreed, sums[..., 3:] / np.maximum(sums[..., 2:3], 1)


def _ac1(sums: Floats, values: Floats) -> Disagreements:
    """Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement."""
    agreed, shares = _agreed(sums)
    chance = (shares * (1 - shares)).sum(axis=-1) / max(len(values) - 1, 1)
    return 1 - agreed, 1 - chance


def _fleiss(sums: Floats, _values: Floats) -> Disagreements:
    """Fleiss (1971), Measuring nominal scale agreement among many raters; units judged by unlike numbers of coders as in Gwet (2014)."""
    agreed, shares = _agreed(sums)
    return 1 - agreed, 1 - (shares**2).sum(axis=-1)


def _brennan_prediger(sums: Floats, values: Floats) -> Disagreements:
    """Brennan and Prediger (1981), Coefficient kappa: some uses, misuses, and alternatives; MAXQDA's own kappa. By chance each value is
    as likely as any other."""
    agreed, _ = _agreed(sums)
    return 1 - agreed, np.full(np.shape(agreed), 1 - 1 / max(len(values), 1))


def _percent(sums: Floats, _values: Floats) -> Disagreements:
    """Pairs of coders who gave a unit the same, as a share of all pairs; nothing is taken off for chance. Of two, Holsti's too."""
    agreed, _ = _agreed(sums)
    return 1 - agreed, np.ones(np.shape(agreed))


def _by_coder(ratings: Floats, values: Floats) -> Floats:
    """Each unit's agreement, whether two coders or more judged it, and which coder gave it which value."""
    given = (ratings[:, :, None] == values).transpose(1, 0, 2).astype(float)
    return np.column_stack([_shares(ratings, values)[:, :2], given.reshape(ratings.shape[1], -1)])


def _conger(sums: Floats, values: Floats) -> Disagreements:
    """Conger (1980), Integration and generalization of kappas for multiple raters: Cohen's kappa for two coders or more.

    Chance is that of two different coders, each with the shares of values that they give themselves.
    """
    agreed = sums[..., 0] / np.maximum(sums[..., 1], 1)
    given = sums[..., 2:].reshape(*sums.shape[:-1], -1, len(values))
    shares = given / np.maximum(given.sum(axis=-1, keepdims=True), 1)
    coders = max(given.shape[-2], 2)
    mean = shares.sum(axis=-2) / coders
    apart = ((shares - mean[..., None, :]) ** 2).sum(axis=-2) / (coders - 1)
    chance = (mean**2 - apart / coders).sum(axis=-1)
    return 1 - agreed, 1 - chance


# --- Cohen's kappa --------------------------------------------------------------------------------------------------


def _crossed(ratings: Floats, values: Floats) -> Floats:
    """The cell of the table of the two coders that each unit stands in; nowhere where one of them did not judge it."""
    if len(ratings) != 2:
        raise ValueError(f"Cohen's kappa is of two coders, not of {len(ratings)}")
    first, second = ratings[:, :, None] == values
    crossed: Floats = (first[:, :, None] & second[:, None, :]).astype(float)
    return crossed.reshape(ratings.shape[1], -1)


def _cohen(sums: Floats, values: Floats) -> Disagreements:
    """Cohen (1960), A coefficient of agreement for nominal scales."""
    table = sums.reshape(*sums.shape[:-1], len(values), len(values))
    table = table / np.maximum(table.sum(axis=(-2, -1), keepdims=True), 1)
    chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    return 1 - np.trace(table, axis1=-2, axis2=-1), 1 - chance


def alpha(level: str = "nominal") -> Coefficient:
    """Krippendorff's alpha for values of that level of measurement: any number of coders, judgements may be missing."""
    if level not in LEVELS:
        raise ValueError(f"there is no level of measurement '{level}'; there are: {', '.join(LEVELS)}")
    source = "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability"
    return Coefficient("alpha", "Krippendorff’s alpha", source, _coincidences, partial(_alpha, level))


AC1 = Coefficient("ac1", "Gwet’s AC1", "Gwet (2008)", _shares, _ac1)
COHEN = Coefficient("cohen", "Cohen’s kappa", "Cohen (1960)", _crossed, _cohen, coders=2)
BRENNAN_PREDIGER = Coefficient(
    "brennan-prediger", "Brennan and Prediger’s kappa", "Brennan and Prediger (1981)", _shares, _brennan_prediger
)
CONGER = Coefficient("conger", "Conger’s kappa", "Conger (1980)", _by_coder, _conger)
PERCENT = Coefficient("percent", "Agreement without chance", "the share of pairs that agree", _shares, _percent)
FLEISS = Coefficient("fleiss", "Fleiss’ kappa", "Fleiss (1971)", _shares, _fleiss)


# --- Values and intervals -------------------------------------------------------------------------------------------


def coefficient_of(seen: Floats, chance: Floats) -> Floats:
    """1 - seen / by chance; nan where chance would bring no disagreement, because there is nothing to disagree on."""
    shares: Floats = np.divide(seen, chance, out=np.full(np.shape(seen), np.nan), where=chance > 1e-12)
    return shares * -1 + 1


def resamples(groups: int, number: int = RESAMPLES, seed: int = SEED) -> Floats:
    """number x groups: how often each group is drawn when as many as there are are drawn with replacement. Always the same."""
    chance = np.random.default_rng(seed)
    return chance.multinomial(groups, np.full(groups, 1 / groups), size=number).astype(float)


def disagreements(
    coefficient: Coefficient, ratings: Floats, values: Floats, groups: NDArray[np.int64], weights: Floats
) -> tuple[Disagreements, Disagreements]:
    """(seen, by chance) of each code as it was given, and of each resample: codes, and resamples x codes.

    ratings: codes x coders x units. groups: for each unit the number of the group, from 0, that is resampled whole: passages of one
    text are not independent of each other. weights: resamples x groups.
    """
    found = [
        _of_some(coefficient, some, values, groups, weights) for some in _batches(ratings, len(values), len(weights))
    ]
    sides = [np.concatenate([one[when][side] for one in found], axis=-1) for when in (0, 1) for side in (0, 1)]
    return (sides[0], sides[1]), (sides[2], sides[3])


def _of_some(
    coefficient: Coefficient, ratings: Floats, values: Floats, groups: NDArray[np.int64], weights: Floats
) -> tuple[Disagreements, Disagreements]:
    """One product of matrices for all the codes: many small ones take longer than a large one."""
    parts = np.stack([coefficient.parts(given, values) for given in ratings], axis=1)
    summed = np.zeros((weights.shape[1], *parts.shape[1:]))
    np.add.at(summed, groups, parts)
    drawn = (weights @ summed.reshape(len(summed), -1)).reshape(len(weights), *parts.shape[1:])
    return coefficient.disagreement(summed.sum(axis=0), values), coefficient.disagreement(drawn, values)


def _batches(ratings: Floats, values: int, drawn: int) -> list[Floats]:
    """As many codes at a time as their resampled sums fit into about 100 megabytes."""
    together = max(1, MOST_NUMBERS // max(1, drawn * values**2))
    return [ratings[place : place + together] for place in range(0, len(ratings), together)] or [ratings]


def interval(drawn: Floats) -> tuple[float, float] | None:
    """The middle 95% of the resamples' coefficients; None where they say nothing: too many undefined, or all the same.

    Resampling units is what Zapf et al. (2016), BMC Medical Research Methodology 16:93, found to hold its promise.
    """
    defined = drawn[~np.isnan(drawn)]
    if len(defined) < (1 - MOST_UNDEFINED) * len(drawn) or not len(defined):
        return None
    low, high = np.percentile(defined, [2.5, 97.5])
    return (float(low), float(high)) if high - low > 1e-9 else None
