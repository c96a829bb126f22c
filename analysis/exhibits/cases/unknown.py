"""Why nothing is known of case studies, always in the same words: a published page says them once."""

from __future__ import annotations

NO_CASES = (
    "No case studies are held for this network and period, so nothing is known of what people tell in their own words."
)
CASES_NEEDED = "Case studies with their texts and codings, as a REFI-QDA project (.qdpx) from any coding program, each with its date and consent."
