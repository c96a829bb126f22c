"""methods.yml: how case studies were made, in the words of whoever made them: what COREQ and SRQR ask a qualitative study to say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

from analysis.settings.declaration import about
from analysis.settings.reading import Entry
from analysis.sources.entries import in_cell, read_entries
from analysis.sources.findings import Rule
from analysis.sources.records import Reading, Record

METHODS_FILE = "methods.yml"
STUDY_METHODS = "study_methods"
CODER_FILES = "coder_files"  # who coded the sheets that do not say it: kept by no table
CODER = "coder-"

WRONG = Rule(
    "methods-unreadable",
    "{problem}",
    "A reader could not see how the case studies were made.",
    "{remedy}",
    "stops",
)


@dataclass(frozen=True)
class CoderSaid:
    """Somebody who coded."""

    coder: Annotated[str, about("the coder's name in the coding program, or a pseudonym; it is published nowhere")]
    role: Annotated[str, about("who that is, without a name", example="volunteer, trained for a day")] = ""
    files: Annotated[
        tuple[str, ...],
        about("the sheets in cases/ that are this coder's and do not say so, as Taguette exports them"),
    ] = ()


@dataclass(frozen=True)
class MethodsSaid:
    """How the case studies of a network were made. Nothing of it is required; what is not said is told as not said."""

    researchers: Annotated[
        str, about("who researched: roles, experience and training, without names", why="COREQ 1 to 5.")
    ] = ""
    relation: Annotated[
        str, about("how they stood to those who told, and what these knew of them", why="COREQ 6 to 8.")
    ] = ""
    found: Annotated[str, about("how tellers were found, and who asked them", why="COREQ 10 and 11.")] = ""
    asked: Annotated[int, about("how many were asked", at_least=1, at_most=100_000)] = 0
    declined: Annotated[
        int, about("how many of them declined or stopped", why="COREQ 13.", at_least=0, at_most=100_000)
    ] = 0
    why_declined: Annotated[str, about("why they declined, as far as they said", why="COREQ 13.")] = ""
    setting: Annotated[str, about("where they were asked, and who else was there", why="COREQ 14 and 15.")] = ""
    collected: Annotated[
        str, about("how it was collected: what was asked, recorded or noted, how long it took", why="COREQ 17 to 21.")
    ] = ""
    when: Annotated[str, about("when it was collected", example="November 2023 to June 2024")] = ""
    coded: Annotated[str, about("who coded and how", why="COREQ 24.")] = ""
    codes_made: Annotated[
        str, about("where the codes came from: from the texts, or set before", why="COREQ 25 and 26.")
    ] = ""
    enough: Annotated[str, about("when it was held to be enough", why="COREQ 22.")] = ""
    checked: Annotated[
        str, about("whether those who told saw what was made of it, and what they said", why="COREQ 23 and 28.")
    ] = ""
    interests: Annotated[str, about("who paid for it, and whose interests it touches", why="SRQR 20 and 21.")] = ""
    coders: Annotated[tuple[CoderSaid, ...], about("who coded")] = ()

    @staticmethod
    def unfit(given: dict[str, object]) -> tuple[str, str] | None:
        asked, declined = given.get("asked"), given.get("declined")
        if isinstance(asked, int) and isinstance(declined, int) and declined > asked:
            return "declined", f"`declined` is {declined}, and {asked} were asked: no more can decline than were asked."
        return None


class Item(NamedTuple):
    """One thing that a reader of qualitative work looks for: its key, what it is called, and which items of the check lists it is."""

    key: str
    label: str
    lists: str


ITEMS = (
    Item("researchers", "Who researched", "COREQ 1-5"),
    Item("relation", "How they stood to those who told", "COREQ 6-8"),
    Item("found", "How tellers were found", "COREQ 10-11"),
    Item("asked", "How many were asked", "COREQ 12"),
    Item("declined", "How many declined", "COREQ 13"),
    Item("why_declined", "Why they declined", "COREQ 13"),
    Item("setting", "Where, and who else was there", "COREQ 14-15"),
    Item("collected", "How it was collected", "COREQ 17-21"),
    Item("when", "When", "SRQR 10"),
    Item("coded", "Who coded, and how", "COREQ 24"),
    Item("codes_made", "Where the codes came from", "COREQ 25-26"),
    Item("enough", "When it was enough", "COREQ 22"),
    Item("checked", "Whether those who told saw it", "COREQ 23, 28"),
    Item("interests", "Who paid, and whose interests", "SRQR 20-21"),
)


def read_study_methods(path: Path, file: str) -> Reading:
    """A record of `study_methods` for each thing that is said, and who coded which sheets. An entry with a fault stops the build."""
    settings, findings = read_entries(path, file, MethodsSaid, WRONG, STUDY_METHODS)
    whole = next((entry for entry in settings.entries if entry.kind is MethodsSaid), None)
    said = [_said(whole, item.key) for item in ITEMS if whole and whole.values.get(item.key) not in (None, "")]
    coders = [entry for entry in settings.entries if entry.kind is CoderSaid and entry.values.get("coder")]
    said += [
        _record(entry, f"{CODER}{number}", in_cell(entry.values["role"]), "role")
        for number, entry in enumerate(coders, start=1)
        if entry.values.get("role")
    ]
    sheets = [
        Record(entry.pointer, {"coder": in_cell(entry.values["coder"]), "file": in_cell(name)}, {}, entry.line)
        for entry in coders
        for name in entry.values.get("files", ())
    ]
    return Reading({STUDY_METHODS: said, CODER_FILES: sheets}, [], findings)


def _said(whole: Entry, key: str) -> Record:
    return _record(whole, key, in_cell(whole.values[key]), key)


def _record(entry: Entry, item: str, said: str, key: str) -> Record:
    at = f"{entry.pointer}/{key}"
    return Record(at, {"item": item, "said": said}, {"item": at, "said": at}, entry.line)
