"""What the invented network set out to do, and what is held of each; of one aim nothing is, on purpose."""

from __future__ import annotations

from typing import Any

from demonstration.cards import written_yaml

LENS = "lens.yml"
_AIMS = "What we set out to do"
_WRITTEN: tuple[dict[str, Any], ...] = (
    {
        "id": "near", "lens": _AIMS, "name": "Everybody has a hub within reach", "codes": ["Getting there"],
        "indicators": ["attendances", "people"], "awards": ["360G-demo-bus-2023", "360G-demo-van-2023"],
        "recommendations": ["FV-2024-25-4"], "caution": "Attendances count visits, and not who could not come.",
    },
    {
        "id": "company", "lens": _AIMS, "name": "Nobody has to be alone", "codes": ["Less alone"], "indicators": ["people"],
        "awards": ["360G-demo-lifts-2024"], "caution": "Those who stopped coming were not asked.",
    },
    {
        "id": "own-hands", "lens": _AIMS, "name": "Hubs are run by those who use them", "codes": ["People run the place", "Volunteers worn thin"],
        "indicators": ["volunteers", "volunteer_hours"],
    },
    {
        "id": "services", "lens": _AIMS, "name": "Services come to where people are", "codes": ["Services come closer"],
        "indicators": ["agencies", "referrals_in", "referrals_out"], "awards": ["360G-demo-advice-2023"],
    },
    {
        "id": "seldom-heard", "lens": _AIMS, "name": "Those who are seldom heard shape what happens",
        "caution": "Nobody has asked who they are yet, so that nothing stands here.",
    },
)  # fmt: skip


def lens_yml() -> bytes:
    """The file as its writers would have saved it."""
    return written_yaml(list(_WRITTEN), "lens", 3)
