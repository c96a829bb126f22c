"""What the invented network means by words of its own."""

from __future__ import annotations

from typing import Any

from demonstration.cards import written_yaml

DEFINITIONS = "definitions.yml"
_WRITTEN: tuple[dict[str, Any], ...] = (
    {"term": "area facilitator", "meaning": "Somebody who is paid to bring hubs of one area together, and runs none of them"},
    {"term": "warm space", "meaning": "A hub that is heated and open to all in the winter quarters, whether or not there is a session"},
    {
        "term": "next step", "meaning": "Something that a person took up after coming to a hub, as that person tells it",
        "source": "Form of the quarterly return",
    },
)  # fmt: skip


def definitions_yml() -> bytes:
    """The file as its writers would have saved it."""
    return written_yaml(list(_WRITTEN), "definitions", 3)
