"""outcomes.yml: which code of a network's codebook stands for which shared outcome, as a person has confirmed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.settings.text import quick_loader
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

OUTCOMES_FILE = "cases/outcomes.yml"
LINES = "outcome_lines"


def read_outcome_map(path: Path, file: str) -> Reading:
    """Records with code (a name or an identifier), shared_code and confirmed_by; none before somebody confirmed them.

    A code whose `shared` was left empty stands for no shared outcome, on purpose.
    """
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return nothing_read(problem)
    try:
        held: Any = quick_loader(path.read_text(encoding="utf-8-sig")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return nothing_read(_say(file, "It does not read as YAML.", row=None if line is None else line + 1))
    listed = held.get("outcomes") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(listed, list):
        return nothing_read(_say(file, "It holds no list of `outcomes`."))
    by = _text(held.get("confirmed_by"))
    if not by:
        return Reading({LINES: []}, [], [_unconfirmed(file)])
    records, findings = [], []
    for number, entry in enumerate(listed, start=1):
        place = f"outcomes[{number}]"
        if not isinstance(entry, dict) or not _text(entry.get("code")):
            findings.append(_say(file, "An entry of `outcomes` has no `code`.", place))
        elif shared := _text(entry.get("shared")):
            values = {"code": _text(entry["code"]), "shared_code": shared, "confirmed_by": by}
            records.append(Record(place, values, {}))
    return Reading({LINES: records}, [], findings)


def _text(value: object) -> str:
    return "" if isinstance(value, list | dict) else " ".join(as_written(value).split())


def _unconfirmed(file: str) -> Finding:
    return Finding(
        file,
        "Nobody has confirmed which codes stand for which shared outcomes; nothing of it is used.",
        "What networks have in common is told only by a mapping that somebody answers for.",
        "Read each line, correct it, and write your role beside `confirmed_by`.",
        "note",
        "outcomes-unconfirmed",
        table="outcome_map",
    )


def _say(file: str, problem: str, cell: str = "", row: int | None = None, severity: Severity = "doubt") -> Finding:
    return Finding(
        file,
        problem,
        "Without it nobody knows which codes stand for which shared outcomes.",
        "Mend it, or delete it and let `hub-learning codebook NETWORK --map` propose it again.",
        severity,
        "outcomes-unreadable",
        cell=cell,
        row=row,
        table="outcome_map",
    )
