"""events.yml: what happened to a network that readers of its charts should know, on a day or in a quarter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from analysis.settings.declaration import Quarter, ShortName, about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

EVENTS_FILE = "events.yml"
EVENTS = "events"

WRONG = Rule(
    "events-unreadable",
    "{problem}",
    "A turning point would be missing from every chart over time, and nobody would see that it is.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class EventSaid:
    """One event, and where it can be read that it happened."""

    id: Annotated[ShortName, about("a short name that stays the same from year to year", example="new-focus")]
    words: Annotated[
        str,
        about(
            "what happened, in one line and without numbers",
            why="It stands below every chart over time, in its text alternative and on the page on learning.",
            example="The network turned from its effects to its way of working",
        ),
    ]
    source: Annotated[
        str,
        about("where it can be read: minutes, a letter, a report, with its day", example="Minutes of 3 October 2023"),
    ]
    day: Annotated[
        dt.date | None, about("the day on which it happened; this or `quarter` is needed", example="2023-10-03")
    ] = None
    quarter: Annotated[
        Quarter | None, about("the quarter in which it happened, where the day is not known", example="2023-24 Q3")
    ] = None
    caution: Annotated[str, about("what a reader must not conclude from it")] = ""

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if not given.get("day") and not given.get("quarter"):
            return (
                "id",
                "The event has neither a day nor a quarter, so it stands nowhere on the time line: write one of them.",
            )
        return None


def read_events(path: Path, file: str) -> Reading:
    """One record of `events` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[EventSaid, ...], WRONG, EVENTS)
    clear = [entry for entry in settings.entries if {"id", "words", "source"} <= entry.values.keys()]
    return Reading({EVENTS: [record_of(entry, {"id": "event_id"}) for entry in clear]}, [], findings)
