"""The export of an online form: one row a return, the questions' wording as headings. Any service, text or workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.sources.files.delimited import read_delimited
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Answer, Reading, Record, SentReturn, a1, nothing_read
from analysis.sources.returns.exported_headings import RECEIVED, Column, column_of, plain_heading
from analysis.sources.returns.exported_rows import Rows, kept_rows
from analysis.sources.unreadable import unreadable

_MOST_NAMED = 8  # headings that are named one by one
_MAY_SAY = (
    "hub",
    "hub_id",
    "quarter",
    "received",
    "technical",
)  # which hub, which quarter or which day, once a mapping says so
_FIRST_ROWS = 30  # in which the headings are looked for
_QUARTER = re.compile(r"\bQ[1-4]\b", re.IGNORECASE)
# Headings of a register, in which quarters stand too.
_OF_A_LIFE = {
    "opened",
    "opening",
    "closed",
    "closing",
    "paused",
    "merged",
    "joined",
    "started",
    "began",
    "ended",
    "since",
    "until",
    "from",
    "to",
}
_TICKS = ("1", "x", "yes", "y", "true", "✓", "✔", "checked", "selected")


class Asked(NamedTuple):
    """One question of the form: its columns, and for several choices over several columns the label of each."""

    wording: str
    columns: tuple[int, ...]
    labels: tuple[str, ...] = ()


def read_form_export(path: Path, file: str) -> Reading:
    """One return a row. Columns about the person who answered are dropped; blank rows and totals are passed over."""
    rows, findings = read_delimited(path, file)
    table = returns_of_table(rows, file)
    if table is not None:
        return table._replace(findings=findings + table.findings)
    if not findings:
        findings = [_no_headings(rows, file)]
    return nothing_read(*findings)


def _no_headings(rows: list[list[str]], file: str) -> Finding:
    """Why a table is no form's export, with the headings that it has."""
    filled = [[text for text in row if text] for row in rows[:_FIRST_ROWS] if any(row)]
    words = next((row for row in filled if len(row) > 1 and not any(text[:1].isdigit() for text in row)), [])
    if not words:
        problem = "No row has headings of a form that asks for the hub and the quarter."
        remedy = "Export the form again with its headings in the first row."
        if 2 * sum(len(row) > 1 for row in filled) < len(filled):
            problem = "The file holds text and no table, as an e-mail copied into a file does."
            remedy = "Copy the answers into the form that was sent out, or ask the hub for the form itself."
        return unreadable(file, problem, remedy, rule="not-a-return")
    named = ", ".join(f"`{text[:60]}`" for text in words[:_MOST_NAMED]) + (
        " and others" if len(words) > _MOST_NAMED else ""
    )
    return unreadable(
        file,
        f"Which of its columns says the hub, and which the quarter, its headings do not tell: {named}.",
        "If these are returns, head the column of hubs `Hub` and that of quarters `Quarter`; the others may stay as they are.",
        rule="not-a-return",
    )


def returns_of_table(rows: list[list[str]], file: str, sheet: str = "", guess: bool = True) -> Reading | None:
    """The returns in a table of text; None where no row looks like the headings of a form.

    guess: whether a row of questions may be taken for headings although none of them is a form service's own. A return has no `hub` among its places where no column says so by itself: a mapping has to name it.
    """
    at = header_row(rows, guess)
    if at is None:
        return None
    headings = rows[at]
    columns = _columns(headings)
    data, findings = kept_rows(rows, at, file, sheet)
    labels = _second_headings(data, headings, columns)
    if labels:
        data = data[1:]
    about = _about_columns(headings, columns)
    asked = _asked(headings, columns, labels, data)
    may_say = [column for column, name in enumerate(columns) if name in _MAY_SAY]
    returns = []
    for number, row in data:
        values = {name: row[column] for name, column in about.items() if column < len(row) and row[column]}
        places = {name: a1(number, column) for name, column in about.items()}
        answers = [_answer(question, row, number) for question in asked]
        own = tuple(_answer(Asked(headings[column], (column,)), row, number) for column in may_say)
        returns.append(SentReturn(Record(a1(number, 0), values, places, number + 1, sheet), answers, own))
    personal = [text for text, column in zip(headings, columns, strict=True) if column == "personal"]
    if personal:
        findings.append(_personal(file, sheet, personal, at))
    return Reading({}, returns, findings)


def header_row(rows: list[list[str]], guess: bool = True) -> int | None:
    """Which row holds the headings: it names hub and quarter, or a form service's own columns, or it asks questions."""
    best: int | None = None
    for number, row in enumerate(rows[:_FIRST_ROWS]):
        filled = [text for text in row if text]
        if len(filled) < 3 or len(rows) == number + 1:
            continue
        columns = {column_of(text) for text in filled}
        if columns & {"hub", "hub_id"} and (
            columns & {"quarter", "received"} or _holds_quarters(row, rows[number + 1 :])
        ):
            return number
        if "received" in columns and plain_heading(filled[0]) in (*RECEIVED, "id", "respondent id", "response id", "#"):
            return number
        if (
            guess
            and best is None
            and sum(text.endswith("?") or len(text.split()) > 3 for text in filled) > len(filled) / 2
        ):
            best = number
    return best


