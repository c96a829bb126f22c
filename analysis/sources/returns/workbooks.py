"""The quarterly return as a workbook: one hub, one quarter, answers beside their questions; or a form's export as one."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.sources.files.grids import Place, Sheet
from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.findings import Finding
from analysis.sources.records import Answer, Reading, Record, SentReturn, a1, as_written, nothing_read, row_of
from analysis.sources.returns.form_exports import returns_of_table
from analysis.sources.unreadable import unreadable

_MOST_ROWS, _MOST_COLUMNS = 400, 60  # a return has some 50 rows; more is somebody's own notes
_LABELS = {
    "hub": "hub",
    "name of hub": "hub",
    "hub name": "hub",
    "name of your hub": "hub",
    "hub code": "hub_id",
    "quarter": "quarter",
    "date sent": "received",
}
_HEADINGS = {
    "question": "wording",
    "questions": "wording",
    "your answer": "text",
    "your answers": "text",
    "answer": "text",
    "code": "code",
}
_ERRORS = ("#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#n/a", "#spill!", "#calc!")


def read_return_workbook(path: Path, file: str) -> Reading:
    """The return, or the returns, in a workbook. `file` is the name that findings give. Nothing is ever raised.

    Sheets are known by what they hold, not by their names; a hidden one counts only where no other holds the form.
    """
    sheets, findings = read_spreadsheet(path, file)
    forms = [(sheet, header) for sheet in sheets if (header := _header(sheet))]
    forms.sort(key=lambda form: form[0].hidden)
    if forms:
        return _returns(file, forms)
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        table = returns_of_table(
            [[as_written(cell) for cell in row] for row in sheet.grid], file, sheet.name, guess=False
        )
        if table is not None:
            return table._replace(findings=table.findings + _about_sheet(file, sheet))
    if not findings:
        findings = [
            unreadable(
                file,
                "No sheet has the headings `Question` and `Your answer`.",
                "Copy the answers into the form that was sent out, or ask the hub for the form itself.",
                rule="not-a-return",
            )
        ]
    return nothing_read(*findings)


def _returns(file: str, forms: list[tuple[Sheet, dict[str, int]]]) -> Reading:
    returns: list[SentReturn] = []
    findings: list[Finding] = []
    shown = [form for form in forms if not form[0].hidden] or forms[:1]
    for sheet, header in shown:
        sent, found = _sent_return(file, sheet, header)
        if any(answer.text for answer in sent.answers) or not returns:
            if returns and not any(answer.text for answer in returns[0].answers):
                returns, findings = [], []
            returns.append(sent)
            findings += _about_sheet(file, sheet) + found
    for sheet, _ in forms:
        if sheet.hidden and sheet is not shown[0][0]:
            findings.append(_hidden_form(file, sheet))
    return Reading({}, returns, findings)


def _header(sheet: Sheet) -> dict[str, int] | None:
    """The row with the headings and their columns, as {"row": ..., "wording": ..., "text": ..., "code": ...}."""
    for number, row in enumerate(sheet.grid[:80]):
        found: dict[str, int] = {}
        for column, value in enumerate(row[:_MOST_COLUMNS]):
            heading = _HEADINGS.get(_plain(value)) if isinstance(value, str) and 0 < len(value) < 40 else None
            if heading and heading not in found:
                found[heading] = column
        if "wording" in found and "text" in found:
            return {"row": number, **found}
    return None


@lru_cache(maxsize=4096)  # the same words stand in all returns
def _plain(value: str) -> str:
    return " ".join(as_written(value).lower().rstrip(":?").split())


def _sent_return(file: str, sheet: Sheet, header: dict[str, int]) -> tuple[SentReturn, list[Finding]]:
    values, places = _about(sheet, header["row"])
    answers, findings = [], []
    headed = {column for column, value in enumerate(sheet.grid[header["row"]]) if as_written(value)}
    asked, coded, worded = {}, header.get("code", -1), header["wording"]
    for number in range(header["row"] + 1, min(len(sheet.grid), _MOST_ROWS)):
        row = sheet.grid[number]
        code, wording = _cell(row, coded), _cell(row, worded)
        if code or wording:
            asked[number] = (code, wording)
    span, shared = _span(sheet, header), _shared_boxes(sheet, header["text"], asked)
    for number, (code, wording) in asked.items():
        row, at = sheet.grid[number], header["text"]
        text = _cell(row, at)
        if not text and len(span) > 1:
            at = next((column for column in span if _cell(row, column)), at)
            text = _cell(row, at)
        cell = a1(number, at)
        problem = _problem(file, sheet, (number, at), text, shared)
        if problem is None and not text and at + 1 not in headed and (beside := _cell(row, at + 1)):
            problem = _beside(file, sheet, cell, a1(number, at + 1), beside)
        if problem is not None:
            findings.append(replace(problem, column=code.partition(":")[0]))
        else:
            answers.append(Answer(code, wording, text, cell))
    return SentReturn(Record("A1", values, places, None, sheet.name), answers), findings


def _cell(row: list[Any], column: int) -> str:
    return as_written(row[column]) if 0 <= column < len(row) else ""


def _about(sheet: Sheet, header_row: int) -> tuple[dict[str, str], dict[str, str]]:
    """What stands beside the labels above the questions. Who filled the form in is never read: it may be a name.

    The boxes are the first column right of the labels in which anything stands: a column may have been put in between.
    """
    labels: dict[str, Place] = {}
    for number, row in enumerate(sheet.grid[:header_row]):
        for column, value in enumerate(row[:_MOST_COLUMNS]):
            label = _LABELS.get(_plain(value)) if isinstance(value, str) and 0 < len(value) < 40 else None
            if label is not None:
                labels.setdefault(label, (number, column))
    boxes = {}
    for column in {column for _, column in labels.values()}:
        rows = [sheet.grid[row] for row, at in labels.values() if at == column]
        right = range(column + 1, column + 5)
        boxes[column] = next((at for at in right if any(_cell(row, at) for row in rows)), column + 1)
    values = {label: _cell(sheet.grid[row], boxes[column]) for label, (row, column) in labels.items()}
    places = {label: a1(row, boxes[column]) for label, (row, column) in labels.items()}
    return {label: text for label, text in values.items() if text}, places


def _span(sheet: Sheet, header: dict[str, int]) -> range:
    """The columns under the heading of the answers: more than one where its cell was merged with others."""
    for first, last in sheet.merged:
        if first == (header["row"], header["text"]) and first[0] == last[0]:
            return range(first[1], min(last[1], first[1] + 5) + 1)
    return range(header["text"], header["text"] + 1)


def _shared_boxes(sheet: Sheet, column: int, asked: Container[int]) -> dict[int, tuple[str, str]]:
    """By row, the answer boxes merged over several questions: the area and what is written in it."""
    shared = {}
    for first, last in sheet.merged:
        rows = [row for row in range(first[0], min(last[0], _MOST_ROWS) + 1) if row in asked]
        if len(rows) > 1 and first[1] <= column <= last[1] and (written := _cell(sheet.grid[first[0]], first[1])):
            shared.update(dict.fromkeys(rows, (f"{a1(*first)}:{a1(*last)}", written)))
    return shared


def _problem(file: str, sheet: Sheet, place: Place, text: str, shared: dict[int, tuple[str, str]]) -> Finding | None:
    """Why the answer in this box cannot be read at all, if it cannot."""
    cell = a1(*place)
    if place in sheet.unworked:
        problem = "The answer is a formula whose result was never worked out."
        remedy = "Open the workbook in a spreadsheet program, save it once, and put it back."
        return _say(file, sheet, cell, problem, remedy, "formula-without-result")
    if text.lower() in _ERRORS:
        problem = f"The answer is a formula that fails: `{text}`."
        return _say(file, sheet, cell, problem, "Write the number instead of the formula.", "formula-error", text)
    if place[0] in shared:
        area, written = shared[place[0]]
        problem = f"The boxes {area} were merged, so `{written[:80]}` stands for several questions at once."
        return _say(file, sheet, cell, problem, "Part the boxes and answer each question.", "merged-boxes", written)
    return None


def _beside(file: str, sheet: Sheet, box: str, cell: str, text: str) -> Finding:
    problem = f"The box {box} is empty, but `{text[:80]}` stands beside it."
    return _say(file, sheet, cell, problem, f"If it is the answer, move it to {box}.", "beside-the-box", text)


def _about_sheet(file: str, sheet: Sheet) -> list[Finding]:
    if sheet.cut_at:
        problem = f"Something stands far outside the form, as in cell {sheet.cut_at}; it was not read."
        return [_note(file, sheet, sheet.cut_at, problem, "If it matters, move it into the form.", "far-cell")]
    wide = max((len(row) for row in sheet.grid), default=0)
    if (len(sheet.grid) > _MOST_ROWS or wide > _MOST_COLUMNS) and _header(sheet):
        problem = f"Only the first {_MOST_ROWS} rows and {_MOST_COLUMNS} columns of this sheet were read."
        return [_note(file, sheet, "", problem, "If something there matters, move it into the form.", "long-sheet")]
    return []


def _hidden_form(file: str, sheet: Sheet) -> Finding:
    problem = "A hidden sheet holds the form as well; it was not read."
    return _note(file, sheet, "", problem, "If it is the one that holds, show it and hide the other.", "hidden-form")


def _note(file: str, sheet: Sheet, cell: str, problem: str, remedy: str, rule: str) -> Finding:
    found = _say(file, sheet, cell, problem, remedy, rule)
    return replace(found, severity="note", why="The return is what the form holds that is shown, near its beginning.")


def _say(file: str, sheet: Sheet, cell: str, problem: str, remedy: str, rule: str, value: str = "") -> Finding:
    return Finding(
        file=file,
        sheet=sheet.name,
        cell=cell,
        row=row_of(cell) if cell else None,
        table="returns",
        value=value if len(value) <= 80 else value[:77] + "...",
        problem=problem,
        why="The answer is missing from the report; it is not counted as zero.",
        remedy=remedy,
        severity="doubt",
        rule=rule,
    )
