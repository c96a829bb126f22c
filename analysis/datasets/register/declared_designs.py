"""designs.yml held against the register and the questions: a hub or question that nobody knows is in no comparison."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.sources.findings import Finding, Place, Rule

UNKNOWN_HUB = Rule(
    "design-hub",
    "The design {design} names the hub {value}, which the register does not have.",
    "It would be left out of the comparison without a word.",
    "Write its hub_id as in the register.",
    "doubt",
)
UNKNOWN_OUTCOME = Rule(
    "design-outcome",
    "The design {design} names the question {value}, which questions.yml does not have.",
    "Nothing would be compared on it.",
    "Write its id as in questions.yml.",
    "doubt",
)


def check_designs(
    designs: Sequence[DeclaredDesign], hubs: Collection[str], questions: Collection[str]
) -> list[Finding]:
    """A finding for each hub and each question that a design names and the network does not have."""
    return [
        *(
            UNKNOWN_HUB.at(Place(DESIGNS_FILE, value=hub), design=design.id)
            for design in designs
            for hub in (*design.starts, *design.compared_with)
            if hub not in hubs
        ),
        *(
            UNKNOWN_OUTCOME.at(Place(DESIGNS_FILE, value=question), design=design.id)
            for design in designs
            for question in design.outcomes
            if question not in questions
        ),
    ]
