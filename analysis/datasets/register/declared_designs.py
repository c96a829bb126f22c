"""designs.yml and targets held against the register and the questions: a hub or question that nobody knows is in no comparison."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.network_settings import NETWORK_FILE
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Finding, Place, Rule
from analysis.targets import TargetSettings

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


UNKNOWN_TARGET = Rule(
    "target-hub",
    "A target names the hub {value}, which the register does not have{near}.",
    "Nothing would be held against it.",
    "Write its hub_id as in the register.",
    "doubt",
    ignore="Never: a target that is of no hub is told nowhere.",
)


def check_targets(targets: Sequence[TargetSettings], hubs: Mapping[str, str]) -> list[Finding]:
    """A finding for each target of a hub that the register does not have. hubs: hub_id by hub_id, and by name."""
    found = []
    for target in (each for each in targets if each.hub and each.hub not in hubs.values()):
        place = Place(NETWORK_FILE, column="targets", value=target.hub)
        found.append(UNKNOWN_TARGET.at(place, near=_near(target.hub, hubs)))
    return found


def _near(value: str, known: Mapping[str, str]) -> str:
    meant = nearest_of(value, known)
    return f"; the nearest is `{known[meant]}`" if meant else ""


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
                place = Place(DESIGNS_FILE, row=at.get(key), column=key, value=value)
                found.append(rule.at(place, design=design.id, near=_near(value, known)))
    return found
