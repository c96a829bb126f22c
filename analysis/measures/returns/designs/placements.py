"""The ways in which something could have been placed at hubs, as many in each block and from the same quarters as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import comb, prod

import numpy as np

ALL_UP_TO = 5_000  # ways; where there are more, as many as this are drawn, always the same ones
_SEED = 20240401


def blocks_of(hubs: Sequence[str], within: Mapping[str, str]) -> list[list[int]]:
    """The hubs' places by block, in the order of the blocks' names; a hub of no block is in one with the others of none."""
    names = sorted({within.get(hub, "") for hub in hubs})
    return [[place for place, hub in enumerate(hubs) if within.get(hub, "") == name] for name in names]


def placements(starts: np.ndarray, blocks: Sequence[Sequence[int]], most: int = ALL_UP_TO) -> np.ndarray:
    """Each way to give the starts of a block to its hubs, as rows: ways x hubs, or `most` of them drawn by lot.

    starts: of each hub, a number for when it began; hubs that begin alike are exchanged for nothing. The way that happened is among the
    rows; where ways are drawn it is the last.
    """
    numbers = [[int((starts[block] == each).sum()) for each in np.unique(starts[block])] for block in map(list, blocks)]
    if prod(_ways(counts) for counts in numbers) <= most:
        each = [list(_arranged([int(start) for start in sorted(starts[list(block)])])) for block in blocks]
        order = np.argsort(np.concatenate([list(block) for block in blocks]))
        return np.array([np.concatenate(parts)[order] for parts in product(*each)])
    lot = np.random.default_rng(_SEED)
    drawn = np.tile(starts, (most, 1))
    for way in drawn[:-1]:
        for block in map(list, blocks):
            way[block] = lot.permutation(starts[block])
    return drawn


def _ways(counts: Sequence[int]) -> int:
    left, ways = sum(counts), 1
    for count in counts:
        ways *= comb(left, count)
        left -= count
    return ways


def _arranged(starts: Sequence[int]) -> Iterator[list[int]]:
    """Each distinct order of the starts, which come sorted."""
    if len(set(starts)) <= 1:
        yield list(starts)
        return
    first = starts[0]
    count = sum(start == first for start in starts)
    for places in combinations(range(len(starts)), count):
        for rest in _arranged(starts[count:]):
            left = iter(rest)
            yield [first if place in places else next(left) for place in range(len(starts))]
