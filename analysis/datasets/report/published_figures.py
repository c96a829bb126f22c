"""Figures that others published about the network."""

from __future__ import annotations

from analysis.datasets.declaration import QUALIFIERS, SOURCE_CELL, SOURCE_FILE, Column, Table

FIGURE_NATURES = ("stock", "flow", "share", "duration", "cap")
# What figures of several networks are about; analysis.measures.comparing.networks says for each which of them can be compared.
COMPARED_AS = ("hubs", "money for hubs", "people who support hubs", "organisations", "shares")

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
        Column(
            "compared_as",
            "choice",
            "what figures of other networks it may be held against",
            choices=COMPARED_AS,
            why="A figure of which nobody has said what it is about stands alone.",
        ),
        Column(
            "same_basis_as",
            "text",
            "the figure that counts the same place, time and things, so that the one may be divided by the other",
            refers_to="published_figures.figure_id",
            why="Money of one span divided by the hubs of another is a number of nothing.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
