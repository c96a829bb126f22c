"""Why nothing is known of case studies, always in the same words: a published page says them once."""

from __future__ import annotations

import polars as pl

from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed

NO_CASES = "No case study, interview or other source is held for this network and period, so nothing is known of what people tell in their own words."
CASES_NEEDED = "Case studies, interviews or other sources with their texts and codings, as a REFI-QDA project (.qdpx) from any coding program, each with its date and consent."


def why_no_cases(edition: OpenEdition) -> str:
    """NO_CASES; where case studies are held and none can be used, what stands against them."""
    cases = edition.table("case_studies")
    if cases.is_empty():
        return NO_CASES
    there = cases.filter(pl.col("consent").ne_missing("withdrawn"))
    against = [
        (cases.height - there.height, "was withdrawn by its teller", "were withdrawn by their tellers"),
        (
            there["collected"].null_count(),
            "has no day on which it was collected",
            "have no day on which they were collected",
        ),
        (int((there["collected"] > edition.period.end).sum()), "was collected later", "were collected later"),
    ]
    told = [f"{number} {one if number == 1 else more}" for number, one, more in against if number]
    held = count_of(cases.height, "source is held", "sources are held")
    return f"{held} for this network, and none can be used in this period: {listed(told)}."
