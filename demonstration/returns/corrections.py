"""What the hubs of `five-valleys` said afterwards: answers that they put right, and odd ones that they stood by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from demonstration import planted
from demonstration.cards import written_yaml
from demonstration.returns import slips

# The editions that are out, with the day on which each came out: what is corrected afterwards is a revision.
PUBLISHED = {
    "2022-23": dt.date(2023, 7, 31),
    "2023-24": dt.date(2024, 7, 31),
    "2024-25 Q1": dt.date(2024, 9, 30),
}

_CONFIRMED = ("sessions", "attendances", "people", "people_0_17", "people_18_64", "people_65_plus")


def corrections_yml(truth: dict[tuple[str, str], dict[str, Any]]) -> bytes:
    """corrections.yml of five-valleys. truth: what a faultless return would hold, by hub and quarter."""
    entries = [_corrected(unseen, truth[unseen.hub_id, unseen.quarter]) for unseen in slips.UNSEEN]
    hub, quarter = planted.CLOSED_HUB, planted.CLOSED_QUARTER.label
    entries += [_confirmed(hub, quarter, name, truth[hub, quarter][name]) for name in _CONFIRMED]
    return written_yaml(sorted(entries, key=lambda entry: entry["when"]), "corrections")


def _corrected(unseen: slips.Unseen, truth: dict[str, Any]) -> dict[str, Any]:
    return {
        "hub_id": unseen.hub_id,
        "quarter": unseen.quarter,
        "question_id": unseen.field,
        "kind": "correct",
        "expected": str(unseen.written(truth)),
        "new": str(truth[unseen.field]),
        "reason": unseen.reason,
        "who": unseen.who,
        "when": unseen.when,
        "source": "the answered query sheet of the hub",
    }


def _confirmed(hub: str, quarter: str, question: str, value: object) -> dict[str, Any]:
    return {
        "hub_id": hub,
        "quarter": quarter,
        "question_id": question,
        "kind": "confirm",
        "rule": "far-from-usual",
        "expected": str(value),
        "reason": "the hub was shut for nine weeks after a flood",
        "who": "Hub coordinator",
        "when": dt.date(2024, 6, 20),
        "source": "the answered query sheet of the hub",
    }
