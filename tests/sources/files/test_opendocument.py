"""Returns saved by LibreOffice (.ods), and what such files can be made to claim."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from analysis.sources.files.formats import format_of
from analysis.sources.files.grids import MOST_COLUMNS, MOST_ROWS
from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.returns.workbooks import read_return_workbook
from tests.sources.drawn_ods import cell, return_rows, row, sheet, write_ods


def test_a_return_is_read_with_its_cells(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>not the answer</text:p></office:annotation>"
    noted = cell(7).replace("<text:p>", f"{note}<text:p>", 1)
    rows = return_rows(
        sessions=34, people="about 30", story="One day\nwe sang", agencies=noted, share=0.5, money_in=None
    )
    path = write_ods(tmp_path / "mill.ods", sheet("Return", *rows))
    assert format_of(path) == "workbook"
    (sent,) = read_return_workbook(path, "mill.ods").returns
    assert sent.about.values == {"hub": "Mill Hub", "hub_id": "mill", "quarter": "2024-25 Q3", "received": "2025-01-20"}
    assert [(answer.code, answer.text, answer.cell) for answer in sent.answers] == [
        ("sessions", "34", "C7"),
        ("people", "about 30", "C8"),
        ("story", "One day\nwe sang", "C9"),
        ("agencies", "7", "C10"),
        ("share", "0.5", "C11"),
        ("money_in", "", "C12"),
    ]


def test_repeated_blank_rows_and_columns_count_and_cost_nothing(tmp_path: Path) -> None:
    wide = cell(None, 'table:number-columns-repeated="16384"')
    gap = row(wide, attributes='table:number-rows-repeated="3"')
    rest = row(wide, attributes='table:number-rows-repeated="1048000"')
    rows = return_rows(sessions=34)
    reading = read_return_workbook(write_ods(tmp_path / "mill.ods", sheet("Return", gap, *rows, rest)), "mill.ods")
    assert [answer.cell for answer in reading.returns[0].answers] == ["C10"]
    assert reading.findings == []


def test_a_cell_that_claims_to_be_repeated_a_billion_times_is_read_as_far_as_any_sheet(tmp_path: Path) -> None:
    many = 'table:number-columns-repeated="999999999"'
    bomb = [row(cell(7, many), attributes='table:number-rows-repeated="999999999"') for _ in range(50)]
    path = write_ods(tmp_path / "bomb.ods", *(sheet(f"S{number}", *bomb) for number in range(30)))
    tracemalloc.start()
    sheets, findings = read_spreadsheet(path, "bomb.ods")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert findings == []
    assert all(
        len(each.grid) <= MOST_ROWS and all(len(line) <= MOST_COLUMNS for line in each.grid[:60]) for each in sheets
    )
    assert peak < 20_000_000


def test_hidden_sheets_merged_boxes_and_formulas_are_known(tmp_path: Path) -> None:
    unworked = cell(None, 'table:formula="of:=[.A1]"')
    tall = cell(5, 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
    rows = [*return_rows(sessions=unworked, people=tall, story=None)]
    path = write_ods(tmp_path / "mill.ods", sheet("Old", *return_rows(sessions=1), hidden=True), sheet("New", *rows))
    reading = read_return_workbook(path, "mill.ods")
    assert [sent.about.sheet for sent in reading.returns] == ["New"]
    assert [(finding.rule, finding.sheet, finding.cell) for finding in reading.findings] == [
        ("formula-without-result", "New", "C7"),
        ("merged-boxes", "New", "C8"),
        ("merged-boxes", "New", "C9"),
        ("hidden-form", "Old", ""),
    ]


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"doctype": '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'}, "xml-entities"),
        ({"manifest": "<manifest><encryption-data/></manifest>"}, "password"),
        ({"doctype": "<<<"}, "unreadable-file"),
    ],
)
def test_what_means_harm_or_is_locked_is_one_finding(tmp_path: Path, more: dict[str, str], rule: str) -> None:
    path = write_ods(tmp_path / "mill.ods", sheet("Return", *return_rows(sessions=1)), **more)
    reading = read_return_workbook(path, "mill.ods")
    assert (reading.returns, [finding.rule for finding in reading.findings]) == ([], [rule])


def test_struck_answers_and_comments_are_known(tmp_path: Path) -> None:
    rows = return_rows(sessions=1, people=2, visits=3)
    part = '<table:table-cell office:value-type="string"><text:p><text:span text:style-name="struck">12</text:span>15</text:p></table:table-cell>'
    note = "<office:annotation><text:p>Pat says 650</text:p></office:annotation><text:p>"
    rows[6] = row(None, "How many sessions?", cell(4, 'table:style-name="struck"'), None, "sessions")
    rows[7] = row(None, "How many people?", part, None, "people")
    rows[8] = row(None, "How many visits?", cell(3).replace("<text:p>", note), None, "visits")
    reading = read_return_workbook(write_ods(tmp_path / "mill.ods", sheet("Return", *rows)), "mill.ods")
    assert [(one.rule, one.cell, one.column) for one in reading.findings] == [
        ("struck-through", "C7", "sessions"),
        ("struck-through", "C8", "people"),
        ("cell-comment", "C9", ""),
    ]
    (sent,) = reading.returns
    assert [(one.code, one.text) for one in sent.answers] == [("visits", "3")] and "650" not in repr(reading)
