"""How often control charts mark what is chance, and how often they mark a step: drawn editions, world by world.

    python -m bench.charts [EDITIONS]      prints the table that docs/inference.md holds

Each edition is twelve quarters of attendances of its hubs, of which one answer in twelve is missing. The chart of the network watches the hubs
that answered in three of four quarters; each hub has one of its own. Asked is whether a quarter of the last year is marked.
"""

from __future__ import annotations

import sys

import numpy as np
import polars as pl

from analysis.measures.returns import change
from analysis.measures.returns.charts import levels
from analysis.measures.returns.charts.hubs import hub_charts
from bench.inference import AFTER, BEFORE, QUARTERS, WORLDS, drawn

MISSING = 1 / 12


FIXED = [change.Baseline(QUARTERS[0], BEFORE[-1], "the first two years")]


def charted(answers: pl.DataFrame) -> tuple[bool, list[list[bool]]]:
    """Whether a season is told; and what is marked in the last year with limits over all quarters, then over the two years before: the
    network's chart, and each hub's."""
    quarters, hubs = levels.watched_run(answers, "attendances", QUARTERS)
    seen = levels.watched(answers, "attendances", quarters, hubs, None)
    wider = levels.widened_for(seen.season, len(quarters))
    marks: list[list[bool]] = []
    for baselines in ([], FIXED):
        sections = change.sections_of(quarters, seen.index, baselines, 0.0, wider)
        told = [
            mark for each in sections for mark in change.special_causes(seen.index[each.first : each.last], each.limits)
        ]
        marks.append([any(mark for mark, quarter in zip(told, quarters, strict=True) if quarter in AFTER)])
        marks.append([bool(chart.marked(AFTER)) for chart in hub_charts(answers, "attendances", seen, baselines)])
    return seen.season.there, marks


def row(world: str, hubs: int, editions: int) -> str:
    lot = np.random.default_rng([9, hubs, list(WORLDS).index(world)])
    seasons = 0
    marked: list[list[bool]] = [[], [], [], []]
    for _ in range(editions):
        answers, _ = drawn(lot, world, hubs)
        season, marks = charted(answers.filter(pl.Series(lot.random(answers.height) >= MISSING)))
        seasons += season
        for all_marks, own in zip(marked, marks, strict=True):
            all_marks += own
    shares = [f"{100 * share:.1f}%" for share in (seasons / editions, *(float(np.mean(each)) for each in marked))]
    return f"| {world} | {hubs} | {editions} | {' | '.join(shares)} |"


def main() -> int:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(
        "| world | hubs | editions | season told | network marked | each hub | network, limits fixed | each hub, fixed |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for hubs in (6, 12):
        for world in WORLDS:
            print(row(world, hubs, editions), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
