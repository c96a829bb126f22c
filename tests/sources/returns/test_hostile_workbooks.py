"""Workbooks that claim more than they hold, or that were made to fill a reader's memory."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from analysis.sources.returns.workbooks import read_return_workbook
from tests.conftest import PROJECT
from tests.sources.drawn_files import write_return

ROOT = PROJECT
ANSWERS = [("How many sessions?", 34, "sessions"), ("How many people?", 30, "people")]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ENTITIES = '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def change(path: Path, part: str, *swaps: tuple[str, str], codec: str = "utf-8") -> Path:
    """The workbook with words of one part exchanged."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    text = parts[part].decode()
    for before, after in swaps:
        assert before in text
        text = text.replace(before, after, 1)
    parts[part] = text.encode(codec)
    with zipfile.ZipFile(path, "w") as book:  # stored, so that it does not look like a bomb
        for name, held in parts.items():
            book.writestr(name, held)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_return(tmp_path / "mill.xlsx", ANSWERS)


FAR_ROWS = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in (500_000, 1_048_576))
CLAIMS = {
    "its dimension": (SHEET, [('<dimension ref="A1:E12"/>', '<dimension ref="A1:XFD1048576"/>')], []),
    "its rows": (SHEET, [("</sheetData>", f"{FAR_ROWS}</sheetData>")], ["far-cell"]),
    "its columns": (SHEET, [("</sheetData>", '<row r="13"><c r="XFD13"><v>1</v></c></row></sheetData>')], ["far-cell"]),
    "rows of nothing": (SHEET, [("</sheetData>", '<row r="1048576"/>' * 1_000 + "</sheetData>")], []),
    "cells without names": (SHEET, [("</sheetData>", '<row r="13">' + "<c><v>1</v></c>" * 9_000 + "</row></sheetData>")], ["far-cell"]),
    "names beyond Excel": (SHEET, [("</sheetData>", '<row r="13"><c r="ZZZZZZ9999999999"><v>1</v></c></row></sheetData>')], ["far-cell"]),
    "cells of another prefix": (SHEET, [("</sheetData>", '<x:row xmlns:x="u" r="9999999"><x:c r="XFD9999999"><v>1</v></x:c></x:row></sheetData>')], ["far-cell"]),
    "its count of words": (STRINGS, [("<sst ", '<sst uniqueCount="4000000000" x="')], None),
}  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_a_sheet_claims_is_not_believed(path: Path, claim: str) -> None:
    part, swaps, rules = CLAIMS[claim]
    if claim == "its count of words":
        change(path, part, ("count=", 'count="4000000000" was='), ("uniqueCount=", 'uniqueCount="4000000000" were='))
    else:
        change(path, part, *swaps)
    reading = read_return_workbook(path, "mill.xlsx")
    assert [answer.text for answer in reading.returns[0].answers][:2] == ["34", "30"]
    assert [finding.rule for finding in reading.findings] == (rules or [])
    assert all(finding.severity == "note" for finding in reading.findings)


@pytest.mark.parametrize(
    ("part", "swap", "codec", "rule"),
    [
        (SHEET, ("<worksheet", f"{ENTITIES}<worksheet"), "utf-8", "xml-entities"),
        (STRINGS, ("<sst", f"{ENTITIES}<sst"), "utf-8", "xml-entities"),
        ("xl/workbook.xml", ("<workbook", f"{ENTITIES}<workbook"), "utf-8", "xml-entities"),
        (SHEET, ('encoding="UTF-8"', 'encoding="UTF-16"'), "utf-16", "unreadable-file"),
        (SHEET, ("</sheetData>", "<row"), "utf-8", "unreadable-file"),
    ],
)
def test_xml_that_unfolds_or_hides_is_refused(
    path: Path, part: str, swap: tuple[str, str], codec: str, rule: str
) -> None:
    reading = read_return_workbook(change(path, part, swap, codec=codec), "mill.xlsx")
    assert (reading.returns, [finding.rule for finding in reading.findings]) == ([], [rule])


def test_pictures_and_macros_are_not_even_unpacked(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.xml", os.urandom(3_000_000))
        book.writestr("xl/vbaProject.bin", b"\x00" * 1_000)
    assert read_return_workbook(path, "mill.xlsm").returns[0].answers[0].text == "34"


def test_searching_a_hostile_sheet_takes_no_longer_than_its_length(path: Path, tmp_path: Path) -> None:
    """Each would take hours with a search that looks past a tag's end; the processor time is bounded, not measured."""
    hostile = [
        "<c " * 500_000,
        "dimension" * 200_000,
        '<c r="A1"><f>' * 100_000,
        "<mergeCell " * 150_000,
        "<" + "a" * 2_000_000,
    ]
    for number, text in enumerate(hostile):
        copy = tmp_path / f"hostile-{number}.xlsx"
        copy.write_bytes(path.read_bytes())
        change(copy, SHEET, ("</sheetData>", f"{text}</sheetData>"))
    code = (
        "import resource, sys, pathlib\n"
        "from analysis.sources.returns.workbooks import read_return_workbook\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (30, 30)); resource.setrlimit(resource.RLIMIT_DATA, (10**9, 10**9))\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('hostile-*')): print(len(read_return_workbook(path, 'x').findings))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout.split()) == (0, ["1", "0", "1", "1", "1"]), (
        done.stderr
    )  # mere words are harmless
