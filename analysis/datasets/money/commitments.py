"""What was promised with an award or a contract beside the work itself: training, skills, a share passed on; and what became of it."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

STATUSES = ("not started", "under way", "done", "done in part", "dropped")

COMMITMENTS = Table(
    name="commitments",
    meaning="One row a commitment made with an award or a contract.",
    key=("commitment_id",),
    as_sent=True,
    columns=(
        Column("commitment_id", "text", "the commitment's code", required=True),
        Column("award_id", "text", "the award or contract it was made with", required=True),
        Column("made_by", "text", "who made it", required=True),
        Column("commitment", "text", "what was promised, in a sentence", required=True),
        Column("due", "date", "the day by which it was to be done"),
        Column(
            "status",
            "choice",
            "what became of it",
            required=True,
            choices=STATUSES,
            why="A commitment that nobody follows up is worth nothing to the next contract.",
        ),
        Column("done_on", "date", "the day on which it was done, where it was"),
        Column("progress", "text", "what has been done, in a sentence"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
