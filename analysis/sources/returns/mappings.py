"""mapping.yml: which column of a form's export answers which question, as a person has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from analysis.settings.declaration import about
from analysis.sources.entries import read_entries
from analysis.sources.findings import Place, Rule
from analysis.sources.records import Reading, Record, as_written, nothing_read

MAPPING = "mapping.yml"
_COLUMNS = ("hub", "quarter", "received")
_WHY = "Without it nobody knows which column answers which question."
WRONG = Rule("mapping-unreadable", "{problem}", _WHY, "{remedy}", "stops")
NO_COLUMNS = Rule(
    "mapping-unreadable",
    "It holds no list of `questions`.",
    _WHY,
    "Mend it, or delete it and let `hub-learning map` propose it again.",
    "stops",
)


@dataclass(frozen=True)
class MappedColumn:
    """One column of the export."""

    wording: Annotated[str, about("the column's heading, letter for letter")]
    question: Annotated[
        str, about("the id of the question that it answers; blank leaves the column out on purpose")
    ] = ""
    confidence: Annotated[float, about("how sure the proposal was; nothing is read from it", at_least=0, at_most=1)] = (
        0.0
    )
    reason: Annotated[str, about("what the proposal rests on; nothing is read from it")] = ""


@dataclass(frozen=True)
class ColumnMapping:
    """Which column answers which question. `hub-learning map` begins it; a person confirms it."""

    questions: Annotated[tuple[MappedColumn, ...], about("the columns of the export, each with its question")]
    confirmed_by: Annotated[
        str,
        about("the role of whoever read each line and found it right", why="Nothing is read by the mapping before."),
    ] = ""
    hub: Annotated[str, about("the heading of the column that says which hub a row is from")] = ""
    quarter: Annotated[str, about("the heading of the column that says which quarter a row is for")] = ""
    received: Annotated[str, about("the heading of the column that says when a row was sent")] = ""


def is_mapping(name: str) -> bool:
    """Whether a file of that name is a mapping: mapping.yml for all exports of its folder, export.csv.mapping.yml for one."""
    return name == MAPPING or name.endswith(f".{MAPPING}")


def read_mapping(path: Path, file: str) -> Reading:
    """One record of `mappings`: values confirmed_by, hub, quarter and received; in places, the question by wording.

    A wording whose question was left empty has an empty text: the column is left out on purpose.
    """
    settings, findings = read_entries(path, file, ColumnMapping, WRONG, "returns")
    if findings or settings.value is None:
        return nothing_read(*(findings or [NO_COLUMNS.at(Place(file, row=1, table="returns"))]))
    mapping: ColumnMapping = settings.value
    values = {name: _text(getattr(mapping, name)) for name in ("confirmed_by", *_COLUMNS)}
    questions = {_text(column.wording): _text(column.question) for column in mapping.questions}
    return Reading({"mappings": [Record(file, values, questions)]}, [], [])


def _text(value: Any) -> str:
    return " ".join(as_written(value).split())
