"""Hubs that became part of another one, counted with it throughout, so that a series does not jump where they joined."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from analysis.datasets.register.hub_life import Joined


def as_one(answers: pl.DataFrame, question: str, joined: Joined) -> pl.DataFrame:
    """The answers to one question with those of hubs that are one by now added up under the one that they are part of.

    answers: hub_id, quarter and the question's column, as released or exact; with its __mark, __flag, __units, __share and __counts where there are any.
    A sum is null unless each of them that was open in the quarter answered: half of a hub is none. What stands beside one of the answers
    stands beside the sum. Rows of other hubs are as they were. Columns out: as in, the other questions' left out.
    """
    there = [question, *(f"{question}__{kind}" for kind in ("mark", "flag", "units", "share", "counts"))]
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
        *[pl.col(name).sum() for name in frame.columns if name.endswith(("__share", "__counts"))],
    )
    whole = pl.struct("hub_id", "quarter").map_elements(
        lambda row: (row["hub_id"], row["quarter"]) in complete, return_dtype=pl.Boolean
    )
    sums = sums.with_columns(pl.when(whole).then(pl.col(question)).alias(question))
    if f"{question}__units" in frame.columns:
        sums = sums.with_columns(pl.col(question).is_not_null().cast(pl.Int64).alias(f"{question}__units"))
    return pl.concat([frame.filter(~own), sums.select(frame.columns)], how="vertical_relaxed").sort("quarter", "hub_id")


def given_as_one(starts: Mapping[str, str], joined: Joined) -> tuple[dict[str, str], set[str]]:
    """What was given to hubs, those that are one by now taken as one; and the hubs that had it in part only in some quarter.

    starts: hub -> its first quarter with what was given. Those of the second kind are neither with it nor without it, and have no start.
    """
    one = {hub: start for hub, start in starts.items() if hub not in joined.with_parts(set(joined.whole_of.values()))}
    mixed = set()
    for whole in sorted(set(joined.whole_of.values())):
        members = joined.with_parts([whole])
        given = [starts[hub] for hub in members if hub in starts]
        having: dict[str, set[bool]] = {}
        for hub, quarter in joined.due:
            if hub in members:
                having.setdefault(quarter, set()).add(hub in starts and quarter >= starts[hub])
        if any(len(each) > 1 for each in having.values()):
            mixed.add(whole)
        elif given:
            one[whole] = min(given)
    return one, mixed


def _beside(name: str) -> pl.Expr:
    every = pl.col(name).drop_nulls().str.split(" ").explode().unique().sort().str.join(" ")
    return pl.when(pl.col(name).count() > 0).then(every).alias(name)
