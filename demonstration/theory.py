"""theory.yml of the invented network: how its work should leave people less alone, and what it holds for and against each link."""

from __future__ import annotations

from typing import Any

from demonstration.cards import written_yaml

_DONE, _COMES, _HOPED = "what is done", "what comes of it", "what is hoped for"
_STEPS = (
    ("facilitator", "A facilitator works in the area", _DONE),
    ("saturdays", "Hubs open on Saturdays", _DONE),
    ("meals", "Food is cooked and shared", _DONE),
    ("people-come", "People come who came nowhere before", _COMES),
    ("partners-meet", "Partners meet often", _COMES),
    ("less-alone", "People are less alone", _HOPED),
    ("shared", "Partners share what they have", _HOPED),
)
_LINKS: tuple[dict[str, Any], ...] = (
    {
        "id": "facilitator-brings", "from": "facilitator", "to": "people-come",
        "assumed": "A facilitator knows who does not come yet, and has the time to ask them.",
        "for": [
            {"says": "attendances at hubs with a facilitator against those without", "kind": "comparison", "design": "facilitators"},
            {"says": "those who told of a facilitator told of joining what was there already", "kind": "what was told", "finding": "joining"},
        ],
        "contrary_sought": True,
        "others": [{"says": "facilitators were sent where people wanted them", "judged": "may be the whole",
                    "because": "the network chose the hubs, and no lot was drawn"}],
    },
    {
        "id": "saturdays-bring", "from": "saturdays", "to": "people-come",
        "assumed": "Some people can come on a Saturday and on no other day.",
        "for": [{"says": "attendances since against the quarters before", "kind": "comparison", "design": "saturdays"}],
        "others": [{"says": "whatever else began in April 2024", "judged": "not looked into"}],
    },
    {
        "id": "meals-bring", "from": "meals", "to": "people-come",
        "assumed": "People come for a meal who would not come for a service.",
        "for": [{"says": "food brings people to a service that its own name keeps away", "kind": "what was told", "finding": "crumble"}],
        "contrary_sought": True,
    },
    {
        "id": "company", "from": "people-come", "to": "less-alone",
        "assumed": "Whoever comes meets the same people again.",
        "for": [
            {"says": "those who found company found friends in it", "kind": "what was told", "finding": "company"},
            {"says": "volunteers wrote in their returns whom they had seen come back", "kind": "returns"},
        ],
        "contrary_sought": True,
        "others": [{"says": "a national campaign against loneliness in the same years", "judged": "plays a part",
                    "because": "its posters hung in all ten hubs"}],
    },
    {
        "id": "facilitator-meets", "from": "facilitator", "to": "partners-meet",
        "assumed": "Somebody calls the meetings who is of none of the partners.",
        "for": [
            {"says": "the minutes of the area meetings", "kind": "document"},
        ],
        "contrary_sought": True,
    },
    {
        "id": "meeting-shares", "from": "partners-meet", "to": "shared",
        "assumed": "Who knows what others have asks for it.",
        "for": [
            {"says": "partners who met often began to share what they had", "kind": "what was told", "finding": "one-bid"},
        ],
        "contrary_sought": True,
        "others": [{"says": "the council asked for joint bids from 2023 on", "judged": "not looked into"}],
    },
)  # fmt: skip


def theory_yml() -> bytes:
    """Two links are borne by two kinds of evidence, others by one or none, and one comparison is not told from chance: the rubric has its cases."""
    return written_yaml(
        {
            "asked": "Do the hubs leave people less alone?",
            "declared": "2024-11-15",
            "source": "the network's meeting of all hubs, with the research partner",
            "steps": [{"id": step, "says": says, "column": column} for step, says, column in _STEPS],
            "links": list(_LINKS),
            "instead": "The hours of three facilitators could have gone to opening two more hubs; nobody knows which would have reached more people.",
        },
        "theory",
    )
