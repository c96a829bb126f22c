"""Which networks tell of which theme of the shared codebook, and on what kind of evidence."""

from __future__ import annotations

import polars as pl

from analysis.measures.measure import Measure, declare

THEMES_TOLD = declare(
    Measure(
        name="themes_told",
        unit="networks",
        question="What do several networks say was learned?",
        how="networks with at least one finding given to the theme of the shared codebook, each once, whatever it rests on",
        better=None,
        reads="learned",
    )
)
CODED = "coded"  # a finding that rests on codings, and not on a document


def themes_told(learned: pl.DataFrame, themes: pl.DataFrame) -> pl.DataFrame:
    """One row a theme that anybody tells of: those of most networks first, then in the order of the codebook.

    learned: of several networks, with `network` and `title`. themes: theme (its identifier), name, frame, place (in the codebook).
    Columns out: theme, name, frame, networks, said (`Herefordshire: claim, plan; Stroud: plan`).
    """
    by_network = (
        learned.filter(pl.col("themes").is_not_null())
        .with_columns(theme=pl.col("themes").str.split(";"), kind=pl.col("statement").fill_null(CODED))
        .explode("theme")
        .group_by("theme", "network", "title")
        .agg(kinds=pl.col("kind").unique().sort().str.join(", "))
        .sort("theme", "title")
    )
    told = by_network.group_by("theme", maintain_order=True).agg(
        networks=pl.len().cast(pl.Int64), said=pl.format("{}: {}", "title", "kinds").str.join("; ")
    )
    return (
        told.join(themes, on="theme")
        .sort(-pl.col("networks"), "place")
        .select("theme", "name", "frame", "networks", "said")
    )
