"""Where a hub's series of answers begins anew: what stands before a break is no measure of what comes after it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

import polars as pl

from analysis.datasets.returns.question_life import rewordings
from analysis.periods import Period

QUESTION_ERA, HUB_ERA = "question_era", "hub_era"


def with_eras(answers: pl.DataFrame, questions: pl.DataFrame, hubs: pl.DataFrame | None) -> pl.DataFrame:
    """The answers with two more columns: question_era, the quarter since which the question is asked in these words, and hub_era, the
    quarter since which the hub is what it is, for another one became part of it; empty where it always was so.

    hubs: the register; none where nothing is known of their lives.
    """
    words = {row["question_id"]: list(rewordings(row)) for row in questions.iter_rows(named=True)}
    grown: dict[str, list[str]] = defaultdict(list)
    joined = pl.DataFrame() if hubs is None or "merged_into" not in hubs.columns else hubs
    for row in joined.iter_rows(named=True):
        if row["merged_into"] and row["closed"]:
            grown[row["merged_into"]].append(Period.parse(row["closed"]).next_quarter.label)
    return _since(_since(answers, "question_id", words, QUESTION_ERA), "hub_id", grown, HUB_ERA)


def _since(answers: pl.DataFrame, key: str, begins: dict[str, list[str]], name: str) -> pl.DataFrame:
    """The column `name`: the last of the quarters that begin something for the row's key, up to the row's own quarter."""
    pairs = answers.select(key, "quarter").unique()
    eras = [
        (one, quarter, dates[place - 1] if (place := bisect_right(dates, quarter)) else "")
        for one, quarter in pairs.iter_rows()
        for dates in [sorted(begins.get(one, []))]
    ]
    frame = pl.DataFrame(eras, schema=dict.fromkeys((key, "quarter", name), pl.String), orient="row")
    return answers.join(frame, on=[key, "quarter"], how="left", maintain_order="left")
