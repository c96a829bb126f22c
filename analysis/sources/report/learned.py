"""findings.yml: what was learned, sentence by sentence, each with what speaks for it and against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from analysis.periods import Period
from analysis.settings.declaration import ShortName, Year, about
from analysis.settings.field_words import nearest_of
from analysis.settings.reading import Entry
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Rule
from analysis.sources.records import Reading, Record
from analysis.sources.report.footnotes import joined, taken_apart

LEARNED_FILE = "findings.yml"
LEARNED = "learned"
SECTIONS = ("outcomes", "gains", "model", "opportunities", "hurdles")

WRONG = Rule(
    "learned-unreadable",
    "{problem}",
    "What was learned would be missing from the report, and nobody would see that it is.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class LearnedSaid:
    """One finding: what was learned, on what it rests, and what speaks against it."""

    id: Annotated[ShortName, about("a short name that stays the same from year to year", example="trust-first")]
    sentence: Annotated[
        str,
        about(
            "the finding in one sentence; numbers are cited as {fact: ID}, those of each edition's own period by .now: {fact: activity.attendances.now}; a footnote is marked [^1] and stands below, after a blank line, as [^1]: and its words",
            why="A number typed by hand leads back to nothing.",
        ),
    ]
    section: Annotated[
        str, about("where it stands: outcomes, gains, model, opportunities, hurdles, or a heading of your own")
    ]
    codes: Annotated[tuple[str, ...], about("the codes it rests on, by name or identifier")] = ()
    themes: Annotated[
        tuple[str, ...],
        about(
            "codes of the shared codebook that it tells of, by identifier or name",
            why="By them what networks say stands side by side.",
        ),
    ] = ()
    speaks_for: Annotated[
        tuple[str, ...],
        about("passages that bear it out, by the id of their coding", key="for"),
    ] = ()
    against: Annotated[
        tuple[str, ...],
        about("passages that speak against it", why="A finding with nothing against it was seldom looked at hard."),
    ] = ()
    facts: Annotated[tuple[str, ...], about("published numbers behind it, by id; `hub-learning facts` lists them")] = ()
    awards: Annotated[tuple[str, ...], about("awards behind it, by id")] = ()
    contrary_sought: Annotated[
        bool, about("whether passages that speak against it were looked for, and all of them are named")
    ] = False
    other_explanations: Annotated[str, about("what else may explain it")] = ""
    caution: Annotated[str, about("what a reader must not conclude from it")] = ""
    level: Annotated[
        str, about("at which level of governance it holds", example="district council, county council")
    ] = ""
    source: Annotated[
        str, about("the published document and its section, where the finding was read there and not coded here")
    ] = ""
    statement: Annotated[
        Literal["", "evidence told", "claim", "plan", "hope"],
        about("what the document gives for it: evidence it tells of, a claim, a plan or a hope"),
    ] = ""
    author: Annotated[
        Literal["partner", "network", "both", "reader"],
        about("whose finding it is: the research partner's, the network's, of both, or a reader's of documents"),
    ] = "partner"
    since: Annotated[Year | None, about("the year of the first report that held it")] = None
    became: Annotated[
        dict[Period, str], about("what became of it in later editions, by year", example={"2025-26": "held again"})
    ] = field(default_factory=dict)

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        """A section's name that is written almost right would head a section of its own, with nothing else in it."""
        section = str(given.get("section", ""))
        if section in SECTIONS or not section.islower() or not (meant := nearest_of(section, SECTIONS)):
            return None
        return (
            "section",
            f"`{section}` is none of the sections that all reports share. Did you mean `{meant}`? A heading of your own begins with a capital letter.",
        )


def read_learned(path: Path, file: str) -> Reading:
    """One record of `learned` a finding. An entry with a fault stops the build."""
    settings, findings = read_entries(path, file, tuple[LearnedSaid, ...], WRONG, LEARNED)
    clear = [entry for entry in settings.entries if {"id", "sentence", "section"} <= entry.values.keys()]
    columns = {"id": "learned_id"}
    records = [
        record._replace(values={**record.values, "number": str(number), "line": str(record.row)})
        for number, record in enumerate(
            (_with_footnotes_apart(record_of(_by_field(entry), columns)) for entry in clear), start=1
        )
    ]
    return Reading({LEARNED: records}, [], findings)


def _by_field(entry: Entry) -> Entry:
    """`for`, which Python has another use for, under its field's name."""
    return entry._replace(values={"speaks_for" if key == "for" else key: value for key, value in entry.values.items()})


def _with_footnotes_apart(record: Record) -> Record:
    """The sentence, and its footnotes in a cell of their own."""
    apart = taken_apart(record.values["sentence"])
    values = {"sentence": " ".join(apart.text.split()), "footnotes": joined(apart.notes)}
    return record._replace(values=record.values | values)
