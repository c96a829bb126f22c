"""wording.yml: sentences of the report in a network's own words, in the place of those that it prints otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.settings.declaration import ShortName, about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

WORDING_FILE = "wording.yml"
WORDING = "wording"

WRONG = Rule(
    "wording-unreadable",
    "{problem}",
    "The report would say it otherwise than you wish, and nobody would see why.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class WordingSaid:
    """One sentence in the network's own words."""

    id: Annotated[
        ShortName, about("which sentence it is; docs/wording.md lists them with their words", example="limits.counting")
    ]
    words: Annotated[
        str,
        about(
            "the words to print, each slot of the sentence once: {came}",
            why="A slot holds a number that leads to its source; without it the sentence would lose it.",
            example="Hubs count attendances each in their own way.",
        ),
    ]


def read_wording(path: Path, file: str) -> Reading:
    """One record of `wording` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[WordingSaid, ...], WRONG, WORDING)
    clear = [entry for entry in settings.entries if {"id", "words"} <= entry.values.keys()]
    return Reading({WORDING: [record_of(entry, {"id": "wording_id"}) for entry in clear]}, [], findings)
