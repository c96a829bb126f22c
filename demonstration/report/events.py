"""What happened to the invented network: the day its facilitators began, the day it changed its focus, and the quarter of the Saturdays."""

from __future__ import annotations

from typing import Any

from demonstration import planted
from demonstration.cards import written_yaml

EVENTS = "events.yml"
_WRITTEN: tuple[dict[str, Any], ...] = (
    {
        "id": "facilitators", "quarter": planted.FACILITATORS_BEGAN.label, "words": "Area facilitators began at two hubs of each of the three areas",
        "source": "Grant agreement with the district council, schedule of posts",
        "caution": "Not every hub had one.",
    },
    {
        "id": "new-focus", "day": "2024-01-18", "words": "The network turned from counting what hubs achieve to asking how they work together",
        "source": "Minutes of the steering group, 18 January 2024",
    },
    {
        "id": "saturdays", "quarter": planted.SHIFT_BEGAN.label, "words": "The four hubs without a facilitator began to open on Saturdays",
        "source": "Notice to members, spring 2024",
        "caution": "Other things began in that spring too.",
    },
)  # fmt: skip


def events_yml() -> bytes:
    """The file as its writers would have saved it."""
    return written_yaml(list(_WRITTEN), "events", 3)
