"""A world of whole numbers is found wherever trying every one finds some, also where what is told does not follow from where all lie."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from analysis.disclosure.puzzle.solver import LIES, TOLD, WHERE, Relations, whole_world

MOST = 2


def fits(world: tuple[int, ...], rows: list[tuple[dict[int, float], float, float]]) -> bool:
    return all(least <= sum(weight * world[at] for at, weight in row.items()) <= most for row, least, most in rows)


def found(rows: list[tuple[dict[int, float], float, float]], columns: int, first: int) -> np.ndarray | None:
    relations = Relations()
    for row in rows:
        relations.add(*row)
    kinds = np.repeat([WHERE, TOLD], [first, columns - first])
    return whole_world(np.zeros(columns), (relations, Relations()), np.full(columns, float(MOST)), kinds)


@pytest.mark.parametrize("seed", range(60))
def test_a_world_is_found_where_trying_every_one_finds_some(seed: int) -> None:
    chance, columns = random.Random(seed), 5
    rows = []
    for _ in range(4):
        row = {at: float(chance.choice([-2, -1, 1, 1, 2])) for at in chance.sample(range(columns), 3)}
        least = chance.randint(-1, 3)
        rows.append((row, float(least), float(least + chance.choice([0, 0, 1]))))
    there = any(fits(world, rows) for world in product(range(MOST + 1), repeat=columns))
    world = found(rows, columns, first=2)
    assert (world is not None) == there
    assert world is None or fits(tuple(int(each) for each in world), rows)


def test_where_no_first_numbers_leave_the_others_whole_there_is_no_world() -> None:
    """Twice the second number is the first and one: with an even first the second is a half, and the first is 2 or 0."""
    rows = [({1: 2.0, 0: -1.0}, 1.0, 1.0), ({0: 1.0, 2: -2.0}, 0.0, 0.0)]
    assert found(rows, 3, first=1) is None


def test_where_the_lightest_first_numbers_leave_no_others_whole_further_ones_are_tried() -> None:
    """The first may be 0, 1 or 2; only with 1 is the second, half of it and a half, whole."""
    relations = Relations()
    relations.add({1: 2.0, 0: -1.0}, 1.0, 1.0)
    for weight in (-1.0, 0.0, 1.0):
        world = whole_world(np.array([weight, 0.0]), (relations,), np.full(2, 2.0), np.array([WHERE, TOLD]))
        assert world is not None and world.tolist() == [1.0, 1.0]


def test_a_voice_may_lie_in_part_here_and_in_part_there_where_both_are_whole() -> None:
    """Two places of one case study each, of both of which the voice tells: halves are as good as one, and neither place is left out."""
    relations = Relations()
    relations.add({0: 1.0, 1: 1.0}, 2.0, 2.0)
    relations.add({2: 1.0, 3: 1.0}, 1.0, 1.0)
    for place in (0, 1):
        relations.add({2 + place: 1.0, place: -1.0}, -np.inf, 0.0)
    world = whole_world(np.zeros(4), (relations,), np.array([1.0, 1.0, 0.5, 0.5]), np.array([WHERE, WHERE, LIES, LIES]))
    assert world is not None and world[:2].tolist() == [1.0, 1.0]
