"""What a person makes of an edition's evidence, sentence by sentence."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

KINDS = ("heading", "paragraph", "bullet", "numbered")

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
        Column("signed", "text", "the role of whoever signed it"),
        Column("written", "date", "the day on which it was signed"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
