"""What was recommended, and what became of it."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

RECOMMENDATION_STATUSES = ("proposed", "not started", "under way", "done", "dropped")

RECOMMENDATIONS = Table(
    name="recommendations",
    meaning="One row a recommendation of a learning report.",
    key=("recommendation_id",),
    as_sent=True,
    columns=(
        Column("recommendation_id", "text", "its code", required=True),
        Column("made_in", "year", "the year of the report that made it, such as 2023-24", required=True),
        Column("number", "integer", "its number in that report", required=True, minimum=1),
        Column("text", "text", "the recommendation", required=True),
        Column(
            "addressed_to", "text", "who should act", required=True, why="A recommendation to nobody is not followed."
        ),
        Column(
            "status",
            "choice",
            "what became of it",
            required=True,
            choices=RECOMMENDATION_STATUSES,
            why="The report accounts for each of last year's recommendations.",
        ),
        Column("progress", "text", "what has been done, in a sentence"),
        Column("indicator", "text", "the question whose answers should move if it is followed"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
