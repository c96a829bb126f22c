"""Money awarded: grants and contracts, and money that a lead body passes on."""

from __future__ import annotations

from analysis.datasets.declaration import QUALIFIERS, SOURCE_CELL, SOURCE_FILE, SOURCE_SHEET, Column, Table

AWARD_KINDS = ("grant", "contract", "loan", "repayable grant", "in kind")
REPAID = ("loan", "repayable grant")  # the recipient is to pay these back
KNOWN_TO = ("day", "month", "year")
# Words by which a source states a term as a bound, as in `at least one year`.
LOOSE_TERMS = ("at least", "minimum", "more than", "up to", "about", "not stated", "or more")
SPENDING = ("capital", "revenue", "both")
RECIPIENT_KINDS = ("hub", "community group", "charity", "public body", "business", "individual", "other")

AWARDS = Table(
    name="awards",
    meaning="One row an award, as awarded (nominal). Totals leave out rows with passed_on_from: that money is counted already.",
    key=("award_id",),
    columns=(
        Column(
            "award_id",
            "text",
            "the award's identifier",
            required=True,
            why="Without it an award might be counted twice.",
        ),
        Column("title", "text", "what it is called", required=True),
        Column("description", "text", "what it pays for"),
        Column(
            "kind",
            "choice",
            "grant, contract, loan, repayable grant or help in kind",
            required=True,
            why="An award whose kind is not known counts as money; help in kind does not.",
            choices=AWARD_KINDS,
        ),
        Column(
            "currency",
            "text",
            "the currency, as three letters",
            required=True,
            why="Amounts in different currencies are never added.",
        ),
        Column(
            "amount",
            "number",
            "the whole award, where it is stated; negative where money was taken back",
            unit="currency",
        ),
        Column(
            "least_amount",
            "number",
            "the least that the whole award may be, where two files state two amounts, or where it may be another award once more",
            unit="currency",
        ),
        Column(
            "annual_amount",
            "number",
            "the amount for each year, where only that is stated; never multiplied out unless the term, or its first and last day, are stated",
            unit="currency per year",
            minimum=0,
        ),
        Column(
            "qualifier",
            "choice",
            "how sure the amount is, as published; exact where nothing is said",
            why="The amount is taken as it is written.",
            choices=QUALIFIERS,
        ),
        Column("term_years", "number", "how many years it runs, where that is stated", unit="years", minimum=0),
        Column("term_stated", "text", "the term in the words of the source, such as `at least one year`"),
        Column("award_date", "date", "the day it was awarded"),
        Column("start", "date", "the first day it pays for"),
        Column(
            "start_known_to",
            "choice",
            "how well the first day is known; start is then the first of it",
            choices=KNOWN_TO,
        ),
        Column("end", "date", "the last day it pays for"),
        Column(
            "end_known_to", "choice", "how well the last day is known; end is then the last of it", choices=KNOWN_TO
        ),
        Column("extend_to", "date", "the last day to which it may be extended, where the contract has such an option"),
        Column(
            "payer", "text", "who pays out this award", required=True, why="A flow of money has to begin somewhere."
        ),
        Column("payer_id", "text", "the payer's identifier, as org-id has it"),
        Column("payer_body", "text", "what the payer is called in the report, one name for all spellings of one body"),
        Column("lead", "text", "the body that holds the money for others, where there is one"),
        Column("lead_id", "text", "the lead body's identifier"),
        Column("lead_body", "text", "what the lead body is called in the report"),
        Column("recipient", "text", "who receives it", required=True, why="A flow of money has to end somewhere."),
        Column("recipient_id", "text", "the recipient's identifier"),
        Column("recipient_body", "text", "what the recipient is called in the report; several are parted by `;`"),
        Column(
            "recipient_kind", "choice", "what kind of body receives it, where that is known", choices=RECIPIENT_KINDS
        ),
        Column("recipient_hub", "text", "the hub that receives it, where it is one", refers_to="hubs.hub_id"),
        Column(
            "recipient_hubs",
            "text",
            "of an award to several, the hubs among them, parted by `;`; who has how much is not known",
        ),
        Column("recipient_count", "integer", "how many share it, where that is stated", minimum=1),
        Column("regrant_type", "text", "360Giving's code for money that passes through, FRG010 to FRG070"),
        Column(
            "passed_on_from",
            "text",
            "the award that this money was counted in already",
            refers_to="awards.award_id",
            why="Money that a lead body passes on must not be counted twice.",
        ),
        Column(
            "perhaps_same_as",
            "text",
            "the award that this one may be once more, under another identifier; nobody decided yet",
        ),
        Column("purpose", "text", "what it is for, in a word or two"),
        Column("programme", "text", "the programme or fund that it was awarded from"),
        Column("spending", "choice", "capital, revenue or both, where that is stated", choices=SPENDING),
        Column("place", "text", "the place that it is for, as stated"),
        Column("locality_id", "text", "the locality of that place", refers_to="localities.locality_id"),
        Column("local", "boolean", "whether the recipient is of the network's own area"),
        Column("network_investment", "boolean", "whether it pays for the network itself, such as facilitation"),
        Column(
            "leveraged_by",
            "text",
            "the award for the network that it was won with, where the record says so",
            refers_to="awards.award_id",
        ),
        Column("caution", "text", "what a reader must not conclude from it"),
        SOURCE_FILE,
        SOURCE_SHEET,
        SOURCE_CELL,
    ),
)
