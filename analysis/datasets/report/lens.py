"""What a network set out to do, its principles or its questions: each with what is held that speaks to it."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.citing import codes_of_network, codes_shared, identifiers, settle_names
from analysis.sources.findings import Finding, Rule
from analysis.sources.report.lens import LENS as NAME

_JOINED = "joined by `;`"
LENS = Table(
    name=NAME,
    meaning="One row an entry of lens.yml: an aim, principle or question of the network, and what speaks to it.",
    key=("lens_id",),
    columns=(
        Column("lens_id", "text", "the entry's short name", required=True),
        Column("number", "integer", "its place in the file", required=True, minimum=1),
        Column("lens", "text", "what it is one of", required=True),
        Column("name", "text", "the aim, principle or question", required=True),
        Column("codes", "text", f"codes that tell of it, by identifier, {_JOINED}"),
        Column("themes", "text", f"codes of the shared codebook that tell of it, by identifier, {_JOINED}"),
        Column("findings", "text", f"findings that tell of it, {_JOINED}"),
        Column("indicators", "text", f"questions whose answers tell of it, {_JOINED}"),
        Column("figures", "text", f"published figures that tell of it, {_JOINED}"),
        Column("awards", "text", f"awards made for it, {_JOINED}"),
        Column("recommendations", "text", f"recommendations that concern it, {_JOINED}"),
        Column("source", "text", "the document and section in which the network says so"),
        Column("caution", "text", "what a reader must not conclude from it"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
GONE = Rule(
    "lens-names",
    "The entry names the {kind} `{value}`, and there is none{near}.",
    "The page would pass over what was meant to stand beside the aim.",
    "Name what there is, or take it out.",
    "stops",
)


def settle_lens(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The entries with what they name by identifier, and a finding that stops for each thing that is not there."""
    frame = tables[NAME]
    if frame.is_empty():
        return frame, []
    kinds = {
        "codes": ("code", codes_of_network(tables)),
        "themes": ("code of the shared codebook", codes_shared()),
        "findings": ("finding", identifiers(tables["learned"], "learned_id")),
        "indicators": ("question", identifiers(tables["questions"], "question_id")),
        "figures": ("published figure", identifiers(tables["published_figures"], "figure_id")),
        "awards": ("award", identifiers(tables["awards"], "award_id")),
        "recommendations": ("recommendation", identifiers(tables["recommendations"], "recommendation_id")),
    }
    rows = frame.to_dicts()
    told = [finding for row in rows for finding in settle_names(row, kinds, NAME, GONE)]
    return pl.DataFrame(rows, schema=frame.schema), told
