"""What the page on funders prints in fixed words."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "funder.none": "No award that names who pays is on record by the end of the period.",
    "funder.hubs": "What did hubs do that had it?",
    "funder.no-hub": "On record no hub had this money itself for {period}; what others did with it is not counted anywhere.",
    "funder.goes-on": "After {day} {awards} ({table}).",
    "funder.nothing-goes-on": "No award of this funder is known to pay for a day after {day}.",
    "funder.recommended": "What is recommended to it?",
    "funder.nothing-recommended": "Nothing on record is addressed to this funder.",
}
