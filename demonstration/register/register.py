"""Invented hubs and localities, and the register files that list them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.datasets.declaration import Table
from analysis.datasets.register.hubs import HUBS
from analysis.datasets.register.localities import LOCALITIES
from analysis.periods import Period


@dataclass(frozen=True)
class Locality:
    """An invented place. Coordinates lie in the open sea, so that no real place can be taken for it."""

    locality_id: str
    name: str
    population: int
    deprivation_decile: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Hub:
    """An invented hub: what the register says of it, and (from `size` on) what its quarters are drawn around."""

    hub_id: str
    name: str
    kind: str
    locality_id: str
    area: str
    status: str
    opened: Period
    facilitated_from: Period | None
    latitude: float
    longitude: float
    size: float  # attendances in an ordinary quarter, before anything planted
    sessions: float  # sessions a quarter
    visits: float  # attendances for each different person
    young: float  # share of people aged 0 to 17
    old: float  # share of people aged 65 or over
    volunteers: float
    agencies: float
    warm_space: bool  # opens as a warm space in winter (Q3 and Q4)
    support: tuple[str, ...]


def hubs_csv(hubs: Iterable[Hub]) -> bytes:
    rows = ({**vars(hub), "opened": hub.opened.label, "facilitated_from": _label(hub.facilitated_from)} for hub in hubs)
    return _table_csv(HUBS, rows)


def localities_csv(localities: Iterable[Locality]) -> bytes:
    return _table_csv(LOCALITIES, (vars(locality) for locality in localities))


def drawn_table(text: str) -> list[dict[str, str]]:
    """The rows of a table drawn with `|`; its first line holds the names."""
    names, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [dict(zip(names, row, strict=True)) for row in rows]


def written_csv(names: Sequence[str], rows: Iterable[dict[str, Any]]) -> bytes:
    """A CSV file in UTF-8 with line feeds: the named columns of the rows, nothing for what is None."""
    text = io.StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _table_csv(table: Table, rows: Iterable[dict[str, Any]]) -> bytes:
    return written_csv([column.name for column in table.columns_sent], rows)


def _label(quarter: Period | None) -> str:
    return quarter.label if quarter else ""
