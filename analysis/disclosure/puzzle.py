"""The puzzle of case studies: whether a quoted voice can be led to one place or one partner by all tables of case studies together.

An intruder reads how many case studies each place, partner and kind of source has, how many of each tell of which code, how many tell
of it in all and from how many partners, in this edition and in those before; and beside a quote of which codes the passage tells and
in what kind of source it stood. All that is linear between whole numbers: how many case studies lie in each cell (joined when, place,
partner, kind), and how many of these tell of each code. For each voice an exact solver (HiGHS through scipy) looks for a world in which
it lies in one place, and for another in which it lies elsewhere. Where there is none the voice is led to that place.

The order in which case studies were collected (the curve of new codes) names no place, partner or kind, and how many joined between
two editions is in the relations; what two codes are told together binds codes to each other and no code to a place, and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis.disclosure.cases import OTHERS
from analysis.measures.cases.sources import NOT_GIVEN

TABLES = {"table": pl.String, "dimension": pl.String, "name": pl.String, "code": pl.String, "number": pl.Int64}
KIND, PARTNER = "source_kind", "partner"
_REST = ""  # a place, partner or kind that no table names
_MOST_NODES = 1000  # 1 is the rule; where a solver ends there without a world there is held to be none, which is safe and always the same
_MOST_CELLS = 300  # beyond it dimensions are attacked one by one beside the kind of source


class Voice(NamedTuple):
    """What a reader knows of somebody quoted: the kind of source, empty where it is not given, and the codes of the passage."""

    kind: str
    codes: frozenset[str]


class Led(NamedTuple):
    """A voice that can lie in one place, or with one partner, only. Which one is for the machine, and is not told."""

    voice: Voice
    dimension: str
    name: str
    figures: tuple[str, ...]


class _Cell(NamedTuple):
    """joined: the first edition that has the case study; states: for each dimension its name, and as what each edition shows it."""

    joined: int
    states: tuple[tuple[str, Mapping[tuple[int, str], str]], ...]


def led_to_one(editions: Sequence[pl.DataFrame], voices: Sequence[Voice], targets: Sequence[str]) -> list[Led]:
    """The voices that all tables lead to one named place or partner. editions: frames as TABLES, the oldest first; targets: of place, partner.

    The last edition is attacked by itself, all dimensions at once, and beside those before it. Editions that no world fits (a case
    study was withdrawn between them) tell an intruder that one is out of date, and bind nothing.
    """
    now, found = editions[-1], dict[tuple[Voice, str], Led]()
    own = _dimensions(now)
    for target in [each for each in targets if each in own and _several(now, each)]:
        joint = [target, *[each for each in own if each != target]]
        if len(list(_cells([now], joint))) > _MOST_CELLS:
            joint = [each for each in joint if each in (target, KIND)]
        if len(list(_cells([now], joint))) > _MOST_CELLS:
            joint = [target]
        worlds = [([now], joint)]
        if len(editions) > 1:
            worlds += [([before, now], [target]) for before in editions[:-1]]
            worlds += [(list(editions), [target])] if len(editions) > 2 else []
        for frames, dimensions in worlds:
            for each in _led(frames, dimensions, [voice for voice in voices if (voice, target) not in found]):
                found[each.voice, target] = each
    return sorted(found.values(), key=lambda led: (led.dimension, led.name, led.voice.kind, sorted(led.voice.codes)))


def _dimensions(frame: pl.DataFrame) -> list[str]:
    return sorted(frame.filter(pl.col("table") == "sized")["dimension"].unique().to_list())


def _several(frame: pl.DataFrame, dimension: str) -> bool:
    """Where all case studies are of one place, or one partner's, nothing is left to be found out."""
    there = pl.col("dimension") == dimension
    known = frame.filter(there & (pl.col("table") == "named"))["number"]
    return known.is_empty() or known[0] > 1


def _led(frames: Sequence[pl.DataFrame], dimensions: Sequence[str], voices: Sequence[Voice]) -> Iterator[Led]:
    """Each world that is found is a witness for all voices: only those that it leaves in one place are asked for by themselves."""
    problem = _Problem(frames, dimensions)
    seen: dict[Voice, set[str]] = {voice: set() for voice in voices}

    def safe(voice: Voice) -> bool:
        return len(seen[voice]) > 1 or bool(seen[voice] & {_REST, NOT_GIVEN})

    for voice in voices:
        while not safe(voice):
            world = problem.world(voice, seen[voice])
            if world is None:
                break
            for each in voices:
                seen[each] |= problem.names_in(world, each)
        if not safe(voice) and seen[voice]:  # where no world fits at all, nothing is learned
            yield Led(voice, dimensions[0], min(seen[voice]), problem.figures)


