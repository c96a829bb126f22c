"""What a hub can work out of others when it takes away its own count: the solver's answer is that of trying every world."""

from __future__ import annotations

import random
from itertools import product

import pytest

from analysis.disclosure.attacks import insiders
from analysis.disclosure.attacks.insiders import told_to_insiders
from analysis.disclosure.attacks.knowledge import Knowledge, Relation
from analysis.disclosure.rule import Rule

RULE = Rule(threshold=5, base=5, source="a test")  # a count has to stay possible over three steps


def told_by_trying(
    counts: list[int], relations: list[tuple[list[int], int, int]], unknown: frozenset[int] = frozenset()
) -> set[int]:
    """The counts that the owner of another one can bound more closely than the rule allows. unknown: to their own owners too."""
    worlds = [
        world
        for world in product(range(1, RULE.threshold + 1), repeat=len(counts))
        if all(least <= sum(world[at] for at in places) <= greatest for places, least, greatest in relations)
    ]
    found = set()
    for insider, own in enumerate(counts):
        left = [world for world in worlds if insider in unknown or world[insider] == own]
        for other in range(len(counts)):
            may_be = {world[other] for world in left}
            if other != insider and max(may_be) - min(may_be) < RULE.least_width:
                found.add(other)
    return found


@pytest.fixture(params=[(6, 3), (1, 3), (1, 0)], ids=["one by one", "first in rows and columns", "first in groups"])
def _ways_of_asking(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way in which a large network is asked, of networks small enough to try all worlds."""
    few, layouts = request.param
    monkeypatch.setattr(insiders, "_FEW", few)
    monkeypatch.setattr(insiders, "_LAYOUTS", layouts)


@pytest.mark.usefixtures("_ways_of_asking")
@pytest.mark.parametrize("seed", range(90))
def test_what_somebody_inside_can_work_out_is_what_trying_every_world_says(seed: int) -> None:
    chance = random.Random(seed)
    counts = [chance.randint(1, RULE.threshold) for _ in range(chance.choice([3, 4, 5]))]
    spans = [list(range(len(counts)))]
    if seed % 2:  # a second sum, over some of them, so that all lie in one piece
        spans.append(sorted(chance.sample(range(len(counts)), len(counts) - 1)))
    relations = []
    for places in spans:
        total, room = sum(counts[at] for at in places), chance.choice([2, 4, 6])
        below = chance.randint(0, room)
        relations.append((places, total - below, total + room - below))
    cells = [(f"hub-{at}", "Q1", "people") for at in range(len(counts))]
    knowledge = Knowledge(RULE, dict.fromkeys(cells, (1, RULE.threshold)))
    for number, (places, least, greatest) in enumerate(relations):
        own = tuple(cells[at] for at in places)
        knowledge.relations.append(Relation(own, (1,) * len(own), least, greatest, f"sum {number}"))
    # Of the last third of the networks one hub does not know its own count: a return that got lost, and was published beside others.
    unknown = frozenset({chance.randrange(len(counts))} if seed >= 60 else ())
    truth = {cells[at]: count for at, count in enumerate(counts) if at not in unknown}
    found = told_to_insiders(knowledge, cells, truth, {})
    assert {cells.index(each.cell) for each in found} == told_by_trying(counts, relations, unknown), (counts, relations)