def _holds_quarters(headings: list[str], rows: list[list[str]]) -> bool:
    """Whether one of the columns holds quarters in most of its cells, whatever it is headed, unless that is a quarter of a hub's life."""
    for column, heading in enumerate(headings):
        if _OF_A_LIFE & set(plain_heading(heading).split()):
            continue
        cells = [row[column] for row in rows[:_FIRST_ROWS] if column < len(row) and row[column]]
        if cells and 2 * sum(_QUARTER.search(text) is not None for text in cells) > len(cells):
            return True
    return False


def _columns(headings: list[str]) -> list[Column | None]:
    """What each column holds. A second one for the hub or the quarter is a question like any other."""
    columns = [column_of(text) for text in headings]
    first = {name: columns.index(name) for name in ("hub", "hub_id", "quarter") if name in columns}
    return [None if name in first and at != first[name] else name for at, name in enumerate(columns)]


def _about_columns(headings: list[str], columns: Sequence[Column | None]) -> dict[str, int]:
    about = {}
    for name in ("hub", "hub_id", "quarter"):
        if name in columns:
            about[name] = columns.index(name)
    received = [
        plain_heading(text) if column == "received" else "" for text, column in zip(headings, columns, strict=True)
    ]
    first = next((name for name in RECEIVED if name in received), None)
    return {**about, "received": received.index(first)} if first else about


def _second_headings(data: Rows, headings: list[str], columns: Sequence[Column | None]) -> list[str]:
    """A second row of headings, as SurveyMonkey writes it: labels under the questions, nothing under its own columns."""
    own = [at for at, column in enumerate(columns) if column in ("received", "personal", "technical")]
    if not data or len(own) < 2:
        return []
    row = data[0][1] + [""] * (len(headings) - len(data[0][1]))
    if any(row[at] for at in own) or not any(row):
        return []
    spread = any(row[at] and not headings[at] for at in range(len(headings)))
    return row if spread or any(plain_heading(text) in ("response", "open-ended response") for text in row) else []


def _asked(headings: list[str], columns: Sequence[Column | None], labels: list[str], data: Rows) -> list[Asked]:
    """The questions, those with several columns put together where each column is one choice."""
    if not labels:
        return [Asked(text, (at,)) for at, text in enumerate(headings) if text and columns[at] is None]
    asked = []
    starts = [at for at, text in enumerate(headings) if text]
    for at, after in zip(starts, [*starts[1:], len(headings)], strict=True):
        group = tuple(range(at, after))
        if columns[at] is not None:
            continue
        if len(group) == 1:
            asked.append(Asked(headings[at], group))
        elif _are_choices(group, labels, data):
            asked.append(Asked(headings[at], group, tuple(labels[column] for column in group)))
        else:
            asked += [Asked(f"{headings[at]} {labels[column]}".strip(), (column,)) for column in group]
    return asked


def _are_choices(group: tuple[int, ...], labels: list[str], data: Rows) -> bool:
    """Whether the cells hold nothing but their column's label or a tick, but for the one that asks to specify."""
    chosen = other = 0
    for column in group:
        if "specify" in labels[column].lower() or labels[column].lower().startswith("other"):
            continue
        for _, row in data:
            cell = row[column] if column < len(row) else ""
            if cell:
                ticked = plain_heading(cell) in (plain_heading(labels[column]), *_TICKS)
                chosen, other = chosen + ticked, other + (not ticked)
    return chosen >= 9 * other


def _answer(question: Asked, row: list[str], number: int) -> Answer:
    filled = [at for at in question.columns if at < len(row) and row[at]]
    cell = a1(number, filled[0] if filled else question.columns[0])
    if not question.labels:
        return Answer("", question.wording, row[filled[0]] if filled else "", cell)
    chosen = []
    for at, label in zip(question.columns, question.labels, strict=True):
        if at in filled:
            chosen.append(label if plain_heading(row[at]) in _TICKS else row[at])
    return Answer("", question.wording, ";".join(chosen), cell)


_NOTHING_KEPT = "No report needs to know who filled in a form, so nothing of it is kept."
_LEAVE_OUT = "Leave such columns out when the form is exported, and delete them from this file where you may."
PERSONAL_COLUMN = Rule(
    "personal-columns",
    "The column {named} is about the person who answered; it was dropped unread.",
    _NOTHING_KEPT,
    _LEAVE_OUT,
    "note",
    ignore="Always: nothing of it was kept.",
)
PERSONAL_COLUMNS = Rule(
    "personal-columns",
    "{number} columns are about the person who answered ({named}); they were dropped unread.",
    _NOTHING_KEPT,
    _LEAVE_OUT,
    "note",
    ignore="Always: nothing of them was kept.",
)


def _personal(file: str, sheet: str, headings: list[str], row: int) -> Finding:
    named = ", ".join(f"`{text[:60]}`" for text in headings[:10])
    place = Place(file, sheet, row=row + 1, table="submissions")
    if len(headings) == 1:
        return PERSONAL_COLUMN.at(place, named=named)
    return PERSONAL_COLUMNS.at(place, number=len(headings), named=named)
