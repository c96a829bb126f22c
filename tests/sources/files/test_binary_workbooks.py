"""Old and binary Excel workbooks are read as .xlsx is, and inside the same bounds; sheets without cells are passed over."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import olefile
import pytest
import xlsxwriter

from analysis.sources.files.spreadsheets import read_spreadsheet
from analysis.sources.returns.returns_files import read_returns
from tests.sources.drawn_binary import write_xls, write_xlsb

FORM = {
    (0, 0): "Community hub return", (2, 0): "Hub code", (2, 1): "mill", (3, 0): "Quarter", (3, 1): "2024-25 Q3",
    (5, 0): "No.", (5, 1): "Question", (5, 2): "Your answer", (5, 3): "Code",
    (6, 0): "1", (6, 1): "How many sessions?", (6, 2): 12.0, (6, 3): "sessions",
    (7, 0): "2", (7, 1): "How many attendances?", (7, 2): "about 300", (7, 3): "attendances",
}  # fmt: skip
WRITERS = {"xls": write_xls, "xlsb": write_xlsb}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_form_saved_in_a_binary_format_is_the_form(tmp_path: Path, kind: str) -> None:
    path = WRITERS[kind](tmp_path / f"mill.{kind}", FORM)
    (sent,) = read_returns(path, path.name).returns
    assert sent.about.values == {"hub_id": "mill", "quarter": "2024-25 Q3"}
    assert [(answer.code, answer.text, answer.cell) for answer in sent.answers] == [
        ("sessions", "12", "C7"),
        ("attendances", "about 300", "C8"),
    ]


@pytest.mark.parametrize(("kind", "far"), [("xls", (65_535, 255)), ("xlsb", (1_048_575, 16_383))])
def test_a_cell_far_out_takes_no_memory_and_is_told(tmp_path: Path, kind: str, far: tuple[int, int]) -> None:
    path = WRITERS[kind](tmp_path / f"far.{kind}", {**FORM, far: "here I am"})
    (sheet,), findings = read_spreadsheet(path, path.name)
    assert findings == []
    assert (len(sheet.grid), sheet.grid[6][2]) == (8, 12)
    assert sheet.cut_at == {"xls": "IV65536", "xlsb": "XFD1048576"}[kind]


def test_a_binary_sheet_that_claims_to_be_huge_is_read_as_far_as_it_holds_cells(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "liar.xlsb", FORM, size=(1_048_576, 16_384))
    (sheet,), _ = read_spreadsheet(path, path.name)
    assert (len(sheet.grid), sheet.grid[7][2]) == (8, "about 300")


def test_an_old_sheet_that_claims_to_be_huge_is_read_as_far_as_it_holds_cells(tmp_path: Path) -> None:
    path = _lie(write_xls(tmp_path / "liar.xls", FORM), 0x0200, struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 0xFFFF, 0))
    (sheet,), _ = read_spreadsheet(path, path.name)
    assert (len(sheet.grid), sheet.grid[7][2]) == (8, "about 300")


def test_an_old_workbook_that_claims_two_billion_texts_is_damaged(tmp_path: Path) -> None:
    path = _lie(write_xls(tmp_path / "liar.xls", FORM), 0x00FC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF))
    sheets, (finding,) = read_spreadsheet(path, path.name)
    assert (sheets, "damaged" in finding.problem) == ([], True)


def test_a_failed_formula_of_an_old_workbook_keeps_its_error(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "error.xls", {**FORM, (6, 2): True})
    path = _lie(path, 0x0205, struct.pack("<HHHBB", 6, 2, 15, 0x2A, 1))
    (finding,) = read_returns(path, path.name).findings
    assert (finding.rule, finding.cell, finding.value) == ("formula-error", "C7", "#N/A")


def test_chart_sheets_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "chart.xlsx"
    book = xlsxwriter.Workbook(str(path))
    on_top = book.add_chartsheet("Chart first")
    sheet = book.add_worksheet("Return")
    for (row, column), value in FORM.items():
        sheet.write(row, column, value)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Return!$C$7:$C$8"})
    on_top.set_chart(chart)
    book.close()
    reading = read_returns(path, path.name)
    assert [answer.text for answer in reading.returns[0].answers] == ["12", "about 300"]
    assert reading.findings == []


# As ECMA-376 part 1 (12.3.7) names a dialog's sheet and MS-OFFMACRO2 a macro's: part, root, kind of relationship, kind of content.
_SPREADSHEETML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OTHER_SHEETS = {
    "dialog": (
        "dialogsheets/sheet1.xml",
        f'<dialogsheet xmlns="{_SPREADSHEETML}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></dialogsheet>',
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.dialogsheet+xml",
    ),
    "macro": (
        "macrosheets/sheet1.xml",
        '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="' + _SPREADSHEETML + '">'
        '<sheetData><row r="1"><c r="A1" t="str"><f>RETURN()</f><v>Question</v></c></row></sheetData></xm:macrosheet>',
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        "application/vnd.ms-excel.macrosheet+xml",
    ),
}


@pytest.mark.parametrize("suffix", ["xlsx", "xlsm"])
@pytest.mark.parametrize("kind", _OTHER_SHEETS)
def test_macro_and_dialog_sheets_are_passed_over(tmp_path: Path, kind: str, suffix: str) -> None:
    plain, path = tmp_path / "plain.xlsx", tmp_path / f"mill.{suffix}"
    book = xlsxwriter.Workbook(str(plain))
    for name in ("Other", "Return"):
        sheet = book.add_worksheet(name)
        for (row, column), value in FORM.items():
            sheet.write(row, column, value if name == "Return" else "")
    book.close()
    part, held, relationship, content = _OTHER_SHEETS[kind]
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                new.writestr(f"xl/{part}", held)
                continue
            if name == "xl/_rels/workbook.xml.rels":
                worksheet = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
                was = f'Type="{worksheet}" Target="worksheets/sheet1.xml"'
                assert was in text
                text = text.replace(was, f'Type="{relationship}" Target="{part}"')
            if name == "[Content_Types].xml":
                was = '"/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"'
                assert was in text
                text = text.replace(was, f'"/xl/{part}" ContentType="{content}"')
            new.writestr(name, text)
    reading = read_returns(path, path.name)
    assert [answer.text for answer in reading.returns[0].answers] == ["12", "about 300"]
    assert reading.findings == []


def test_a_macro_sheet_of_a_binary_workbook_is_passed_over(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "mill.xlsb", FORM, macros=True)
    reading = read_returns(path, path.name)
    assert [answer.text for answer in reading.returns[0].answers] == ["12", "about 300"]
    assert reading.findings == []


def test_what_unpacks_but_gives_no_cells_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "strange.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", "<workbook><sheets><sheet name='a' sheetId='1' r:id='x'/></sheets></workbook>"
        )
    sheets, (finding,) = read_spreadsheet(path, path.name)
    assert (sheets, finding.rule) == ([], "unread-workbook")
    assert "damaged" not in finding.problem


def _lie(path: Path, kind: int, held: bytes) -> Path:
    """The first record of a kind, with what it begins with replaced."""
    whole = io.BytesIO(path.read_bytes())
    with olefile.OleFileIO(whole, write_mode=True) as container:
        stream, at = bytearray(container.openstream("Workbook").read()), 0
        while struct.unpack_from("<H", stream, at)[0] != kind:
            at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
        stream[at + 4 : at + 4 + len(held)] = held
        container.write_stream("Workbook", bytes(stream))
    path.write_bytes(whole.getvalue())
    return path
