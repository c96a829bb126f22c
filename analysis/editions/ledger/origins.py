"""From a fact's origins (rows of processed tables) back to the files, sheets and cells that people sent."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.handover import Origin
from analysis.project import processed_folder

if TYPE_CHECKING:  # a build with nothing to do imports nothing heavy
    import polars as pl

    from analysis.networks import Network
    from analysis.periods import Period

_CORRECTIONS = "corrections.yml"
_PASSAGE = {"case_id": "case_id", "coding_id": "coding_id", "source_file": "file", "start": "start", "end": "end"}
_A1 = re.compile(r"^([A-Z]+)(\d+)$")
# The findings name the place they complain of, all other tables the place a row comes from.
_PLACES = (("source_file", "file"), ("source_sheet", "sheet"), ("source_cell", "cell"))


Where = tuple[tuple[str, tuple[Any, ...]], ...]


class Sources:
    """Finds source cells. Each table is read and indexed by column once: there are thousands of facts."""

    def __init__(self, processed: Path, withheld: Collection[tuple[str, str, str]] = ()) -> None:
        """withheld: hub, quarter and question of the answers of which nothing is told."""
        self._processed, self._withheld = processed, withheld
        self._tables: dict[tuple[str, str], _Table] = {}
        self._found: dict[tuple[Origin, ...], list[dict[str, str]]] = {}

    @classmethod
    def of_edition(cls, network: Network, period: Period) -> Sources:
        """Those of an edition, as its build noted what it withholds."""
        from analysis.exhibits.report.withheld import read_withheld

        return cls(processed_folder(network.name), read_withheld(network, period))

    def of(self, origins: Iterable[Origin]) -> list[dict[str, str]]:
        """Files with the cells in them: [{"file", "sheet", "cells"}], cells compact (`C11:C13, C20`).

        An empty list of values in `where` restricts nothing. Files of another network than the edition's name it: `network`.
        """
        key = tuple(origins)
        if key not in self._found:
            places: dict[tuple[str, str, str], set[str]] = defaultdict(set)
            for origin in key:
                for (file, sheet), cells in self._table(origin.network, origin.table).places(origin.where).items():
                    places[(origin.network, file, sheet)].update(cells)
            self._found[key] = [_described(*place, places[place]) for place in sorted(places)]
        return self._found[key]

    def exceptions(self, origins: Iterable[Origin]) -> list[str]:
        """What hubs confirmed as out of the ordinary in the answers that a fact rests on: `2023-24 Q4, Mill 2: the hub was flooded`."""
        from analysis.disclosure.words import reason_shown

        resting = [dict(origin.where) for origin in origins if origin.table == "returns" and not origin.network]
        numbers = {number for where in resting for number in self._exceptions_in(where)}
        found = [
            f"{said['quarter']}, {said['hub']}: {reason_shown(said['words'] or 'no reason given')}"
            for said in (self._exceptions[number] for number in sorted(numbers))
        ]
        return list(dict.fromkeys(found))

    def _exceptions_in(self, where: dict[str, tuple[Any, ...]]) -> Iterator[int]:
        """Which of the exceptions are in the rows; of one hub only its own are looked at."""
        hubs = where.get("hub_id")
        looked_at = (
            (number for hub in set(hubs) for number in self._exceptions_of.get(hub, ()))
            if hubs
            else range(len(self._exceptions))
        )
        return (number for number in looked_at if _rests_on(where, self._exceptions[number]))

    @cached_property
    def _exceptions_of(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, said in enumerate(self._exceptions):
            numbers[said["hub_id"]].append(number)
        return numbers

    @cached_property
    def _exceptions(self) -> list[dict[str, Any]]:
        from analysis.measures.returns.circumstances import exceptions

        try:
            corrections, returns, hubs = (_frame(self._processed, name) for name in ("corrections", "returns", "hubs"))
        except FileNotFoundError:  # a network that asks its hubs nothing
            return []
        told = exceptions(corrections, returns, hubs).rows(named=True)
        return [row for row in told if (row["hub_id"], row["quarter"], row["question_id"]) not in self._withheld]

    def passages(self, origins: Iterable[Origin]) -> list[dict[str, Any]]:
        """The coded passages that a quote comes from: [{"case_id", "coding_id", "file", "start", "end"}].

        start and end are code points of the source's text, its line breaks counted as one each; end is the one after the last.
        """
        found = []
        for origin in origins:
            if origin.table == "codings":
                found += self._table(origin.network, "codings").rows(origin.where, _PASSAGE)
        return [{_PASSAGE[name]: value for name, value in row.items()} for row in found]

    def _table(self, network: str, name: str) -> _Table:
        key = (network, name)
        if key not in self._tables:
            folder = self._processed.parent / network if network else self._processed
            self._tables[key] = _Table(_frame(folder, name))
        return self._tables[key]


def _frame(folder: Path, name: str) -> pl.DataFrame:
    """A processed table; the price index, which all networks share, from its own file."""
    import polars as pl

    from analysis.datasets.findings import FINDINGS, numbered
    from analysis.datasets.money.prices import PRICES, read_prices

    if name == PRICES.name:
        return read_prices().frame
    frame = pl.read_parquet(folder / f"{name}.parquet")
    return numbered(frame) if name == FINDINGS.name else frame


def _rests_on(where: dict[str, tuple[Any, ...]], said: dict[str, Any]) -> bool:
    return all(said[name] in where[name] for name in ("hub_id", "quarter", "question_id") if where.get(name))


def _rows_in(parts: Sequence[Sequence[int]]) -> int:
    return sum(map(len, parts))


class _Table:
    """One processed table as lists, with the rows of each value of a column where that was asked for."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._columns: dict[str, list[Any]] = frame.to_dict(as_series=False)
        self._height = frame.height
        self._rows: dict[tuple[str, ...], dict[tuple[Any, ...], list[int]]] = {}
        self._places = list(zip(*(self._first(names) for names in _PLACES), strict=True))
        self._found: dict[Where, dict[tuple[str, str], list[str]]] = {}

    def rows(self, where: Where, columns: Iterable[str]) -> list[dict[str, Any]]:
        """Those columns of the rows where each column of `where` holds one of its values, in the table's order."""
        return [{name: self._columns[name][row] for name in columns} for row in sorted(self._numbers(where))]

    def _numbers(self, where: Where) -> Iterable[int]:
        """Looks each combination of the values up, where these are fewer than the rows that one of the columns would leave; else looks
        through those rows. A hub's answer is one combination, a sum over all hubs leaves fewer rows by its quarters."""
        asked = {column: dict.fromkeys(values) for column, values in where if values}
        if not asked:
            return range(self._height)
        parts = [[self._index((column,)).get((value,), []) for value in values] for column, values in asked.items()]
        fewest = min(parts, key=_rows_in)
        if math.prod(map(len, asked.values())) <= _rows_in(fewest):
            index = self._index(tuple(asked))
            return [row for values in itertools.product(*asked.values()) for row in index.get(values, ())]
        columns = [(self._columns[name], held) for name, held in asked.items()]
        return [row for rows in fewest for row in rows if all(column[row] in held for column, held in columns)]

    def places(self, where: Where) -> Mapping[tuple[str, str], Sequence[str]]:
        """By file and sheet the cells of the rows where each column holds one of its values."""
        if where not in self._found:
            self._found[where] = self._looked_up(where)
        return self._found[where]

    def _looked_up(self, where: Where) -> dict[tuple[str, str], list[str]]:
        numbers, found = self._numbers(where), defaultdict[tuple[str, str], list[str]](list)
        for file, sheet, cell in map(self._places.__getitem__, numbers):
            if file:
                found[file, sheet].append(cell)
        # An answer that was corrected rests on its own cell and on the entry that says what holds instead.
        corrected = self._columns.get("correction", ())
        if entries := [str(corrected[row]) for row in numbers if corrected and corrected[row]]:
            found[_CORRECTIONS, ""] = entries
        return dict(found)

    def _first(self, names: tuple[str, ...]) -> list[str]:
        """The first of the columns that the table has, as text; blanks where it has none."""
        column = next((self._columns[name] for name in names if name in self._columns), [None] * self._height)
        return [str(value or "") for value in column]

    def _index(self, columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[int]]:
        """The rows of each combination of values of these columns."""
        if columns not in self._rows:
            index: dict[tuple[Any, ...], list[int]] = defaultdict(list)
            for row, values in enumerate(zip(*(self._columns[column] for column in columns), strict=True)):
                index[values].append(row)
            self._rows[columns] = index
        return self._rows[columns]


def _described(network: str, file: str, sheet: str, cells: set[str]) -> dict[str, str]:
    described = {"network": network, "file": file} if network else {"file": file}
    if sheet:
        described["sheet"] = sheet
    if compact := compact_cells(cells):
        described["cells"] = compact
    return described


def compact_cells(cells: Iterable[str]) -> str:
    """`C11, C12, C13, D4` as `C11:C13, D4`; names that are no A1 cells stand as they are, after the others."""
    columns: dict[str, list[int]] = defaultdict(list)
    others: list[str] = []
    for cell in cells:
        if found := _A1.match(cell):
            columns[found[1]].append(int(found[2]))
        elif cell:
            others.append(cell)
    runs = [
        run for column in sorted(columns, key=lambda name: (len(name), name)) for run in _runs(column, columns[column])
    ]
    return ", ".join([*runs, *sorted(others)])


def _runs(column: str, rows: list[int]) -> list[str]:
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return [f"{column}{first}" if first == last else f"{column}{first}:{column}{last}" for first, last in runs]
