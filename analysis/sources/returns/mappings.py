"""mapping.yml: which column of a form's export answers which question, as a person has confirmed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

MAPPING = "mapping.yml"
_COLUMNS = ("hub", "quarter", "received")


def is_mapping(name: str) -> bool:
    """Whether a file of that name is a mapping: mapping.yml for all exports of its folder, export.csv.mapping.yml for one."""
    return name == MAPPING or name.endswith(f".{MAPPING}")


def read_mapping(path: Path, file: str) -> Reading:
    """One record of `mappings`: values confirmed_by, hub, quarter and received; in places, the question by wording.

    A wording whose question was left empty has an empty text: the column is left out on purpose.
    """
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return nothing_read(problem)
    try:
        held: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return nothing_read(_say(file, "It does not read as YAML.", None if line is None else line + 1))
    listed = held.get("questions") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(listed, list):
        return nothing_read(_say(file, "It holds no list of `questions`."))
    values = {name: _text(held.get(name)) for name in ("confirmed_by", *_COLUMNS)}
    questions = {}
    for entry in listed:
        if not isinstance(entry, dict) or not _text(entry.get("wording")):
            return nothing_read(_say(file, "An entry of `questions` has no `wording`."))
        questions[_text(entry["wording"])] = _text(entry.get("question"))
    return Reading({"mappings": [Record(file, values, questions)]}, [], [])


def _text(value: object) -> str:
    return "" if isinstance(value, list | dict) else " ".join(as_written(value).split())


def _say(file: str, problem: str, row: int | None = None) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="Without it nobody knows which column answers which question.",
        remedy="Mend it, or delete it and let `hub-learning map` propose it again.",
        severity="stops",
        rule="mapping-unreadable",
        row=row,
        table="returns",
    )
