"""Return workbooks as they come back: moved, merged, hidden, renamed, worked out by nobody."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.sources.records import Beside, Reading
from analysis.sources.returns.returns_files import read_returns
from analysis.sources.returns.workbooks import read_return_workbook
from tests.sources.drawn_files import write_return

ANSWERS: list[tuple[str, Any, str]] = [
    ("How many sessions?", 34, "sessions"),
    ("How many people?", "about 30", "people"),
    ("A story?", None, "story"),
]


def messy(tmp_path: Path, change: Any, **more: Any) -> Reading:
    """A return changed by somebody and read again."""
    book = load_workbook(write_return(tmp_path / "mill.xlsx", ANSWERS, **more))
    change(book, book.worksheets[0])
    book.save(tmp_path / "mill.xlsx")
    return read_return_workbook(tmp_path / "mill.xlsx", "mill.xlsx")


def given(reading: Reading) -> dict[str, tuple[str, str]]:
    (sent,) = reading.returns
    return {answer.code or answer.wording: (answer.text, answer.cell) for answer in sent.answers}


def add_rows(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(12, 2)
    sheet["B12"] = "Our own question"
    sheet["C12"] = "our answer"
    sheet.insert_rows(1, 3)


def add_columns(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_cols(2, 2)
    sheet.insert_cols(6)


def add_sheets(book: Workbook, sheet: Worksheet) -> None:
    sheet.title = "Our return (final) ✓"
    book.create_sheet("Notes", 0)["A1"] = "Question"
    book.create_sheet("Rota", 1)["B7"] = "Pat on Tuesdays"


def move_last_quarter_in(book: Workbook, sheet: Worksheet) -> None:
    """As the form's second version has it."""
    sheet.insert_cols(3)
    sheet["C10"] = "Last quarter"
    for row in (11, 12, 13):
        sheet.cell(row, 3).value = 999
    sheet["A9"], sheet["B9"], sheet["C4"] = "Form version", "2", "15 questions, about 19 minutes in all."


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (add_rows, ("C14", "C17")),
        (add_columns, ("E11", "E12")),
        (add_sheets, ("C11", "C12")),
        (move_last_quarter_in, ("D11", "D12")),
    ],
)
def test_a_changed_form_is_read_by_its_headings(tmp_path: Path, change: Any, cells: tuple[str, str]) -> None:
    reading = messy(tmp_path, change)
    assert reading.findings == []
    assert (given(reading)["sessions"], given(reading)["people"]) == (("34", cells[0]), ("about 30", cells[1]))
    assert reading.returns[0].about.values == {
        "hub": "Mill Hub", "hub_id": "mill", "quarter": "2024-25 Q3", "received": "2025-01-20",
    }  # fmt: skip


def test_rows_in_another_order_keep_their_codes(tmp_path: Path) -> None:
    def swap(book: Workbook, sheet: Worksheet) -> None:
        for column in range(1, 6):
            one, other = sheet.cell(11, column), sheet.cell(12, column)
            one.value, other.value = other.value, one.value

    assert given(messy(tmp_path, swap))["people"] == ("about 30", "C11")


def test_a_hidden_sheet_is_read_where_no_other_holds_the_form(tmp_path: Path) -> None:
    def hide(book: Workbook, sheet: Worksheet) -> None:
        book.create_sheet("Front", 0)
        sheet.sheet_state = "hidden"

    assert given(messy(tmp_path, hide))["sessions"] == ("34", "C11")


def test_of_two_forms_the_one_that_is_shown_and_filled_in_counts(tmp_path: Path) -> None:
    def copy_blank(book: Workbook, sheet: Worksheet) -> None:
        blank = book.copy_worksheet(sheet)
        for row in (11, 12, 13):
            blank.cell(row, 3).value = None
        book.move_sheet(blank, -1)

    assert given(messy(tmp_path, copy_blank))["sessions"] == ("34", "C11")

    def copy_other(book: Workbook, sheet: Worksheet) -> None:
        book.copy_worksheet(sheet)["C11"] = 35

    assert [sent.about.sheet for sent in messy(tmp_path, copy_other).returns] == ["Return", "Return Copy"]


def test_dates_and_numbers_as_text_come_as_they_were_written(tmp_path: Path) -> None:
    def as_text(book: Workbook, sheet: Worksheet) -> None:
        sheet["B7"], sheet["C11"], sheet["C12"] = "20/01/2025", "34", dt.datetime(2025, 4, 3)

    reading = messy(tmp_path, as_text)
    assert reading.returns[0].about.values["received"] == "20/01/2025"
    assert (given(reading)["sessions"][0], given(reading)["people"][0]) == ("34", "2025-04-03")


