"""What hubs answered to the readiness check list."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.planning.readiness_questions import READINESS_QUESTIONS

READINESS_ANSWERS = ("yes", "partly", "no")

READINESS = Table(
    name="readiness",
    meaning="One row an answer of a hub to a question of the readiness check list, on the day it was given.",
    key=("hub_id", "question_id", "day"),
    columns=(
        Column(
            "hub_id", "text", "the hub's code", required=True, refers_to="hubs.hub_id", why="A plan is made for a hub."
        ),
        Column(
            "day",
            "date",
            "the day on which it was answered",
            required=True,
            why="A hub answers again as it grows; the last answer holds.",
        ),
        Column(
            "question_id",
            "choice",
            "the question's code, as the check list has it",
            required=True,
            choices=tuple(question.id for question in READINESS_QUESTIONS),
            why="Only the questions of the check list have a next step that can be planned.",
        ),
        Column(
            "answer",
            "choice",
            "whether it is in place; a question left blank stays open",
            choices=READINESS_ANSWERS,
            why="Only what is answered can be planned for.",
        ),
        Column("note", "text", "what the hub wrote beside it; never printed"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
