"""The words of the joint display: what questions are called in it, why a verdict was given, and what would be needed."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed
from analysis.measures.report import joint_display as rule
from analysis.measures.verdict import TELLING, Verdict

UP, DOWN, _ = TELLING["beyond usual variation"]

SHORT = {
    "sessions": "sessions",
    "attendances": "attendances",
    "people": "different people",
    "people_0_17": "people under 18",
    "people_18_64": "people of 18 to 64",
    "people_65_plus": "people of 65 and over",
    "volunteers": "volunteers",
    "volunteer_hours": "volunteers' hours",
    "agencies": "other organisations",
    "warm_space": "quarters open as a warm space",
    "referrals_in": "people referred to hubs",
    "referrals_out": "people pointed to others",
    "next_steps": "people who took a next step",
    "money_in": "money in",
    "money_out": "money out",
}
NEEDED = {
    "cases": "Case studies, interviews or other sources with their texts and codings, as a REFI-QDA project (.qdpx), each with its date and consent.",
    "map": "A file cases/outcomes.yml in which a person confirms which of the network's codes stand for which shared outcome.",
    "returns": "Quarterly returns of the same hubs for this period and for the same period a year before.",
    "awards": "The record of awards, as a 360Giving file or a plain sheet, with what each is for.",
}

# Whether it is the contrary of this outcome, what stands before its words, and what is said where they may not be quoted.
CONTRARY_WORDS = (
    (True, "", "Told, but not in words that may be quoted here."),
    (
        False,
        "No passage is marked as the contrary of this. One of these sources tells of another hope, or of one not named: ",
        "No passage is marked as the contrary of this. What else was hoped for in vain is told, but not in words that may be quoted here.",
    ),
)


def counted_as(edition: OpenEdition, question: str) -> str:
    """What a question counts, in the plural, as a sentence begins with it; a network's own question by its label."""
    asked = edition.table("questions").filter(pl.col("question_id") == question).to_dicts()
    return SHORT.get(question) or (label_of(asked[0]).lower() if asked else question.replace("_", " "))


def why(verdict: rule.Agreement, borne: int, told: rule.Told, changes: Sequence[Verdict]) -> str:
    """The verdict in words: what of the rule it rests on."""
    if verdict == "confirm":
        return (
            f"What should move with it {UP}, and people tell that it came about."
            if borne > 0
            else f"What should move with it {DOWN}, and half or more of the sources tell the contrary."
        )
    if verdict == "contradict":
        return (
            f"People tell of it; what should move with it {DOWN}."
            if borne < 0
            else f"What should move with it {UP}; half or more of the sources tell the contrary."
        )
    if verdict == "extend":
        return (
            "People tell of it; the return does not ask about it."
            if told.direction > 0
            else "Half or more of the sources tell the contrary; the return does not ask about it."
        )
    reasons = []
    if not told.direction:
        reasons.append(_no_case(told))
    if not borne and changes:
        opposed = {change.direction for change in changes} >= {1, -1}
        reasons.append("the numbers point both ways" if opposed else "the numbers point neither up nor down")
    elif not borne:
        reasons.append("the return says nothing of it")
    said = " and ".join(reasons)
    return f"{said[:1].upper()}{said[1:]}."


def _no_case(told: rule.Told) -> str:
    if told.unsure:
        return "coders agree too little on what tells of it"
    if told.cases < rule.FEWEST_CASES or told.partners < rule.FEWEST_PARTNERS:
        return "too few sources or partners tell of it"
    if not told.recent:
        return "no source of the last twelve months tells of it"
    return (
        "half or more of the sources tell of a hope that came to nothing, and it is not known whether it was this one"
    )


def two_names(names: Sequence[tuple[str, list[str]]]) -> str:
    """What a network's codebook calls outcomes that networks share under another name; empty where the names are the same.

    names: the shared name of each outcome, and those of the network's codes that stand for it.
    """
    other = [f"“{shared}” is {listed([f'“{each}”' for each in own])}" for shared, own in names if own != [shared]]
    if not other:
        return ""
    return f" Outcomes bear the names that all networks share; in this network's own codebook {listed(other)}."
