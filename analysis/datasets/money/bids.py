"""Money that was asked for: each bid with what became of it, those that were lost above all, since no funder publishes them."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

OUTCOMES = ("waiting", "won", "lost", "withdrawn")

BIDS = Table(
    name="bids",
    meaning="One row a bid for money, won or not.",
    key=("bid_id",),
    as_sent=True,
    columns=(
        Column("bid_id", "text", "the bid's code", required=True),
        Column("bidder", "text", "the hub or body that asked", required=True),
        Column("hub_id", "text", "the hub it was for, where it was for one", refers_to="hubs.hub_id"),
        Column("funder", "text", "who was asked", required=True),
        Column("title", "text", "what the money was for", required=True),
        Column("asked", "number", "how much was asked for", unit="GBP", minimum=0),
        Column("asked_on", "date", "the day on which it was sent", required=True),
        Column(
            "outcome",
            "choice",
            "what became of it",
            required=True,
            choices=OUTCOMES,
            why="A bid that was lost cost hours too, and says what is not paid for.",
        ),
        Column("decided_on", "date", "the day of the decision, where there is one"),
        Column("reason", "text", "the reason that was given, in a sentence"),
        Column("next_step", "text", "what is done instead, in a sentence"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