@pytest.mark.parametrize(
    ("formula", "rule"), [("=SUM(H1:H3)", "formula-without-result"), ("=1+1", "formula-without-result")]
)
def test_a_formula_that_nobody_worked_out_is_never_zero_nor_blank(tmp_path: Path, formula: str, rule: str) -> None:
    def write_formula(book: Workbook, sheet: Worksheet) -> None:
        sheet["C11"] = formula

    reading = messy(tmp_path, write_formula)
    assert [(finding.rule, finding.cell, finding.column, finding.severity) for finding in reading.findings] == [
        (rule, "C11", "sessions", "doubt")
    ]
    assert "sessions" not in given(reading)
    assert given(reading)["people"][0] == "about 30"


def test_a_formula_with_its_result_is_its_result(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "mill.xlsx"))
    sheet = book.add_worksheet("Return")
    sheet.write_row(9, 0, ["No.", "Question", "Your answer", "Unit or help", "Code"])
    for row, (formula, result, code) in enumerate(
        [("=40+2", 42, "sessions"), ('="about "&30', "about 30", "people"), ("=1/0", "#DIV/0!", "agencies")], 10
    ):
        sheet.write_formula(row, 2, formula, None, result)
        sheet.write(row, 4, code)
    book.close()
    reading = read_return_workbook(tmp_path / "mill.xlsx", "mill.xlsx")
    assert given(reading) == {"sessions": ("42", "C11"), "people": ("about 30", "C12")}
    assert [(finding.rule, finding.cell) for finding in reading.findings] == [("formula-error", "C13")]


def test_boxes_merged_over_two_questions_answer_neither(tmp_path: Path) -> None:
    reading = messy(tmp_path, lambda book, sheet: sheet.merge_cells("C11:C12"))
    assert [(finding.rule, finding.cell, finding.value) for finding in reading.findings] == [
        ("merged-boxes", "C11", "34"),
        ("merged-boxes", "C12", "34"),
    ]
    assert set(given(reading)) == {"story"}


def test_boxes_merged_with_their_neighbours_are_read(tmp_path: Path) -> None:
    def merge(book: Workbook, sheet: Worksheet) -> None:
        sheet.insert_cols(4)
        for row in (10, 11, 12):
            sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)
        sheet["D13"] = "a choir"  # under the merged heading
        sheet.merge_cells("A1:E1")

    reading = messy(tmp_path, merge)
    assert reading.findings == []
    assert given(reading)["sessions"] == ("34", "C11")
    assert given(reading)["story"] == ("a choir", "D13")


def test_what_stands_beside_a_box_is_handed_on_and_not_guessed(tmp_path: Path) -> None:
    def beside(book: Workbook, sheet: Worksheet) -> None:
        sheet.insert_cols(4)
        sheet["D13"] = 12

    reading = messy(tmp_path, beside)
    assert [answer.beside for answer in reading.returns[0].answers if answer.beside] == [(Beside("D13", "", "12"),)]


def test_who_filled_it_in_is_never_read(tmp_path: Path) -> None:
    reading = messy(tmp_path, lambda book, sheet: sheet.cell(8, 1, "Filled in by") and sheet.cell(8, 2, "Pat Secret"))
    assert "Pat" not in str(reading)


def test_the_form_in_openpyxls_and_xlsxwriters_hands_reads_alike(tmp_path: Path) -> None:
    plain = read_return_workbook(write_return(tmp_path / "a.xlsx", ANSWERS), "mill.xlsx")
    assert messy(tmp_path, lambda book, sheet: None) == plain


@pytest.mark.parametrize(
    ("name", "held", "what", "instead"),
    [
        ("mill.eml", b"From: hub\nSubject: our return\n\nSessions 40\n", "an e-mail", "the workbook that came with it"),
        ("mill.msg", b"anything", "an e-mail", "the workbook that came with it"),
        ("mill.numbers", b"zip", "Apple's Numbers", "exported as Excel"),
        ("mill.gsheet", b'{"url": "x"}', "a link", "download"),
        ("mill.docx", b"zip", "a text document", "copy the answers"),
        ("mill.pdf", b"%PDF-1.4", "a text document", "copy the answers"),
        ("mill.HEIC", b"\0\0\0\x18ftypheic", "a picture", "copy the answers"),
        ("mill.html", b"<table></table>", "a web page", "copy the answers"),
        ("mill.txt", b"Dear all,\nSessions: 40\nPeople: 150\n", "text and no table", "Copy the answers"),
    ],
)
def test_what_is_sent_instead_of_a_workbook_is_told_as_what_it_is(
    tmp_path: Path, name: str, held: bytes, what: str, instead: str
) -> None:
    if held == b"zip":
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr("Index/Document.iwa", b"\0")
    else:
        (tmp_path / name).write_bytes(held)
    reading = read_returns(tmp_path / name, name)
    (found,) = reading.findings
    assert (reading.returns, found.severity) == ([], "doubt")
    assert what in found.problem and instead in found.remedy


def test_another_kind_of_file_under_a_workbooks_name_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "mill.xlsx").write_bytes(b"%PDF-1.4")
    (found,) = read_returns(tmp_path / "mill.xlsx", "mill.xlsx").findings
    assert found.problem == "The name ends in `.xlsx`, but the file is not a workbook."
