"""The cells of the puzzle of case studies: where one can lie, by when it joined and by the names of each dimension (puzzle.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import polars as pl

from analysis.disclosure.cases import OTHERS
from analysis.measures.cases.sources import NOT_GIVEN

# table: "all", "telling" (case studies that tell of a code), "sized" (of a name), "told-size" (of a name whose case studies are broken down by
# what they tell), "told" (of these, those that tell of a code), "behind" and "most" (partners who tell of a code, and its case studies of the
# one with most), "named" (how many names there are), "collected" (those that tell of a code and were collected in a time), "any-of" (what
# stands under `name` is told wherever a code is; the code left empty: or by something else).
TABLES = {"table": pl.String, "dimension": pl.String, "name": pl.String, "code": pl.String, "number": pl.Int64}
KIND, PARTNER, COLLECTED = "source_kind", "partner", "collected"
IN_PERIOD, IN_YEAR = (
    "in the period",
    "in the twelve months to its end",
)  # names of COLLECTED; the second holds the first
REST = ""  # a place, partner or kind that no table names
_EARLIER = "before"

Shown = Mapping[tuple[int, str], str]  # (edition, table) -> as what it shows a case study


class Cell(NamedTuple):
    """joined: the first edition that has the case study; states: for each dimension its name, and as what each edition shows it."""

    joined: int
    states: tuple[tuple[str, Shown], ...]


def dimensions_of(frame: pl.DataFrame) -> list[str]:
    return sorted(
        frame.filter(pl.col("table").is_in(["sized", "told-size", "collected"]))["dimension"].unique().to_list()
    )


def has_several(frame: pl.DataFrame, dimension: str) -> bool:
    """Where all case studies are of one place, or one partner's, nothing is left to be found out."""
    there = pl.col("dimension") == dimension
    known = frame.filter(there & (pl.col("table") == "named"))["number"]
    return known.is_empty() or known[0] > 1


def cells_of(frames: Sequence[pl.DataFrame], dimensions: Sequence[str]) -> Iterator[Cell]:
    states = [_states(frames, dimension) for dimension in dimensions]
    for joined in range(len(frames)):
        here = [[each for each in own if each[2] == joined] for own in states]
        yield from (Cell(joined, tuple((name, shown) for name, shown, _ in chosen)) for chosen in product(*here))


def times_within(name: str) -> tuple[str, ...]:
    """The cells' names of COLLECTED that a table's name of it holds."""
    return (IN_PERIOD, IN_YEAR) if name == IN_YEAR else (name,)


def _states(frames: Sequence[pl.DataFrame], dimension: str) -> list[tuple[str, Shown, int]]:
    """Each name with how editions may show it: by itself where they name it, or among the others. With the edition it joined in."""
    if dimension == COLLECTED:
        told = frames[-1].filter(pl.col("table") == COLLECTED)["name"].unique().sort().to_list()
        return [(name, {}, joined) for joined in range(len(frames)) for name in [*told, _EARLIER]]
    named = [
        {
            table: set(frame.filter((pl.col("table") == table) & (pl.col("dimension") == dimension))["name"])
            for table in ("sized", "told-size")
        }
        for frame in frames
    ]
    names = sorted({name for own in named for held in own.values() for name in held} - {OTHERS})
    known = frames[-1].filter((pl.col("table") == "named") & (pl.col("dimension") == dimension))["number"]
    rest = [REST] if known.is_empty() or known[0] > len(set(names) - {NOT_GIVEN}) else []
    states: list[tuple[str, Shown, int]] = []
    for joined in range(len(frames)):
        for name in [*names, *rest]:
            where = [(at, table) for at in range(joined, len(frames)) for table, held in named[at].items() if held]
            ways = [sorted({name, OTHERS} & named[at][table]) for at, table in where]
            states += [(name, dict(zip(where, way, strict=True)), joined) for way in product(*ways)]
    return states
