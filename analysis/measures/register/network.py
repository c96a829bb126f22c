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
    """The hubs that had opened by the end of a quarter and not closed before it; one whose opening is not known is taken to be open.

    A hub that is shut for a while is still a hub.
    """
    begun = pl.col("opened").is_null() | (pl.col("opened") <= last_quarter)
    return hubs.filter(begun & (pl.col("closed").is_null() | (pl.col("closed") >= last_quarter)))


def closed_hubs(hubs: pl.DataFrame, last_quarter: str) -> pl.DataFrame:
    """The hubs that had closed before a quarter, by name."""
    return hubs.filter(pl.col("closed") < last_quarter).sort("name", "hub_id")


def hubs_by_kind(hubs: pl.DataFrame) -> pl.DataFrame:
    """One row a kind. Columns out: kind, hubs."""
    return hubs.group_by("kind").agg(hubs=pl.len().cast(pl.Int64)).sort(["hubs", "kind"], descending=[True, False])
