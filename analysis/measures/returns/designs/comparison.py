"""Comparisons of two groups of hubs that fit their small number: randomisation inference, and rank correlation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.designs.inferred import Estimate, estimate_of
from analysis.measures.returns.designs.placements import placements
from analysis.measures.sums import in_sums

WINTER_UPLIFT = declare(
    Measure(
        name="winter_uplift",
        unit="percent",
        question="Are winters busier at hubs that open as a warm space?",
        how="attendances of the two winter quarters over those of the two summer quarters, as a logarithm, compared between hubs "
        "with and without a warm space; randomisation inference over ways to pick as many hubs",
        better=None,
        reads="returns",
        source="Rosenbaum (2002), Observational Studies, ch. 2",
    )
)
REACH_AND_NEED = declare(
    Measure(
        name="reach_and_need",
        unit="rank correlation",
        question="Do more people come, for each resident, where deprivation is greater?",
        how="Spearman's rank correlation of attendances per 1,000 residents with the locality's deprivation tenth; its p by "
        "shuffling the localities",
        better=None,
        reads="returns",
    )
)

_SHUFFLES = 5_000
_SEED = 20240401


def compare_groups(outcome: Mapping[str, float], treated: Sequence[str]) -> Estimate | None:
    """Difference of means of a logarithm between two groups of hubs, with randomisation inference.

    outcome: hub -> logarithm. None where either side has fewer than two hubs.
    """
    hubs = sorted(outcome)
    chosen = [hub for hub in hubs if hub in set(treated)]
    if len(chosen) < 2 or len(hubs) - len(chosen) < 2:
        return None
    values = np.array([outcome[hub] for hub in hubs])

    def centred(places: Sequence[int]) -> np.ndarray:
        column: np.ndarray = np.zeros(len(hubs))
        column[list(places)] = 1
        column -= column.mean()
        return column

    happened = np.array([0 if hub in chosen else 1 for hub in hubs])
    ways = placements(happened, [range(len(hubs))])
    columns = np.stack([centred(list(np.nonzero(way == 0)[0])) for way in ways])
    observed = centred([hubs.index(hub) for hub in chosen])
    return _inferred(values - values.mean(), observed, columns, len(chosen), len(hubs) - len(chosen))


def _inferred(outcome: np.ndarray, observed: np.ndarray, columns: np.ndarray, treated: int, others: int) -> Estimate:
    """The effect of the observed assignment against those of all the others; each is a regression on one column."""
    effect = float(outcome @ observed / (observed @ observed))
    sizes = np.maximum((columns**2).sum(axis=1), 1e-9)
    weights = columns / sizes[:, None]
    by_chance, shift = weights @ outcome, weights @ observed
    # One that is the observed one, or its opposite, does as much whatever the difference is.
    least = float((np.abs(columns @ observed) >= (1 - 1e-9) * np.sqrt(sizes * (observed @ observed))).mean())

    def p_of(assumed: float) -> float:
        return float((np.abs(by_chance - assumed * shift) >= abs(effect - assumed) - 1e-9).mean())

    return estimate_of(effect, p_of, len(columns), treated, others, least)


def winter_over_summer(answers: pl.DataFrame, year: Sequence[str], winter: Sequence[str]) -> dict[str, float]:
    """hub -> logarithm of its attendances in the two quarters of winter over those in the other two.

    year: the four quarters of a year; winter: those of them that lie in October to March for the most part. Only hubs that reported in all four, with somebody in each half.
    """
    rows = answers.filter(pl.col("quarter").is_in(list(year)) & pl.col("attendances").is_not_null())
    in_winter = pl.col("quarter").is_in(list(winter))
    halves = (
        rows.group_by("hub_id")
        .agg(
            quarters=pl.col("quarter").n_unique(),
            winter=in_sums(rows, "attendances").filter(in_winter).sum(),
            summer=in_sums(rows, "attendances").filter(~in_winter).sum(),
        )
        .filter((pl.col("quarters") == 4) & (pl.col("winter") > 0) & (pl.col("summer") > 0))
        .sort("hub_id")
    )
    return dict(zip(halves["hub_id"], (halves["winter"] / halves["summer"]).log(), strict=True))


@dataclass(frozen=True)
class Correlation:
    """Spearman's rank correlation, the two-sided share of shuffles at least as strong, and the number of pairs."""

    rho: float
    p: float
    pairs: int


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> Correlation | None:
    """Spearman's rank correlation with a permutation p, ties at their mean rank. None below five pairs or without variation."""
    if len(one) < 5:
        return None
    ranks = [pl.Series(values).rank("average").to_numpy() for values in (one, other)]
    first, second = (values - values.mean() for values in ranks)
    scale = float(np.sqrt((first @ first) * (second @ second)))
    if scale == 0:
        return None
    rho = float(first @ second / scale)
    lot = np.random.default_rng(_SEED)
    shuffled = np.array([first @ lot.permutation(second) / scale for _ in range(_SHUFFLES - 1)])
    as_strong = int((np.abs(shuffled) >= abs(rho) - 1e-9).sum())
    return Correlation(rho, (as_strong + 1) / _SHUFFLES, len(one))
