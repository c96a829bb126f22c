"""The family of counts along pathways: before the gate, and as it is released."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.protection import Family
from analysis.disclosure.release import Field, Released
from analysis.exhibits.families import CountedFamily
from analysis.exhibits.opening import OpenEdition
from analysis.measures.planning import pathways

FAMILY = "pathways"
TO_HUBS = " to hubs"  # what the withheld counts of a quarter are put together by


def released_pathways(edition: OpenEdition) -> Released:
    """The family: one cell a pathway and quarter so far. Strengths, sums and drawings are worked out from these cells alone."""
    return pathways_family(edition).released(edition.held_back(FAMILY))


def pathways_family(edition: OpenEdition) -> CountedFamily:
    """The same before the gate, for the gate and the attack alone. Grouped by quarter and by whether a pathway leads to a hub."""
    named = pathways.with_names(edition.table("pathways")).filter(pl.col("quarter").is_in(edition.quarters_so_far))
    kind = pl.when(pl.col("to_hub").is_null()).then(pl.lit(" to services")).otherwise(pl.lit(TO_HUBS))
    fields = (
        Field("pathway", "Pathway", "key"),
        Field("quarter", "Quarter", "key"),
        Field("people", "People", unit="people", how="as the hub counted them", reads=(("pathways", {"quarter": []}),)),
    )
    family = Family(("people",), (), edition.rule, "pathway", "group", "from_hub")
    return CountedFamily(FAMILY, named.with_columns(group=pl.col("quarter") + kind), fields, family)
