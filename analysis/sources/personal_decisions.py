"""personal-data.yml: what a person decided about names, numbers and the like that stand in what people sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

PERSONAL_FILE = "personal-data.yml"
PERSONAL_TABLE = "personal_data"
# `around` helps whoever decides; nothing is read from it.
_KNOWN = ("file", "sheet", "cell", "kind", "text", "around", "decision", "instead", "reason", "who", "when")


def read_personal_decisions(path: Path, file: str) -> Reading:
    """One record of `personal_data` an entry, at its place in the list and its line. A file that does not read stops the build.

    A null and an absent value are the same. What is decided is judged later; here only what is no entry is told.
    """
    if path.is_file() and path.stat().st_size == 0:
        return nothing_read()
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return nothing_read(_stop(file, problem.problem, None))
    try:
        text = path.read_text(encoding="utf-8-sig")
        # letter for letter: a phone number is no number, and a leading nought no sign of octals
        listed: Any = yaml.load(text, Loader=yaml.BaseLoader)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return nothing_read(_stop(file, "It does not read as YAML.", None if line is None else line + 1))
    if listed in (None, "", "null", "~"):
        return nothing_read()
    if not isinstance(listed, list) or not isinstance(node, yaml.SequenceNode):
        return nothing_read(_stop(file, "It is not a list of entries.", 1))
    records, findings = [], []
    for number, (entry, at) in enumerate(zip(listed, node.value, strict=True)):
        line = at.start_mark.line + 1
        if not isinstance(entry, dict):
            findings.append(_stop(file, f"Entry {number + 1} of the list is no entry.", line))
            continue
        strange = [str(name)[:40] for name in entry if name not in _KNOWN]
        findings += [_stop(file, f"Entry {number + 1} has `{name}`, which no entry has.", line) for name in strange]
        values = {str(name): _written(value) for name, value in entry.items() if name in _KNOWN and name != "around"}
        values = {name: value for name, value in values.items() if value}
        records.append(Record(f"/{number}", values, {name: f"/{number}/{name}" for name in values}, line))
    return Reading({PERSONAL_TABLE: records}, [], findings)


def _written(value: object) -> str:
    return "" if isinstance(value, list | dict) or value in ("null", "~") else as_written(value)


def _stop(file: str, problem: str, row: int | None) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="What is to be redacted would be published, or what was allowed would stop the build again.",
        remedy="Mend the file: each entry needs file, cell, kind, text, decision, reason, who and when.",
        severity="stops",
        rule="personal-data-unreadable",
        row=row,
        table=PERSONAL_TABLE,
    )
