"""definitions.yml: what a network's own words mean, for readers who have not grown up with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.settings.declaration import about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

DEFINITIONS_FILE = "definitions.yml"
DEFINITIONS = "definitions"

WRONG = Rule(
    "definitions-unreadable",
    "{problem}",
    "A word would stand in the report without what is meant by it.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class DefinitionSaid:
    """One word of the network's own."""

    term: Annotated[str, about("the word or the few words, as pages write them", example="warm space")]
    meaning: Annotated[
        str,
        about(
            "what is meant by it, in one sentence without numbers",
            example="A room that is heated and open to all in winter",
        ),
    ]
    source: Annotated[str, about("where it is defined so, where that is a document")] = ""


def read_definitions(path: Path, file: str) -> Reading:
    """One record of `definitions` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[DefinitionSaid, ...], WRONG, DEFINITIONS)
    clear = [entry for entry in settings.entries if {"term", "meaning"} <= entry.values.keys()]
    return Reading({DEFINITIONS: [record_of(entry) for entry in clear]}, [], findings)
