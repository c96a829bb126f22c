"""A query sheet as it comes back from a hub: who answered, when, and what stands in each row of boxes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.findings import Finding
from analysis.sources.records import a1, as_written
from analysis.sources.unreadable import unreadable

_LABELS = {"hub code": "hub_id", "answered by": "who", "date": "when"}
_HEADINGS = {
    "your answer": "answer",
    "the right number is": "number",
    "remark, if you like": "remark",
    "remark": "remark",
    "code": "code",
}


class AnsweredRow(NamedTuple):
    """One row of boxes, as text; empty where nothing was written. `code` says which answer was asked about."""

    code: str
    answer: str
    number: str
    remark: str
    cell: str  # of the box for the answer
    number_cell: str

    @property
    def is_blank(self) -> bool:
        return not (self.answer or self.number or self.remark)


class AnsweredSheet(NamedTuple):
    """`about` holds hub_id, who and when, as far as they were filled in."""

    sheet: str
    about: dict[str, str]
    rows: list[AnsweredRow]


def read_answered_sheet(path: Path, file: str) -> tuple[AnsweredSheet | None, list[Finding]]:
    """The answers in a query sheet; none, with a finding, where the file is no such sheet. Nothing is raised."""
    try:
        sheets, findings = read_spreadsheet(path, file)
    except OSError as error:
        return None, [unreadable(file, f"The file cannot be opened ({error.strerror}).", "Check its permissions.")]
    for sheet in sheets:
        for number, row in enumerate(sheet.grid[:80]):
            columns = _columns(row)
            if {"answer", "number", "code"} <= columns.keys():
                about = _about(sheet.grid[:number])
                return AnsweredSheet(sheet.name, about, _rows(sheet.grid, number, columns)), []
    if not findings:
        findings = [
            unreadable(
                file,
                "No sheet has the headings `Your answer` and `Code` of a query sheet.",
                "Copy the answers into the query sheet that was sent out.",
                rule="not-a-query-sheet",
            )
        ]
    return None, findings


def _columns(row: list[Any]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, value in enumerate(row):
        if name := _HEADINGS.get(_plain(value)):
            columns.setdefault(name, column)
    return columns


def _about(grid: list[list[Any]]) -> dict[str, str]:
    about: dict[str, str] = {}
    for row in grid:
        for column, value in enumerate(row[:-1]):
            label = _LABELS.get(_plain(value))
            beside = next((text for each in row[column + 1 : column + 4] if (text := as_written(each))), "")
            if label and beside:
                about.setdefault(label, beside)
    return about


def _rows(grid: list[list[Any]], header: int, columns: dict[str, int]) -> list[AnsweredRow]:
    rows = []
    for number, row in enumerate(grid[header + 1 :], start=header + 1):
        held = {name: as_written(row[at]) if at < len(row) else "" for name, at in columns.items()}
        if held["code"]:
            number_cell = a1(number, columns.get("number", columns["answer"]))
            said = (held["code"], held["answer"], held.get("number", ""), held.get("remark", ""))
            rows.append(AnsweredRow(*said, a1(number, columns["answer"]), number_cell))
    return rows


def _plain(value: object) -> str:
    return " ".join(as_written(value).lower().rstrip(":?").split())
