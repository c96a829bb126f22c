"""The attack on what leaves: how closely can each withheld count be worked out from all that is released, now and before?

Everything published of people is a function of released cells, pools and wholes (release.py), so these are all that an intruder has.
They are written down as linear relations between whole numbers: a pool is the sum of its cells, a whole the sum of its parts, each
known to the rounding base, the same cell the same in two editions unless it was revised. For every count that is protected the least
and the greatest value that fits all relations at once are looked for with an exact solver (HiGHS, Huangfu and Hall 2018, through
scipy). Where these lie closer than the rule's least width, the cell is given away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.disclosure.attacks.knowledge import Cell, Knowledge, Relation, components
from analysis.disclosure.rule import Rule

_WHOLE = 1e-6  # how far from a whole number a solver's answer may lie that is one
_FITS_NONE = 2  # scipy's status where nothing fits
_PROBES = 8  # directions that are tried for a whole component before its cells are asked one by one


class GivenAway(NamedTuple):
    """A withheld count that can be bounded too closely, and the figures that bound it. Its value is not told."""

    cell: Cell
    values: int  # how many values stay possible
    figures: tuple[str, ...]


def given_away(knowledge: Knowledge, protected: Iterable[Cell]) -> list[GivenAway]:
    """The protected counts that can be bounded more closely than the rule allows, each with the figures that do it.

    protected: cells with counts from 1 to the threshold. Where no numbers fit the relations (an answer changed between two editions
    without a mark), shown cells are not held to be the same in all of them; where none fit then, they tell an intruder that one is out of
    date, and not what a cell holds: they are left out.
    """
    wanted = set(protected)
    found: list[GivenAway] = []
    for cells, relations in components(knowledge):
        asked = [cell for cell in cells if cell in wanted]
        if asked:
            found += _bounded(knowledge, cells, relations, asked)
    return sorted(found)


def _bounded(knowledge: Knowledge, cells: list[Cell], relations: list[Relation], asked: list[Cell]) -> list[GivenAway]:
    rule, found = knowledge.rule, []
    for cell, (least, greatest) in reach_of(knowledge, cells, relations, asked).items():
        least, greatest = max(least, 1), min(greatest, rule.threshold)
        if least > greatest:  # no numbers fit: nothing is learned
            continue
        if greatest - least < rule.least_width:
            figures = tuple(sorted({each.said for each in relations}))
            found.append(GivenAway(cell, greatest - least + 1, figures))
    return found


def reach_of(
    knowledge: Knowledge, cells: list[Cell], relations: list[Relation], asked: list[Cell]
) -> dict[Cell, tuple[int, int]]:
    """The least and the greatest value of each cell asked for, as far as it matters whether they lie close; none where no numbers fit."""
    if len(relations) < 2:
        return {cell: _alone(knowledge, cell, relations) for cell in asked}
    reach = _solved(knowledge, cells, relations, asked)
    if reach is None:
        loose = [each for each in map(knowledge.loosened, relations) if each.cells]
        reach = _solved(knowledge, cells, loose, asked)
    return reach or {}


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
) -> dict[Cell, tuple[int, int]] | None:
    """The least and the greatest value of each cell asked for, over all whole numbers that fit the relations; None where none fit.

    Each solution is a witness for all cells at once: a cell whose witnesses lie far enough apart need not be asked any more.
    """
    witnesses = _Witnesses(knowledge, cells, relations, asked)
    draws = np.random.default_rng(1)
    for _ in range(_PROBES):
        if not (left := witnesses.narrow()):
            break
        if not witnesses.ask({cell: draws.normal() for cell in left}):
            return None
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
        """Whole numbers that fit and are least in a direction; None where none fit.

        Asked first without minding that they are whole: sums of rows and of columns nearly always have whole numbers at their ends.
        """
        from scipy.optimize import milp

        loose = milp(direction, constraints=self._constraint, bounds=self._bounds)
        if loose.x is not None and np.abs(loose.x - np.round(loose.x)).max(initial=0.0) < _WHOLE:
            return np.asarray(np.round(loose.x))
        if loose.status == _FITS_NONE:
            return None
        answer = milp(direction, constraints=self._constraint, bounds=self._bounds, integrality=self._whole)
        return None if answer.x is None else np.asarray(np.round(answer.x))
