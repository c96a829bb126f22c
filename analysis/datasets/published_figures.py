"""Figures that others published about the network."""

from __future__ import annotations

from analysis.datasets.declaration import QUALIFIERS, SOURCE_CELL, SOURCE_FILE, Column, Table

FIGURE_NATURES = ("stock", "flow", "share", "duration", "cap")

PUBLISHED_FIGURES = Table(
    name="published_figures",
    meaning="One row a figure as published, with the words that qualify it.",
    key=("figure_id",),
    as_sent=True,
    columns=(
        Column("figure_id", "text", "its code", required=True),
        Column("measure", "text", "what was counted", required=True),
        Column("value", "number", "the number", required=True, why="A figure without its number says nothing."),
        Column(
            "qualifier",
            "choice",
            "how sure the number is, as published",
            required=True,
            choices=QUALIFIERS,
            why="`More than 30` shown as 30 says less than was published.",
        ),
        Column("unit", "text", "what it counts, or the currency", required=True),
        Column(
            "nature",
            "choice",
            "a stock, a flow, a share, a duration or a cap",
            choices=FIGURE_NATURES,
            why="Stocks of different days and flows of different spans cannot be added.",
        ),
        Column("period", "text", "when it held, in the words of the source"),
        Column("scope", "text", "where or for whom it held"),
        Column("source", "text", "the document: title, publisher, date", required=True),
        Column("caution", "text", "what a reader must not conclude from it"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
