"""What a person makes of an edition's evidence, sentence by sentence."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.networks import Network
from analysis.sources.findings import Finding, Place, Rule

KINDS = ("heading", "paragraph", "bullet", "numbered", "footnote")

NARRATIVE = Table(
    name="narrative",
    meaning="One row a heading or a sentence of an edition's narrative, in the order written.",
    key=("period", "number"),
    columns=(
        Column("period", "text", "the edition's period, such as 2024-25 or 2024-25 Q3", required=True),
        Column("number", "integer", "place of the sentence in the narrative", required=True, minimum=1),
        Column("block", "integer", "place of its heading, paragraph or item", required=True, minimum=1),
        Column("kind", "choice", "what it is part of", required=True, choices=KINDS),
        Column(
            "level",
            "integer",
            "of a heading, 1 for the highest; of an item, how deep it lies",
            required=True,
            minimum=1,
        ),
        Column("sentence", "text", "the sentence as it was typed, with its citations", required=True),
        Column("footnote", "text", "of a footnote, its name as typed: the sentence with `[^name]` leads to it"),
        Column("signed", "text", "the role of whoever signed it"),
        Column("about", "text", "who wrote it: what for, since when, paid by whom"),
        Column("written", "date", "the day on which it was signed"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)


OF_NO_EDITION = Rule(
    "narrative-of-no-edition",
    "The network has no year or quarter {period}, so this narrative stands in no edition.",
    "What was written is published nowhere.",
    "Name the folder after one of its periods, {first} to {last} or a year of these.",
    ignore="Where it was written ahead, for a period whose returns are still to come.",
)


def check_editions(narrative: pl.DataFrame, network: Network) -> list[Finding]:
    """A doubt about each narrative whose folder is named after no period of the network."""
    known, quarters = {period.key for period in [*network.periods, *network.several_years]}, network.quarters
    strange = narrative.filter(~pl.col("period").is_in(known).fill_null(False)).unique(
        "source_file", keep="first", maintain_order=True
    )
    return [
        OF_NO_EDITION.at(Place(file, table=NARRATIVE.name), period=period, first=quarters[0], last=quarters[-1])
        for file, period in strange.select("source_file", "period").iter_rows()
    ]
