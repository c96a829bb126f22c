"""A case study that the invented research partner tells as a box of the report, with its invented teller's consent."""

from __future__ import annotations

from typing import Any

from demonstration.cards import written_yaml

BOXES = "boxes.yml"
_WRITTEN: tuple[dict[str, Any], ...] = (
    {
        "id": "kitchen", "title": "What a kitchen and a minibus have to do with each other", "case": "case-06",
        "text": "{quote: 2edb52a3}\n\nWhat changed, the diary says, was that somebody carried word from hub to hub. Not all ends well. {quote: dbe6f45f}\n",
        "agreed": "The writer read this box and agreed to its printing on 2 April 2025", "written_by": "research partner", "passages": ["fedcf9fa"],
    },
)  # fmt: skip


def boxes_yml() -> bytes:
    """The file as its writers would have saved it."""
    return written_yaml(list(_WRITTEN), "boxes", 3)
