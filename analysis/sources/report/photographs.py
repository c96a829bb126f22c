"""photographs.yml: which pictures of a network's folder may be shown, who took them, what they show, and with whose leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.periods import Period
from analysis.settings.declaration import ShortName, about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

PHOTOGRAPHS_FILE = "photographs.yml"
PHOTOGRAPHS = "photographs"

WRONG = Rule(
    "photographs-unreadable",
    "{problem}",
    "A photograph would be missing from the report, or stand there without what must be said of it.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class PhotographSaid:
    """One photograph, and what must be said of it."""

    id: Annotated[ShortName, about("a short name that stays the same", example="kitchen")]
    file: Annotated[str, about("the file in the folder photographs/: JPEG, PNG or WebP", example="kitchen.jpg")]
    alt: Annotated[
        str,
        about(
            "what the picture shows, for those who cannot see it",
            why="Without it a reader who listens to the report learns that there is a picture, and not of what.",
            example="Four people around a long table, peeling apples",
        ),
    ]
    credit: Annotated[str, about("who took it, as they wish to be named", example="Photograph: the Pantry's own")]
    people: Annotated[bool, about("whether anybody can be recognised in it", example=True)]
    consent: Annotated[
        str,
        about(
            "who agreed that it is published, to what and when: everybody who can be recognised, and whoever took it; it is not printed",
            why="A photograph without it is not published, whoever is in it.",
            example="All four, for report and site, on 3 March 2025; the Pantry",
        ),
    ] = ""
    until: Annotated[dt.date | None, about("the last day of the consent, where it ends", example="2027-03-31")] = None
    caption: Annotated[str, about("what stands below it, before the credit")] = ""
    editions: Annotated[
        tuple[Period, ...], about("the editions that it stands in; left out, all", example=["2024-25"])
    ] = ()


def read_photographs(path: Path, file: str) -> Reading:
    """One record of `photographs` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[PhotographSaid, ...], WRONG, PHOTOGRAPHS)
    needed = {"id", "file", "alt", "credit", "people"}
    clear = [entry for entry in settings.entries if needed <= entry.values.keys()]
    records = [
        record._replace(values={**record.values, "number": str(number)})
        for number, record in enumerate((record_of(entry, {"id": "photo_id"}) for entry in clear), start=1)
    ]
    return Reading({PHOTOGRAPHS: records}, [], findings)
