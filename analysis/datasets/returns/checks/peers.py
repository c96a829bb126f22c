"""Numbers far from those of hubs of the same kind, in the same quarter."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.datasets.returns.checks.rules import Check
from analysis.sources.findings import Finding

# Hubs differ in size by a hundred times, so that rates are compared and not counts. The distance is the modified z-score of
# their logarithms: 0.6745 times the distance from the median, by the median absolute deviation; beyond 3.5 is far.
# Source: Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, ASQC Basic References in Quality Control 16.
FAR = 3.5
_SCALE = 0.6745
# Half of the others may be odd before the median moves; with fewer than six a deviation rests on two or three hubs.
FEWEST_PEERS = 6
# Alike hubs can make the deviation so small that one of one and a half times is far. A slipped digit is ten times; a
# leisure centre among village halls stays below three.
AT_LEAST_TIMES = 3

FAR_FROM_ITS_KIND = Check(
    "far-from-its-kind",
    "Is the rate near that of other hubs of its kind in the quarter?",
    "A slip would show as growth or decline. The numbers are counted as they stand until the hub has said.",
    "Where the hub works otherwise than others of its kind: one large event, drop-in all day.",
    "doubt",
    "kept",
    "Ask the hub whether both numbers are right.",
    "Are both right?",
    rank=3,
)


@dataclass(frozen=True)
class Rate:
    """Two answers whose ratio hubs can be compared by: so many `counted` for each `one`."""

    counted: str
    each: str
    words: str


RATES = (
    Rate("attendances", "sessions", "attendances for each session"),
    Rate("volunteer_hours", "volunteers", "hours from each volunteer"),
)


def check_peers(answers: pl.DataFrame, hubs: pl.DataFrame) -> list[Finding]:
    """A finding for each rate far from that of hubs of its kind; of all hubs, where fewer than six are of its kind."""
    return [_say(row, rate) for rate in RATES for row in _far(answers, hubs, rate).iter_rows(named=True)]


def _far(answers: pl.DataFrame, hubs: pl.DataFrame, rate: Rate) -> pl.DataFrame:
    key = ["hub_id", "quarter"]
    counted = answers.filter(pl.col("question_id") == rate.counted, pl.col("value") > 0)
    each = answers.filter(pl.col("question_id") == rate.each, pl.col("value") > 0)
    both = (
        counted.join(each.select(*key, each="value", each_cell="source_cell"), on=key)
        .join(hubs.select("hub_id", "kind"), on="hub_id", how="left")
        .with_columns(rate=pl.col("value") / pl.col("each"))
        .with_columns(
            log=pl.col("rate").log(),
            alike=pl.when(pl.len().over("kind", "quarter") >= FEWEST_PEERS).then(pl.col("kind")).otherwise(pl.lit("")),
        )
    )
    # A hub with too few of its kind is held against all hubs, not only against the others with too few.
    everyone = both.group_by("quarter").agg(all_usual=pl.col("log").median(), everyone=pl.len())
    spread = (
        both.join(everyone, on="quarter")
        .group_by("quarter")
        .agg(all_spread=(pl.col("log") - pl.col("all_usual")).abs().median())
    )
    kin = both.with_columns(kin_usual=pl.col("log").median().over("alike", "quarter")).with_columns(
        kin_spread=(pl.col("log") - pl.col("kin_usual")).abs().median().over("alike", "quarter"),
        peers=pl.len().over("alike", "quarter"),
    )
    alone = pl.col("alike") == ""
    held = (
        kin.join(everyone, on="quarter")
        .join(spread, on="quarter")
        .with_columns(
            usual=pl.when(alone).then("all_usual").otherwise("kin_usual"),
            spread=pl.when(alone).then("all_spread").otherwise("kin_spread"),
            peers=pl.when(alone).then("everyone").otherwise("peers"),
        )
    )
    away = (pl.col("log") - pl.col("usual")).abs()
    far = (_SCALE * away > FAR * pl.col("spread")) & (away.exp() >= AT_LEAST_TIMES) & (pl.col("peers") >= FEWEST_PEERS)
    return held.filter(far).sort(key)


def as_rate(rate: float) -> str:
    """A rate as a hub reads it: with one decimal, or two digits of a small one, for 0.017 and 0.17 are not both about nought."""
    return f"{rate:,.1f}" if rate >= 1 else f"{rate:.2g}"


def _say(row: dict[str, object], rate: Rate) -> Finding:
    usual = pl.select(pl.lit(row["usual"]).exp()).item()
    whose = "all hubs" if row["alike"] == "" else f"a hub of its kind ({row['kind']})"
    return FAR_FROM_ITS_KIND.of_answer(
        row,
        f"{as_rate(float(str(row['rate'])))} {rate.words} (cells {row['source_cell']} and {row['each_cell']}) are far from what is "
        f"usual for {whose}: in this quarter about {as_rate(usual)}.",
        column=rate.counted,
    )
