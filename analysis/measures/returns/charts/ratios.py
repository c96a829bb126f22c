"""One answer over another: of each hub in a period, and of all hubs in each quarter, over those quarters that hold both."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.sums import added, roundings


def ratio_by_hub(
    answers: pl.DataFrame, count: str, sizes: Sequence[str], quarters: Sequence[str]
) -> tuple[pl.DataFrame, int]:
    """One row a hub: count, size (the sum of several answers) and in how many of the quarters it gave both; and how many hubs are not in it
    because one of their answers is too small to show.

    answers: hub_id, quarter, the questions' columns; with QUESTION__mark, [c] where one is withheld. Of a hub with one withheld the others
    would be its busier quarters alone, so it is left out whole. Columns out: hub_id, count, size, size__counts (in how many roundings it may be off, sums.py), quarters.
    """
    marks = [f"{name}__mark" for name in {count, *sizes} if f"{name}__mark" in answers.columns]
    hidden = answers.filter(
        pl.col("quarter").is_in(list(quarters)), pl.any_horizontal([pl.col(mark) == "[c]" for mark in marks])
    )["hub_id"] if marks else pl.Series([], dtype=pl.String)  # fmt: skip
    of_one = pl.col("hub_id").is_not_null()  # cells of several hubs fall out by their units, below
    shown = answers.filter(of_one, ~pl.col("hub_id").is_in(hidden.implode()))
    found = _of_both(shown, count, sizes, quarters, "hub_id").filter(pl.col("size") > 0).sort("hub_id")
    return found, hidden.n_unique()


def ratio_by_quarter(answers: pl.DataFrame, count: str, sizes: Sequence[str], quarters: Sequence[str]) -> pl.DataFrame:
    """One row a quarter that anybody gave both in, over all hubs that did and may be shown. Columns out: quarter, count, size, size__counts, hubs."""
    return _of_both(answers, count, sizes, quarters, "quarter").filter(pl.col("size") > 0).sort("quarter")


def _of_both(
    answers: pl.DataFrame, count: str, sizes: Sequence[str], quarters: Sequence[str], key: str
) -> pl.DataFrame:
    wanted = [count, *(size for size in sizes if size != count)]
    single = [pl.col(f"{name}__units") == 1 for name in wanted if f"{name}__units" in answers.columns]
    both = answers.filter(
        pl.col("quarter").is_in(list(quarters)), *[pl.col(name).is_not_null() for name in wanted], *single
    )
    other = "quarter" if key == "hub_id" else "hub_id"
    return both.group_by(key).agg(
        count=added(both, count)[count].cast(pl.Float64),
        size=pl.sum_horizontal([added(both, name)[name] for name in sizes]).cast(pl.Float64),
        size__counts=pl.sum_horizontal([roundings(both, name) for name in sizes]),
        **{f"{other.removesuffix('_id')}s": pl.col(other).n_unique().cast(pl.Int64)},
    )
