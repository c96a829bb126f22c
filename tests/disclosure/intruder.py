"""An intruder who has nothing but published tables, and knows the rule: how closely each withheld count can be worked out of them.

It shares no code with the attack of a build. It reads the tables as a person does, cell by cell: a hub's own answers, the sums of a quarter with how
many hubs are in them, the ages that make up the people, and that whoever comes attends. It asks scipy's solver for the least and the greatest count
that fit all of it at once, of all editions that it has.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

BANDS = ("people_0_17", "people_18_64", "people_65_plus")
COUNTS = ("attendances", "people", *BANDS, "volunteers", "referrals_in", "referrals_out", "next_steps")
SUMS = {"volunteers": ("volunteers", "volunteers"), "attendance-by-quarter": ("attendances", "total")}  # of what, where
MOST = 100_000

Cell = tuple[str, str, str]  # hub, quarter, question
Rows = Sequence[Mapping[str, Any]]


class Relation(NamedTuple):
    signs: dict[Cell, int]
    least: float
    greatest: float


class Intruder:
    def __init__(self) -> None:
        self.bounds: dict[Cell, tuple[float, float]] = {}
        self.relations: list[Relation] = []

    def reads(self, tables: Mapping[str, Rows]) -> None:
        """One edition: its tables by name, a mapping a row; `[c]` stands where a count is withheld."""
        rows = {
            (name.removeprefix("hub-answers-"), row["quarter"]): row
            for name, table in tables.items()
            if name.startswith("hub-answers-")
            for row in table
        }
        for place, row in rows.items():
            self._reads_answers(place, row)
        for name, (question, column) in SUMS.items():
            for row in tables.get(name, ()):
                self._reads_sum(row["quarter"], row[column], row["hubs"], question, rows)

    def _reads_answers(self, place: tuple[str, str], row: Mapping[str, Any]) -> None:
        for question in COUNTS:
            if row[question] == "[c]":  # an age may be withheld because a smaller one is
                self._bind((*place, question), *((0, MOST) if question in BANDS else (1, 7)))
            elif isinstance(row[question], float):
                self._bind((*place, question), *counts_shown_as(row[question]))
        parts = [row[name] for name in (*BANDS, "people")]
        self.relations.append(Relation({(*place, "people"): 1, (*place, "attendances"): -1}, -MOST, 0))
        if all(part == "[c]" or isinstance(part, float) for part in parts):
            signs = {(*place, name): 1 for name in BANDS} | {(*place, "people"): -1}
            self.relations.append(Relation(signs, 0, 0))
        shown = [row[name] for name in BANDS if isinstance(row[name], float) and row[name]]
        for name in BANDS if shown else ():
            if row[name] == "[c]":  # the smallest are withheld first
                self._bind((*place, name), 0, counts_shown_as(min(shown))[1])

    def _reads_sum(
        self, quarter: str, total: Any, hubs: Any, question: str, rows: Mapping[tuple[str, str], Any]
    ) -> None:
        here = {hub: row[question] for (hub, when), row in rows.items() if when == quarter}
        shown = [hub for hub, told in here.items() if isinstance(told, float)]
        withheld = [hub for hub, told in here.items() if told == "[c]"]
        if not here or not isinstance(total, float):
            return
        among = shown if hubs == len(shown) else [*shown, *withheld]
        assert hubs == len(among), (quarter, question, hubs)
        self.relations.append(Relation({(hub, quarter, question): 1 for hub in among}, total - 2, total + 2))

    def _bind(self, cell: Cell, least: float, greatest: float) -> None:
        known = self.bounds.get(cell, (0, MOST))
        self.bounds[cell] = (max(known[0], least), min(known[1], greatest))

    def bounds_of(self, cells: Iterable[Cell], knows: Mapping[Cell, int]) -> dict[Cell, tuple[int, int]]:
        """The least and the greatest count that each may be. knows: counts that the intruder has to the number, being their hub."""
        names = sorted(self.bounds | dict.fromkeys(cell for each in self.relations for cell in each.signs))
        number = {cell: at for at, cell in enumerate(names)}
        ends = np.array([(knows[cell],) * 2 if cell in knows else self.bounds.get(cell, (0, MOST)) for cell in names])
        entries = [
            (row, number[cell], sign) for row, each in enumerate(self.relations) for cell, sign in each.signs.items()
        ]
        at, places, signs = zip(*entries, strict=True)
        matrix = csr_array((signs, (at, places)), shape=(len(self.relations), len(names)))
        limits = [[getattr(each, end) for each in self.relations] for end in ("least", "greatest")]
        found = {}
        for cell in cells:
            along = np.zeros(len(names))
            along[number[cell]] = 1
            answers = [
                milp(
                    sign * along,
                    constraints=LinearConstraint(matrix, *limits),
                    bounds=Bounds(*ends.T),
                    integrality=np.ones(len(names)),
                )
                for sign in (1, -1)
            ]
            assert all(answer.x is not None for answer in answers), "no world fits what is published"
            least, greatest = (round(answer.x[number[cell]]) for answer in answers)
            found[cell] = (least, greatest)
        return found


def counts_shown_as(shown: float) -> tuple[float, float]:
    """The least and the greatest count that is printed so under the rule 7 and 5."""
    return (0, 0) if shown == 0 else (max(8, math.ceil(shown - 2.5)), math.floor(shown + 2.49))
