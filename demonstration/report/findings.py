"""What an invented research partner and its network hold to be learned from the invented evidence: the demonstration's findings."""

from __future__ import annotations

from typing import Any

from demonstration.cards import written_yaml

FINDINGS = "findings.yml"

# Passages are named by the ids that the coded project gives them: `hub-learning findings five-valleys --print` lists them with their words.
_WRITTEN: tuple[dict[str, Any], ...] = (
    {
        "id": "company",
        "sentence": "Those who found company found friends in it, and not only a place to go; a group that is full already can leave a "
        "newcomer lonelier than before.",
        "section": "outcomes",
        "codes": ["Less alone"],
        "for": ["25e33002-e742-57b6-90c6-52e7a114ca6d"],
        "against": ["84083cac-52f7-5815-a21e-f904eb118062"],
        "contrary_sought": True,
        "caution": "Those who stopped coming were not asked.",
        "author": "both",
        "since": "2023-24",
    },
    {
        "id": "one-bid",
        "sentence": "Partners who met often began to share what they had, and wrote one bid where they had written several.",
        "section": "gains",
        "codes": ["Partners share what they have"],
        "for": ["216e0ab8-2c76-55d1-86a6-d019404a1671"],
        "contrary_sought": True,
        "caution": "Nobody was asked whose bid was left out.",
        "author": "network",
        "since": "2024-25",
    },
    {
        "id": "joining",
        "sentence": "A facilitator helps by joining what is there already, say those who were asked; the numbers do not tell it from chance.",
        "facts": ["change.facilitators-effect.now", "change.facilitators-chance.now"],
        "section": "model",
        "codes": ["Facilitation"],
        "for": ["1314df37-8ee9-5d6a-8fed-2e66ff6dfe64"],
        "contrary_sought": True,
        "other_explanations": "Facilitators were sent where people wanted them.",
        "caution": "Those who were asked had one.",
        "author": "both",
        "since": "2023-24",
        "became": {"2024-25": "held again"},
    },
    {
        "id": "crumble",
        "sentence": "Food brings people to a service that its own name keeps away.",
        "section": "model",
        "codes": ["Food brings people"],
        "for": ["1906b597-a139-5ef9-a343-3a89d04e6d66"],
        "contrary_sought": True,
        "caution": "Told by those who serve it.",
        "author": "partner",
        "since": "2024-25",
    },
    {
        "id": "rehearsal",
        "sentence": "Trying something for six weeks with borrowed things costs little and shows early whether anybody wants it.",
        "section": "opportunities",
        "codes": ["Start small"],
        "for": ["a0ba97f0-3fad-549a-8e07-0325dc1dfb0c"],
        "author": "network",
        "since": "2024-25",
    },
    {
        "id": "worn-thin",
        "sentence": "What hubs do rests on few volunteers: where one of them leaves, months go by before another is found.",
        "section": "hurdles",
        "codes": ["Volunteers worn thin"],
        "for": ["de118032-1235-593d-ba26-55eb5fe73e38"],
        "contrary_sought": True,
        "caution": "Returns count volunteers, not how tired they are.",
        "author": "both",
        "since": "2024-25",
    },
    {
        "id": "one-year",
        "sentence": "Hubs cannot promise much for the year to come: of the money for the last quarter {fact: funding.cliff.left} is known to go on.",
        "section": "hurdles",
        "author": "network",
        "since": "2024-25",
    },
    {
        "id": "no-hub",
        "sentence": "Some localities have no hub: {fact: network.localities-without.now} of {fact: network.localities.now}. What those who live there need, "
        "nobody knows.",
        "section": "hurdles",
        "author": "partner",
        "since": "2024-25",
    },
)  # fmt: skip


def findings_yml() -> bytes:
    """The file as its writers would have saved it."""
    return written_yaml(list(_WRITTEN), "findings", 3)
