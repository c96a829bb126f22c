"""A YAML file that people write, read as it is declared: what fits becomes records, what does not is told at its line and key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from analysis.periods import Period
from analysis.settings.reading import Entry, Settings, read_settings
from analysis.settings.text import Fault, decoded
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record, as_written
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

_MOST_TOLD = 50


def read_entries(path: Path, file: str, content: Any, rule: Rule, table: str) -> tuple[Settings, list[Finding]]:
    """What the file says, as far as it fits `content`, and a finding by `rule` for each thing that does not.

    rule: with the blanks problem and remedy. table: the one that the findings are about. An empty file is empty and nothing more.
    """
    settings, faults = read_faults(path, file, content)
    return settings, [
        rule.at(
            Place(
                file, cell=fault.pointer, row=fault.line, table=table, column=fault.key.rpartition(".")[2].lstrip("#")
            ),
            problem=fault.problem,
            remedy=fault.remedy or "Mend it.",
        )
        for fault in faults[:_MOST_TOLD]
    ]


def read_faults(path: Path, file: str, content: Any) -> tuple[Settings, list[Fault]]:
    """As read_entries, for a reader that tells faults by rules of its own."""
    if path.is_file() and path.stat().st_size == 0:
        return Settings(empty=True), []
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return Settings(), [Fault(None, "", problem.problem, problem.remedy)]
    text, faults = decoded(path.read_bytes())
    if faults:
        return Settings(), faults
    settings = read_settings(text, content)
    return settings, settings.faults


def record_of(entry: Entry, columns: Mapping[str, str] | None = None) -> Record:
    """An entry as a record: what it says as text, its place, the place of each key, those left out too; of one that is misspelt, where it
    is written.

    columns: keys that are not called as the column they become.
    """
    names = {each.name: (columns or {}).get(each.name, each.name) for each in fields(entry.kind)}
    values = {names[key]: text for key, value in entry.values.items() if (text := in_cell(value))}
    places = {name: f"{entry.pointer}/{entry.misspelt.get(key, key)}" for key, name in names.items()}
    return Record(entry.pointer, values, places, entry.line)


def in_cell(value: Any) -> str:
    """A value as one cell holds it: several of a list parted by ;, a day and a period as they are written."""
    if isinstance(value, tuple):
        return ";".join(in_cell(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{in_cell(key)}: {in_cell(each)}" for key, each in value.items())
    if isinstance(value, Period):
        return value.label
    if isinstance(value, dt.date):
        return value.isoformat()
    return as_written(value)
