"""What an intruder knows of all that is released, as linear relations between whole numbers: the ground of the attack (attack.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from analysis.disclosure.parts import Parts
from analysis.disclosure.rule import WITHHELD, Rule
from analysis.disclosure.several import ROUNDING, of_one

Cell = tuple[str, str, str]  # unit, group, column: hub, quarter, question
_UNBOUNDED = 100_000  # a count that was withheld beside a smaller one may be any number of people


class Relation(NamedTuple):
    """The sum of cells times their signs lies between least and greatest; `said` names the figures that say so, shown which of the cells
    are themselves shown beside it."""

    cells: tuple[Cell, ...]
    signs: tuple[int, ...]
    least: float
    greatest: float
    said: str
    shown: frozenset[Cell] = frozenset()


@dataclass
class _Told:
    """Of one frame: the cells of each group and column that are withheld and shown, what is shown in all, and which have a pool."""

    hidden: dict[tuple[str, str], list[Cell]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[tuple[str, str], list[Cell]] = field(default_factory=lambda: defaultdict(list))
    sums: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    pooled: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Knowledge:
    """What an intruder knows: bounds of withheld cells, and relations between them."""

    rule: Rule
    bounds: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def learn(
        self,
        frame: pl.DataFrame,
        counts: Sequence[str],
        together: Sequence[Parts],
        unit: str,
        group: str,
        when: str = "",
        names: Mapping[Cell, str] = MappingProxyType({}),
    ) -> None:
        """Take in one released family. frame: as Released.frame of release_counts with a pool; when: the edition it left with.

        names: of cells that held another count in that edition, the unit by which that count goes; it binds none of today.
        """

        def named(cell: Cell) -> Cell:
            return (names.get(cell, cell[0]), *cell[1:])

        told = _Told()
        free = {column for parts in together for column in parts.columns}
        for row in frame.filter(of_one(unit)).iter_rows(named=True):
            for column in counts:
                self._learn_cell(
                    row, (row[group], column), named((row[unit], row[group], column)), column in free, told
                )
            for parts in together:
                cell_of = {name: named((row[unit], row[group], name)) for name in (*parts.columns, parts.whole)}
                self._learn_parts(row, parts, cell_of, when)
        rounds = pl.col(unit).str.starts_with(ROUNDING)  # pools before what rounding adds to them
        several = frame.filter(~of_one(unit)).sort(rounds, unit)
        for row in several.iter_rows(named=True):
            for column in (name for name in counts if row.get(name) is not None):
                key, behind = (row[group], column), row.get(f"{column}__cells")  # of some of them, which it names
                those = [named((each, *key)) for each in behind.split("|")] if behind else None
                self._learn_sum(row[unit], row[column], key, those, told, when)

    def _learn_cell(self, row: dict[str, Any], key: tuple[str, str], cell: Cell, free: bool, told: _Told) -> None:
        """One cell of one unit. free: it may be withheld because a smaller part is, so that its mark alone bounds it to neither side."""
        column = key[1]
        if row.get(f"{column}__mark") == WITHHELD:
            told.hidden[key].append(cell)
            self._bind(cell, *((0, _UNBOUNDED) if free else (1, self.rule.threshold)))
        elif row.get(column) is not None:
            told.shown[key].append(cell)
            told.sums[key] += row[column]
            self._bind(cell, *self.rule.behind(row[column]))

    def _learn_sum(
        self, unit: str, shown: float, key: tuple[str, str], those: list[Cell] | None, told: _Told, when: str
    ) -> None:
        """A row of several units: a pool of withheld cells, what rounding adds to the others, or a sum of cells that it names."""
        cells, total, whose = those or told.hidden[key], shown, unit.strip("()")
        if those is None and unit == ROUNDING:
            cells, total = told.shown[key] + told.hidden[key] * (key in told.pooled), shown + told.sums[key]
            whose = "all hubs, rounded once,"
        elif those is None:
            told.pooled.add(key)
            told.sums[key] += shown
            whose = "the hubs withheld"
        if cells:
            said, known = f"{key[1]} of {whose} in {key[0]}{when}", frozenset(cells) & frozenset(told.shown[key])
            self.relations.append(Relation(tuple(cells), (1,) * len(cells), *self.rule.spread_of(total), said, known))

    def _bind(self, cell: Cell, least: int, greatest: int) -> None:
        known = self.bounds.get(cell, (least, greatest))
        self.bounds[cell] = (max(known[0], least), min(known[1], greatest))

    def _learn_parts(self, row: dict[str, Any], parts: Parts, cell_of: Mapping[str, Cell], when: str) -> None:
        """Where all parts and the whole are answered, the parts add up to the whole; no withheld part is greater than a shown one."""
        names = [*parts.columns, parts.whole]
        self._learn_order(row, parts, cell_of)
        if not parts.whole or any(row.get(name) is None and row.get(f"{name}__mark") != WITHHELD for name in names):
            return
        there = [name for name in names if row[name] != 0]
        unit, group, _ = cell_of[parts.whole]
        said = f"{' and '.join(parts.columns)} of {unit} in {group} beside {parts.whole}{when}"
        signs = tuple(-1 if name == parts.whole else 1 for name in there)
        if there:
            known = frozenset(cell_of[name] for name in there if row[name] is not None)
            self.relations.append(Relation(tuple(cell_of[name] for name in there), signs, 0.0, 0.0, said, known))

    def _learn_order(self, row: dict[str, Any], parts: Parts, cell_of: Mapping[str, Cell]) -> None:
        """The smallest parts are withheld first, as everybody who knows the rule knows: none is greater than one that is shown."""
        shown = [row[name] for name in parts.columns if row.get(name)]
        for name in parts.columns if shown else ():
            if row.get(f"{name}__mark") == WITHHELD:
                self._bind(cell_of[name], 0, self.rule.spread_of(min(shown))[1])

    def loosened(self, relation: Relation) -> Relation:
        """The relation with each shown cell known to the rounding, and not the same number as in other relations."""
        least, greatest, cells, signs = relation.least, relation.greatest, [], []
        for cell, sign in zip(relation.cells, relation.signs, strict=True):
            if cell in relation.shown:
                ends = sorted(sign * bound for bound in self.bounds[cell])
                least, greatest = least - ends[1], greatest - ends[0]
            else:
                cells.append(cell)
                signs.append(sign)
        return Relation(tuple(cells), tuple(signs), least, greatest, relation.said)


def components(knowledge: Knowledge) -> list[tuple[list[Cell], list[Relation]]]:
    """Cells that hang together by relations, with these."""
    parent = {cell: cell for cell in knowledge.bounds}

    def root(cell: Cell) -> Cell:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    relations = [each for each in knowledge.relations if all(cell in parent for cell in each.cells)]
    for relation in relations:
        first = root(relation.cells[0])
        for cell in relation.cells[1:]:
            parent[root(cell)] = first
    cells_of: dict[Cell, list[Cell]] = defaultdict(list)
    relations_of: dict[Cell, list[Relation]] = defaultdict(list)
    for cell in knowledge.bounds:
        cells_of[root(cell)].append(cell)
    for relation in relations:
        relations_of[root(relation.cells[0])].append(relation)
    return [(sorted(cells), relations_of[name]) for name, cells in sorted(cells_of.items())]
