"""What more is held back, so that nothing that leaves together, or left before, gives a withheld count away.

The gate withholds by rule, cell by cell. Whether what it lets through gives something away can only be seen of all of it at once, so
the attack (attacks/attack.py) is made on the whole family, alone and beside each edition that left before. Where it finds a count, the project
itself holds more back, at the least cost: first the pool that the count is in, which costs one figure; then the shown parts beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from analysis.disclosure.attacks.attack import GivenAway, given_away
from analysis.disclosure.attacks.insiders import told_to_insiders
from analysis.disclosure.attacks.knowledge import Cell, Knowledge
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
    """A family as it left in an edition: its name in words, the released frame, and the last day that the edition tells of.

    Beside a count NAME the frame may have NAME__exact, which stays at home: what it was, for whoever counted it knows that still."""

    edition: str
    frame: pl.DataFrame
    until: dt.date = dt.date.min


EXACT = "__exact"


def nothing_more() -> pl.DataFrame:
    return pl.DataFrame(schema=MORE)


def attacked(
    family: Family,
    frame: pl.DataFrame,
    protected: Sequence[Cell],
    before: Sequence[Left] = (),
    exact: pl.DataFrame | None = None,
    gone: Collection[Cell] = (),
) -> list[GivenAway]:
    """The protected counts that a released frame gives away, by itself or beside what left before.

    exact: the frame before the gate; with it, also what those whose counts they are can work out of others'. What a count was in an
    edition before it was corrected is protected as it is today, and known to whose it is. gone: cells that are not asked for.
    """
    truth = {} if exact is None else _counts(family, exact)
    owner = (
        dict(exact.select(family.unit, family.owner).unique().iter_rows()) if exact is not None and family.owner else {}
    )
    protected = [cell for cell in protected if cell not in gone]
    found = _found(_knowing(family, frame, [], []), protected, truth, owner)
    told = [Left(left.edition, _changed(family, left.frame, frame, truth)) for left in before]
    told = [left for left in told if left.frame.height]
    for beside in [*([left] for left in told), *([told] if len(told) > 1 else [])]:
        groups = {name for left in beside for name in left.frame[family.group].to_list()}
        names = _names(family, beside, frame, truth)
        known = _knowing(family, frame.filter(pl.col(family.group).is_in(groups)), beside, names)
        then = _counts_then(family, beside, names)
        small = [cell for cell, count in then.items() if 0 < count <= family.rule.threshold and cell not in gone]
        here = [cell for cell in [*protected, *small] if cell[1] in groups and cell not in found]
        theirs = {name: owner.get(cell[0], cell[0]) for each in names for cell, name in each.items()}
        found |= _found(known, here, truth | then if truth else {}, owner | theirs)
    return sorted(found.values())


def _found(
    knowledge: Knowledge, protected: Sequence[Cell], truth: Mapping[Cell, int], owner: Mapping[str, str]
) -> dict[Cell, GivenAway]:
    """As a reader, and then, of what no reader can tell, as each who knows itself."""
    found = {each.cell: each for each in given_away(knowledge, protected)}
    left = [cell for cell in protected if cell not in found]
    return found | ({each.cell: each for each in told_to_insiders(knowledge, left, truth, owner)} if truth else {})


def _counts(family: Family, frame: pl.DataFrame, suffix: str = "") -> dict[Cell, int]:
    """What the counts of a frame are; none of columns that it does not have."""
    columns = [column for column in family.counts if f"{column}{suffix}" in frame.columns]
    names = [family.unit, family.group, *[f"{column}{suffix}" for column in columns]]
    return {
        (str(unit), str(group), column): int(value)
        for unit, group, *values in frame.select(names).iter_rows()
        for column, value in zip(columns, values, strict=True)
        if value is not None
    }


def _knowing(
    family: Family, frame: pl.DataFrame, before: Sequence[Left], names: Sequence[Mapping[Cell, str]]
) -> Knowledge:
    knowledge = Knowledge(family.rule)
    for left, named in zip(before, names, strict=True):
        knowledge.learn(
            left.frame, family.counts, family.together, family.unit, family.group, f", {left.edition}", named
        )
    knowledge.learn(frame, family.counts, family.together, family.unit, family.group)
    return knowledge


def _names(
    family: Family, before: Sequence[Left], now: pl.DataFrame, truth: Mapping[Cell, int]
) -> list[dict[Cell, str]]:
    """For each edition the cells that held another count in it than today, with a unit for it: that of the edition before it, where the
    count was the same in both."""
    names: list[dict[Cell, str]] = []
    for at, left in enumerate(before):
        others = _others(family, left.frame, now, truth)
        since = _others(family, before[at - 1].frame, left.frame, _counts(family, left.frame, EXACT)) if at else others
        own = {cell: f"{cell[0]}, {left.edition}" for cell in others}
        names.append(
            {cell: name if cell in since or not at else names[-1].get(cell, name) for cell, name in own.items()}
        )
    return names


def _counts_then(family: Family, before: Sequence[Left], names: Sequence[Mapping[Cell, str]]) -> dict[Cell, int]:
    """What the cells were that held another count than today, by the names they go by."""
    return {
        (named[cell], *cell[1:]): count
        for left, named in zip(before, names, strict=True)
        for cell, count in _counts(family, left.frame, EXACT).items()
        if cell in named
    }


def _others(family: Family, before: pl.DataFrame, now: pl.DataFrame, truth: Mapping[Cell, int]) -> set[Cell]:
    """The cells whose count is another today than it was: marked as revised since, or across the threshold, or known to be.

    What an edition told of such a cell binds the count of then and not that of now. truth: what counts are today, as far as it is known.
    """
    joined = before.join(now, on=[family.unit, family.group], how="inner", suffix="__now")
    in_parts = {column for parts in family.together for column in parts.columns}
    found = _counted_anew(family, before, truth)
    for row in joined.iter_rows(named=True):
        for column in family.counts:
            then, today = row.get(column), row.get(f"{column}__now")
            marks = row.get(f"{column}__mark"), row.get(f"{column}__mark__now")
            revised = "[r]" in (row.get(f"{column}__flag__now") or row.get(f"{column}__flag") or "")
            crossed = column not in in_parts and WITHHELD in marks and (then is None) != (today is None)
            if revised or crossed or (then is not None and today is not None and then != today):
                found.add((row[family.unit], row[family.group], column))
    return found


def _counted_anew(family: Family, before: pl.DataFrame, truth: Mapping[Cell, int]) -> set[Cell]:
    return {cell for cell, count in _counts(family, before, EXACT).items() if truth.get(cell, count) != count}


def _changed(family: Family, before: pl.DataFrame, now: pl.DataFrame, truth: Mapping[Cell, int]) -> pl.DataFrame:
    """The groups of an earlier family that stood otherwise then, or were of other counts: only these tell anything more."""
    columns = [family.unit, *[name for count in family.counts for name in (count, f"{count}__mark")]]

    def by_group(frame: pl.DataFrame) -> dict[str, list[tuple[object, ...]]]:
        there = [name for name in columns if name in frame.columns]
        parts = frame.partition_by(family.group, as_dict=True)
        return {str(key[0]): part.sort(family.unit).select(there).rows() for key, part in parts.items()}

    then, today = by_group(before), by_group(now)
    changed = {name for name, rows in then.items() if name in today and rows != today[name]}
    anew = {cell[1] for cell in _counted_anew(family, before, truth) if cell[1] in today}
    return before.filter(pl.col(family.group).is_in(changed | anew))


def held_back(
    family: Family,
    release: Callable[[pl.DataFrame], Released],
    protected: Sequence[Cell],
    before: Sequence[Left] = (),
    exact: pl.DataFrame | None = None,
    gone: Collection[Cell] = (),
) -> tuple[pl.DataFrame, list[GivenAway]]:
    """What more has to be held back, and what is given away all the same (then nothing may leave).

    release: makes the family with that much more held back (`more` of release_counts). protected: the cells with counts from 1 to
    the threshold, those that are withheld already. exact and gone: as of `attacked`.
    """
    more = nothing_more()
    while found := attacked(family, release(more).frame, protected, before, exact, gone):
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
        shown = [name for name in beside.columns if own.height and own[f"{name}__mark"][0] != WITHHELD and own[name][0]]
        rows += [(unit, group, name) for name in shown]  # none of a count that an edition had before it was corrected
    return pl.DataFrame(rows, schema=MORE, orient="row").unique()
