"""theory.yml as it is declared: how what a network does should lead to what it hopes for, step by step, and what is held for and against each step.

Contribution analysis (Mayne 2012, Evaluation 18(3)): where no design bears a cause, the links of the theory are looked at one by one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from analysis.settings.declaration import ShortName, about
from analysis.settings.field_words import nearest
from analysis.settings.whole import entries_in, read_whole

THEORY_FILE = "theory.yml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMED = ("finding", "design")  # what evidence may name of other files
_OF_ID = "write small letters, digits and hyphens, as in people-come."


@dataclass(frozen=True)
class TheoryStep:
    """One box of the drawing."""

    id: Annotated[ShortName, about("a short name of its own", example="people-come")]
    says: Annotated[str, about("what happens there, in few words", example="People come who came nowhere before")]
    column: Annotated[
        Literal["what is done", "what comes of it", "what is hoped for"],
        about("in which column of the drawing it stands, and so how far along the way it is"),
    ]


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for a link, or against it."""

    says: Annotated[str, about("what was seen or told, in words that are printed")]
    kind: Annotated[
        Literal["comparison", "returns", "what was told", "money", "document", "experience"],
        about(
            "where it comes from; a `comparison` is a design of designs.yml",
            why="Evidence of several kinds is less likely to be wrong in the same way.",
        ),
    ]
    finding: Annotated[
        str,
        about(
            "the finding of findings.yml that it is; its strength, what speaks against it and whether that was looked for are taken from there",
            example="company",
        ),
    ] = ""
    design: Annotated[str, about("the design of designs.yml that it is", example="facilitators")] = ""

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if given.get("kind") == "comparison" and not given.get("design"):
            return (
                "kind",
                "A `comparison` is one that was declared: name it under `design`, as its id is in designs.yml.",
            )
        return None


@dataclass(frozen=True)
class OtherExplanation:
    """Something else that could have brought the same about."""

    says: Annotated[
        str,
        about("what it is, in words that are printed", example="A national programme paid for the same in these years"),
    ]
    judged: Annotated[
        Literal["ruled out", "plays a part", "may be the whole", "not looked into"],
        about("how much of it is in what was seen"),
    ]
    because: Annotated[
        str, about("why it is judged so; needed but where nobody looked into it", example="It paid two hubs of ten")
    ] = ""

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if given.get("judged") not in (None, "not looked into") and not str(given.get("because", "")).strip():
            return "because", f"`judged` is `{given['judged']}`: write in `because` what says so, or `not looked into`."
        return None


@dataclass(frozen=True)
class TheoryLink:
    """One arrow of the drawing, from one step to another."""

    id: Annotated[ShortName, about("a short name of its own, part of the names of its numbers", example="company")]
    begins: Annotated[str, about("the step that it begins at", key="from", example="people-come")]
    ends: Annotated[str, about("the step that it leads to", key="to", example="less-alone")]
    assumed: Annotated[str, about("what has to be true for the one to lead to the other, in words that are printed")]
    speaks_for: Annotated[tuple[Evidence, ...], about("what speaks for it", key="for")] = ()
    against: Annotated[tuple[Evidence, ...], about("what speaks against it")] = ()
    contrary_sought: Annotated[
        bool,
        about(
            "whether anybody looked for what speaks against it, where other things than findings speak for it; each finding says so itself",
            why="Where nobody looked, nothing against it says nothing.",
        ),
    ] = False
    others: Annotated[tuple[OtherExplanation, ...], about("what else could explain it")] = ()

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if "begins" in given and given.get("begins") == given.get("ends"):
            return "to", "`to` is the step that it comes from: a link leads to another one."
        cited = {one.finding for one in given.get("speaks_for", ()) if one.finding}
        if twice := next((one.finding for one in given.get("against", ()) if one.finding in cited), None):
            return (
                "against",
                f"`{twice}` is named under `for` too: what speaks against a finding is taken from it. Leave it out here.",
            )
        return None


@dataclass(frozen=True)
class TheoryOfChange:
    """What is asked, who says how it should come about, and the steps and links of that."""

    asked: Annotated[
        str, about("the question, as a reader would ask it", example="Do the hubs leave people less alone?")
    ]
    declared: Annotated[dt.date, about("the day this was last written down")]
    source: Annotated[str, about("who says so, in words that are printed")]
    steps: Annotated[tuple[TheoryStep, ...], about("the boxes of the drawing")]
    links: Annotated[tuple[TheoryLink, ...], about("its arrows, each with what speaks for it and against it")]
    instead: Annotated[
        str,
        about(
            "what else the same money and hours could have gone to, in words that are printed",
            why="What something brought is worth what was given up for it.",
        ),
    ] = ""

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        steps, links = given.get("steps", ()), given.get("links", ())
        for key, entries in (("steps", steps), ("links", links)):
            ids = [each.id for each in entries]
            for number, each in enumerate(ids, start=1):
                if not _ID.fullmatch(each):
                    return f"{key}.#{number}.id", f"`{each}` is no id: {_OF_ID}"
                if each in ids[: number - 1]:
                    return f"{key}.#{number}.id", f"`{each}` is there more than once: give each an id of its own."
        return _unknown_step({step.id for step in steps}, links)


def _unknown_step(known: Collection[str], links: Collection[TheoryLink]) -> tuple[str, str] | None:
    for number, link in enumerate(links, start=1):
        for key, step in (("from", link.begins), ("to", link.ends)):
            if step not in known:
                there = ", ".join(sorted(known)) or "none"
                return (
                    f"links.#{number}.{key}",
                    f"`{link.id}` names the step `{step}`; there are: {there}.{nearest(step, known)}",
                )
    return None


def theory_of(folder: Path, name: str) -> TheoryOfChange | None:
    """The theory of a network in its folder; None where there is none, or nothing in it. Refused, with all that is wrong, where it does not read as declared."""
    path = folder / THEORY_FILE
    if not path.is_file():
        return None
    return read_whole(path, f"data/raw/{name}/{THEORY_FILE}", TheoryOfChange, ()) or None


def evidence_lines(folder: Path) -> dict[tuple[str, str, str], int]:
    """The line in which a link names a finding or a design: by link, `finding` or `design`, and the name."""
    lines: dict[tuple[str, str, str], int] = {}
    named: list[tuple[str, str, int]] = []
    for entry in entries_in(folder / THEORY_FILE, TheoryOfChange):  # what a link holds comes before the link itself
        if entry.kind is Evidence:
            named += [(key, entry.values[key], entry.lines[key]) for key in _NAMED if key in entry.values]
        elif entry.kind is TheoryLink:
            lines |= {(str(entry.values.get("id", "")), key, value): line for key, value, line in reversed(named)}
            named = []
    return lines
