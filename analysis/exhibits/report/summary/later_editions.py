"""What became of findings: when each was first held, and what was said of it in each later edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, derived
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.learning.learned import became_by_year, standing_findings
from analysis.exhibits.report.learning.recommendations import in_brief
from analysis.exhibits.wording import noun_for
from analysis.handover import Origin

OPEN = "Findings in words, and what their authors say became of them; they name no persons."
NOTHING_YET = "Of no finding is it written down yet what became of it in a later edition."


def findings_over_editions(edition: OpenEdition) -> Exhibit:
    """Table: a row a finding of which something became, with when it was first held and a column for each later edition that says so."""
    exhibit_id, more = "findings-over-editions", _more(edition)
    rows = standing_findings(edition)
    told = [(row, became_by_year(row["became"])) for row in rows]
    told = [(row, became) for row, became in told if became]
    if not told:
        return exhibit_none(exhibit_id, "what became of findings", NOTHING_YET, **more)
    years = sorted({year for _, became in told for year in became})
    frame = pl.DataFrame(
        [
            {
                "finding": in_brief(row["sentence"]),
                "since": row["since"] or "not said",
                **{year: became.get(year, "") for year in years},
            }
            for row, became in told
        ],
        schema=dict.fromkeys(["finding", "since", *years], pl.String),
    )
    fields = [Field("finding", "Finding", "text"), Field("since", "First held in", "text")]
    table = release_open(exhibit_id, frame, [*fields, *(Field(year, f"In {year}", "text") for year in years)], OPEN)

    def counted(name: str, found: list[dict[str, Any]], how: str) -> Fact:
        ids = tuple(row["learned_id"] for row in found)
        fact = derived(f"learned.{name}.{edition.period.slug}", len(found), "findings", how, [])
        return replace(fact, origins=(Origin("learned", (("learned_id", ids),)),))

    number = counted("followed", [row for row, _ in told], "findings of which it is said what became of them")
    whole = counted("standing", rows, "findings that stood by the period's end")
    title = f"What became of {number} of {noun_for(whole, 'finding')} is told"
    text = f"@tbl-{exhibit_id} holds what those who wrote the findings say became of them; a finding that stands in no later edition is not in it."
    return exhibit_table(exhibit_id, title, table, text, [number, whole], **more)


def _more(edition: OpenEdition) -> dict[str, Any]:
    return {"data_folder": edition.data_folder}


def became_in_short(row: Mapping[str, Any]) -> str:
    """`Held again (2024-25)`; empty where nothing became of it yet."""
    said = [f"{words} ({year})" for year, words in became_by_year(row["became"]).items()]
    return "; ".join(said)
