"""One form as a hub filled it in: whose it is, its answers, and whatever else somebody wrote on their rows."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Any

from analysis.sources.files.grids import Place, Sheet
from analysis.sources.findings import Finding, Rule
from analysis.sources.findings import Place as Where
from analysis.sources.records import Answer, Beside, Record, SentReturn, a1, as_written, row_of
from analysis.sources.returns.deleted_rows import deleted_rows
from analysis.sources.returns.form_tables import (
    HELP,
    LAST,
    MOST_ROWS,
    FormTable,
    cell_text,
    plain_label,
    texts_of,
)

_LABELS = {
    "hub": "hub",
    "name of hub": "hub",
    "hub name": "hub",
    "name of your hub": "hub",
    "hub code": "hub_id",
    "quarter": "quarter",
    "date sent": "received",
}
_ERRORS = ("#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#n/a", "#spill!", "#calc!")
_NAMED = 6  # cells named in one note
_MISSING = "The answer is missing from the report; it is not counted as zero."
FORMULA_WITHOUT_RESULT = Rule(
    "formula-without-result",
    "The answer is a formula whose result was never worked out.",
    _MISSING,
    "Open the workbook in a spreadsheet program, save it once, and put it back.",
    ignore="Never: the answer is missing from the report.",
)
FORMULA_ERROR = Rule(
    "formula-error",
    "The answer is a formula that fails: `{text}`.",
    _MISSING,
    "Write the number instead of the formula.",
    ignore="Never: the answer is missing from the report.",
)
MERGED_BOXES = Rule(
    "merged-boxes",
    "The boxes {area} were merged, so `{start}` stands for several questions at once.",
    _MISSING,
    "Part the boxes and answer each question.",
    ignore="Never: the answers are missing from the report.",
)
STRUCK_THROUGH = Rule(
    "struck-through",
    "What stands in the box is struck through, in whole or in part: `{start}`.",
    _MISSING,
    "Write the answer that holds, without what was struck out.",
    ignore="Never: what of it holds cannot be told.",
)
NO_PART_OF_IT = "The return is what the form holds that is shown, near its beginning."
BESIDE_THE_FORM = Rule(
    "beside-the-form",
    "`{start}` stands on a row that asks nothing{more}; it was not read.",
    NO_PART_OF_IT,
    "If it is an answer, write it into its box.",
    "note",
    ignore="Where it is a remark and no answer.",
)

COMMENTED = Rule(
    "cell-comment",
    "A comment is attached to {cells}; it was not read.",
    NO_PART_OF_IT,
    "Open the workbook and read it: it may say that an answer is a guess, or another one.",
    "note",
    ignore="Where it changes no answer.",
)


def read_form(
    file: str, sheet: Sheet, form: FormTable, as_sent: dict[str, Sequence[Any]] | None
) -> tuple[SentReturn, list[Finding]]:
    """The return in a sheet. as_sent: what the form said beside each box, where it is known."""
    texts = texts_of(sheet.grid)
    values, places = _about(texts, form.row)
    answers, findings = [], []
    asked = _asked_rows(texts, form)
    column, numbered = form.columns["text"], form.columns.get("number", -1)
    span, shared = _span(sheet, form), _shared_boxes(sheet, texts, column, asked)
    others = [at for at in range(max(map(len, texts))) if at not in form.named and at not in span]
    for number, (code, wording) in asked.items():
        row, at = texts[number], column
        text = cell_text(row, at)
        if not text and len(span) > 1:
            at = next((each for each in span if cell_text(row, each)), at)
            text = cell_text(row, at)
        place = (number, at)
        doubtful = text.startswith("#") or number in shared or place in sheet.unworked or place in sheet.struck
        if doubtful and (problem := _problem(file, sheet, place, text, shared)) is not None:
            findings.append(replace(problem, column=code.partition(":")[0]))
            continue
        beside = tuple(_beside(sheet.grid[number], form, (number, code), others, as_sent))
        named = code or cell_text(row, numbered) or {"code", "number"}.isdisjoint(form.columns)
        at = at if named or text else form.columns["wording"]  # words below the questions stand for themselves
        answers.append(Answer(code, wording, text, a1(number, at), cell_text(row, numbered), beside))
    findings += deleted_rows(file, sheet, [code for code, _ in asked.values()], answers, as_sent)
    below = {number for number in range(max(asked, default=len(texts)) + 1, len(texts)) if any(texts[number])}
    answers += [_said_below(number, texts[number]) for number in sorted(below)]
    findings += _loose_ends(file, sheet, texts, form, asked.keys() | below) + _commented(file, sheet)
    return SentReturn(Record("A1", values, places, None, sheet.name), answers), findings


def _asked_rows(texts: list[list[str]], form: FormTable) -> dict[int, tuple[str, str]]:
    """Code and wording of each row below the headings that has one."""
    coded, worded = form.columns.get("code", -1), form.columns["wording"]
    asked = {}
    for number, row in enumerate(texts[form.row + 1 :], form.row + 1):
        code, wording = cell_text(row, coded), cell_text(row, worded)
        if code or wording:
            asked[number] = (code, wording)
    return asked


def _beside(
    row: list[Any],
    form: FormTable,
    asked: tuple[int, str],
    others: Sequence[int],
    as_sent: dict[str, Sequence[Any]] | None,
) -> Iterator[Beside]:
    """What stands on the row besides its names and its answer, as far as the form did not say it when it was sent.

    Where the form does not tell what it said, its own columns are handed on whole: the network's questions and the hub's last answers
    say then whether somebody typed there. asked: the row's number and code; others: the columns to look at.
    """
    number, code = asked
    said = as_sent.get(code, ()) if as_sent is not None else ()
    for column in others:
        if column >= len(row) or (value := row[column]) == "":
            continue
        heading = form.headings.get(column, "")
        of_the_form = heading in (LAST, HELP)
        if of_the_form and value in said:
            continue
        text = as_written(value)
        if not text or (of_the_form and said and text in map(as_written, said)):
            continue
        yield Beside(a1(number, column), heading, text, of_the_form and bool(said))


def _said_below(number: int, row: list[str]) -> Answer:
    """A row below all questions, which asks nothing: what stands there, as words without an answer."""
    first = next(column for column, text in enumerate(row) if text)
    return Answer("", " ".join(filter(None, row)), "", a1(number, first))


def _loose_ends(
    file: str, sheet: Sheet, texts: list[list[str]], form: FormTable, asked: Container[int]
) -> list[Finding]:
    """A note where something stands between the questions, on rows that ask nothing."""
    loose = [
        (a1(number, column), text)
        for number, row in enumerate(texts[form.row + 1 :], form.row + 1)
        if number not in asked
        for column, text in enumerate(row)
        if text
    ]
    if not loose:
        return []
    cell, text = loose[0]
    more = f" (and {len(loose) - 1} more cells)" if len(loose) > 1 else ""
    return [BESIDE_THE_FORM.at(where(file, sheet, cell), start=text[:80], more=more)]


def _commented(file: str, sheet: Sheet) -> list[Finding]:
    """A note where comments are attached to cells. Who wrote them, and what, is nobody's to read here: names stand in them."""
    named = [a1(*place) for place in sorted(sheet.commented)]
    if not named:
        return []
    cells = ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more cells" if len(named) > _NAMED else "")
    return [COMMENTED.at(where(file, sheet, named[0]), cells=cells)]


