"""What happened when: the events of the network up to the period's end, with where each can be read."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.events import Event, events_of
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import in_markdown, in_own_words
from analysis.exhibits.opening import OpenEdition

SUBJECT = "what happened when"
NONE_DECLARED = "No event of the network up to the end of this edition is written down, so charts over time mark none."
NEEDED = (
    "A file events.yml: an entry each, with its day or quarter, what happened in a line, and where that can be read."
)
_WRITTEN = ("words", "source", "caution")  # in the words of whoever declares it
OPEN = "Events of the network as it tells them; they name no persons."


def what_happened(edition: OpenEdition) -> Exhibit:
    """Table: each event with the letter that stands for it on charts, its day or quarter, and where it can be read."""
    exhibit_id = "turning-points"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    events = events_of(edition)
    if not events:
        return exhibit_unknown(exhibit_id, SUBJECT, NONE_DECLARED, NEEDED, **more)
    columns = {
        "letter": "On charts",
        "when": "When",
        "words": "What happened",
        "source": "Read in",
        "caution": "Caution",
    }
    kept = {name: label for name, label in columns.items() if any(getattr(event, name) for event in events)}
    frame = pl.DataFrame(
        [{name: getattr(event, name) for name in kept} for event in events], schema=dict.fromkeys(kept, pl.String)
    )
    table = release_open(
        exhibit_id, frame, [Field(name, label, "text", written=name in _WRITTEN) for name, label in kept.items()], OPEN
    )
    text = (
        f"@tbl-{exhibit_id} lists what the network says happened up to the end of {in_markdown(edition.period.label)}. Each chart over quarters "
        "has a line with its letter. That something changed after it does not mean that it changed because of it."
    )
    return exhibit_table(exhibit_id, _title(events), table, text, **more)


def _title(events: list[Event]) -> str:
    last = events[-1]
    return (
        f"{in_markdown(last.words)} ({in_markdown(last.when)})"
        if len(events) == 1
        else (f"From {in_markdown(events[0].when)} to {in_markdown(last.when)}: what happened to the network")
    )


def happened_in_short(edition: OpenEdition) -> Sentence:
    """For the report, a line an event, with its letter where charts over quarters have it, and where it can be read; nothing where none is written down."""
    events, charts = events_of(edition), bool(edition.table("returns").height)
    lines = [
        f"- **{f'{event.letter}, ' if charts else ''}{in_markdown(event.when)}:** {in_own_words(event.words)} ({in_own_words(event.source)})"
        for event in events
    ]
    heading = f"**What happened when**{', with its letter on charts' if charts else ''}"
    text = "\n".join([heading, "", *lines]) if events else ""
    return Sentence(text, (), "happened-in-short")