def _cells(frames: Sequence[pl.DataFrame], dimensions: Sequence[str]) -> Iterator[_Cell]:
    states = [_states(frames, dimension) for dimension in dimensions]
    for joined in range(len(frames)):
        here = [[each for each in own if each[2] == joined] for own in states]
        yield from (_Cell(joined, tuple((name, shown) for name, shown, _ in chosen)) for chosen in product(*here))


def _states(frames: Sequence[pl.DataFrame], dimension: str) -> list[tuple[str, Mapping[tuple[int, str], str], int]]:
    """Each name with how editions may show it: by itself where they name it, or among the others. With the edition it joined in."""
    named = [
        {
            table: set(frame.filter((pl.col("table") == table) & (pl.col("dimension") == dimension))["name"])
            for table in ("sized", "told-size")
        }
        for frame in frames
    ]
    names = sorted({name for own in named for held in own.values() for name in held} - {OTHERS})
    known = frames[-1].filter((pl.col("table") == "named") & (pl.col("dimension") == dimension))["number"]
    rest = [_REST] if known.is_empty() or known[0] > len(set(names) - {NOT_GIVEN}) else []
    states: list[tuple[str, Mapping[tuple[int, str], str], int]] = []
    for joined in range(len(frames)):
        for name in [*names, *rest]:
            where = [(at, table) for at in range(joined, len(frames)) for table, held in named[at].items() if held]
            ways = [sorted({name, OTHERS} & named[at][table]) for at, table in where]
            states += [(name, dict(zip(where, way, strict=True)), joined) for way in product(*ways)]
    return states


@dataclass
class _Rows:
    """Linear relations: entries of a sparse matrix, and the ends of each row."""

    entries: list[tuple[int, int, float]] = field(default_factory=list)
    ends: list[tuple[float, float]] = field(default_factory=list)

    def add(self, terms: Mapping[int, float], least: float, greatest: float) -> None:
        self.entries += [(len(self.ends), column, weight) for column, weight in terms.items()]
        self.ends.append((least, greatest))