def boxes_above(sheet: Sheet, rows: int) -> set[str]:
    """Which of the form's boxes for hub, code, quarter and day stand one below the other in a sheet's first rows, filled in or not."""
    found: tuple[set[str], ...] = (set(), set())
    for row in sheet.grid[:rows]:
        for value, labels in zip(row, found, strict=False):
            if isinstance(value, str) and len(value) < 40 and (label := _LABELS.get(plain_label(value))):
                labels.add(label)
    return max(found, key=len)


def _about(texts: list[list[str]], header_row: int) -> tuple[dict[str, str], dict[str, str]]:
    """What stands beside the labels above the questions. Who filled the form in is never read: it may be a name.

    The boxes are the first column right of the labels in which anything stands: a column may have been put in between.
    """
    labels: dict[str, Place] = {}
    for number, row in enumerate(texts[:header_row]):
        for column, text in enumerate(row):
            if text and len(text) < 40 and (label := _LABELS.get(plain_label(text))) is not None:
                labels.setdefault(label, (number, column))
    boxes = {}
    for column in {column for _, column in labels.values()}:
        rows = [texts[row] for row, at in labels.values() if at == column]
        right = range(column + 1, column + 5)
        boxes[column] = next((at for at in right if any(cell_text(row, at) for row in rows)), column + 1)
    values = {label: cell_text(texts[row], boxes[column]) for label, (row, column) in labels.items()}
    places = {label: a1(row, boxes[column]) for label, (row, column) in labels.items()}
    return {label: text for label, text in values.items() if text}, places


def _span(sheet: Sheet, form: FormTable) -> range:
    """The columns under the heading of the answers: more than one where its cell was merged with others."""
    column = form.columns["text"]
    for first, last in sheet.merged:
        if first == (form.row, column) and first[0] == last[0]:
            return range(first[1], min(last[1], first[1] + 5) + 1)
    return range(column, column + 1)


def _shared_boxes(
    sheet: Sheet, texts: list[list[str]], column: int, asked: Container[int]
) -> dict[int, tuple[str, str]]:
    """By row, the answer boxes merged over several questions: the area and what is written in it."""
    shared = {}
    for first, last in sheet.merged:
        rows = [row for row in range(first[0], min(last[0], MOST_ROWS) + 1) if row in asked]
        if len(rows) > 1 and first[1] <= column <= last[1] and (written := cell_text(texts[first[0]], first[1])):
            shared.update(dict.fromkeys(rows, (f"{a1(*first)}:{a1(*last)}", written)))
    return shared


def _problem(file: str, sheet: Sheet, place: Place, text: str, shared: dict[int, tuple[str, str]]) -> Finding | None:
    """Why the answer in this box cannot be read at all, if it cannot."""
    cell = a1(*place)
    if place in sheet.unworked:
        return FORMULA_WITHOUT_RESULT.at(where(file, sheet, cell))
    if text.lower() in _ERRORS:
        return FORMULA_ERROR.at(where(file, sheet, cell, text), text=text)
    if place[0] in shared:
        area, written = shared[place[0]]
        return MERGED_BOXES.at(where(file, sheet, cell, written), area=area, start=written[:80])
    if place in sheet.struck and text:
        return STRUCK_THROUGH.at(where(file, sheet, cell, text), start=text[:80])
    return None


def where(file: str, sheet: Sheet, cell: str = "", value: str = "") -> Where:
    """A cell of a sheet with a form, or the sheet as a whole."""
    shown = value if len(value) <= 80 else value[:77] + "..."
    return Where(file, sheet.name, cell, row_of(cell) if cell else None, "returns", value=shown)
