"""corrections.yml: what hubs said afterwards about their answers, one entry a correction or confirmation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.sources.findings import Finding
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

CORRECTIONS_FILE = "corrections.yml"
# `remark` is the hub's own words: kept here for whoever reads the file, and never published.
_KNOWN = (
    "hub_id",
    "quarter",
    "question_id",
    "kind",
    "rule",
    "expected",
    "new",
    "reason",
    "remark",
    "who",
    "when",
    "source",
)


def read_corrections(path: Path, file: str) -> Reading:
    """One record of `corrections` an entry, at its place in the list and its line. A file that does not read stops the build.

    A null and an absent value are the same. `kind` is `correct` where an entry does not say it.
    """
    if path.is_file() and path.stat().st_size == 0:
        return nothing_read()
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return nothing_read(_stop(file, problem.problem, None))
    try:
        text = path.read_text(encoding="utf-8-sig")
        listed: Any = yaml.safe_load(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return nothing_read(_stop(file, "It does not read as YAML.", None if line is None else line + 1))
    if listed is None:
        return nothing_read()
    if not isinstance(listed, list) or not isinstance(node, yaml.SequenceNode):
        return nothing_read(_stop(file, "It is not a list of corrections.", 1))
    records, findings = [], []
    for number, (entry, at) in enumerate(zip(listed, node.value, strict=True)):
        line = at.start_mark.line + 1
        if not isinstance(entry, dict):
            findings.append(_stop(file, f"Entry {number + 1} of the list is not a correction.", line))
            continue
        findings += [
            _stop(file, f"Entry {number + 1} has `{name}`, which no correction has.", line)
            for name in entry
            if name not in _KNOWN
        ]
        if entry.get("kind", "correct") == "correct" and "new" not in entry:
            findings.append(
                _stop(file, f"Entry {number + 1} does not say the new answer (`new`, or `new: null`).", line)
            )
        values = {str(name): _written(value) for name, value in entry.items()}
        values = {"kind": "correct"} | {name: value for name, value in values.items() if value}
        places = {name: f"/{number}/{name}" for name in values}
        records.append(Record(f"/{number}", values, places, line))
    return Reading({"corrections": records}, [], findings)


def _written(value: object) -> str:
    return "" if isinstance(value, list | dict) else as_written(value)


def _stop(file: str, problem: str, row: int | None) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="What hubs put right would be lost without a word.",
        remedy="Mend the file: each entry needs hub_id, quarter, question_id, expected, new, reason, who, when and source.",
        severity="stops",
        rule="corrections-unreadable",
        row=row,
        table="corrections",
    )
