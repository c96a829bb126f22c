"""The export of an online form: one row a return, the questions' wording as headings."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.delimited import read_delimited
from analysis.sources.records import Answer, Reading, Record, SentReturn, a1, nothing_read
from analysis.sources.unreadable import unreadable

ABOUT = {
    "timestamp": "received",
    "which hub are you filling this in for": "hub",
    "which quarter is this return for": "quarter",
}


def plain_heading(text: str) -> str:
    return " ".join(text.lower().split()).rstrip("?: ")


def read_form_export(path: Path, file: str) -> Reading:
    """One return a row; blank rows are passed over."""
    rows, findings = read_delimited(path, file)
    headings = rows[0] if rows else []
    about = {ABOUT[plain_heading(text)]: at for at, text in enumerate(headings) if plain_heading(text) in ABOUT}
    if not {"hub", "quarter"} <= about.keys():
        if not findings:
            findings.append(
                unreadable(
                    file,
                    "The first row has no headings that ask for the hub and the quarter.",
                    "Export the form again with its headings in the first row.",
                    rule="not-a-return",
                )
            )
        return nothing_read(*findings)
    questions = [(at, text) for at, text in enumerate(headings) if text and at not in about.values()]
    returns = []
    for number, row in enumerate(rows[1:], start=1):
        if not any(row):
            continue
        values = {name: row[at] for name, at in about.items() if at < len(row) and row[at]}
        places = {name: a1(number, at) for name, at in about.items()}
        answers = [Answer("", text, row[at] if at < len(row) else "", a1(number, at)) for at, text in questions]
        returns.append(SentReturn(Record(a1(number, 0), values, places, number + 1), answers))
    return Reading({}, returns, findings)