class _Problem:
    """All tables as relations. Columns: case studies of each cell; for each code those that tell of it; the cell of the voice."""

    def __init__(self, frames: Sequence[pl.DataFrame], dimensions: Sequence[str]) -> None:
        self._dimensions = list(dimensions)
        self._cells = list(_cells(frames, dimensions))
        kinds = self._dimensions.index(KIND) if KIND in self._dimensions else 0
        self._kinds = {cell.states[kinds][0] for cell in self._cells}
        self._all = int(frames[-1].filter(pl.col("table") == "all")["number"].sum())
        self._columns = 2 * len(self._cells)
        self._telling: dict[str, tuple[int, list[int]]] = {}
        self._broken_down = {
            code
            for frame in frames
            for code in frame.filter((pl.col("table") == "told") & pl.col("dimension").is_in(dimensions))["code"]
        }
        self._rows = _Rows()
        self._figures: set[str] = set()
        own = pl.col("dimension").is_in(["", *dimensions])
        for at, frame in enumerate(frames):
            for row in frame.filter(own).iter_rows(named=True):
                self._learn(at, row)
        if PARTNER in dimensions:
            for at, frame in enumerate(frames):
                self._learn_partners(at, frame)
        self._learn_voice()

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(sorted(self._figures))

    def _told(self, code: str) -> tuple[int, list[int]]:
        """The first of the columns of a code, and which of them each cell has: one each where it is broken down, else one a name."""
        if code not in self._telling:
            names = {
                name: at
                for at, name in enumerate(dict.fromkeys((cell.joined, cell.states[0][0]) for cell in self._cells))
            }
            own = [names[cell.joined, cell.states[0][0]] for cell in self._cells]
            of_cell = list(range(len(self._cells))) if code in self._broken_down else own
            begin, number = self._columns, max(of_cell) + 1
            self._columns += number
            for at in range(number):
                beside = {cell: -1.0 for cell, column in enumerate(of_cell) if column == at}
                self._rows.add({begin + at: 1.0} | beside, -np.inf, 0)
            self._telling[code] = begin, of_cell
        return self._telling[code]

    def _sum(self, holds: Callable[[_Cell], bool], code: str = "") -> dict[int, float]:
        """The case studies of such cells, or those of them that tell of a code."""
        begin, of_cell = self._told(code) if code else (0, range(len(self._cells)))
        return {begin + of_cell[number]: 1.0 for number, cell in enumerate(self._cells) if holds(cell)}

    def _learn(self, at: int, row: Mapping[str, object]) -> None:
        table, dimension, name, number = row["table"], row["dimension"], row["name"], int(str(row["number"]))
        if table == "all":
            self._rows.add(self._sum(lambda cell: cell.joined <= at), number, number)
        elif table == "telling":
            if row["code"] in self._broken_down or PARTNER in self._dimensions:
                self._rows.add(self._sum(lambda cell: cell.joined <= at, str(row["code"])), number, number)
        elif table in ("sized", "told-size", "told"):
            place = self._dimensions.index(str(dimension))
            shown = (at, "sized" if table == "sized" else "told-size")
            code = str(row["code"]) if table == "told" else ""
            here = self._sum(lambda cell: cell.joined <= at and cell.states[place][1].get(shown) == name, code)
            self._rows.add(here, number, number)
            self._figures.add("case-sources" if table == "sized" else f"outcomes by {str(dimension).replace('_', ' ')}")

    def _learn_partners(self, at: int, frame: pl.DataFrame) -> None:
        """From how many partners a code is told, and how often by the one who tells it most."""
        place = self._dimensions.index(PARTNER)
        names = sorted({cell.states[place][0] for cell in self._cells} - {_REST, NOT_GIVEN})
        most = dict(frame.filter(pl.col("table") == "most").select("code", "number").iter_rows())
        for code, number in frame.filter(pl.col("table") == "behind").select("code", "number").iter_rows():
            self._figures.add("partners-behind")
            greatest = most.get(code, self._all)
            several: dict[int, float] = {}
            for name in names:
                theirs = self._sum(partial(_of_name, at, place, name), code)
                tells, is_most = self._columns, self._columns + 1
                self._columns += 2
                self._rows.add(theirs | {tells: -float(greatest)}, -np.inf, 0)
                self._rows.add(theirs | {tells: -1.0}, 0, np.inf)
                self._rows.add(theirs | {is_most: -float(greatest)}, 0, np.inf)
                several |= {tells: 1.0}
            rest = self._sum(partial(_of_name, at, place, _REST), code)
            mosts = {column + 1: 1.0 for column in several}
            unnamed, rest_most = self._columns, self._columns + 1
            self._columns += 2
            self._rows.add(several | {unnamed: 1.0}, number, number)  # unnamed: how many that no table names tell of it
            self._rows.add(rest | {unnamed: -1.0}, 0, np.inf)
            self._rows.add(rest | {unnamed: -float(greatest)}, -np.inf, 0)
            self._rows.add(rest | {rest_most: -float(greatest)}, 0, np.inf)
            if number:
                self._rows.add(mosts | {rest_most: 1.0}, 1, np.inf)

    def _learn_voice(self) -> None:
        """The voice lies in one cell, where a case study is."""
        count = len(self._cells)
        self._rows.add(dict.fromkeys(range(count, 2 * count), 1.0), 1, 1)
        for cell in range(count):
            self._rows.add({count + cell: 1.0, cell: -1.0}, -np.inf, 0)

    def world(self, voice: Voice, but: Collection[str]) -> np.ndarray | None:
        """A world in which the voice lies in none of these places, or with none of these partners; None where there is none."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows = _Rows(list(self._rows.entries), list(self._rows.ends))
        count = len(self._cells)
        for begin, of_cell in (self._telling[code] for code in voice.codes & self._telling.keys()):
            for at in sorted(set(of_cell)):
                here = {count + cell: 1.0 for cell, column in enumerate(of_cell) if column == at}
                rows.add(here | {begin + at: -1.0}, -np.inf, 0)
        numbers, columns, weights = zip(*rows.entries, strict=True)
        matrix = csr_array((weights, (numbers, columns)), shape=(len(rows.ends), self._columns))
        least, greatest = np.array(rows.ends).T
        most, cost = np.full(self._columns, float(self._all)), np.zeros(self._columns)
        may = [self._may_lie(cell, voice) and cell.states[0][0] not in but for cell in self._cells]
        most[count : 2 * count] = may
        cost[count : 2 * count] = [cell.states[0][0] not in (_REST, NOT_GIVEN) for cell in self._cells]
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, least, greatest),
            bounds=Bounds(np.zeros(self._columns), most),
            integrality=np.ones(self._columns),
            options={"node_limit": _MOST_NODES},
        )
        return None if answer.x is None else np.round(answer.x)

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

    def _may_lie(self, cell: _Cell, voice: Voice) -> bool:
        if KIND not in self._dimensions or not voice.kind:
            return True
        own = cell.states[self._dimensions.index(KIND)][0]
        return own == (voice.kind if voice.kind in self._kinds else _REST)


def _of_name(at: int, place: int, name: str, cell: _Cell) -> bool:
    return cell.joined <= at and cell.states[place][0] == name
