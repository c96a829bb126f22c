"""A solver that gives up proves nothing: only where it says that nothing fits is nothing learned from what was released.

The statuses are scipy's (scipy.optimize.milp): 1 a limit was reached, 2 infeasible, 3 unbounded, 4 other.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from analysis.disclosure import Rule
from analysis.disclosure.attacks import together
from analysis.disclosure.attacks.attack import given_away
from analysis.disclosure.attacks.knowledge import Cell, Knowledge, Relation

CELLS: list[Cell] = [(hub, "Q1", "people") for hub in "abc"]


def knowledge() -> Knowledge:
    """Three withheld counts that two sums leave wholly free: 2 + 2 + 4 and 6 + 5 + 1 fit, as do 1 + 2 + 7 and 2 + 7 + 1."""
    relations = [
        Relation(tuple(CELLS), (1, 1, 1), 8, 12, "all three"),
        Relation(tuple(CELLS[:2]), (1, 1), 3, 13, "the first two"),
    ]
    return Knowledge(Rule(threshold=7, base=5, source="test"), dict.fromkeys(CELLS, (1, 7)), relations)


def test_what_is_free_is_not_given_away() -> None:
    assert given_away(knowledge(), CELLS) == []


@pytest.mark.parametrize("status", [1, 3, 4])
def test_where_the_solver_gives_up_every_count_is_held_to_be_given_away(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(together, "_milp", lambda *_asked, **_how: SimpleNamespace(x=None, status=status))
    assert [each.cell for each in given_away(knowledge(), CELLS)] == CELLS


def test_where_nothing_fits_nothing_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_milp", lambda *_asked, **_how: SimpleNamespace(x=None, status=2))
    assert given_away(knowledge(), CELLS) == []


def test_a_count_seen_far_enough_apart_stays_free_though_the_solver_gives_up_later() -> None:
    """Two worlds are seen in which a and b are 1 and 7 and c is 4 in both; of c no more is known."""
    question = together._Question(knowledge(), together.Asked(CELLS, knowledge().relations, CELLS))
    for world in ([1.0, 7.0, 4.0], [7.0, 1.0, 4.0], None):
        question.saw(together._Answer(None if world is None else np.array(world), 0 if world else 1))
    assert question.reach() == {CELLS[0]: (1, 7), CELLS[1]: (1, 7), CELLS[2]: (1, 1)}
