"""boxes.yml: case studies told as boxes of the report, in the words of whoever writes it, with the teller's consent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.periods import Period
from analysis.settings.declaration import ShortName, about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

BOXES_FILE = "boxes.yml"
BOXES = "boxes"

WRONG = Rule(
    "boxes-unreadable",
    "{problem}",
    "A case study would be missing from the report, and nobody would see that it is.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class BoxSaid:
    """One case study told at some length, apart from the text."""

    id: Annotated[ShortName, about("a short name that stays the same from year to year", example="two-bids")]
    title: Annotated[str, about("its heading", example="Two bids, and what the first one taught")]
    case: Annotated[str, about("the case study that it tells, by its id", example="case-06")]
    text: Annotated[
        str,
        about(
            "what is told, in your words, a blank line between paragraphs; passages are cited as {quote: ID} and numbers as {fact: ID}; a footnote is marked [^1] and stands in a paragraph that begins with [^1]:",
            why="Words typed by hand reach no withdrawal, and numbers typed by hand lead back to nothing.",
        ),
    ]
    agreed: Annotated[
        str,
        about(
            "how the teller agreed to be told of in this way; it is printed",
            why="That words may be quoted is no leave to tell somebody's story.",
            example="The teller read the box and agreed to it on 2 April 2025",
        ),
    ]
    written_by: Annotated[str, about("the role of whoever wrote it, no name", example="research partner")]
    passages: Annotated[
        tuple[str, ...],
        about("further passages of the case study that it rests on without quoting them, by the id of their coding"),
    ] = ()
    named: Annotated[bool, about("whether the teller agreed that the hub, the place or the partner is named in it")] = (
        False
    )
    editions: Annotated[
        tuple[Period, ...],
        about(
            "the editions that it stands in; left out, all from the one on in which its case study counts",
            example=["2024-25"],
        ),
    ] = ()


def read_boxes(path: Path, file: str) -> Reading:
    """One record of `boxes` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[BoxSaid, ...], WRONG, BOXES)
    needed = {"id", "title", "case", "text", "agreed", "written_by"}
    clear = [entry for entry in settings.entries if needed <= entry.values.keys()]
    columns = {"id": "box_id", "case": "case_id"}
    records = [
        record._replace(values={**record.values, "number": str(number), "line": str(record.row)})
        for number, record in enumerate((record_of(entry, columns) for entry in clear), start=1)
    ]
    return Reading({BOXES: records}, [], findings)
