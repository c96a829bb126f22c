"""Money paid out: the rows of spend files, and the transactions of contracts."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, SOURCE_SHEET, Column, Table

PAYMENTS = Table(
    name="payments",
    meaning="One row a payment, as paid (nominal); credits are negative. A file's own total is no payment.",
    key=("payment_id",),
    columns=(
        Column(
            "payment_id", "text", "the payment's identifier; by file and row where the source gives none", required=True
        ),
        Column("award_id", "text", "the award that it pays out, where the source says so", refers_to="awards.award_id"),
        Column("paid", "date", "the day it was paid"),
        Column("amount", "number", "the amount paid; negative for a credit", required=True, unit="currency"),
        Column(
            "currency",
            "text",
            "the currency, as three letters",
            required=True,
            why="Payments in different currencies are never added.",
        ),
        Column("payer", "text", "who paid", required=True, why="A flow of money has to begin somewhere."),
        Column("payer_id", "text", "the payer's identifier, where the source gives one"),
        Column("payer_body", "text", "what the payer is called in the report, one name for all spellings of one body"),
        Column("recipient", "text", "who was paid; `redacted` where the source withholds the name"),
        Column("recipient_id", "text", "the identifier of who was paid, where the source gives one"),
        Column("recipient_body", "text", "what the one who was paid is called in the report"),
        Column("recipient_hub", "text", "the hub that was paid, where it is one", refers_to="hubs.hub_id"),
        Column(
            "to_network",
            "boolean",
            "whether it pays out an award, or went to a hub, to a body that an award names or to one of the organisations",
            why="A council's spend file holds its payments for roads and lamps as well.",
        ),
        Column("least_amount", "number", "nought where it may be another payment once more", unit="currency"),
        Column("perhaps_same_as", "text", "the payment of another file that this one may be; nobody decided yet"),
        Column("purpose", "text", "what it was for, in the words of the source"),
        SOURCE_FILE,
        SOURCE_SHEET,
        SOURCE_CELL,
    ),
)
