"""The worlds that fit all tables of case studies, as linear relations between whole numbers and the solver that looks for one (puzzle.py)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis.disclosure.cases import OTHERS
from analysis.disclosure.puzzle.cells import COLLECTED, KIND, PARTNER, REST, Cell, cells_of, times_within
from analysis.disclosure.puzzle.solver import LIES, TOLD, WHERE, Relations, whole_world
from analysis.measures.cases.sources import NOT_GIVEN


class Voice(NamedTuple):
    """What a reader knows of somebody quoted: the kind of source as it is said (OTHERS where none is), empty where nothing is known of it,
    and the codes of the passage."""

    kind: str
    codes: frozenset[str]


class Worlds:
    """All tables as relations. Columns: case studies of each cell; for each code those that tell of it, apart as far as some table has them
    apart; after these, for each voice that is asked about, the cell that it lies in."""

    def __init__(self, frames: Sequence[pl.DataFrame], dimensions: Sequence[str]) -> None:
        self._dimensions = list(dimensions)
        self._cells = list(cells_of(frames, dimensions))
        kinds = self._dimensions.index(KIND) if KIND in self._dimensions else 0
        self._kinds = {cell.states[kinds][0] for cell in self._cells}
        self._last = len(frames) - 1
        self._all = int(frames[-1].filter(pl.col("table") == "all")["number"].sum())
        self._columns = len(self._cells)
        self._telling: dict[str, tuple[int, list[int]]] = {}
        self._apart = _apart(frames, dimensions)
        self._rows = Relations()
        self._figures: set[str] = set()
        own = pl.col("dimension").is_in(["", *dimensions])
        for at, frame in enumerate(frames):
            for row in frame.filter(own).iter_rows(named=True):
                self._learn(at, row, at == len(frames) - 1)
        if PARTNER in dimensions:
            for at, frame in enumerate(frames):
                self._learn_partners(at, frame)
        for frame in frames:
            self._learn_any_of(frame)

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(sorted(self._figures))

    def _told(self, code: str) -> tuple[int, list[int]]:
        """The first of the columns of a code, and which of them each cell has."""
        if code not in self._telling:
            keys = [self._key(cell, code) for cell in self._cells]
            place = {key: at for at, key in enumerate(dict.fromkeys(keys))}
            of_cell, begin = [place[key] for key in keys], self._columns
            self._columns += len(place)
            for at in range(len(place)):
                beside = {cell: -1.0 for cell, column in enumerate(of_cell) if column == at}
                self._rows.add({begin + at: 1.0} | beside, -np.inf, 0)
            self._telling[code] = begin, of_cell
        return self._telling[code]

    def _key(self, cell: Cell, code: str) -> Hashable:
        """What is the same of all cells that share a column: the target's name, and each dimension that has the code apart, with the groups in
        which that is told."""
        apart = self._apart[code]
        own = [
            (name, tuple(told for (_, table), told in shown.items() if table == "told-size" and dimension in apart))
            for dimension, (name, shown) in zip(self._dimensions, cell.states, strict=True)
            if dimension in apart or dimension == self._dimensions[0]
        ]
        return (cell.joined, *own)

    def _sum(self, holds: Callable[[Cell], bool], code: str = "") -> dict[int, float]:
        """The case studies of such cells, or those of them that tell of a code, which some table has apart as `holds` does."""
        begin, of_cell = self._told(code) if code else (0, range(len(self._cells)))
        return {begin + of_cell[number]: 1.0 for number, cell in enumerate(self._cells) if holds(cell)}

    def _learn(self, at: int, row: Mapping[str, object], is_last: bool) -> None:
        table, dimension, name, number = row["table"], row["dimension"], row["name"], int(str(row["number"]))
        if table == "all":
            self._rows.add(self._sum(lambda cell: cell.joined <= at), number, number)
        elif table == "telling":
            if row["code"] in self._apart:
                self._rows.add(self._sum(lambda cell: cell.joined <= at, str(row["code"])), number, number)
        elif table == COLLECTED:
            place, times = self._dimensions.index(COLLECTED), times_within(str(name))
            if is_last:  # of editions before it their own period is meant
                here = self._sum(lambda cell: cell.states[place][0] in times, str(row["code"]))
                self._rows.add(here, number, number)
                self._figures.add("how many were collected in the period")
        elif table in ("sized", "told-size", "told"):
            place = self._dimensions.index(str(dimension))
            shown = (at, "sized" if table == "sized" else "told-size")
            code = str(row["code"]) if table == "told" else ""
            here = self._sum(lambda cell: cell.joined <= at and cell.states[place][1].get(shown) == name, code)
            self._rows.add(here, number, number)
            self._figures.add("case-sources" if table == "sized" else f"outcomes by {str(dimension).replace('_', ' ')}")

    def _learn_partners(self, at: int, frame: pl.DataFrame) -> None:
        """From how many partners a code is told, and, where that is said, how often by the one who tells it most."""
        place = self._dimensions.index(PARTNER)
        names = sorted({cell.states[place][0] for cell in self._cells} - {REST, NOT_GIVEN})
        most = dict(frame.filter(pl.col("table") == "most").select("code", "number").iter_rows())

        def told_by(name: str, code: str) -> dict[int, float]:
            return self._sum(lambda cell: cell.joined <= at and cell.states[place][0] == name, code)

        for code, number in frame.filter(pl.col("table") == "behind").select("code", "number").iter_rows():
            self._figures.add("partners-behind")
            greatest = float(most.get(code, self._all))
            by_name = [told_by(name, code) for name in names]
            self._learn_behind(by_name, told_by(REST, code), number, greatest)
            if number and code in most:
                self._learn_most(by_name, told_by(REST, code), greatest)

    def _learn_behind(
        self, by_name: Sequence[dict[int, float]], rest: dict[int, float], number: int, greatest: float
    ) -> None:
        several: dict[int, float] = {}
        for theirs in by_name:
            tells = self._new_column()
            self._rows.add(theirs | {tells: -greatest}, -np.inf, 0)
            self._rows.add(theirs | {tells: -1.0}, 0, np.inf)
            several[tells] = 1.0
        unnamed = self._new_column()  # how many that no table names tell of it
        self._rows.add(several | {unnamed: 1.0}, number, number)
        self._rows.add(rest | {unnamed: -1.0}, 0, np.inf)
        self._rows.add(rest | {unnamed: -greatest}, -np.inf, 0)

    def _learn_most(self, by_name: Sequence[dict[int, float]], rest: dict[int, float], greatest: float) -> None:
        """One of them tells it so often, the greatest there is."""
        one_of = {}
        for theirs in (*by_name, rest):
            is_most = self._new_column()
            self._rows.add(theirs | {is_most: -greatest}, 0, np.inf)
            one_of[is_most] = 1.0
        self._rows.add(one_of, 1, np.inf)

    def _new_column(self) -> int:
        self._columns += 1
        return self._columns - 1

    def _learn_any_of(self, frame: pl.DataFrame) -> None:
        """A finding in words, or an outcome of several codes, is told wherever one of its codes is, and where nothing else is named nowhere else."""
        for (whole,), rows in frame.filter(pl.col("table") == "any-of").partition_by("name", as_dict=True).items():
            if whole not in self._apart:
                continue
            codes = rows["code"].to_list()
            begin, of_cell = self._told(str(whole))
            parts = [self._told(code) for code in codes if code]
            for column, cell in {column: cell for cell, column in enumerate(of_cell)}.items():
                own = [part + columns[cell] for part, columns in parts]
                for each in own:
                    self._rows.add({each: 1.0, begin + column: -1.0}, -np.inf, 0)
                if "" not in codes:
                    self._rows.add({begin + column: 1.0} | dict.fromkeys(own, -1.0), -np.inf, 0)

    def world(self, asked: Mapping[Voice, Collection[str]]) -> np.ndarray | None:
        """A world in which each of these voices lies in none of its places, or with none of its partners; None where there is none.

        asked: voice -> the names where it may not lie. Voices bind the numbers and not each other, so that one world is a witness for all.
        """
        count, columns = len(self._cells), self._columns + len(self._cells) * len(asked)
        rows, most, cost = Relations(), np.full(columns, float(self._all)), np.zeros(columns)
        for number, (voice, but) in enumerate(asked.items()):
            begin = self._columns + number * count
            self._lies_in_one(voice, begin, rows)
            may = [self._may_lie(cell, voice) and cell.states[0][0] not in but for cell in self._cells]
            most[begin : begin + count] = may
            cost[begin : begin + count] = [cell.states[0][0] not in (REST, NOT_GIVEN) for cell in self._cells]
        kinds = np.repeat([WHERE, TOLD, LIES], [count, self._columns - count, columns - self._columns])
        return whole_world(cost, (self._rows, rows), most, kinds)

    def _lies_in_one(self, voice: Voice, begin: int, rows: Relations) -> None:
        """The voice lies in one cell, where a case study is, and where each of its codes is told."""
        count = len(self._cells)
        rows.add(dict.fromkeys(range(begin, begin + count), 1.0), 1, 1)
        for cell in range(count):
            rows.add({begin + cell: 1.0, cell: -1.0}, -np.inf, 0)
        for first, of_cell in (self._telling[code] for code in sorted(voice.codes & self._telling.keys())):
            for at in sorted(set(of_cell)):
                here = {begin + cell: 1.0 for cell, column in enumerate(of_cell) if column == at}
                rows.add(here | {first + at: -1.0}, -np.inf, 0)

    def names_in(self, world: np.ndarray, voice: Voice) -> set[str]:
        """Where the voice can lie in a world: cells with a case study, and one for each code; no table says which tell of two."""
        told = [self._telling[code] for code in voice.codes & self._telling.keys()]
        return {
            cell.states[0][0]
            for at, cell in enumerate(self._cells)
            if world[at] >= 1
            and self._may_lie(cell, voice)
            and all(world[begin + of_cell[at]] >= 1 for begin, of_cell in told)
        }

    def _may_lie(self, cell: Cell, voice: Voice) -> bool:
        if KIND not in self._dimensions or not voice.kind:
            return True
        own, shown = cell.states[self._dimensions.index(KIND)]
        counted = shown.get(
            (self._last, "told-size"), voice.kind
        )  # a kind is said of those alone that are counted by it
        if voice.kind == OTHERS:
            return counted == OTHERS
        return counted == voice.kind and own == (voice.kind if voice.kind in self._kinds else REST)


def _apart(frames: Sequence[pl.DataFrame], dimensions: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each code of which something is told beside its number, the dimensions by which some table has it apart. What is told of any of
    several codes is apart as each of these is, and they as it."""
    apart: dict[str, set[str]] = {}
    for frame in frames:
        rows = frame.filter(pl.col("table").is_in(["told", COLLECTED]) & pl.col("dimension").is_in(dimensions))
        for code, dimension in rows.select("code", "dimension").unique().iter_rows():
            apart.setdefault(code, set()).add(dimension)
        if PARTNER in dimensions:
            for code in frame.filter(pl.col("table") == "behind")["code"]:
                apart.setdefault(code, set()).add(PARTNER)
    joined = [
        {str(whole), *filter(None, rows["code"])}
        for frame in frames
        for (whole,), rows in frame.filter(pl.col("table") == "any-of").partition_by("name", as_dict=True).items()
    ]
    for _ in joined:  # each may reach into the next
        for codes in joined:
            if whole := {dimension for code in codes for dimension in apart.get(code, ())}:
                apart |= {code: set(whole) for code in codes}
    return {code: frozenset(named) for code, named in apart.items()}
