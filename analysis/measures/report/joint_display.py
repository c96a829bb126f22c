"""How far returns and case studies agree on an outcome: what each bears by itself, and a rule that holds the two together.

The verdicts follow Fetters, Curry and Creswell (2013), Health Services Research 48(6): confirmation, expansion, discordance; and
silence, where one of the two has nothing to say: O'Cathain, Murphy and Nicholl (2010), BMJ 341:c4587. To lay them side by side is
a joint display: Guetterman, Fetters and Creswell (2015), Annals of Family Medicine 13(6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.verdict import LITTLE, Verdict

FEWEST_CASES, FEWEST_PARTNERS = 2, 2  # one voice, or one collector's eye, tells of itself and not yet of an outcome

AGREEMENT_OF_SOURCES = declare(
    Measure(
        name="agreement_of_sources",
        unit="verdict",
        question="Do returns and what people tell say the same of an outcome?",
        how="by the rule that the page on what people tell prints",
        better=None,
        reads="codings",
        source="Fetters, Curry and Creswell (2013), Health Services Research 48(6)",
    )
)

Agreement = Literal["confirm", "extend", "contradict", "silent"]
VERDICTS: tuple[Agreement, ...] = ("confirm", "extend", "contradict", "silent")

RULE = (
    f"Returns point up or down where a question that should move with the outcome changed by {LITTLE:g}% or more over the hubs that "
    "reported throughout both years, by more than its usual variation even after allowing for all changes that the edition looked at, and "
    f"where no other such question points the other way. What people tell points up or down where at least {FEWEST_CASES} sources tell of the outcome, from at least "
    f"{FEWEST_PARTNERS} partners, one or more of them from the last twelve months, and where coders agree well enough on the code: "
    "upwards, or downwards where half of them or more tell the contrary of it. The contrary is of an outcome where its code names "
    "the outcome, or stands on the same passage or in the same paragraph; where half or more tell of a hope that came to nothing and it "
    "is not known of which, what people tell points neither way."
)
READING = (
    ("confirm", "both point the same way"),
    ("contradict", "they point opposite ways"),
    ("extend", "what people tell points up or down on something that the return does not ask about"),
    ("silent", "returns, what people tell or both say nothing either way"),
)


def called(verdict: str) -> str:
    """A verdict as readers see it: three words are those of mixed methods research, the fourth is plain."""
    return "left open" if verdict == "silent" else verdict


@dataclass(frozen=True)
class Told:
    """What case studies tell of an outcome: how many, from how many partners, how many of the last twelve months, how many tell the
    contrary of it; in how many more a hope came to nothing and it is not known of what (`beside`); `unsure` where coders agree too little
    on a code that stands for it."""

    cases: int
    partners: int
    recent: int
    contrary: int
    beside: int = 0
    unsure: bool = False

    @property
    def direction(self) -> int:
        """1, -1, or 0 where none is borne."""
        if self.unsure or self.cases < FEWEST_CASES or self.partners < FEWEST_PARTNERS or not self.recent:
            return 0
        if 2 * self.contrary >= self.cases:
            return -1
        return 0 if self.in_doubt else 1

    @property
    def in_doubt(self) -> bool:
        """Whether so many tell of a hope that came to nothing that it matters which one it was."""
        return 2 * self.contrary < self.cases <= 2 * (self.contrary + self.beside)


def told_of(
    codings: pl.DataFrame,
    cases: pl.DataFrame,
    codes: Sequence[str],
    against: pl.DataFrame,
    recent: pl.Expr,
    unsure: bool,
) -> tuple[Told, list[str]]:
    """What usable case studies tell with any of the codes, or with a contrary code that names the outcome, and their ids, sorted.

    cases: case_id, partner, collected. against: of `contrary.contrary_passages`. recent: which cases are of the last twelve months, over
    their columns.
    """
    denying = set(against.filter(pl.col("of_it"))["case_id"].to_list())
    telling = {*codings.filter(pl.col("code_id").is_in(list(codes)))["case_id"].to_list(), *denying}
    mine = cases.filter(pl.col("case_id").is_in(list(telling))).sort("case_id")
    doubtful = set(against["case_id"].to_list()) - denying
    told = Told(
        cases=mine.height,
        partners=mine["partner"].drop_nulls().n_unique(),
        recent=mine.filter(recent).height,
        contrary=mine.filter(pl.col("case_id").is_in(list(denying))).height,
        beside=mine.filter(pl.col("case_id").is_in(list(doubtful))).height,
        unsure=unsure,
    )
    return told, mine["case_id"].to_list()


def direction_of(changes: Sequence[Verdict]) -> int:
    """The direction that all questions which bear one bear alike; 0 where none does, or where they bear opposite ones."""
    borne = {change.direction for change in changes if change.direction}
    return borne.pop() if len(borne) == 1 else 0


def verdict(asked: bool, returns: int, told: int) -> Agreement:
    """How far the two agree. asked: whether the return asks a question that should move with the outcome; returns, told: directions."""
    if told and not asked:
        return "extend"
    if not told or not returns:
        return "silent"
    return "confirm" if told == returns else "contradict"


def is_for(text: str, purposes: Sequence[str]) -> bool:
    """Whether an award's words name one of the purposes, as whole words and whatever their number."""
    return any(re.search(rf"\b{re.escape(purpose)}(?:e?s)?\b", text, re.IGNORECASE) for purpose in purposes)
