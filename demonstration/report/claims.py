"""What the invented networks claim. One claim is planted for each state that a claim can be in, and one that its ceiling holds down."""

from __future__ import annotations

from typing import Any

from demonstration.cards import written_yaml

CLAIMS = "claims.yml"
_PARTNER = "research partner"
_FIVE_VALLEYS: tuple[dict[str, Any], ...] = (
    {
        "since": "2023-24", "id": "attendances", "sentence": "Attendances rose at the hubs that can be compared with the year before: {fact: activity.attendances-change.now}.",
        "tests": ["activity.attendances-change.now rose"], "ceiling": "beyond usual variation", "owner": _PARTNER,
        "facts": ["activity.attendances-steady-hubs.now"], "caution": "Visits are counted, and not people.",
    },
    {
        "since": "2023-24", "id": "next-steps", "sentence": "The number of people who go on from a hub to a next step rose: {fact: activity.next_steps-change.now}.",
        "tests": ["activity.next_steps-change.now rose"], "ceiling": "beyond usual variation", "owner": "hubs alliance",
        "caution": "A next step is as the person tells it.",
    },
    {
        "since": "2023-24", "id": "facilitators", "sentence": "Attendances rose more at hubs with an area facilitator than at the others: {fact: change.facilitators-effect.now}.",
        "tests": ["change.facilitators-effect.now rose"], "ceiling": "more than elsewhere", "owner": _PARTNER, "findings": ["joining"],
        "caution": "Facilitators were placed by decision, so no number here could ever bear that they are the reason.",
    },
    {
        "since": "2023-24", "id": "volunteers", "sentence": "There are more volunteers than in the year before: {fact: activity.volunteers-change.now}.",
        "tests": ["activity.volunteers-change.now higher"], "ceiling": "described", "owner": "hubs alliance", "findings": ["worn-thin"],
    },
    {
        "since": "2024-25", "id": "small-bids", "sentence": "Each bid of the year was for less than all the award money on record.",
        "tests": [f"bids.asked.bid-0{number} less than funding.total" for number in range(2, 6)], "ceiling": "described", "owner": _PARTNER,
        "editions": "years",
    },
)  # fmt: skip
_MARCHES: tuple[dict[str, Any], ...] = (
    {
        "since": "2024-25", "id": "held", "sentence": "Attendances were about what they had been a year before: {fact: activity.attendances-change.now}.",
        "tests": ["activity.attendances-change.now steady"], "ceiling": "described", "owner": _PARTNER, "editions": "years",
    },
    {
        "since": "2024-25", "id": "meals", "sentence": "Meals rose at the hubs that can be compared: {fact: activity.meals-change.now}.",
        "tests": ["activity.meals-change.now rose"], "ceiling": "beyond usual variation", "owner": _PARTNER,
    },
    {
        "since": "2024-25", "id": "volunteers", "sentence": "There are more volunteers than in the year before: {fact: activity.volunteers-change.now}.",
        "tests": ["activity.volunteers-change.now higher"], "ceiling": "described", "owner": _PARTNER,
    },
    {
        "since": "2024-25", "id": "referrals", "sentence": "The number of people referred to hubs rose: {fact: activity.referrals_in-change.now}.",
        "tests": ["activity.referrals_in-change.now rose"], "ceiling": "beyond usual variation", "owner": _PARTNER,
    },
    {
        "since": "2024-25", "id": "rota", "sentence": "The hub in the middle of all has volunteers enough for a rota.",
        "tests": ["core-questions-compared.median.volunteers.marches at least 10"], "ceiling": "described", "owner": _PARTNER,
        "editions": "years",
    },
)  # fmt: skip


def claims_yml(network: str) -> bytes:
    """The file of a network as its writers would have saved it."""
    written = {"five-valleys": _FIVE_VALLEYS, "marches": _MARCHES}[network]
    return written_yaml(list(written), "claims", 3)
