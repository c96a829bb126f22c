"""The attack on what leaves: how closely can each withheld count be worked out from all that is released, now and before?

Everything published of people is a function of released cells, pools and wholes (release.py), so these are all that an intruder has.
They are written down as linear relations between whole numbers: a pool is the sum of its cells, a whole the sum of its parts, each
known to the rounding base, the same cell the same in two editions unless it was revised. For every count that is protected the least
and the greatest value that fits all relations at once are looked for with an exact solver (together.py). Where these lie closer than the rule's least
width, the cell is given away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.disclosure.attacks.knowledge import Cell, Knowledge, Relation, components
from analysis.disclosure.attacks.together import Asked, solved_together


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
    parts = [
        (cells, relations, [cell for cell in cells if cell in wanted]) for cells, relations in components(knowledge)
    ]
    asked = [Asked(*part) for part in parts if part[2]]
    reaches = reaches_of(knowledge, asked)
    return sorted(each for one, reach in zip(asked, reaches, strict=True) for each in _too_close(knowledge, one, reach))


def _too_close(knowledge: Knowledge, asked: Asked, reach: Mapping[Cell, tuple[int, int]]) -> Iterator[GivenAway]:
    rule = knowledge.rule
    for cell, (least, greatest) in reach.items():
        least, greatest = max(least, 1), min(greatest, rule.threshold)
        if least > greatest:  # no numbers fit: nothing is learned
            continue
        if greatest - least < rule.least_width:
            yield GivenAway(cell, greatest - least + 1, tuple(sorted({each.said for each in asked.relations})))


def reaches_of(knowledge: Knowledge, questions: Sequence[Asked]) -> list[dict[Cell, tuple[int, int]]]:
    """The least and the greatest value of each cell asked for, as far as it matters whether they lie close; none where no numbers fit.

    Each question is one of its own, whatever cells it shares with others: they are put to the solver together to save its calls.
    """
    found: list[dict[Cell, tuple[int, int]]] = [
        {cell: _alone(knowledge, cell, each.relations) for cell in each.wanted} if len(each.relations) < 2 else {}
        for each in questions
    ]
    several = [at for at, each in enumerate(questions) if len(each.relations) > 1]
    solved = solved_together(knowledge, [questions[at] for at in several])
    loose = [at for at, reach in zip(several, solved, strict=True) if reach is None]
    again = [questions[at]._replace(relations=_loosened(knowledge, questions[at].relations)) for at in loose]
    solved_loosely = dict(zip(loose, solved_together(knowledge, again), strict=True))
    for at, reach in zip(several, solved, strict=True):
        found[at] = (reach if reach is not None else solved_loosely[at]) or {}
    return found


def _loosened(knowledge: Knowledge, relations: list[Relation]) -> list[Relation]:
    return [each for each in map(knowledge.loosened, relations) if each.cells]


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
