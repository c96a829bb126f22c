"""How much stands behind each link of a theory of change: a rubric, printed with what it judges."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.measures.measure import Measure, declare

Link = Literal["contested", "not shown", "weak", "fair", "strong"]
LINKS: tuple[Link, ...] = ("strong", "fair", "weak", "contested", "not shown")
ENOUGH_KINDS = 2  # written as a word where it is no number of the edition's
RUBRIC = (
    f"A link is **strong** where evidence of {ENOUGH_KINDS} kinds or more speaks for it, one of them a comparison that is told from chance, somebody looked "
    f"for what speaks against it, and each other explanation that is named was ruled out; **fair** where evidence of {ENOUGH_KINDS} kinds or more speaks for it, "
    "somebody looked for what speaks against it, and no other explanation may be the whole of it or was left unlooked into; **weak** where less than that speaks "
    "for it; **contested** where as many things speak against it as for it; **not shown** where nothing speaks for it. Of a finding its own strength holds, and "
    "whether anybody looked for what speaks against it: one that is tentative is none of those kinds, and one that is contested speaks against the link as much "
    "as for it."
)
CONTRIBUTION = declare(
    Measure(
        name="contribution",
        unit="links",
        question="Where no comparison bears a cause: what stands behind each step of how it should come about?",
        how="by the rubric printed with it: kinds of evidence for a link, a comparison among them that its verdict tells from chance, what speaks against it, "
        "whether that was looked for, and what became of each other explanation. A comparison that is not told from chance is no evidence for a link; a finding "
        "stands as strong as the page on findings has it",
        better="higher",
        reads="learned, returns",
        source="Mayne (2012), Evaluation 18(3), on contribution analysis; HM Treasury, Magenta Book (2020), annex A on theory-based evaluation; the "
        "rubric is our own",
    )
)


@dataclass(frozen=True)
class Standing:
    """How a link is called, and what it lacks to be called more, in words."""

    called: Link
    lacks: tuple[str, ...]


def standing_of(
    kinds_for: Sequence[str],
    number_against: int,
    told_from_chance: bool,
    contrary_sought: bool,
    judged: Collection[str],
    tentative: int = 0,
) -> Standing:
    """By the rubric. kinds_for: of each thing that speaks for the link, with repeats; told_from_chance: whether a comparison among them is.

    tentative: how many tentative or contested findings speak for it besides, which are none of its kinds.
    judged: of each other explanation, `ruled out`, `plays a part`, `may be the whole` or `not looked into`.
    """
    several = len(set(kinds_for)) >= ENOUGH_KINDS
    open_to_others = bool({"may be the whole", "not looked into"} & set(judged))
    asked = (
        (several, "evidence of two kinds"),
        (contrary_sought, "a search for what speaks against it"),
        (not open_to_others, "a look into every other explanation, none of which may be the whole"),
        (told_from_chance, "a comparison that is told from chance"),
        (set(judged) <= {"ruled out"}, "every other explanation ruled out"),
    )
    lacks = tuple(words for met, words in asked if not met)
    speaking = len(kinds_for) + tentative
    if not speaking:
        return Standing("not shown", lacks)
    if number_against >= speaking:
        return Standing("contested", lacks)
    if not lacks:
        return Standing("strong", ())
    return Standing("fair" if all(met for met, _ in asked[:3]) else "weak", lacks)
