"""What stands around a file: the network whose raw folder it lies in, with its questions, hubs and mappings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from analysis.datasets.checks import check_records
from analysis.datasets.register.hubs import HUBS
from analysis.datasets.returns.core_questions import CORE_QUESTIONS, record_of
from analysis.datasets.returns.questions import QUESTION, QUESTIONS
from analysis.networks import open_network
from analysis.project import Refused, root
from analysis.sources.files.sheets import read_sheet
from analysis.sources.records import Reading, Record
from analysis.sources.returns.mappings import MAPPING, read_mapping
from analysis.sources.returns.questionnaires import read_questionnaire


@dataclass(frozen=True)
class Surroundings:
    """network is None for a file outside data/raw; its questions are then those that all networks share, and no hub is known."""

    network: str | None
    file: str  # relative to the network's raw folder, or the name alone
    questions: pl.DataFrame
    hubs: pl.DataFrame
    mappings: dict[str, Reading]
    begins: int | None = None  # the month in which the network's years begin; None where none is known


def surroundings_of(path: Path, network: str | None = None) -> Surroundings:
    """Around a file; with the questions and hubs of the network named, wherever the file lies. Reads settings, never raises."""
    raw = root() / "data" / "raw"
    try:
        parts = path.resolve().relative_to(raw.resolve()).parts
    except (ValueError, OSError, RuntimeError):
        parts = ()
    lies_in, within = parts[:1], parts[1:]  # what lies in data/raw itself is of no network
    name = network or (lies_in[0] if within else None)
    file = "/".join(within) or path.name
    if name is None:
        return Surroundings(None, file, core_questions(), HUBS.empty(), {})
    folder = raw / name
    return Surroundings(name, file, _questions(folder), _hubs(folder), _mappings(path, file), _begins(name))


def _begins(network: str) -> int | None:
    try:
        return open_network(network).begins
    except Refused:  # what is wrong in its settings is told where they are read for themselves
        return None


def core_questions() -> pl.DataFrame:
    """The questions that all networks share, as a table."""
    rows = [{**record_of(question), "question_id": question.id} for question in CORE_QUESTIONS]
    for row in rows:
        row["choices"] = ";".join(row.get("choices", ()))
    columns = {name: [row.get(name) for row in rows] for name in QUESTIONS.schema}
    return pl.DataFrame(columns, schema=QUESTIONS.schema)


def _questions(folder: Path) -> pl.DataFrame:
    path = folder / "questions.yml"
    found = _typed_questions(read_questionnaire(path, path.name, QUESTION)) if path.is_file() else QUESTIONS.empty()
    return core_questions() if found.is_empty() else found


def _typed_questions(reading: Reading) -> pl.DataFrame:
    return check_records(QUESTIONS, _sent(reading, QUESTIONS.name)).finished


def _hubs(folder: Path) -> pl.DataFrame:
    path = folder / "register" / "hubs.csv"
    return (
        check_records(HUBS, _sent(read_sheet(path, path.name, HUBS.name), HUBS.name)).finished
        if path.is_file()
        else HUBS.empty()
    )


def _sent(reading: Reading, table: str) -> list[tuple[str, Record]]:
    return [("", record) for record in reading.records.get(table, [])]


def _mappings(path: Path, file: str) -> dict[str, Reading]:
    """The mappings that may be for this file, by their name relative to the raw folder."""
    places = {f"{file}.{MAPPING}": path.with_name(f"{path.name}.{MAPPING}")}
    folder = file
    for parent in path.parents:
        folder = folder.rpartition("/")[0]
        if not folder:
            break
        places[f"{folder}/{MAPPING}"] = parent / MAPPING
    return {name: read_mapping(place, name) for name, place in places.items() if place.is_file()}
