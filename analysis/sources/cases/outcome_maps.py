"""outcomes.yml: which code of a network's codebook stands for which shared outcome, as a person has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.settings.declaration import about
from analysis.sources.entries import read_entries
from analysis.sources.findings import Place, Rule
from analysis.sources.records import Reading, Record, as_written

OUTCOMES_FILE = "cases/outcomes.yml"
LINES = "outcome_lines"
WRONG = Rule(
    "outcomes-unreadable",
    "{problem}",
    "Without it nobody knows which codes stand for which shared outcomes.",
    "{remedy}",
    ignore="Where the network's outcomes are not to be told with others'.",
)
UNCONFIRMED = Rule(
    "outcomes-unconfirmed",
    "Nobody has confirmed which codes stand for which shared outcomes; nothing of it is used.",
    "What networks have in common is told only by a mapping that somebody answers for.",
    "Read each line, correct it, and write your role beside `confirmed_by`.",
    "note",
    ignore="Where the network's outcomes are not to be told with others'.",
)


@dataclass(frozen=True)
class OutcomeLine:
    """One code of the network."""

    code: Annotated[str, about("the code's name, or its identifier, in the network's codebook")]
    shared: Annotated[
        str, about("the shared outcome that it stands for; blank where it stands for none, on purpose")
    ] = ""


@dataclass(frozen=True)
class OutcomeMap:
    """Which code stands for which shared outcome. `hub-learning codebook NETWORK --map` begins it; a person confirms it."""

    outcomes: Annotated[tuple[OutcomeLine, ...], about("the codes, each with its shared outcome")]
    confirmed_by: Annotated[
        str, about("the role of whoever read each line and found it right", why="Nothing of it is used before.")
    ] = ""


def read_outcome_map(path: Path, file: str) -> Reading:
    """Records with code (a name or an identifier), shared_code and confirmed_by; none before somebody confirmed them.

    A code whose `shared` was left empty stands for no shared outcome, on purpose.
    """
    settings, findings = read_entries(path, file, OutcomeMap, WRONG, "outcome_map")
    by = next((entry.values.get("confirmed_by", "") for entry in settings.entries if entry.kind is OutcomeMap), "")
    if not by:
        return Reading({LINES: []}, [], findings or [UNCONFIRMED.at(Place(file, row=1, table="outcome_map"))])
    records = [
        Record(entry.pointer, {"code": _text(code), "shared_code": _text(shared), "confirmed_by": by}, {}, entry.line)
        for entry in settings.entries
        if entry.kind is OutcomeLine and (code := entry.values.get("code")) and (shared := entry.values.get("shared"))
    ]
    return Reading({LINES: records}, [], findings)


def _text(value: str) -> str:
    return " ".join(as_written(value).split())
