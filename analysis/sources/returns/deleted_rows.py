"""Questions whose row somebody deleted from the form that was sent out: an empty box is seen there, a row that is gone is not."""

from __future__ import annotations

from collections.abc import Collection

from analysis.sources.files.grids import Sheet
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Answer

ROW_DELETED = Rule(
    "row-deleted",
    "The row of the question `{value}` is gone from the form.",
    "The answer is missing from the report; it is not counted as zero.",
    "Ask the hub for it.",
    effect="left out",
    ignore="Where the hub does not count this.",
)


def deleted_rows(
    file: str, sheet: Sheet, named: Collection[str], answers: Collection[Answer], as_sent: Collection[str] | None
) -> list[Finding]:
    """A doubt for each question that the form asked when it was sent out, and has no row for any more.

    named: the codes on the rows there are. as_sent: those of the form as it was sent, where it is known. Where a row bears no code of
    the form's own, or none does, nobody can tell which question it was, and nothing is said.
    """
    if not as_sent:
        return []
    known = set(as_sent)
    if not known & set(named) or any(answer.code not in known and (answer.text or answer.number) for answer in answers):
        return []
    left = {code.partition(":")[0] for code in named}
    gone = dict.fromkeys(code.partition(":")[0] for code in as_sent)
    return [
        ROW_DELETED.at(Place(file, sheet.name, "", None, "returns", question, question))
        for question in gone
        if question not in left
    ]
