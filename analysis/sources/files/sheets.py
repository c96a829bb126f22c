"""Plain tables, one row a record under one row of headings: register, recommendations, published figures, awards."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.files.delimited import read_delimited
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, a1, column_letter, nothing_read
from analysis.sources.unreadable import unreadable

DOUBLED_HEADING = Rule(
    "doubled-heading",
    "There are two columns headed `{value}`; the first is used.",
    "Which of the two is meant cannot be told.",
    "Rename or delete one of them.",
    ignore="Where both columns hold the same.",
)
TOO_MANY_CELLS = Rule(
    "too-many-cells",
    "This row has more cells than there are headings; what lies beyond was not read.",
    "A comma inside a text without quotation marks shifts everything after it one column on.",
    "Put the text into quotation marks, or save the table from a spreadsheet.",
    ignore="Where what lies beyond is empty or a remark.",
)


def read_sheet(path: Path, file: str, table: str) -> Reading:
    """The rows of a plain table, as records of `table`, with the headings in lower case and underscores as columns."""
    rows, findings = read_delimited(path, file)
    if not rows or not any(rows[0]):
        if not findings:
            findings.append(
                unreadable(file, "The first row holds no headings.", "Put the headings into the first row.")
            )
        return nothing_read(*findings)
    reading = records_of_rows(rows, file, table)
    return reading._replace(findings=findings + reading.findings)


def records_of_rows(rows: list[list[str]], file: str, table: str, sheet: str = "", above: int = 0) -> Reading:
    """The rows below the first one, which holds the headings, as records of `table`. above: how many rows of the sheet come before."""
    headings, findings = _headings(rows[0], file, table, above)
    records = []
    for number, row in enumerate(rows[1:], start=above + 2):
        if not any(row):
            continue
        if any(row[len(headings) :]):
            beyond = f"{column_letter(len(headings))}{number}"
            findings.append(TOO_MANY_CELLS.at(Place(file, cell=beyond, row=number, table=table)))
        values = {name: cell for name, cell in zip(headings, row, strict=False) if name and cell}
        places = {name: a1(number - 1, column) for column, name in enumerate(headings) if name}
        records.append(Record(f"A{number}", values, places, number, sheet))
    return Reading({table: records}, [], findings)


def heading(text: str) -> str:
    """A heading as a column's name: `Hub ID` and `hub_id` are the same."""
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())


def _headings(row: list[str], file: str, table: str, above: int) -> tuple[list[str], list[Finding]]:
    headings: list[str] = []
    findings: list[Finding] = []
    for column, text in enumerate(row):
        name = heading(text)
        if name and name in headings:
            findings.append(DOUBLED_HEADING.at(Place(file, cell=a1(above, column), table=table, value=text)))
            name = ""
        headings.append(name)
    return headings, findings
