"""outcomes.yml: which code of a network's codebook stands for which shared outcome, as a person has confirmed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from analysis.settings.text import quick_loader
from analysis.sources.findings import Place, Rule
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

OUTCOMES_FILE = "cases/outcomes.yml"
LINES = "outcome_lines"
_WHY = "Without it nobody knows which codes stand for which shared outcomes."
_MEND = "Mend it, or delete it and let `hub-learning codebook NETWORK --map` propose it again."
NO_YAML = Rule("outcomes-unreadable", "It does not read as YAML.", _WHY, _MEND)
NO_LIST = Rule("outcomes-unreadable", "It holds no list of `outcomes`.", _WHY, _MEND)
NO_CODE = Rule("outcomes-unreadable", "An entry of `outcomes` has no `code`.", _WHY, _MEND)
UNCONFIRMED = Rule(
    "outcomes-unconfirmed",
    "Nobody has confirmed which codes stand for which shared outcomes; nothing of it is used.",
    "What networks have in common is told only by a mapping that somebody answers for.",
    "Read each line, correct it, and write your role beside `confirmed_by`.",
    "note",
)


def read_outcome_map(path: Path, file: str) -> Reading:
    """Records with code (a name or an identifier), shared_code and confirmed_by; none before somebody confirmed them.

    A code whose `shared` was left empty stands for no shared outcome, on purpose.
    """
    whole = Place(file, table="outcome_map")
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return nothing_read(problem)
    try:
        held: Any = quick_loader(path.read_text(encoding="utf-8-sig")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return nothing_read(NO_YAML.at(whole._replace(row=None if line is None else line + 1)))
    listed = held.get("outcomes") if isinstance(held, dict) else None
    if not isinstance(held, dict) or not isinstance(listed, list):
        return nothing_read(NO_LIST.at(whole))
    by = _text(held.get("confirmed_by"))
    if not by:
        return Reading({LINES: []}, [], [UNCONFIRMED.at(whole)])
    records, findings = [], []
    for number, entry in enumerate(listed, start=1):
        place = f"outcomes[{number}]"
        if not isinstance(entry, dict) or not _text(entry.get("code")):
            findings.append(NO_CODE.at(whole._replace(cell=place)))
        elif shared := _text(entry.get("shared")):
            values = {"code": _text(entry["code"]), "shared_code": shared, "confirmed_by": by}
            records.append(Record(place, values, {}))
    return Reading({LINES: records}, [], findings)


def _text(value: object) -> str:
    return "" if isinstance(value, list | dict) else " ".join(as_written(value).split())
