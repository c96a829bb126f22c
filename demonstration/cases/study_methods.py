"""How the invented case studies of the five valleys are said to have been made."""

from __future__ import annotations

from demonstration.cards import written_yaml
from demonstration.cases.case_studies import case_studies

METHODS = "methods.yml"
_DECLINED = 5


def methods_yml() -> bytes:
    """As many were asked as told, and a few who declined."""
    said = {
        "researchers": "Two people of the research partner, both with ten years of community work, one trained in interviewing",
        "relation": "They visit each hub twice a year and hold no money of it; tellers knew that a report would be made",
        "found": "Each partner asked people whom it knew to have something to tell, good or bad; nobody was paid",
        "asked": len(case_studies()) + _DECLINED,
        "declined": _DECLINED,
        "why_declined": "Most had no time; some would not say why",
        "setting": "At the hub, in a side room where there was one; of the diaries nobody knows",
        "collected": "Talks of half an hour by a guide of six questions, noted and read back; diaries of a week",
        "coded": "Two coders read each text on their own and talked about what they saw differently afterwards",
        "codes_made": "Outcomes were set with the partners before; helps, hurdles and lessons came from the texts",
        "checked": "Each teller was read the passages that may be quoted; some changed a word",
        "interests": "Paid by the funders that the report is for; the partners chose whom they asked",
        "coders": [
            {"coder": "Coder A", "role": "research partner"},
            {"coder": "Coder B", "role": "volunteer, trained for a day"},
        ],
    }
    return written_yaml(said, "methods")
