"""What a further case study adds: codes not told of before, in the order of collection and in orders drawn by chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.measures.cases.co_occurrence import given_to
from analysis.measures.measure import Measure, declare

SATURATION = declare(
    Measure(
        name="saturation",
        unit="codes",
        question="Does a further source still tell of something new?",
        how="codes that at least one coder gave to the source and nobody to one collected before it",
        better=None,
        reads="codings",
        source="Guest, Namey and Chen (2020), PLoS ONE 15(5)",
    )
)
ORDERS, SEED = 1000, 20200505
# Guest, Namey and Chen (2020), PLoS ONE 15(5): what the last ones of a run add, as a share of what the first ones told of.
BASE, RUN, LITTLE_NEW = 4, 3, 5.0


def saturation(codings: pl.DataFrame, codes: Sequence[str], cases: pl.DataFrame) -> pl.DataFrame:
    """One row a case study, in the order of collection; of one day in the order of their names.

    cases: of usable_cases. Columns out: number (1 and up), case_id, new (codes told of for the first time), so_far, and over orders
    drawn by chance the mean of so_far and the middle 95% of it: mean, low, high.
    """
    ordered = cases.sort("collected", "case_id")["case_id"].to_list()
    table = given_to(codings, codes, ordered)
    so_far = _met(table, np.arange(len(ordered))[None, :])[0]
    drawn = _met(table, _orders(len(ordered)))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0) if ordered else (so_far, so_far)
    return pl.DataFrame(
        {
            "number": range(1, len(ordered) + 1),
            "case_id": ordered,
            "new": np.diff(so_far, prepend=0),
            "so_far": so_far,
            "mean": drawn.mean(axis=0).round(2),
            "low": low.round(2),
            "high": high.round(2),
        },
        schema=_SCHEMA,
    )


_SCHEMA = {
    "number": pl.Int64,
    "case_id": pl.String,
    "new": pl.Int64,
    "so_far": pl.Int64,
    **dict.fromkeys(("mean", "low", "high"), pl.Float64),
}


def _orders(cases: int) -> NDArray[np.int64]:
    """orders x cases: the place of each case study in each order. Always the same."""
    chance = np.random.default_rng(SEED)
    return chance.permuted(np.tile(np.arange(cases), (ORDERS, 1)), axis=1)


def _met(table: NDArray[np.bool_], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """orders x cases: how many codes have been met after the first, second, third case study of each order."""
    cases = len(table)
    met = np.zeros((len(places), cases + 1), dtype=np.int64)
    for having in table.T[table.any(axis=0)] if cases else ():
        first = places[:, having].min(axis=1)
        met[np.arange(len(places)), first] += 1
    return np.cumsum(met, axis=1)[:, :cases]


def new_information(so_far: Sequence[int]) -> float | None:
    """What the last RUN case studies added, in percent of the codes that the first BASE told of; None where there are too few.

    Guest, Namey and Chen (2020), A simple method to assess and report thematic saturation in qualitative research: 5% or less is
    little that is new.
    """
    if len(so_far) < BASE + RUN or not so_far[BASE - 1]:
        return None
    return 100 * (so_far[-1] - so_far[-1 - RUN]) / so_far[BASE - 1]
