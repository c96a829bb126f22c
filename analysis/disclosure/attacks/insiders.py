"""The attack as one who knows itself: what a hub can work out of others when it takes away its own counts, to the number.

The knowledge is that of a reader (attack.py) with the insider's own cells held at what they are. To ask the solver once for each hub and
count would take long in a large network, so most counts are found safe otherwise, by worlds that any insider must hold for possible:
counts that stand in the same relations can make up for each other without any one of them; and with all hubs laid out in rows and
columns, a count that is free within its row alone, and within its column alone, is free for everybody else, for no other hub is in both.
Only what is safe by neither is asked for, insider by insider.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from analysis.disclosure.attacks.attack import GivenAway, reaches_of
from analysis.disclosure.attacks.knowledge import Cell, Knowledge, Relation, components
from analysis.disclosure.attacks.together import Asked
from analysis.disclosure.rule import Rule

_FEW = 6  # owners; so many are asked one by one
_LAYOUTS = 3  # in rows and columns, and so often aslant


class _Part(NamedTuple):
    """Relations that hang together, the owners that may narrow each cell as far as is known yet, and the cells of each owner."""

    relations: list[Relation]
    suspects: dict[Cell, set[str]]
    owned: Mapping[str, list[Cell]]


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
            parts.append(_Part(relations, {cell: set(owned) for cell in asked}, owned))
    _clear_in_blocks(knowledge, [each for each in parts if len(each.owned) > _FEW], truth)
    found = _one_by_one(knowledge, parts, truth)
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
        for cell in left & set(held):
            least = max(bounds[cell][0], total - high + bounds[cell][1] + max(up.values()))
            greatest = min(bounds[cell][1], total - low + bounds[cell][0] - max(down.values()))
            if _is_wide(least, greatest, knowledge.rule):
                left.discard(cell)
    return sorted(left)


def _clear_in_blocks(knowledge: Knowledge, parts: list[_Part], truth: Mapping[Cell, int]) -> None:
    """Strike out owners who cannot narrow a cell, since it is free within a block that they are not in, all others held at what they are."""
    for slant in range(_LAYOUTS):
        inside: list[tuple[_Part, set[str]]] = []
        asked: list[Asked] = []
        for part in parts:
            for block in _laid_out(part, slant):
                cells = {cell for name in block for cell in part.owned[name]}
                if here := [cell for cell, suspected in part.suspects.items() if cell in cells and len(suspected) > 1]:
                    left, kept = _with_held(part.relations, truth.keys() - cells, truth)
                    inside.append((part, set(block)))
                    there = set(left)
                    asked.append(Asked(left, kept, [cell for cell in here if cell in there]))
        for (part, block_of), one, reach in zip(inside, asked, reaches_of(knowledge, asked), strict=True):
            for cell in one.wanted:
                if _is_wide(*reach.get(cell, (1, 0)), knowledge.rule):
                    part.suspects[cell] &= block_of


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


def _one_by_one(knowledge: Knowledge, parts: list[_Part], truth: Mapping[Cell, int]) -> Iterator[GivenAway]:
    """Each owner asked for the cells that it is suspected of, its own held at what they are."""
    names: list[str] = []
    asked: list[Asked] = []
    for part in parts:
        for name, own in sorted(part.owned.items()):
            others = [cell for cell, suspected in part.suspects.items() if name in suspected and cell not in own]
            held = {cell for cell in own if cell in truth}
            if others and held:
                cells, kept = _with_held(part.relations, held, truth)
                names.append(name)
                there = set(cells)
                asked.append(Asked(cells, kept, [cell for cell in others if cell in there]))
    for name, one, reach in zip(names, asked, reaches_of(knowledge, asked), strict=True):
        for cell, (least, greatest) in reach.items():
            least, greatest = max(least, 1), min(greatest, knowledge.rule.threshold)
            if least <= greatest and not _is_wide(least, greatest, knowledge.rule):
                figures = (*sorted({each.said for each in one.relations}), f"what {name} knows of itself")
                yield GivenAway(cell, greatest - least + 1, figures)


def _with_held(
    relations: list[Relation], held: Collection[Cell], truth: Mapping[Cell, int]
) -> tuple[list[Cell], list[Relation]]:
    """The relations with some cells held at what they are, and the cells that are left in them."""
    kept = []
    for relation in relations:
        free = [(cell, sign) for cell, sign in zip(relation.cells, relation.signs, strict=True) if cell not in held]
        fixed = sum(
            sign * truth[cell] for cell, sign in zip(relation.cells, relation.signs, strict=True) if cell in held
        )
        if free:
            cells, signs = zip(*free, strict=True)
            shown = relation.shown & frozenset(cells)
            kept.append(Relation(cells, signs, relation.least - fixed, relation.greatest - fixed, relation.said, shown))
    return sorted({cell for relation in kept for cell in relation.cells}), kept


def _is_wide(least: float, greatest: float, rule: Rule) -> bool:
    return min(greatest, rule.threshold) - max(least, 1) >= rule.least_width
