"""The solver behind the attack on counts: many small questions put to it at once (attack.py, insiders.py).

A network's attack is some thousand small integer programmes, and to begin one takes longer than to solve it. So questions that have nothing
to do with each other stand in one matrix, block beside block: what is least in all of them together is least in each. Solver: HiGHS
(Huangfu and Hall 2018) through scipy. It is asked first without minding that numbers are whole: sums of rows and of columns nearly
always have whole numbers at their ends. Only a block that has not is asked again by itself, over whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis.disclosure.attacks.knowledge import Cell, Knowledge, Relation
from analysis.disclosure.rule import Rule

_WHOLE = 1e-6  # how far from a whole number a solver's answer may lie that is one
_FITS_NONE = (
    2  # scipy's status where it is proved that nothing fits; any other without a world says that the solver gave up
)
_KNOWN = (1, 1)  # the reach of a cell of which the solver did not say how far it goes: held to be worked out
_PROBES = 8  # directions that are tried for all cells of a question before these are asked one by one
_AT_ONCE = 4  # cells of a question that are asked singly at once
_MOST_TOGETHER = (
    1500  # columns of one matrix; beyond it the solver loses by their number what it gains by being called less
)


class Asked(NamedTuple):
    """The cells and relations of a question, and of which cells the least and the greatest value are wanted."""

    cells: Sequence[Cell]
    relations: list[Relation]
    wanted: Sequence[Cell]


def solved_together(knowledge: Knowledge, questions: Sequence[Asked]) -> list[dict[Cell, tuple[int, int]] | None]:
    """Of each question the least and the greatest value of each cell wanted, over all whole numbers that fit its relations, as far as it
    matters whether they lie close; None where none fit. A cell of which the solver could not say so, at a limit or for a fault, counts as
    worked out: what was seen of it until then is kept only where it is far enough apart already.

    Each solution is a witness for all cells at once: a cell whose witnesses lie far enough apart need not be asked any more.
    """
    asked = [_Question(knowledge, each) for each in questions]
    for _ in range(_PROBES):
        _ask([(each, each.any_direction()) for each in asked if each.narrow().any()])
    while singly := [(each, along) for each in asked for along in each.towards_some()]:
        _ask(singly)
    return [each.reach() for each in asked]


class _Answer(NamedTuple):
    """A world that fits, or none, and scipy's status."""

    world: np.ndarray | None
    status: int


class _Question:
    """A question as the block of a matrix, and how far apart the witnesses of each wanted cell lie so far."""

    def __init__(self, knowledge: Knowledge, asked: Asked) -> None:
        number = {cell: at for at, cell in enumerate(asked.cells)}
        relations = asked.relations
        self.rows = np.array([at for at, relation in enumerate(relations) for _ in relation.cells], dtype=np.int64)
        self.places = np.array([number[cell] for relation in relations for cell in relation.cells], dtype=np.int64)
        self.signs = np.array([sign for relation in relations for sign in relation.signs], dtype=float)
        self.ends = np.array([(relation.least, relation.greatest) for relation in relations], dtype=float)
        self.bounds = np.array([knowledge.bounds[cell] for cell in asked.cells], dtype=float)
        self.fits_none = False
        self._gave_up = False
        self._rule: Rule = knowledge.rule
        self._wanted = list(asked.wanted)
        self._own = np.array([number[cell] for cell in asked.wanted], dtype=np.int64)
        self._least = np.full(len(self._own), np.inf)
        self._greatest = np.full(len(self._own), -np.inf)
        self._asked_singly = np.zeros(len(self._own), dtype=bool)
        self._draws = np.random.default_rng(1)

    def narrow(self) -> np.ndarray:
        """Which of the wanted cells have no witnesses far enough apart yet, within what they may be."""
        if self.fits_none:
            return np.zeros(len(self._own), dtype=bool)
        low, high = (np.clip(ends, 1, self._rule.threshold) for ends in (self._least, self._greatest))
        return np.asarray(high - low < self._rule.least_width)

    def any_direction(self) -> np.ndarray:
        """A direction drawn at random, in which the narrow cells alone count."""
        along = np.zeros(len(self.bounds))
        along[self._own] = self._draws.normal(size=len(self._own)) * self.narrow()
        return along

    def towards_some(self) -> list[np.ndarray]:
        """The directions of some narrow cells that were not asked for by themselves; of all of them none would clear another."""
        some = np.flatnonzero(self.narrow() & ~self._asked_singly)[:_AT_ONCE]
        self._asked_singly[some] = True
        directions = np.zeros((len(some), len(self.bounds)))
        directions[np.arange(len(some)), self._own[some]] = 1.0
        return list(directions)

    def saw(self, answer: _Answer) -> None:
        """Take in a world that fits, that none does, or that the solver did not come to say."""
        if answer.world is None:
            self.fits_none |= answer.status == _FITS_NONE
            self._gave_up |= answer.status != _FITS_NONE
            return
        held = np.round(answer.world[self._own])
        self._least, self._greatest = np.minimum(self._least, held), np.maximum(self._greatest, held)

    def reach(self) -> dict[Cell, tuple[int, int]] | None:
        if self.fits_none:
            return None
        unsure = self.narrow() & self._gave_up
        ends = zip(self._wanted, self._least, self._greatest, unsure, strict=True)
        return {cell: _KNOWN if open_ else (int(least), int(greatest)) for cell, least, greatest, open_ in ends}


