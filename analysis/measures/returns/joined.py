"""Hubs that became part of another one, counted with it throughout, so that a series does not jump where they joined."""

from __future__ import annotations

import polars as pl

from analysis.datasets.register.hub_life import Joined


def as_one(answers: pl.DataFrame, question: str, joined: Joined) -> pl.DataFrame:
    """The answers to one question with those of hubs that are one by now added up under the one that they are part of.

    answers: hub_id, quarter and the question's column, as released or exact; with its __mark, __flag and __units where there are any.
    A sum is null unless each of them that was open in the quarter answered: half of a hub is none. What stands beside one of the answers
    stands beside the sum. Rows of other hubs are as they were. Columns out: as in, the other questions' left out.
    """
    there = [question, *(f"{question}__{kind}" for kind in ("mark", "flag", "units"))]
    frame = answers.select("hub_id", "quarter", *[name for name in there if name in answers.columns])
    own = pl.col("hub_id").is_in(joined.with_parts(set(joined.whole_of.values()))).fill_null(False)
    told = frame.filter(own)
    if told.is_empty():
        return frame
    known = set(told.filter(pl.col(question).is_not_null()).select("hub_id", "quarter").iter_rows())
    complete = {(hub, quarter) for quarter in told["quarter"].unique() for hub in joined.throughout(known, [quarter])}
    sums = told.group_by(pl.col("hub_id").replace(joined.whole_of), "quarter", maintain_order=True).agg(
        pl.col(question).sum(),
        *[_beside(name) for name in frame.columns if name.endswith(("__mark", "__flag"))],
    )
    whole = pl.struct("hub_id", "quarter").map_elements(
        lambda row: (row["hub_id"], row["quarter"]) in complete, return_dtype=pl.Boolean
    )
    sums = sums.with_columns(pl.when(whole).then(pl.col(question)).alias(question))
    if f"{question}__units" in frame.columns:
        sums = sums.with_columns(pl.col(question).is_not_null().cast(pl.Int64).alias(f"{question}__units"))
    return pl.concat([frame.filter(~own), sums.select(frame.columns)], how="vertical_relaxed").sort("quarter", "hub_id")


def _beside(name: str) -> pl.Expr:
    every = pl.col(name).drop_nulls().str.split(" ").explode().unique().sort().str.join(" ")
    return pl.when(pl.col(name).count() > 0).then(every).alias(name)
