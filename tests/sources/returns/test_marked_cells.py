"""What a hub marked in its form and no reader of values sees: struck through, commented, or on a sheet of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.findings import Finding
from analysis.sources.returns.workbooks import read_return_workbook
from tests.sources.returns.test_messy_workbooks import given, messy


def told(tmp_path: Path, change: Any) -> list[Finding]:
    return messy(tmp_path, change).findings


def test_an_answer_struck_through_is_told_and_not_counted(tmp_path: Path) -> None:
    def strike(book: Workbook, sheet: Worksheet) -> None:
        sheet["C11"].font = Font(strike=True)
        sheet["B12"].font = Font(strike=True)  # the words of a question
        sheet["C13"].font = Font(strike=True)  # a blank box

    reading = messy(tmp_path, strike)
    (found,) = reading.findings
    assert (found.rule, found.severity, found.cell, found.column) == ("struck-through", "doubt", "C11", "sessions")
    assert "`34`" in found.problem
    assert given(reading).keys() == {"people", "story"}


def test_an_answer_of_which_a_part_is_struck_through_is_not_read_as_one_number(tmp_path: Path) -> None:
    def strike(book: Workbook, sheet: Worksheet) -> None:
        sheet["C11"] = CellRichText(TextBlock(InlineFont(strike=True), "12"), TextBlock(InlineFont(), "15"))

    assert [(one.rule, one.cell) for one in told(tmp_path, strike)] == [("struck-through", "C11")]


def test_parts_struck_through_are_found_among_shared_texts(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "shared.xlsx"))
    sheet, struck, plain = (
        book.add_worksheet(),
        book.add_format({"font_strikeout": True}),
        book.add_format({"bold": True}),
    )
    sheet.write("A1", "whole")
    sheet.write_rich_string("B2", struck, "12", plain, "15")
    sheet.write("C3", "gone", struck)
    sheet.write_blank("D4", None, struck)
    sheet.write("E5", 5, plain)
    book.close()
    ((read,), _) = read_spreadsheet(tmp_path / "shared.xlsx", "shared.xlsx")
    assert read.struck == {(1, 1), (2, 2)}


def test_strike_that_is_said_to_be_off_is_none(tmp_path: Path) -> None:
    def strike(book: Workbook, sheet: Worksheet) -> None:
        sheet["C11"].font = Font(strike=True)
        sheet["C12"].font = Font(strike=False)

    book = load_workbook_with(tmp_path, strike)
    with zipfile.ZipFile(book) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'<strike val="1"', b'<strike val="0"')
    with zipfile.ZipFile(book, "w") as held:
        for name, part in parts.items():
            held.writestr(name, part)
    assert b'<strike val="0"' in parts["xl/styles.xml"]
    assert read_return_workbook(book, "mill.xlsx").findings == []


def load_workbook_with(tmp_path: Path, change: Any) -> Path:
    messy(tmp_path, change)
    return tmp_path / "mill.xlsx"


def test_comments_are_told_by_cell_and_never_by_their_words(tmp_path: Path) -> None:
    def comment(book: Workbook, sheet: Worksheet) -> None:
        sheet["C11"].comment = Comment("Pat Sample says 650", "Pat Sample")
        sheet["C13"].comment = Comment("ask", "Pat Sample")
        book.create_sheet("Rota")["B7"].comment = Comment("me", "Pat Sample")

    reading = messy(tmp_path, comment)
    (found,) = reading.findings
    assert (found.rule, found.severity, found.cell) == ("cell-comment", "note", "C11")
    assert "C11, C13" in found.problem and "Pat" not in repr(reading)
    assert given(reading)["sessions"] == ("34", "C11")


def test_questions_of_the_hubs_own_are_no_second_return(tmp_path: Path) -> None:
    def survey(book: Workbook, sheet: Worksheet) -> None:
        own = book.create_sheet("Committee survey", 0)
        for row in (["Question", "Answer"], ["Do you like the hub?", "yes"], ["How many people?", 77]):
            own.append(row)

    reading = messy(tmp_path, survey)
    assert [(one.rule, one.severity, one.sheet) for one in reading.findings] == [
        ("own-questions", "note", "Committee survey")
    ]
    assert given(reading)["people"] == ("about 30", "C12")


def test_questions_and_answers_alone_are_read_by_their_words(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Questions", "Answers"])
    book.active.append(["How many people?", 77])
    book.save(tmp_path / "mill.xlsx")
    reading = read_return_workbook(tmp_path / "mill.xlsx", "mill.xlsx")
    assert (given(reading), reading.findings) == ({"How many people?": ("77", "B2")}, [])


@pytest.mark.parametrize("heading", ["B10", "C10"])
def test_a_form_whose_headings_were_changed_is_told_as_that(tmp_path: Path, heading: str) -> None:
    def rename(book: Workbook, sheet: Worksheet) -> None:
        sheet[heading] = "What we did in spring"

    reading = messy(tmp_path, rename)
    (found,) = reading.findings
    assert (reading.returns, found.rule, found.sheet) == ([], "not-a-return", "Return")
    assert "the headings `Question` and `Your answer`" in found.problem and "map" not in found.remedy
