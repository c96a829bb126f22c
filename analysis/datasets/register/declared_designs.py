"""designs.yml held against the register and the questions: a hub or question that nobody knows is in no comparison."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Finding, Place, Rule

UNKNOWN_HUB = Rule(
    "design-hub",
    "The design {design} names the hub {value}, which the register does not have{near}.",
    "It would be left out of the comparison without a word.",
    "Write its hub_id as in the register.",
    "doubt",
    ignore="Never: a comparison without it is not the one that was declared.",
)
UNKNOWN_OUTCOME = Rule(
    "design-outcome",
    "The design {design} names the question {value}, which questions.yml does not have{near}.",
    "Nothing would be compared on it.",
    "Write its id as in questions.yml.",
    "doubt",
    ignore="Never: what was declared is not looked at.",
)


def check_designs(
    designs: Sequence[DeclaredDesign],
    lines: Sequence[Mapping[str, int]],
    hubs: Mapping[str, str],
    questions: Collection[str],
) -> list[Finding]:
    """A finding for each hub and each question that a design names and the network does not have, at the line of its key.

    lines: of each design, the line of each of its keys. hubs: hub_id by hub_id, and by name.
    """
    found = []
    for design, at in zip(designs, lines, strict=True):
        for key, rule, named, known in (
            ("starts", UNKNOWN_HUB, design.starts, hubs),
            ("compared_with", UNKNOWN_HUB, design.compared_with, hubs),
            ("outcomes", UNKNOWN_OUTCOME, design.outcomes, {each: each for each in questions}),
        ):
            for value in (each for each in named if each not in known.values()):
                meant = nearest_of(value, known)
                near = f"; the nearest is `{known[meant]}`" if meant else ""
                place = Place(DESIGNS_FILE, row=at.get(key), column=key, value=value)
                found.append(rule.at(place, design=design.id, near=near))
    return found
