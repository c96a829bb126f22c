"""The quarterly return as a workbook: one hub, one quarter, answers beside their questions."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from analysis.sources.findings import Finding
from analysis.sources.records import Answer, Reading, Record, SentReturn, a1, as_written, nothing_read
from analysis.sources.unreadable import size_problem, unreadable, zip_problem

MOST_ROWS, MOST_COLUMNS = 400, 30  # a return has some 30 rows; more is somebody's own notes
_WIDEST_AREA = 2_000_000  # cells: what lies in one corner makes the reader hold all cells between
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,7})(\d{1,10})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d{1,10})[\"']")
_LABELS = {
    "hub": "hub",
    "name of hub": "hub",
    "hub name": "hub",
    "hub code": "hub_id",
    "quarter": "quarter",
    "date sent": "received",
    "filled in by": "filled_in_by",
}
_HEADINGS = {"question": "wording", "your answer": "text", "code": "code"}

Grid = list[list[Any]]


def read_return_workbook(path: Path, file: str) -> Reading:
    """The return in a workbook. `file` is the name that findings give. Whatever the file holds, nothing is raised."""
    problem = size_problem(path, file) or _not_a_workbook(path, file) or zip_problem(path, file)
    if problem:
        return nothing_read(problem)
    sheets, findings = _sheets(path, file)
    for name, grid in sheets.items():
        header = _header(grid)
        if header is not None:
            return Reading({}, [_sent_return(name, grid, header)], findings)
    if not findings:
        findings.append(
            unreadable(
                file,
                "No sheet has the headings `Question` and `Your answer`.",
                "Copy the answers into the form that was sent out, or ask the hub for the form itself.",
                rule="not-a-return",
            )
        )
    return nothing_read(*findings)


def _not_a_workbook(path: Path, file: str) -> Finding | None:
    """A finding unless the file is a zip, as .xlsx is: older and other kinds cannot be bounded before they are read."""
    with path.open("rb") as opened:
        start = opened.read(8)
    if start.startswith(b"PK"):
        return None
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return unreadable(
            file,
            "The workbook is protected by a password, or saved in the old .xls kind.",
            "Ask for a copy without a password, saved as .xlsx.",
            rule="password",
        )
    return unreadable(
        file,
        f"The name ends in `{path.suffix}`, but the file is not a workbook.",
        "Ask for the return to be saved as an Excel workbook (.xlsx).",
        rule="wrong-extension",
    )


def _sheets(path: Path, file: str) -> tuple[dict[str, Grid], list[Finding]]:
    """Sheets as rows of cells from A1 on: the one named Return first, then what is shown, then what is hidden."""
    try:
        kind, far = _scan(path)
        if not kind:
            return {}, [_other_zip(file)]
        if far:
            return {}, [_far_cell(file, far)]
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = sorted(
                book.sheets_metadata,
                key=lambda sheet: (sheet.name != "Return", sheet.visible != SheetVisibleEnum.Visible),
            )
            grids, findings = {}, []
            for sheet in sheets[:20]:
                opened = book.get_sheet_by_name(sheet.name)
                grid = opened.to_python(skip_empty_area=False, nrows=MOST_ROWS)
                if opened.total_height > MOST_ROWS or opened.total_width > MOST_COLUMNS:
                    findings.append(_unread_rest(file, sheet.name))
                grids[sheet.name] = [row[:MOST_COLUMNS] for row in grid]
            return grids, [finding for finding in findings if finding.sheet == "Return"]
    except PasswordError:
        return {}, [
            unreadable(
                file, "The workbook is protected by a password.", "Ask for a copy without a password.", rule="password"
            )
        ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # the reader's own panics are not Exceptions
        remedy = "Open it, save it again as .xlsx, or ask for a new copy."
        return {}, [unreadable(file, "The workbook is damaged.", remedy)]


def _other_zip(file: str) -> Finding:
    return unreadable(
        file,
        "The file is no .xlsx workbook.",
        "Ask for the return to be saved as an Excel workbook (.xlsx).",
        rule="wrong-extension",
    )


def _scan(path: Path) -> tuple[bool, str | None]:
    """Whether the zip is an .xlsx, and a cell so far out that reading its sheet would fill the memory.

    The sheets' own `dimension` cannot be trusted, so the cells are looked through, in whatever part they stand.
    """
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False, None
        for part in archive.namelist():
            held = archive.read(part)
            cells = _CELL.findall(held)
            rows = [int(row) for row in _ROW.findall(held)]
            height = max([int(row) for _, row in cells] + rows, default=0)
            width, letters = max(((_column_number(column), column) for column, _ in cells), default=(1, b"A"))
            if height * width > _WIDEST_AREA:
                return True, f"{letters.decode()}{height}"
    return True, None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _far_cell(file: str, cell: str) -> Finding:
    return unreadable(
        file,
        "Something stands far outside the form, so the sheet is too wide to read.",
        "Delete all rows below and all columns beside the form, save, and put the file back.",
        rule="far-cell",
        cell=cell,
    )


def _unread_rest(file: str, sheet: str) -> Finding:
    return Finding(
        file=file,
        sheet=sheet,
        problem=f"Only the first {MOST_ROWS} rows and {MOST_COLUMNS} columns of this sheet were read.",
        why="A return is far shorter; what lies beyond is not part of the form.",
        remedy="If something there matters, move it into the form.",
        severity="note",
        rule="long-sheet",
        table="returns",
    )


def _header(grid: Grid) -> dict[str, int] | None:
    """The row with the headings and their columns, as {"row": ..., "wording": ..., "text": ..., "code": ...}."""
    for number, row in enumerate(grid[:80]):
        found: dict[str, int] = {}
        for column, value in enumerate(row):
            heading = _HEADINGS.get(_plain(value))
            if heading and heading not in found:
                found[heading] = column
        if "wording" in found and "text" in found:
            return {"row": number, **found}
    return None


def _plain(value: object) -> str:
    return " ".join(as_written(value).lower().rstrip(":?").split())


def _sent_return(sheet: str, grid: Grid, header: dict[str, int]) -> SentReturn:
    values, places = {}, {}
    for number, row in enumerate(grid[: header["row"]]):
        for column, value in enumerate(row):
            label = _LABELS.get(_plain(value))
            if label is None or label in places:
                continue
            beside = next(
                (at for at in range(column + 1, min(column + 4, len(row))) if as_written(row[at])), column + 1
            )
            places[label] = a1(number, beside)
            if beside < len(row) and as_written(row[beside]):
                values[label] = as_written(row[beside])
    answers = []
    for number, row in enumerate(grid[header["row"] + 1 :], start=header["row"] + 1):
        cells = {name: as_written(row[header[name]]) if name in header else "" for name in _HEADINGS.values()}
        if cells["code"] or cells["wording"]:
            answers.append(Answer(cells["code"], cells["wording"], cells["text"], a1(number, header["text"])))
    return SentReturn(Record("A1", values, places, None, sheet), answers)
