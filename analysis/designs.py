"""designs.yml as it is declared: what was given to whom, and what it is held against, written down before what came of it is looked at."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from analysis.settings.declaration import Quarter, ShortName, about

DESIGNS_FILE = "designs.yml"


@dataclass(frozen=True)
class DeclaredDesign:
    """One thing that was given to hubs: to some and not to others, or to all of them at one time."""

    id: Annotated[ShortName, about("a short name of its own, part of the names of its numbers", example="facilitators")]
    given: Annotated[
        str, about("what was given, as it stands after `hubs with` and `hubs without`", example="an area facilitator")
    ]
    declared: Annotated[
        dt.date,
        about(
            "the day this was written down",
            why="A design chosen after looking finds what it looked for.",
            example="2023-03-01",
        ),
    ]
    source: Annotated[
        str,
        about("who says so, in words that are printed", example="the network's plan: two hubs of each area"),
    ]
    assumed: Annotated[
        str,
        about(
            "what has to be true for the comparison to hold, in words that are printed",
            why="A comparison is worth what it assumes, and readers can judge that.",
            example="Without facilitators, attendances would have gone the same way at all hubs of an area.",
        ),
    ]
    starts: Annotated[
        dict[str, Quarter],
        about(
            "hubs that were given it, each with its first quarter with it; left out, the register's `facilitated_from`",
        ),
    ] = field(default_factory=dict)
    against: Annotated[
        Literal["others", "before"],
        about(
            "what it is held against: the `others`, hubs that were not given it, or where all of them began at one time, the same hubs' own "
            "quarters `before`"
        ),
    ] = "others"
    by: Annotated[
        Literal["decision", "lot"],
        about("who placed it", why="Only a lot rules out every other cause; a decision does not."),
    ] = "decision"
    within: Annotated[
        Literal["network", "area", "locality"],
        about(
            "so many were to be given it in each area, in each locality, or anywhere in the network",
            why="Ways of placing that could not have been would make chance look rarer than it is.",
        ),
    ] = "network"
    compared_with: Annotated[
        tuple[str, ...], about("hubs it is compared with; left out, all that were not given it")
    ] = ()
    outcomes: Annotated[
        tuple[str, ...],
        about(
            "questions of the return that it should have changed or left alone, the one that matters first",
            why="Each one more is one more look, and is counted as one.",
        ),
    ] = ("attendances",)
    counted: Annotated[
        Literal["sums", "logarithms"],
        about(
            "how a difference is counted: in `sums`, each attendance alike and noughts in them, or in `logarithms`, each return alike and noughts left out"
        ),
    ] = "sums"

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(given.get("id", "x"))):
            return (
                "id",
                "`id` is part of the names of numbers: write small letters, digits and hyphens, as in area-facilitators.",
            )
        both = sorted(set(given.get("starts", {})) & set(given.get("compared_with", ())))
        if both:
            return "compared_with", f"`compared_with` names {both[0]}, which was given it itself."
        if given.get("against") == "before" and len({str(start) for start in given.get("starts", {}).values()}) != 1:
            return "starts", "`against: before` needs `starts` with each hub and one quarter for all of them."
        if given.get("against") == "before" and given.get("compared_with"):
            return "compared_with", "`compared_with` names hubs, and `against: before` compares with none."
        if not given.get("outcomes", ("x",)):
            return "outcomes", "`outcomes` names no question: write at least one, the one that matters first."
        return None
