"""The answers of the returns, one row an answer."""

from __future__ import annotations

from analysis.datasets.declaration import QUALIFIERS, SOURCE_CELL, SOURCE_FILE, SOURCE_SHEET, Column, Table

RETURNS = Table(
    name="returns",
    meaning="One row an answer that could be read. A blank answer has no row: not known is never zero.",
    key=("hub_id", "quarter", "question_id"),
    columns=(
        Column("hub_id", "text", "the hub that answered", required=True, refers_to="hubs.hub_id"),
        Column("quarter", "quarter", "the quarter the answer is about", required=True),
        Column("question_id", "text", "the question", required=True, refers_to="questions.question_id"),
        Column("value", "number", "the answer as a number, in the question's unit; yes is 1, no is 0"),
        Column("text", "text", "the answer in words; several choices joined by ;"),
        Column(
            "qualifier",
            "choice",
            "how sure the number is, as the hub wrote it",
            required=True,
            choices=QUALIFIERS,
        ),
        SOURCE_FILE,
        SOURCE_SHEET,
        SOURCE_CELL,
        Column("revised", "text", "the day of the correction that the answer comes from, where it was corrected"),
        Column("correction", "text", "where that correction stands in corrections.yml"),
    ),
)
