"""Comparisons of two groups of hubs that fit their small number: randomisation inference, and rank correlation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import comb, prod

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.verdict import SIGNIFICANT

FACILITATION = declare(
    Measure(
        name="facilitation",
        unit="percent",
        question="Did attendances grow more where a facilitator came?",
        how="difference in differences of the logarithm of attendances with a level for each hub and each quarter; "
        "randomisation inference over all ways to pick as many hubs, as many in each area or locality where the network declares that they were "
        "placed so",
        better="higher",
        reads="returns",
    )
)
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

ALL_UP_TO = 5_000  # assignments; where there are more, as many as this are drawn, always the same ones
_SEED = 20240401
_WIDEST = 1.5  # of a logarithm: four and a half times as much, or as little


@dataclass(frozen=True)
class Comparison:
    """What one group of hubs gained over the other. effect, low, high: in percent.

    p: two-sided share of assignments at least as far from nought; low and high: 95% interval, from inverting the same test; None at an end
    that it does not give. least: the smallest p that these assignments can give, whatever the difference. noughts: how many answers of
    nought are not in it, since nought has no logarithm.
    """

    effect: float
    low: float | None
    high: float | None
    p: float
    assignments: int
    treated: int
    others: int
    least: float = 0.0
    noughts: int = 0

    @property
    def can_tell(self) -> bool:
        """Whether any difference, however large, could be told from chance with so few ways to place."""
        return self.least <= SIGNIFICANT


def compare_treated(
    answers: pl.DataFrame,
    question: str,
    starts: Mapping[str, str],
    everyone: Sequence[str],
    within: Mapping[str, str] | None = None,
) -> Comparison | None:
    """Difference in differences with randomisation inference, for few hubs.

    answers: hub_id, quarter, and the question's column (above nought to count). starts: treated hub -> quarter from which it is
    treated. everyone: the hubs compared. within: each hub's block, where it was declared that as many were to be treated in each as were;
    one block of all where it is not given. Each assignment gives the observed starts to as many hubs of each block, in every way there is.
    None where either side has fewer than two hubs, or no hub has quarters before and after its start.
    Source: Rosenbaum (2002), Observational Studies, ch. 2; small numbers of clusters: MacKinnon and Webb (2020).
    """
    rows = answers.filter(pl.col("hub_id").is_in(list(everyone)) & (pl.col(question) > 0)).sort("hub_id", "quarter")
    hubs = sorted(rows["hub_id"].unique().to_list())
    treated = [hub for hub in hubs if hub in starts]
    if len(treated) < 2 or len(hubs) - len(treated) < 2:
        return None
    hub_of, quarter_of = rows["hub_id"].to_list(), rows["quarter"].to_list()
    levels = np.column_stack(
        [np.array([name == hub for name in hub_of], dtype=float) for hub in hubs]
        + [np.array([name == quarter for name in quarter_of], dtype=float) for quarter in sorted(set(quarter_of))[1:]]
    )

    def treatment(order: Sequence[str]) -> list[bool]:
        """Where the hubs are treated, if they were treated in the order of the observed starts."""
        begins = dict(zip(order, (starts[hub] for hub in treated), strict=True))
        return [hub in begins and quarter >= begins[hub] for hub, quarter in zip(hub_of, quarter_of, strict=True)]

    blocks = [[hubs[place] for place in block] for block in _blocks(hubs, within or {})]
    treated = [hub for block in blocks for hub in block if hub in starts]
    orders = _placements(blocks, [sum(hub in starts for hub in block) for block in blocks])
    tried = np.array([treatment(order) for order in [treated, *orders]], dtype=float)
    outcome, observed, *columns = _cleared(np.vstack([np.log(rows[question].to_numpy()), tried]), levels)
    if float(observed @ observed) < 1e-9:
        return None
    noughts = answers.filter(pl.col("hub_id").is_in(list(everyone)) & (pl.col(question) == 0)).height
    found = _inferred(outcome, observed, np.stack(columns), len(treated), len(hubs) - len(treated))
    return replace(found, noughts=noughts)


def _blocks(hubs: Sequence[str], within: Mapping[str, str]) -> list[list[int]]:
    """The hubs' places by block, in the order of the blocks' names; a hub of no block is in one with the others of none."""
    names = sorted({within.get(hub, "") for hub in hubs})
    return [[place for place, hub in enumerate(hubs) if within.get(hub, "") == name] for name in names]


def _placements(blocks: Sequence[Sequence[str]], treated: Sequence[int]) -> list[list[str]]:
    """Ways to pick so many hubs of each block: all of them, or where there are too many the same few thousand drawn by lot."""
    ways = prod(comb(len(block), number) for block, number in zip(blocks, treated, strict=True))
    pairs = list(zip(blocks, treated, strict=True))
    if ways <= ALL_UP_TO:
        each = [combinations(block, number) for block, number in pairs]
        return [[hub for part in parts for hub in part] for parts in product(*each)]
    lot = np.random.default_rng(_SEED)
    return [
        [block[place] for block, number in pairs for place in lot.permutation(len(block))[:number]]
        for _ in range(ALL_UP_TO - 1)
    ]


def _cleared(columns: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Each row of `columns` less what the levels explain of it (Frisch, Waugh and Lovell: then one regression is left)."""
    spanned, _ = np.linalg.qr(levels)
    return np.asarray(columns - (columns @ spanned) @ spanned.T)


