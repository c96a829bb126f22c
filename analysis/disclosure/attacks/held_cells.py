"""Relations with some of their cells held at what they are, as whoever knows these sees them (insiders.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from analysis.disclosure.attacks.knowledge import Cell, Relation
from analysis.disclosure.attacks.together import Asked


class HeldCells:
    """Relations that hang together, and what their cells are as far as that is known to anybody.

    In a large network they are asked of again and again with a few cells free or with a few held, so either takes as long as those few.
    """

    def __init__(self, relations: list[Relation], truth: Mapping[Cell, int]) -> None:
        self._relations, self._truth = relations, truth
        self._stands: dict[Cell, list[tuple[int, int]]] = defaultdict(list)  # the relation, and the place in it
        self._sums = [0] * len(relations)  # of the cells that are known, each times its sign
        self._unknown: list[tuple[int, int]] = []
        for at, relation in enumerate(relations):
            for place, (cell, sign) in enumerate(zip(relation.cells, relation.signs, strict=True)):
                self._stands[cell].append((at, place))
                if cell in truth:
                    self._sums[at] += sign * truth[cell]
                else:
                    self._unknown.append((at, place))

    def knows(self, cells: Iterable[Cell]) -> bool:
        """Whether any of the cells is known."""
        return any(cell in self._truth for cell in cells)

    def all_but(self, free: Collection[Cell], wanted: Iterable[Cell]) -> Asked:
        """The question for some of the cells with all others that are known held."""
        places: dict[int, set[int]] = defaultdict(set)
        for at, place in [*self._unknown, *(each for cell in free for each in self._stands[cell])]:
            places[at].add(place)
        kept = []
        for at in sorted(places):
            signs, cells = self._relations[at].signs, self._relations[at].cells
            loose = sum(signs[place] * self._truth.get(cells[place], 0) for place in places[at])
            kept.append(_with(self._relations[at], sorted(places[at]), self._sums[at] - loose))
        return _asked(kept, wanted)

    def but_for(self, held: Collection[Cell], wanted: Iterable[Cell]) -> Asked:
        """The question for some of the cells with those held that are known among some, and all others free."""
        places: dict[int, set[int]] = defaultdict(set)
        for cell in held:
            for at, place in self._stands[cell] if cell in self._truth else ():
                places[at].add(place)
        kept = []
        for at, relation in enumerate(self._relations):
            if at not in places:
                kept.append(relation)
            elif free := [place for place in range(len(relation.cells)) if place not in places[at]]:
                fixed = sum(relation.signs[place] * self._truth[relation.cells[place]] for place in places[at])
                kept.append(_with(relation, free, fixed))
        return _asked(kept, wanted)


def _with(relation: Relation, places: Sequence[int], fixed: int) -> Relation:
    """The relation of the cells at these places, the others of which come to so much."""
    cells = tuple(relation.cells[place] for place in places)
    signs = tuple(relation.signs[place] for place in places)
    least, greatest = relation.least - fixed, relation.greatest - fixed
    return Relation(cells, signs, least, greatest, relation.said, relation.shown & frozenset(cells))


def _asked(relations: list[Relation], wanted: Iterable[Cell]) -> Asked:
    there = {cell for relation in relations for cell in relation.cells}
    return Asked(sorted(there), relations, [cell for cell in wanted if cell in there])
