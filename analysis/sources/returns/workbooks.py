"""The quarterly return as sheets: one hub, one quarter, answers beside their questions; or a form's export as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.sources.files.grids import Sheet, place_of
from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Answer, Beside, Reading, SentReturn, a1, as_written, nothing_read, row_of
from analysis.sources.returns.filled_forms import NO_PART_OF_IT, boxes_above, read_form, where
from analysis.sources.returns.form_exports import returns_of_table
from analysis.sources.returns.form_tables import (
    FIRST_ROWS,
    MOST_COLUMNS,
    MOST_ROWS,
    FormTable,
    find_form,
    is_as_sent,
    lying_form,
    said_as_sent,
)
from analysis.sources.unreadable import unreadable

_CELL = re.compile(r"\b[A-Z]{1,3}\d{1,7}\b")

ON_ITS_SIDE = Rule(
    "form-on-its-side",
    "The form lies on its side: its rows run down the columns. It was read so.",
    NO_PART_OF_IT,
    "Nothing to do.",
    "note",
    ignore="Always: it was read as it lies.",
)
FAR_CELL = Rule(
    "far-cell",
    "Something stands far outside the form, as in cell {cell}; it was not read.",
    NO_PART_OF_IT,
    "If it matters, move it into the form.",
    "note",
    ignore="Where nothing of the return stands there.",
)
LONG_SHEET = Rule(
    "long-sheet",
    "Only the first {rows} rows and {columns} columns of this sheet were read.",
    NO_PART_OF_IT,
    "If something there matters, move it into the form.",
    "note",
    ignore="Where nothing of the return stands there.",
)
HIDDEN_FORM = Rule(
    "hidden-form",
    "A hidden sheet holds the form as well; it was not read.",
    NO_PART_OF_IT,
    "If it is the one that holds, show it and hide the other.",
    "note",
    ignore="Where it was hidden because it is out of date.",
)

OWN_QUESTIONS = Rule(
    "own-questions",
    "This sheet has questions and answers too, but neither numbers or codes nor a hub and a quarter; it was not read.",
    NO_PART_OF_IT,
    "If it is a return, copy it into the form that was sent out.",
    "note",
    ignore="Where it is the hub's own.",
)
_BOXES = 2  # of hub, code, quarter and day: a sheet with so many is the form, whatever became of its headings


def read_return_workbook(path: Path, file: str) -> Reading:
    """The return, or the returns, in a workbook. `file` is the name that findings give. Nothing is ever raised.

    Sheets are known by what they hold, not by their names; a hidden one counts only where no other holds the form.
    """
    sheets, findings = read_spreadsheet(path, file)
    if (reading := read_forms(file, sheets)) is not None:
        return reading
    changed = [sheet for sheet in sheets if len(boxes_above(sheet, FIRST_ROWS)) >= _BOXES]
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        rows = [[as_written(cell) for cell in row] for row in sheet.grid]
        table = returns_of_table(rows, file, sheet.name, guess=False) if sheet not in changed else None
        if table is not None:
            return table._replace(findings=table.findings + _about_sheet(file, sheet))
    if not findings:
        findings = [_without_headings(file, changed[0].name) if changed else _without_a_form(file)]
    return nothing_read(*findings)


def _without_a_form(file: str) -> Finding:
    return unreadable(
        file,
        "No sheet has the headings `Question` and `Your answer`.",
        "Copy the answers into the form that was sent out, or ask the hub for the form itself.",
        rule="not-a-return",
    )


def _without_headings(file: str, sheet: str) -> Finding:
    return unreadable(
        file,
        "It has the form's boxes for hub and quarter, but no row with the headings `Question` and `Your answer`.",
        "Write the two headings back above the questions and the answers, or copy the answers into the form that was sent out.",
        rule="not-a-return",
        sheet=sheet,
    )


def read_forms(file: str, sheets: list[Sheet]) -> Reading | None:
    """The returns on our own form in these sheets; None where none of them holds it."""
    as_sent = said_as_sent(sheets)
    forms = [(sheet, form) for sheet in sheets if not is_as_sent(sheet) and (form := find_form(sheet.grid))]
    forms.sort(key=lambda each: each[0].hidden)
    if forms:
        return _returns(file, forms, as_sent)
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        if lying := lying_form(sheet):
            return _set_upright(_returns(file, [lying], as_sent), file, sheet)
    return None


def _returns(file: str, forms: list[tuple[Sheet, FormTable]], as_sent: dict[str, Sequence[Any]] | None) -> Reading:
    returns: list[SentReturn] = []
    findings: list[Finding] = []
    shown = [form for form in forms if not form[0].hidden] or forms[:1]
    shown, own = _without_own_questions(shown)
    for sheet, form in shown:
        sent, found = read_form(file, sheet, form, as_sent)
        if _says_something(sent) or not returns:
            if returns and not _says_something(returns[0]):
                returns, findings = [], []
            returns.append(sent)
            findings += _about_sheet(file, sheet) + found
    for sheet, _ in forms:
        if sheet.hidden and sheet is not shown[0][0]:
            findings.append(HIDDEN_FORM.at(where(file, sheet)))
    return Reading({}, returns, findings + [OWN_QUESTIONS.at(where(file, sheet)) for sheet in own])


def _without_own_questions(forms: list[tuple[Sheet, FormTable]]) -> tuple[list[tuple[Sheet, FormTable]], list[Sheet]]:
    """The forms, and the sheets beside them whose questions are the hub's own. One that stands alone is read: its words may be known."""
    ours = [each for each in forms if {"code", "number"} & each[1].columns.keys() or boxes_above(each[0], each[1].row)]
    kept = ours or forms
    return kept, [sheet for sheet, _ in forms if all(sheet is not other for other, _ in kept)]


def _says_something(sent: SentReturn) -> bool:
    return any(answer.text or answer.beside for answer in sent.answers)


def _set_upright(reading: Reading, file: str, sheet: Sheet) -> Reading:
    """What was read of a form on its side, with each cell named as it stands in the file."""
    returns = []
    for sent in reading.returns:
        places = {name: _turned(cell) for name, cell in sent.about.places.items()}
        answers = [
            Answer(*answer[:3], _turned(answer.cell), answer.number, tuple(map(_beside_turned, answer.beside)))
            for answer in sent.answers
        ]
        returns.append(SentReturn(sent.about._replace(places=places), answers))
    told = [
        replace(
            finding,
            cell=(cell := _turned(finding.cell)) if finding.cell else "",
            row=row_of(cell) if finding.cell else None,
            problem=_CELL.sub(lambda found: _turned(found[0]), finding.problem),
        )
        for finding in reading.findings
    ]
    return Reading({}, returns, [ON_ITS_SIDE.at(where(file, sheet)), *told])


def _turned(cell: str) -> str:
    row, column = place_of(cell)
    return a1(column, row)


def _beside_turned(beside: Beside) -> Beside:
    return beside._replace(cell=_turned(beside.cell))


def _about_sheet(file: str, sheet: Sheet) -> list[Finding]:
    if sheet.cut_at:
        return [FAR_CELL.at(where(file, sheet, sheet.cut_at))]
    wide = max((len(row) for row in sheet.grid), default=0)
    if (len(sheet.grid) > MOST_ROWS or wide > MOST_COLUMNS) and find_form(sheet.grid):
        return [LONG_SHEET.at(where(file, sheet), rows=MOST_ROWS, columns=MOST_COLUMNS)]
    return []
