"""The attack as one who knows itself: what a hub can work out of others when it takes away its own counts, to the number.

The knowledge is that of a reader (attack.py) with the insider's own cells held at what they are. To ask the solver once for each hub and
count would take long in a large network, so most counts are found safe otherwise, by worlds that any insider must hold for possible:
counts that stand in the same relations can make up for each other without any one of them; and with all hubs laid out in rows and
columns, a count that is free within its row alone, and within its column alone, is free for everybody else, for no other hub is in both.
Of what is safe by neither, many insiders are struck out at once: a count that is free with the cells of all of them held is free for each.
Only those left when such a group was halved down to one are asked for by themselves.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from analysis.disclosure.attacks.attack import GivenAway, reaches_of
from analysis.disclosure.attacks.held_cells import HeldCells
from analysis.disclosure.attacks.knowledge import Cell, Knowledge, Relation, components
from analysis.disclosure.attacks.together import Asked
from analysis.disclosure.rule import Rule

_FEW = 6  # owners; so many are asked one by one
_LAYOUTS = 3  # in rows and columns, and so often aslant


class _Part(NamedTuple):
    """Relations that hang together, the owners that may narrow each cell as far as is known yet, and the cells of each owner."""

    relations: HeldCells
    suspects: dict[Cell, frozenset[str]]
    owned: Mapping[str, list[Cell]]

    def cells_of(self, names: Iterable[str]) -> set[Cell]:
        return {cell for name in names for cell in self.owned[name]}


def told_to_insiders(
    knowledge: Knowledge, protected: Iterable[Cell], truth: Mapping[Cell, int], owner: Mapping[str, str]
) -> list[GivenAway]:
    """The protected counts that some insider can bound more closely than the rule allows, each with the figures that do it.

    truth: what cells are, as far as it is known to those whose they are. owner: unit -> whose it is; a unit that is not in it is its own.
    """
    wanted = set(protected)
    parts = []
    for cells, relations in components(knowledge):
        owned: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            owned[owner.get(cell[0], cell[0])].append(cell)
        asked = [cell for cell in cells if cell in wanted]
        if len(relations) == 0 or len(owned) < 2:  # whoever is alone in it knows all of it already
            continue
        own = {cell: name for name, held in owned.items() for cell in held}
        asked = _not_exchanged(knowledge, cells, relations, asked, truth, own)
        if asked:
            parts.append(_Part(HeldCells(relations, truth), dict.fromkeys(asked, frozenset(owned)), owned))
    many = [each for each in parts if len(each.owned) > _FEW]
    _clear_in_blocks(knowledge, many)
    _clear_in_groups(knowledge, many)
    found = _one_by_one(knowledge, parts)
    return sorted({each.cell: each for each in found}.values())


def _not_exchanged(
    knowledge: Knowledge,
    cells: list[Cell],
    relations: list[Relation],
    asked: list[Cell],
    truth: Mapping[Cell, int],
    own: Mapping[Cell, str],
) -> list[Cell]:
    """The cells that those in the same relations cannot make up for without any one owner."""
    stands: dict[Cell, list[tuple[int, int]]] = {cell: [] for cell in cells}
    for at, relation in enumerate(relations):
        for cell, sign in zip(relation.cells, relation.signs, strict=True):
            stands[cell].append((at, sign))
    alike: dict[tuple[tuple[int, int], ...], list[Cell]] = defaultdict(list)
    for cell, where in stands.items():
        if cell in truth:
            alike[tuple(where)].append(cell)
    bounds, left = knowledge.bounds, set(asked)
    for held in alike.values():
        low, high = (sum(bounds[cell][end] for cell in held) for end in (0, 1))
        total = sum(truth[cell] for cell in held)
        up: dict[str, int] = defaultdict(int)
        down: dict[str, int] = defaultdict(int)
        for cell in held:
            up[own[cell]] += bounds[cell][1] - truth[cell]
            down[own[cell]] += truth[cell] - bounds[cell][0]
        most_up, most_down = max(up.values()), max(down.values())
        for cell in left & set(held):
            least = max(bounds[cell][0], total - high + bounds[cell][1] + most_up)
            greatest = min(bounds[cell][1], total - low + bounds[cell][0] - most_down)
            if _is_wide(least, greatest, knowledge.rule):
                left.discard(cell)
    return sorted(left)


def _clear_in_blocks(knowledge: Knowledge, parts: list[_Part]) -> None:
    """Strike out owners who cannot narrow a cell, since it is free within a block that they are not in, all others held at what they are."""
    for slant in range(_LAYOUTS):
        inside: list[tuple[_Part, frozenset[str]]] = []
        asked: list[Asked] = []
        for part in parts:
            for block in _laid_out(part, slant):
                cells = part.cells_of(block)
                if here := [cell for cell, suspected in part.suspects.items() if cell in cells and len(suspected) > 1]:
                    inside.append((part, frozenset(block)))
                    asked.append(part.relations.all_but(cells, here))
        for (part, block_of), one, reach in zip(inside, asked, reaches_of(knowledge, asked), strict=True):
            for cell in one.wanted:
                if _is_wide(*reach.get(cell, (1, 0)), knowledge.rule):
                    part.suspects[cell] &= block_of


def _clear_in_groups(knowledge: Knowledge, parts: list[_Part]) -> None:
    """Strike out all the owners suspected of a cell where it is free with the cells of all of them held at what they are; where it is not,
    each half of them likewise."""
    groups = [
        (part, cell, sorted(name for name in suspected if cell not in part.owned[name]))
        for part in parts
        for cell, suspected in part.suspects.items()
        if len(suspected) > 1
    ]
    while groups := [each for each in groups if len(each[2]) > 1]:
        asked = [part.relations.but_for(part.cells_of(names), [cell]) for part, cell, names in groups]
        narrow = []
        for (part, cell, names), reach in zip(groups, reaches_of(knowledge, asked), strict=True):
            if _is_wide(*reach.get(cell, (1, 0)), knowledge.rule):
                part.suspects[cell] = part.suspects[cell].difference(names)
            else:
                half = len(names) // 2
                narrow += [(part, cell, names[:half]), (part, cell, names[half:])]
        groups = narrow


def _laid_out(part: _Part, slant: int) -> list[list[str]]:
    """All owners in columns, so far aslant; the first time in rows, too."""
    few = {cell[0] for cell in part.suspects}
    names = sorted(
        part.owned, key=lambda name: (name not in few, name)
    )  # so that each block has some of those withheld
    side = math.isqrt(len(names) - 1) + 1
    rows = [names[at * side : (at + 1) * side] for at in range(side)]
    columns = [
        [row[(at + slant * down) % side] for down, row in enumerate(rows) if (at + slant * down) % side < len(row)]
        for at in range(side)
    ]
    return [*columns, *(rows if slant == 0 else [])]


def _one_by_one(knowledge: Knowledge, parts: list[_Part]) -> Iterator[GivenAway]:
    """Each owner asked for the cells that it is suspected of, its own held at what they are."""
    names: list[str] = []
    asked: list[Asked] = []
    for part in parts:
        others_of: dict[str, list[Cell]] = defaultdict(list)
        for cell, suspected in part.suspects.items():
            for name in suspected:
                others_of[name].append(cell)
        for name in sorted(others_of):
            own = set(part.owned[name])
            others = [cell for cell in others_of[name] if cell not in own]
            if others and part.relations.knows(own):
                names.append(name)
                asked.append(part.relations.but_for(own, others))
    for name, one, reach in zip(names, asked, reaches_of(knowledge, asked), strict=True):
        for cell, (least, greatest) in reach.items():
            least, greatest = max(least, 1), min(greatest, knowledge.rule.threshold)
            if least <= greatest and not _is_wide(least, greatest, knowledge.rule):
                figures = (*sorted({each.said for each in one.relations}), f"what {name} knows of itself")
                yield GivenAway(cell, greatest - least + 1, figures)


def _is_wide(least: float, greatest: float, rule: Rule) -> bool:
    return min(greatest, rule.threshold) - max(least, 1) >= rule.least_width
