"""lens.yml: what a network set out to do, its principles or its questions, each with what is held that speaks to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from analysis.settings.declaration import ShortName, about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading

LENS_FILE = "lens.yml"
LENS = "lens"

WRONG = Rule(
    "lens-unreadable",
    "{problem}",
    "An aim would be missing from the page that reads all evidence along the aims, and nobody would see that it is.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class LensSaid:
    """One aim, principle or question, and what speaks to it."""

    id: Annotated[ShortName, about("a short name that stays the same from year to year", example="coverage")]
    lens: Annotated[
        str, about("what it is one of, as a heading: several entries share it", example="What we set out to do")
    ]
    name: Annotated[str, about("the aim, principle or question itself, in one line")]
    codes: Annotated[
        tuple[str, ...], about("codes of the network's codebook that tell of it, by name or identifier")
    ] = ()
    themes: Annotated[
        tuple[str, ...],
        about(
            "codes of the shared codebook that tell of it",
            why="A finding of one of these themes stands beside it without being named.",
        ),
    ] = ()
    findings: Annotated[tuple[str, ...], about("findings of findings.yml that tell of it, by their id")] = ()
    indicators: Annotated[tuple[str, ...], about("questions of the return whose answers tell of it")] = ()
    figures: Annotated[tuple[str, ...], about("published figures that tell of it, by id")] = ()
    awards: Annotated[tuple[str, ...], about("awards made for it, by id")] = ()
    recommendations: Annotated[
        tuple[str, ...],
        about("recommendations that concern it, by id; those with one of its indicators need not be named"),
    ] = ()
    source: Annotated[str, about("where the network says so: the document and its section")] = ""
    caution: Annotated[str, about("what a reader must not conclude from it")] = ""


def read_lens(path: Path, file: str) -> Reading:
    """One record of `lens` an entry. One with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[LensSaid, ...], WRONG, LENS)
    clear = [entry for entry in settings.entries if {"id", "lens", "name"} <= entry.values.keys()]
    records = [
        record._replace(values={**record.values, "number": str(number)})
        for number, record in enumerate((record_of(entry, {"id": "lens_id"}) for entry in clear), start=1)
    ]
    return Reading({LENS: records}, [], findings)
