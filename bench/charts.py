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
from bench.inference import AFTER, QUARTERS, WORLDS, drawn

MISSING = 1 / 12


def charted(answers: pl.DataFrame) -> tuple[bool, bool, list[bool]]:
    """Whether a season is told, the network's last year is marked, and each hub's."""
    quarters, hubs = levels.watched_run(answers, "attendances", QUARTERS)
    seen = levels.watched(answers, "attendances", quarters, hubs, None)
    wider = levels.widened_for(seen.season, len(quarters))
    limits = change.moving_range_limits(seen.index, floor=0.0, wider=wider)
    marks = dict(zip(quarters, change.special_causes(seen.index, limits), strict=True))
    own = [bool(chart.marked(AFTER)) for chart in hub_charts(answers, "attendances", seen)]
    return seen.season.there, any(marks.get(quarter) for quarter in AFTER), own


def row(world: str, hubs: int, editions: int) -> str:
    lot = np.random.default_rng([9, hubs, list(WORLDS).index(world)])
    seasons = marked = 0
    of_hubs: list[bool] = []
    for _ in range(editions):
        answers, _ = drawn(lot, world, hubs)
        season, network, own = charted(answers.filter(pl.Series(lot.random(answers.height) >= MISSING)))
        seasons += season
        marked += network
        of_hubs += own
    shares = [f"{100 * share:.1f}%" for share in (seasons / editions, marked / editions, float(np.mean(of_hubs)))]
    return f"| {world} | {hubs} | {editions} | {' | '.join(shares)} |"


def main() -> int:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print("| world | hubs | editions | season told | last year marked, network | last year marked, each hub |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for hubs in (6, 12):
        for world in WORLDS:
            print(row(world, hubs, editions), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
