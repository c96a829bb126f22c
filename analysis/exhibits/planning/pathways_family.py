"""The family of counts along pathways: before the gate, and as it is released."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.protection import Family
from analysis.disclosure.release import Field, Released
from analysis.exhibits.families import CountedFamily
from analysis.exhibits.opening import OpenEdition
from analysis.measures.planning import pathways

FAMILY = "pathways"


def released_pathways(edition: OpenEdition) -> Released:
    """The family: one cell a pathway and quarter so far. Strengths, sums and drawings are worked out from these cells alone."""
    return pathways_family(edition).released(edition.held_back(FAMILY))


def pathways_family(edition: OpenEdition) -> CountedFamily:
    """The same before the gate, for the gate and the attack alone.

    Withheld ones are not put together: a pool of the small counts of a quarter has in it those of pathways that are shown in others, so that
    pools of several quarters, held against each other, would leave the rest to be worked out; and a pool of pathways that are never shown
    would lose one of them, and tell its counts, when that one grows. The sum of a quarter is of the counts that are shown.
    """
    named = pathways.with_names(edition.table("pathways")).filter(pl.col("quarter").is_in(edition.quarters_so_far))
    fields = (
        Field("pathway", "Pathway", "key"),
        Field("quarter", "Quarter", "key"),
        Field("people", "People", unit="people", how="as the hub counted them", reads=(("pathways", {"quarter": []}),)),
    )
    family = Family(("people",), (), edition.rule, "pathway", "quarter", "from_hub")
    return CountedFamily(FAMILY, named, fields, family, sums=True, pools=False)