_Ask = tuple[_Question, np.ndarray]  # a question, and the direction in which a world is to lie least


def _ask(asks: Sequence[_Ask]) -> None:
    """Look, for each question, for the two worlds that lie furthest in a direction and against it."""
    both = [(question, sign * along) for question, along in asks for sign in (1.0, -1.0)]
    for block in _blocks(both):
        answer = _milp(block, whole=False)
        if answer.x is None and len(block) > 1:  # one of them fits none, and then no answer fits all
            for each in block:
                each[0].saw(_alone(each))
            continue
        if answer.x is None:
            block[0][0].saw(_alone(block[0]))
            continue
        ends = np.cumsum([len(along) for _, along in block])[:-1]
        for each, world in zip(block, np.split(answer.x, ends), strict=True):
            each[0].saw(_Answer(world, 0) if _is_whole(world) else _alone(each, loose_was_whole=False))


def _blocks(asks: Sequence[_Ask]) -> Iterator[list[_Ask]]:
    held: list[_Ask] = []
    columns = 0
    for each in asks:
        if held and columns + len(each[1]) > _MOST_TOGETHER:
            yield held
            held, columns = [], 0
        held.append(each)
        columns += len(each[1])
    if held:
        yield held


def _alone(ask: _Ask, loose_was_whole: bool = True) -> _Answer:
    """A world of whole numbers that fits one question and lies least in its direction; none where none fits or the solver gave up.

    Where it gave up, it is asked once more for any world: without a direction there is less to fail in.
    """
    if loose_was_whole:
        loose = _answer(ask, whole=False)
        if loose.status == _FITS_NONE or (loose.world is not None and _is_whole(loose.world)):
            return loose
    answer = _answer(ask, whole=True)
    if answer.world is None and answer.status != _FITS_NONE:
        return _answer((ask[0], np.zeros(len(ask[1]))), whole=True)
    return answer


def _answer(ask: _Ask, whole: bool) -> _Answer:
    found = _milp([ask], whole)
    return _Answer(None if found.x is None else np.asarray(found.x), int(found.status))


def _is_whole(world: np.ndarray) -> bool:
    return bool(np.abs(world - np.round(world)).max(initial=0.0) < _WHOLE)


def _milp(block: Sequence[_Ask], whole: bool) -> Any:
    """What the solver says of questions beside each other."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    questions = [question for question, _ in block]
    below = np.cumsum([0, *(len(each.ends) for each in questions)])
    beside = np.cumsum([0, *(len(each.bounds) for each in questions)])
    rows = np.concatenate([each.rows + at for each, at in zip(questions, below, strict=False)])
    places = np.concatenate([each.places + at for each, at in zip(questions, beside, strict=False)])
    signs = np.concatenate([each.signs for each in questions])
    matrix = csr_array((signs, (rows, places)), shape=(below[-1], beside[-1]))
    ends, bounds = (np.concatenate([getattr(each, name) for each in questions]) for name in ("ends", "bounds"))
    return milp(
        np.concatenate([along for _, along in block]),
        constraints=LinearConstraint(matrix, *ends.T),
        bounds=Bounds(*bounds.T),
        integrality=np.full(beside[-1], float(whole)),
        options={"presolve": whole},  # it takes longer than what it saves where numbers need not be whole
    )
