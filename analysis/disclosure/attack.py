"""The attack on what leaves: how closely can each withheld count be worked out from all that is released, now and before?

Everything published of people is a function of released cells, pools and wholes (release.py), so these are all that an intruder has.
They are written down as linear relations between whole numbers: a pool is the sum of its cells, a whole the sum of its parts, each
known to the rounding base, the same cell the same in two editions unless it was revised. For every count that is protected the least
and the greatest value that fits all relations at once are looked for with an exact solver (HiGHS, Huangfu and Hall 2018, through
scipy). Where these lie closer than the rule's least width, the cell is given away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from analysis.disclosure.parts import Parts
from analysis.disclosure.release import POOLED
from analysis.disclosure.rule import WITHHELD, Rule

Cell = tuple[str, str, str]  # unit, group, column: hub, quarter, question
_UNBOUNDED = 100_000  # a count that was withheld beside a smaller one may be any number of people
_PROBES = 8  # directions that are tried for a whole component before its cells are asked one by one


class Relation(NamedTuple):
    """The sum of cells times their signs lies between least and greatest; `said` names the figures that say so."""

    cells: tuple[Cell, ...]
    signs: tuple[int, ...]
    least: float
    greatest: float
    said: str


class GivenAway(NamedTuple):
    """A withheld count that can be bounded too closely, and the figures that bound it. Its value is not told."""

    cell: Cell
    values: int  # how many values stay possible
    figures: tuple[str, ...]


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
        others: Collection[Cell] = (),
    ) -> None:
        """Take in one released family. frame: as Released.frame of release_counts with a pool; when: the edition it left with.

        others: cells that held another count in that edition; what it says of them binds none of today.
        """

        def named(cell: Cell) -> Cell:
            return (f"{cell[0]}{when}", *cell[1:]) if cell in others else cell

        in_parts = {column for parts in together for column in parts.columns}
        hidden: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        for row in frame.filter(~pl.col(unit).str.starts_with(POOLED)).iter_rows(named=True):
            for column in counts:
                cell = named((row[unit], row[group], column))
                if row.get(f"{column}__mark") == WITHHELD:
                    hidden[row[group], column].append(cell)
                    # A part may be withheld because a smaller one is, so its marks alone bound it to neither side.
                    self._bind(cell, *((0, _UNBOUNDED) if column in in_parts else (1, self.rule.threshold)))
                elif row.get(column) is not None and (when or cell in self.bounds):
                    # Shown in one edition and withheld in another: its count is known to the rounding.
                    self._bind(cell, *self.rule.behind(row[column]))
            for parts in together:
                cell_of = {name: named((row[unit], row[group], name)) for name in (*parts.columns, parts.whole)}
                self._learn_parts(row, parts, cell_of, when)
        for row in frame.filter(pl.col(unit).str.starts_with(POOLED)).iter_rows(named=True):
            for column in (name for name in counts if row.get(name) is not None):
                cells = hidden[row[group], column]
                if behind := row.get(f"{column}__cells"):  # of some of them, which it names
                    cells = [named((each, row[group], column)) for each in behind.split("|")]
                whose = "the hubs withheld" if row[unit] == POOLED else row[unit].strip("()")
                self._add_up(cells, row[column], f"{column} of {whose} in {row[group]}{when}")

    def _add_up(self, cells: Sequence[Cell], shown: float, said: str) -> None:
        if cells:
            self.relations.append(Relation(tuple(cells), (1,) * len(cells), *self.rule.spread_of(shown), said))

    def _bind(self, cell: Cell, least: int, greatest: int) -> None:
        known = self.bounds.get(cell, (least, greatest))
        self.bounds[cell] = (max(known[0], least), min(known[1], greatest))

    def _learn_parts(self, row: dict[str, Any], parts: Parts, cell_of: Mapping[str, Cell], when: str) -> None:
        """Where all parts and the whole are answered, the parts add up to the whole; no withheld part is greater than a shown one."""
        names = [*parts.columns, parts.whole]
        self._learn_order(row, parts, cell_of)
        if not parts.whole or any(row.get(name) is None and row.get(f"{name}__mark") != WITHHELD for name in names):
            return
        cells, signs, least, greatest = [], [], 0.0, 0.0
        for name in names:
            sign = -1 if name == parts.whole else 1
            if row[name] is None:
                cells.append(cell_of[name])
                signs.append(sign)
            elif row[name]:
                low, high = self.rule.behind(row[name])
                least, greatest = least - (high if sign > 0 else -low), greatest - (low if sign > 0 else -high)
        if cells:
            unit, group, _ = cell_of[parts.whole]
            said = f"{' and '.join(parts.columns)} of {unit} in {group} beside {parts.whole}{when}"
            self.relations.append(Relation(tuple(cells), tuple(signs), least, greatest, said))

    def _learn_order(self, row: dict[str, Any], parts: Parts, cell_of: Mapping[str, Cell]) -> None:
        """The smallest parts are withheld first, as everybody who knows the rule knows: none is greater than one that is shown."""
        shown = [row[name] for name in parts.columns if row.get(name)]
        for name in parts.columns if shown else ():
            if row.get(f"{name}__mark") == WITHHELD:
                self._bind(cell_of[name], 0, self.rule.spread_of(min(shown))[1])


def given_away(knowledge: Knowledge, protected: Iterable[Cell]) -> list[GivenAway]:
    """The protected counts that can be bounded more closely than the rule allows, each with the figures that do it.

    protected: cells with counts from 1 to the threshold. Relations that no numbers fit (an answer changed between two editions
    without a mark) tell an intruder that one of them is out of date, and not what a cell holds: they are left out.
    """
    wanted = set(protected)
    found: list[GivenAway] = []
    for cells, relations in _components(knowledge):
        asked = [cell for cell in cells if cell in wanted]
        if asked:
            found += _bounded(knowledge, cells, relations, asked)
    return sorted(found)


def _components(knowledge: Knowledge) -> list[tuple[list[Cell], list[Relation]]]:
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


def _bounded(knowledge: Knowledge, cells: list[Cell], relations: list[Relation], asked: list[Cell]) -> list[GivenAway]:
    rule = knowledge.rule
    if len(relations) < 2:
        reach = {cell: _alone(knowledge, cell, relations) for cell in asked}
    else:
        reach = _solved(knowledge, cells, relations, asked)
    found = []
    for cell, (least, greatest) in reach.items():
        least, greatest = max(least, 1), min(greatest, rule.threshold)
        if least > greatest:  # no numbers fit: nothing is learned
            continue
        if greatest - least < rule.least_width:
            figures = tuple(sorted({each.said for each in relations}))
            found.append(GivenAway(cell, greatest - least + 1, figures))
    return found


def _alone(knowledge: Knowledge, cell: Cell, relations: list[Relation]) -> tuple[int, int]:
    """The bounds of a cell that stands in one relation at most: the sum less what the others can be."""
    least, greatest = knowledge.bounds[cell]
    for relation in relations:
        if cell in relation.cells:
            own = relation.signs[relation.cells.index(cell)]
            low, high = 0.0, 0.0
            for other, sign in zip(relation.cells, relation.signs, strict=True):
                if other != cell:
                    bounds = [sign * bound for bound in knowledge.bounds[other]]
                    low, high = low + min(bounds), high + max(bounds)
            ends = sorted([own * (relation.least - high), own * (relation.greatest - low)])
            least, greatest = max(least, int(np.ceil(ends[0]))), min(greatest, int(np.floor(ends[1])))
    return least, greatest


def _solved(
    knowledge: Knowledge, cells: list[Cell], relations: list[Relation], asked: list[Cell]
) -> dict[Cell, tuple[int, int]]:
    """The least and the greatest value of each cell asked for, over all whole numbers that fit the relations.

    Each solution is a witness for all cells at once: a cell whose witnesses lie far enough apart need not be asked any more.
    """
    witnesses = _Witnesses(knowledge, cells, relations, asked)
    draws = np.random.default_rng(1)
    for _ in range(_PROBES):
        if not (left := witnesses.narrow()):
            break
        if not witnesses.ask({cell: draws.normal() for cell in left}):
            return dict.fromkeys(asked, (1, knowledge.rule.threshold))
    for cell in witnesses.narrow():
        witnesses.ask({cell: 1.0})
    return {cell: (min(seen), max(seen)) for cell, seen in witnesses.seen.items()}


class _Witnesses:
    """Worlds that fit all relations, and what each cell asked for holds in them."""

    def __init__(self, knowledge: Knowledge, cells: list[Cell], relations: list[Relation], asked: list[Cell]) -> None:
        self._problem = _Problem(knowledge, cells, relations)
        self._rule = knowledge.rule
        self.seen: dict[Cell, list[int]] = {cell: [] for cell in asked}

    def ask(self, direction: Mapping[Cell, float]) -> bool:
        """Look for the two worlds that lie furthest in a direction and against it; false where no world fits."""
        along = np.zeros(len(self._problem.number))
        for cell, weight in direction.items():
            along[self._problem.number[cell]] = weight
        for each in (along, -along):
            world = self._problem.least(each)
            if world is None:
                return False
            for cell, seen in self.seen.items():
                seen.append(int(world[self._problem.number[cell]]))
        return True

    def narrow(self) -> list[Cell]:
        """The cells whose witnesses do not lie far enough apart yet."""
        return [cell for cell, seen in self.seen.items() if _width(seen, self._rule) < self._rule.least_width]


def _width(values: Sequence[int], rule: Rule) -> int:
    """How far apart the witnesses of a cell lie, within what it may be."""
    capped = [min(max(value, 1), rule.threshold) for value in values]
    return max(capped) - min(capped) if capped else -1


class _Problem:
    """The relations of a component as a matrix for the solver."""

    def __init__(self, knowledge: Knowledge, cells: list[Cell], relations: list[Relation]) -> None:
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import csr_array

        self.number = {cell: number for number, cell in enumerate(cells)}
        rows = [row for row, relation in enumerate(relations) for _ in relation.cells]
        columns = [self.number[cell] for relation in relations for cell in relation.cells]
        signs = [sign for relation in relations for sign in relation.signs]
        matrix = csr_array((signs, (rows, columns)), shape=(len(relations), len(cells)))
        least, greatest = ([getattr(each, end) for each in relations] for end in ("least", "greatest"))
        self._constraint = LinearConstraint(matrix, least, greatest)
        ends = np.array([knowledge.bounds[cell] for cell in cells], dtype=float)
        self._bounds = Bounds(ends[:, 0], ends[:, 1])
        self._whole = np.ones(len(cells))

    def least(self, direction: np.ndarray) -> np.ndarray | None:
        """Whole numbers that fit and are least in a direction; None where none fit."""
        from scipy.optimize import milp

        answer = milp(direction, constraints=self._constraint, bounds=self._bounds, integrality=self._whole)
        return None if answer.x is None else np.round(answer.x)
