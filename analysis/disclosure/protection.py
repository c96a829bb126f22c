"""What more is held back, so that nothing that leaves together, or left before, gives a withheld count away.

The gate withholds by rule, cell by cell. Whether what it lets through gives something away can only be seen of all of it at once, so
the attack (attack.py) is made on the whole family, alone and beside each edition that left before. Where it finds a count, the project
itself holds more back, at the least cost: first the pool that the count is in, which costs one figure; then the shown parts beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from analysis.disclosure.attack import GivenAway, given_away
from analysis.disclosure.insiders import told_to_insiders
from analysis.disclosure.knowledge import Cell, Knowledge
from analysis.disclosure.parts import Parts
from analysis.disclosure.release import Released
from analysis.disclosure.rule import WITHHELD, Rule
from analysis.disclosure.several import POOLED, ROUNDING, of_one

MORE = {
    "unit": pl.String,
    "group": pl.String,
    "column": pl.String,
}  # one row a cell, or a pool where the unit is POOLED


@dataclass(frozen=True)
class Family:
    """How a family of counts is released: the columns that count people, which of them add up, its two keys, and the column that says
    whose a unit is, where it is not its own."""

    counts: tuple[str, ...]
    together: tuple[Parts, ...]
    rule: Rule
    unit: str = "hub_id"
    group: str = "quarter"
    owner: str = ""


class Left(NamedTuple):
    """A family as it left in an edition: its name in words, the released frame, and the last day that the edition tells of."""

    edition: str
    frame: pl.DataFrame
    until: dt.date = dt.date.min


def nothing_more() -> pl.DataFrame:
    return pl.DataFrame(schema=MORE)


def attacked(
    family: Family,
    frame: pl.DataFrame,
    protected: Sequence[Cell],
    before: Sequence[Left] = (),
    exact: pl.DataFrame | None = None,
) -> list[GivenAway]:
    """The protected counts that a released frame gives away, by itself or beside what left before.

    exact: the frame before the gate; with it, also what those whose counts they are can work out of others'.
    """
    found = _found(family, _knowing(family, frame, ()), protected, exact)
    told = [Left(left.edition, _changed(family, left.frame, frame)) for left in before]
    told = [left for left in told if left.frame.height]
    for beside in [*([left] for left in told), *([told] if len(told) > 1 else [])]:
        groups = {name for left in beside for name in left.frame[family.group].to_list()}
        known = _knowing(family, frame.filter(pl.col(family.group).is_in(groups)), beside)
        here = [cell for cell in protected if cell[1] in groups and cell not in found]
        found |= _found(family, known, here, exact)
    return sorted(found.values())


def _found(
    family: Family, knowledge: Knowledge, protected: Sequence[Cell], exact: pl.DataFrame | None
) -> dict[Cell, GivenAway]:
    """As a reader, and then, of what no reader can tell, as each who knows itself."""
    found = {each.cell: each for each in given_away(knowledge, protected)}
    if exact is None:
        return found
    owner = dict(exact.select(family.unit, family.owner).unique().iter_rows()) if family.owner else {}
    left = [cell for cell in protected if cell not in found]
    return found | {each.cell: each for each in told_to_insiders(knowledge, left, _truth(family, exact), owner)}


def _truth(family: Family, exact: pl.DataFrame) -> dict[Cell, int]:
    rows = exact.select(family.unit, family.group, *family.counts).iter_rows(named=True)
    return {
        (str(row[family.unit]), str(row[family.group]), column): int(row[column])
        for row in rows
        for column in family.counts
        if row[column] is not None
    }


def _knowing(family: Family, frame: pl.DataFrame, before: Sequence[Left]) -> Knowledge:
    knowledge = Knowledge(family.rule)
    for left in before:
        others = _others(family, left.frame, frame)
        knowledge.learn(
            left.frame, family.counts, family.together, family.unit, family.group, f", {left.edition}", others
        )
    knowledge.learn(frame, family.counts, family.together, family.unit, family.group)
    return knowledge


def _others(family: Family, before: pl.DataFrame, now: pl.DataFrame) -> set[Cell]:
    """The cells whose count is another today than it was: marked as revised since, or across the threshold.

    What an edition told of such a cell binds the count of then and not that of now.
    """
    joined = before.join(now, on=[family.unit, family.group], how="inner", suffix="__now")
    in_parts = {column for parts in family.together for column in parts.columns}
    found: set[Cell] = set()
    for row in joined.iter_rows(named=True):
        for column in family.counts:
            then, today = row.get(column), row.get(f"{column}__now")
            marks = row.get(f"{column}__mark"), row.get(f"{column}__mark__now")
            revised = "[r]" in (row.get(f"{column}__flag__now") or row.get(f"{column}__flag") or "")
            crossed = column not in in_parts and WITHHELD in marks and (then is None) != (today is None)
            if revised or crossed or (then is not None and today is not None and then != today):
                found.add((row[family.unit], row[family.group], column))
    return found


def _changed(family: Family, before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """The groups of an earlier family that stood otherwise then: only these tell anything more."""
    columns = [family.unit, *[name for count in family.counts for name in (count, f"{count}__mark")]]

    def by_group(frame: pl.DataFrame) -> dict[str, list[tuple[object, ...]]]:
        there = [name for name in columns if name in frame.columns]
        parts = frame.partition_by(family.group, as_dict=True)
        return {str(key[0]): part.sort(family.unit).select(there).rows() for key, part in parts.items()}

    then, today = by_group(before), by_group(now)
    changed = [name for name, rows in then.items() if name in today and rows != today[name]]
    return before.filter(pl.col(family.group).is_in(changed))


def held_back(
    family: Family,
    release: Callable[[pl.DataFrame], Released],
    protected: Sequence[Cell],
    before: Sequence[Left] = (),
    exact: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, list[GivenAway]]:
    """What more has to be held back, and what is given away all the same (then nothing may leave).

    release: makes the family with that much more held back (`more` of release_counts). protected: the cells with counts from 1 to
    the threshold, those that are withheld already. exact: as of `attacked`.
    """
    more = nothing_more()
    while found := attacked(family, release(more).frame, protected, before, exact):
        further = _further(family, release(more).frame, found).join(more, on=list(MORE), how="anti")
        if not further.height:
            return more, found
        more = pl.concat([more, further]).unique().sort(list(MORE))
    return more, []


def _further(family: Family, frame: pl.DataFrame, found: Sequence[GivenAway]) -> pl.DataFrame:
    """For each count given away: the once rounded sums that it, or what adds up with it, is in, which costs their closeness; else its pool,
    which costs one figure; where its row gives it away without any, the shown parts of that."""
    singly = {each.cell for each in attacked(family, frame.filter(of_one(family.unit)), [each.cell for each in found])}
    rows: list[tuple[str, str, str]] = []
    for each in found:
        unit, group, column = each.cell
        beside = next((parts for parts in family.together if column in (*parts.columns, parts.whole)), Parts((column,)))
        names = [name for name in (*beside.columns, beside.whole) if name]
        in_group = frame.filter(pl.col(family.group) == group)
        summed = in_group.filter(pl.col(family.unit) == ROUNDING)
        if rounded := [name for name in names if summed.height and summed[name][0] is not None]:
            rows += [(ROUNDING, group, name) for name in rounded]
            continue
        pools = in_group.filter(pl.col(family.unit) == POOLED)
        pooled = [name for name in names if pools.height and pools[name][0] is not None]
        if pooled and each.cell not in singly:
            rows += [(POOLED, group, column if column in pooled else pooled[0])]
            continue
        own = in_group.filter(pl.col(family.unit) == unit)
        rows += [(unit, group, name) for name in beside.columns if own[f"{name}__mark"][0] != WITHHELD and own[name][0]]
    return pl.DataFrame(rows, schema=MORE, orient="row").unique()