def compare_groups(outcome: Mapping[str, float], treated: Sequence[str]) -> Comparison | None:
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

    columns = np.stack([centred([hubs.index(hub) for hub in order]) for order in _placements([hubs], [len(chosen)])])
    observed = centred([hubs.index(hub) for hub in chosen])
    return _inferred(values - values.mean(), observed, columns, len(chosen), len(hubs) - len(chosen))


def _inferred(outcome: np.ndarray, observed: np.ndarray, columns: np.ndarray, treated: int, others: int) -> Comparison:
    """The effect of the observed assignment against those of all the others; each is a regression on one column."""
    effect = float(outcome @ observed / (observed @ observed))
    if len(columns) == ALL_UP_TO - 1:
        columns = np.vstack([columns, observed])  # drawn assignments may lack the one that happened
    sizes = np.maximum((columns**2).sum(axis=1), 1e-9)
    weights = columns / sizes[:, None]
    by_chance, shift = weights @ outcome, weights @ observed
    # One that is the observed one, or its opposite, does as much whatever the difference is.
    least = float((np.abs(columns @ observed) >= (1 - 1e-9) * np.sqrt(sizes * (observed @ observed))).mean())

    def p_of(assumed: float) -> float:
        return float((np.abs(by_chance - assumed * shift) >= abs(effect - assumed) - 1e-9).mean())

    def end(side: int) -> float | None:
        """Where the test begins to reject, in percent; None where it rejects nothing within a factor of e to _WIDEST."""
        inside, outside = 0.0, _WIDEST
        if p_of(effect + side * outside) > SIGNIFICANT:
            return None
        for _ in range(14):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if p_of(effect + side * middle) > SIGNIFICANT else (inside, middle)
        return float(100 * np.expm1(effect + side * inside))

    percent = float(100 * np.expm1(effect))
    return Comparison(percent, end(-1), end(1), p_of(0.0), len(columns), treated, others, least)


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
            winter=pl.col("attendances").filter(in_winter).sum(),
            summer=pl.col("attendances").filter(~in_winter).sum(),
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
    shuffled = np.array([first @ lot.permutation(second) / scale for _ in range(ALL_UP_TO - 1)])
    as_strong = int((np.abs(shuffled) >= abs(rho) - 1e-9).sum())
    return Correlation(rho, (as_strong + 1) / ALL_UP_TO, len(one))
