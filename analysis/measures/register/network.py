"""Where hubs are and what they are: measures over the register."""

from __future__ import annotations

import polars as pl

from analysis.measures.measure import Measure, declare

HUBS = declare(
    Measure(
        name="hubs",
        unit="hubs",
        question="How many hubs are there, and of which kinds?",
        how="hubs in the register that had opened by the period's end",
        better=None,
        reads="hubs",
    )
)


def open_hubs(hubs: pl.DataFrame, last_quarter: str) -> pl.DataFrame:
    """The hubs that had opened by the end of a quarter; one whose opening is not known is taken to be open."""
    return hubs.filter(pl.col("opened").is_null() | (pl.col("opened") <= last_quarter))


def hubs_by_kind(hubs: pl.DataFrame) -> pl.DataFrame:
    """One row a kind. Columns out: kind, hubs."""
    return hubs.group_by("kind").agg(hubs=pl.len().cast(pl.Int64)).sort(["hubs", "kind"], descending=[True, False])
