"""same-awards.yml: what a person decided about awards, or payments, that may be one and the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.settings.declaration import about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

SAME_AWARDS_FILE = "same-awards.yml"
SAME_AWARDS = "same_awards"


@dataclass(frozen=True)
class SameAward:
    """What a person decided about two awards, or two payments, that may be one."""

    one: Annotated[str, about("the identifier of an award or payment", why="It is looked for as it stands here.")]
    other: Annotated[str, about("the identifier of the one that it may be once more")]
    same: Annotated[bool, about("whether the two are one", why="What is one is counted once.")]
    reason: Annotated[str, about("what shows it", example="the funder's letter of 2 May 2025")]
    who: Annotated[str, about("the role of whoever decided, never a name", example="research partner")]
    when: Annotated[dt.date, about("the day it was decided")]


WRONG = Rule(
    "same-awards-unreadable",
    "{problem}",
    "What was decided about awards that may be one would be lost, and their pounds counted twice again.",
    "{remedy}",
    "stops",
)


def read_same_awards(path: Path, file: str) -> Reading:
    """One record of `same_awards` a decision: one, other (identifiers), same (yes or no), reason, who, when.

    An entry with a fault stops the build, as what it decides is not known.
    """
    settings, findings = read_entries(path, file, tuple[SameAward, ...], WRONG, SAME_AWARDS)
    clear = [entry for entry in settings.entries if {"one", "other", "same"} <= entry.values.keys()]
    return Reading({SAME_AWARDS: [record_of(entry) for entry in clear]}, [], findings)
