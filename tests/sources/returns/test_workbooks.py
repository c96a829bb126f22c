"""The return workbook: answers with their cells, however the form was handled."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from analysis.sources.returns.workbooks import read_return_workbook
from tests.sources.drawn_files import write_return

ANSWERS = [
    ("How many sessions?", 34, "sessions"),
    ("How many people?", "about 30", "people"),
    ("Anything?", None, "story"),
]


def test_a_return_is_read_with_the_cell_of_each_answer(tmp_path: Path) -> None:
    reading = read_return_workbook(write_return(tmp_path / "mill.xlsx", ANSWERS), "returns/mill.xlsx")
    (sent,) = reading.returns
    assert reading.findings == []
    assert sent.about.values == {"hub": "Mill Hub", "hub_id": "mill", "quarter": "2024-25 Q3", "received": "2025-01-20"}
    assert sent.about.places["received"] == "B7"
    assert [(answer.code, answer.text, answer.cell) for answer in sent.answers] == [
        ("sessions", "34", "C11"),
        ("people", "about 30", "C12"),
        ("story", "", "C13"),
    ]


def test_the_header_is_found_where_rows_were_inserted(tmp_path: Path) -> None:
    path = write_return(tmp_path / "mill.xlsx", ANSWERS, header_row=14, sheet="Sheet1")
    (sent,) = read_return_workbook(path, "mill.xlsx").returns
    assert sent.answers[0].cell == "C16"
    assert sent.about.sheet == "Sheet1"


def test_a_form_without_its_code_column_is_read_by_wording(tmp_path: Path) -> None:
    path = write_return(tmp_path / "mill.xlsx", [(wording, answer, None) for wording, answer, _ in ANSWERS])
    (sent,) = read_return_workbook(path, "mill.xlsx").returns
    assert [(answer.code, answer.wording) for answer in sent.answers[:1]] == [("", "How many sessions?")]


def test_notes_beside_and_below_the_form_do_not_hide_it(tmp_path: Path) -> None:
    path = write_return(tmp_path / "mill.xlsx", ANSWERS, elsewhere=[(450, 0, "my own notes"), (3, 70, "x")])
    reading = read_return_workbook(path, "mill.xlsx")
    assert len(reading.returns) == 1
    assert [(finding.rule, finding.severity) for finding in reading.findings] == [("long-sheet", "note")]


def test_a_cell_at_the_far_corner_is_told_and_the_form_is_read(tmp_path: Path) -> None:
    path = write_return(tmp_path / "mill.xlsx", ANSWERS, elsewhere=[(1_048_575, 16_383, "x")])
    reading = read_return_workbook(path, "mill.xlsx")
    assert [answer.text for answer in reading.returns[0].answers] == ["34", "about 30", ""]
    assert [(finding.rule, finding.severity, finding.cell) for finding in reading.findings] == [
        ("far-cell", "note", "XFD1048576")
    ]


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        (b"", "empty-file"),
        (b"hello, this is a letter", "wrong-extension"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unreadable-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 cut off", "unreadable-file"),
        (b"PK\x05\x06" + b"\0" * 18, "wrong-extension"),
        (b"%PDF-1.7\n%%EOF", "wrong-extension"),
    ],
)
def test_what_is_no_workbook_is_one_finding(tmp_path: Path, held: bytes, rule: str) -> None:
    path = tmp_path / "mill.xlsx"
    path.write_bytes(held)
    reading = read_return_workbook(path, "mill.xlsx")
    assert reading.returns == []
    assert [(finding.rule, finding.severity) for finding in reading.findings] == [(rule, "doubt")]


def test_a_truncated_workbook_is_one_finding(tmp_path: Path) -> None:
    whole = write_return(tmp_path / "mill.xlsx", ANSWERS).read_bytes()
    for share in (0.2, 0.5, 0.9, 0.99):
        (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * share)])
        assert [f.rule for f in read_return_workbook(tmp_path / "cut.xlsx", "cut.xlsx").findings] == ["unreadable-file"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "mill.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    assert [finding.rule for finding in read_return_workbook(path, "mill.xlsx").findings] == ["zip-bomb"]


def test_a_workbook_without_the_form_says_so(tmp_path: Path) -> None:
    path = write_return(tmp_path / "mill.xlsx", [], header_row=200)
    assert [finding.rule for finding in read_return_workbook(path, "mill.xlsx").findings] == ["not-a-return"]
