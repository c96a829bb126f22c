"""Where organisations spent their money, round by round: what the local multiplier LM3 is worked out from."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

FILE = "funding/local-spending.csv"

LOCAL_SPENDING = Table(
    name="local_spending",
    meaning="One row an organisation and financial year: its income, what it spent in the area, and what was spent there again.",
    key=("organisation", "year"),
    columns=(
        Column("organisation", "text", "whose money it is", required=True),
        Column("hub_id", "text", "the hub, where it is one", refers_to="hubs.hub_id"),
        Column("year", "text", "the financial year, such as 2024-25", required=True),
        Column(
            "income",
            "number",
            "what it had to spend in the year (round 1)",
            unit="currency",
            required=True,
            minimum=0,
            why="The rounds are measured against it.",
        ),
        Column(
            "spent_locally",
            "number",
            "what it spent of that on people and suppliers in the area (round 2)",
            unit="currency",
            required=True,
            minimum=0,
            why="Without it nothing is known of what stays in the area.",
        ),
        Column(
            "respent_locally",
            "number",
            "what those people and suppliers spent of that in the area again (round 3), as they said when asked",
            unit="currency",
            minimum=0,
            why="The multiplier counts three rounds; without the third there is none.",
        ),
        Column(
            "currency",
            "text",
            "the currency, as three letters",
            required=True,
            why="Amounts in different currencies are never added.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
