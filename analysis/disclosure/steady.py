"""The same hubs throughout: sums like for like over hubs that answered in each of some quarters, small ones put together.

Without the small ones disclosure would choose the sample: of fifty hubs that reported throughout, the five large enough to show would
speak for all. So their withheld counts of a quarter are added up to one released sum, as those of all hubs are (pools.py), where that
leaves each as unknown. Where it does not, the hubs withheld in that quarter are left out of all quarters, and are counted.

Hubs that became part of another one are compared with it as one hub: its sum is over their cells too, each shown or pooled as it is by
itself, so nothing is in it that is not released anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from analysis.datasets.register.hub_life import Joined
from analysis.disclosure.magnitudes import add_up_apart, adds_up
from analysis.disclosure.pools import keeps
from analysis.disclosure.release import Field, Released
from analysis.disclosure.rule import WITHHELD, Rule
from analysis.disclosure.several import POOLED, ROUNDING, of_one
from analysis.measures.sums import added

SPAN_POOLED = (
    f"{POOLED}, of those that reported "  # and the span: the unit of such a pool in what is attacked and remembered
)
SPAN_SUM = f"{ROUNDING}, of those that reported "  # likewise, of the sum over these hubs, rounded once
ALL_PEOPLE = "every question"  # in `more`: the column where no pool, or no such sum, of a span is to be released


MayPool = Callable[[str, Mapping[str, float], frozenset[str]], bool]


class Span(NamedTuple):
    """Quarters over which hubs are held to be the same."""

    quarters: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.quarters[0]} and after: {len(self.quarters)}" if self.quarters else "never"


class Compared(NamedTuple):
    """Over which quarters hubs are compared with themselves, and which of them have become one."""

    spans: tuple[Span, ...] = ()
    joined: Joined = Joined()


NOTHING_COMPARED = Compared()


class SameHubs(NamedTuple):
    """hubs: those compared; withheld: those left out because their counts are too small; pools: quarter -> (sum shown, its hubs).

    Hubs that became part of another one are compared as that one; the pools name whose cells are in them.
    """

    hubs: tuple[str, ...]
    withheld: tuple[str, ...]
    pools: dict[str, tuple[float, tuple[str, ...]]]


def same_hubs(
    shown: pl.DataFrame,
    exact: pl.DataFrame,
    question: str,
    span: Span,
    joined: Joined,
    rule: Rule,
    may_pool: MayPool,
) -> SameHubs:
    """Which hubs are compared over the span. shown: the released answers; exact: the same before the gate.

    may_pool: (quarter, the exact answers of all hubs withheld in it, those of them to be put together) to whether that may be shown.
    """
    mark = f"{question}__mark"
    withheld = pl.col(mark) == WITHHELD if mark in shown.columns else pl.lit(False)
    rows = shown.filter(of_one("hub_id") & pl.col("quarter").is_in(list(span.quarters))).select(
        "hub_id", "quarter", small=withheld.fill_null(False), known=pl.col(question).is_not_null()
    )
    answered = rows.filter(pl.col("small") | pl.col("known"))
    kept = joined.throughout(set(answered.select("hub_id", "quarter").iter_rows()), span.quarters)
    everyone = frozenset(kept)
    hidden: dict[str, dict[str, float]] = {quarter: {} for quarter in span.quarters}
    counts = exact.select("hub_id", "quarter", count=question)
    small = answered.filter("small").join(counts, on=["hub_id", "quarter"], how="left").sort("hub_id")
    for hub, quarter, count in small.select("hub_id", "quarter", "count").iter_rows():
        hidden[quarter][hub] = count

    def pools() -> tuple[dict[str, tuple[float, tuple[str, ...]]], str | None]:
        """By quarter the sum of its withheld counts as it may be shown, and the first quarter of which it may not be."""
        told: dict[str, tuple[float, tuple[str, ...]]] = {}
        for quarter, held in hidden.items():
            hubs = tuple(hub for hub in held if joined.whole(hub) in kept)
            if hubs and not may_pool(quarter, held, frozenset(hubs)):
                return told, quarter
            if hubs:
                told[quarter] = (rule.round_one(sum(held[hub] for hub in hubs)), hubs)
        return told, None

    shown_sums, bad = pools()
    while bad is not None:
        kept -= {joined.whole(hub) for hub in hidden[bad]}
        shown_sums, bad = pools()
    return SameHubs(tuple(sorted(kept)), tuple(sorted(everyone - kept)), shown_sums)


def counts_may(rule: Rule, pooled: bool) -> MayPool:
    """Counts of people: as the pool of all hubs is judged; the attack looks at the two beside each other."""

    def may(_quarter: str, held: Mapping[str, float], hubs: frozenset[str]) -> bool:
        values = [held[hub] for hub in hubs]
        free = sum(value > rule.threshold for value in values)
        return pooled and keeps(rule.round_one(sum(values)), len(values), free, rule)

    return may


def _never(_quarter: str, _held: Mapping[str, float], _hubs: frozenset[str]) -> bool:
    return False


def magnitudes_may(rule: Rule, shown: Mapping[str, Sequence[frozenset[str]]]) -> MayPool:
    """Magnitudes of few people: neither such a sum, nor its difference from one that is shown already, may be of too few."""

    def may(quarter: str, held: Mapping[str, float], hubs: frozenset[str]) -> bool:
        sums = [frozenset(held), *shown.get(quarter, [])]
        return adds_up([held[hub] for hub in hubs], rule.dominance) and add_up_apart(hubs, sums, held, rule.dominance)

    return may


def release_steady(
    answers: Released,
    exact: pl.DataFrame,
    people: Sequence[str],
    magnitudes: Collection[str],
    compared: Compared,
    rule: Rule,
    more: pl.DataFrame | None,
) -> Released:
    """Sums over the same hubs, a row a question, span and quarter. answers: the released family; exact: the same before the gate.

    Columns: question, span, quarter, total (null without hubs), total__flag, pooled (how much of it is of hubs put together), hubs and
    withheld (ids, joined by a bar), cells (the ids put together, likewise), counts (in how many roundings it may be off: one, where it is
    rounded from the counts themselves), summed (then: the ids whose counts these are, likewise).
    """
    rows = []
    once = answers.frame.filter(pl.col("hub_id") == ROUNDING).height > 0  # sums are rounded once and not cell by cell
    sums: dict[str, dict[str, list[frozenset[str]]]] = {name: {} for name in magnitudes}
    for span in dict.fromkeys(compared.spans):
        for field in answers.values:
            pooled = field.name in people and not _refused(more, SPAN_POOLED + span.label, field.name)
            before = sums.get(field.name)
            may_pool = counts_may(rule, pooled) if before is None else magnitudes_may(rule, before)
            if before is not None and _refused(more, SPAN_POOLED + span.label, field.name):
                may_pool = _never
            same = same_hubs(answers.frame, exact, field.name, span, compared.joined, rule, may_pool)
            told = _rows(answers.frame, field, span, same, compared.joined.with_parts(same.hubs))
            if once and field.name in people:
                free = [each for each in span.quarters if not _refused(more, SPAN_SUM + span.label, field.name, each)]
                told = _rounded_once(told, exact, field.name, compared.joined.with_parts(same.hubs), rule, free)
            rows += told
            if before is not None:
                for quarter, (_, hubs) in same.pools.items():
                    before.setdefault(quarter, []).append(frozenset(hubs))
    schema = {**dict.fromkeys(("question", "span", "quarter"), pl.String), "total": pl.Float64, "pooled": pl.Float64}
    schema |= dict.fromkeys(("total__flag", "hubs", "withheld", "cells"), pl.String) | {
        "counts": pl.Float64,
        "summed": pl.String,
    }
    keys = [Field(name, name, "key") for name in ("question", "span", "quarter")]
    fields = [*keys, Field("total", "Total", how="sum over the same hubs")]
    frame = pl.DataFrame(rows, schema=schema)  # of released cells, and of pools that were judged above
    return answers.derive("steady", lambda _: frame, fields)


def _refused(more: pl.DataFrame | None, unit: str, question: str, quarter: str = "") -> bool:
    """Whether a pool of a span, or the once rounded sum of a quarter of it, is held back."""
    if more is None:
        return False
    named = pl.col("unit") == unit, pl.col("group").is_in(["", quarter]), pl.col("column").is_in([question, ALL_PEOPLE])
    return more.filter(*named).height > 0


def _rounded_once(
    rows: list[dict[str, object]],
    exact: pl.DataFrame,
    question: str,
    members: Sequence[str],
    rule: Rule,
    quarters: Collection[str],
) -> list[dict[str, object]]:
    """The same rows; of these quarters with the sum rounded from the counts that are in it, and whose these are."""
    own = exact.filter(pl.col("hub_id").is_in(members), pl.col(question).is_not_null()).sort("hub_id")
    by_quarter = own.group_by("quarter", maintain_order=True).agg("hub_id", true=pl.col(question).sum())
    told = {quarter: (hubs, rule.round_one(true)) for quarter, hubs, true in by_quarter.iter_rows()}
    made = []
    for row in rows:
        hubs, total = told.get(str(row["quarter"]), ([], 0.0))
        once = {"total": total, "counts": float(total != 0), "summed": "|".join(hubs)}
        made.append(row | once if row["counts"] and row["quarter"] in quarters else row)
    return made


def _rows(
    shown: pl.DataFrame, field: Field, span: Span, same: SameHubs, members: Sequence[str]
) -> list[dict[str, object]]:
    """A row a quarter of the span. members: the hubs compared and their parts, whose released cells are added up."""
    flag = f"{field.name}__flag"
    own = shown.filter(pl.col("hub_id").is_in(members), pl.col("quarter").is_in(list(span.quarters)))
    flags = own.select("quarter", flag=flag if flag in shown.columns else pl.lit(None, pl.String))
    told: dict[str, list[str | None]] = {quarter: [] for quarter in span.quarters}
    for quarter, flagged_so in flags.iter_rows():
        told[quarter].append(flagged_so)
    summed = _added(own, field.name)
    rows: list[dict[str, object]] = []
    for quarter in span.quarters:
        known, off = summed.get(quarter, (0.0, 0.0))
        flagged = sorted({one for flags in told[quarter] if flags is not None for one in flags.split(" ")})
        pooled, behind = same.pools.get(quarter, (0.0, ()))
        rows.append(
            {
                "question": field.name,
                "span": span.label,
                "quarter": quarter,
                "total": known + pooled if same.hubs else None,
                "pooled": pooled,
                "total__flag": " ".join(flagged) or None,
                "hubs": "|".join(same.hubs),
                "withheld": "|".join(same.withheld),
                "cells": "|".join(behind),
                "counts": off + (pooled != 0),
                "summed": "",
            }
        )
    return rows


def _added(rows: pl.DataFrame, question: str) -> dict[str, tuple[float, float]]:
    """By quarter the sum of these released answers, and in how many roundings it may be off."""
    sums = rows.group_by("quarter", maintain_order=True).agg(**added(rows, question))
    told = sums.select("quarter", pl.col(question).fill_null(0.0), f"{question}__counts")
    return {quarter: (total, off) for quarter, total, off in told.iter_rows()}


def span_pools(steady: Released, people: Sequence[str]) -> pl.DataFrame:
    """The pools of counts of people behind such sums, and the sums that are rounded once, as rows beside the family's own: hub_id, quarter,
    and for each question its sum and QUESTION__cells."""
    held = steady.frame.filter(
        ((pl.col("cells") != "") | (pl.col("summed") != "")) & pl.col("question").is_in(list(people))
    )
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for row in held.iter_rows(named=True):
        for unit, total, cells in ((SPAN_POOLED, "pooled", "cells"), (SPAN_SUM, "total", "summed")):
            if row[cells]:
                key = (unit + row["span"], row["quarter"])
                told = {row["question"]: row[total], f"{row['question']}__cells": row[cells]}
                rows.setdefault(key, {"hub_id": key[0], "quarter": key[1]}).update(told)
    names = held["question"].unique().sort().to_list()
    schema = {"hub_id": pl.String, "quarter": pl.String, **dict.fromkeys(names, pl.Float64)}
    return pl.DataFrame(list(rows.values()), schema=schema | {f"{name}__cells": pl.String for name in names})


def pooled_hubs(leaving: pl.DataFrame, column: str, unit: str, group: str) -> dict[tuple[str, str], frozenset[str]]:
    """Whose cells of a column are put together: (group, the row's unit) to them. leaving: a family with its pools, as it leaves or left."""
    told: dict[tuple[str, str], frozenset[str]] = {}
    if column not in leaving.columns or f"{column}__mark" not in leaving.columns:
        return told
    hidden = leaving.filter(of_one(unit), pl.col(f"{column}__mark") == WITHHELD)
    of_group = {name: frozenset(units) for name, units in hidden.group_by(group).agg(unit).iter_rows()}
    for row in leaving.filter(pl.col(unit).str.starts_with(POOLED), pl.col(column).is_not_null()).iter_rows(named=True):
        named = row.get(f"{column}__cells")
        hubs = frozenset(named.split("|")) if named else of_group.get(row[group], frozenset())
        told[row[group], row[unit]] = hubs
    return told
