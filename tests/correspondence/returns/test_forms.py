"""The blank return: filled in as far as it can be, hard to get wrong, and read back as what was typed into it."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis.correspondence.returns.form_layout import Form, FormRow
from analysis.correspondence.returns.forms import forms_folder, quarter_of, write_forms
from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.processing import process_network
from analysis.datasets.returns.questions import CORE_QUESTIONS, SUPPORT_KINDS, choice_code
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import Refused

Q2 = Period.parse("2024-25 Q2")
HEADINGS = ["No.", "Question", "Last quarter", "Your answer", "Unit or help", "Code"]


def opened(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)["Return"]


def header_of(sheet: Worksheet) -> int:
    return next(row for row in range(1, 40) if sheet.cell(row, 1).value == "No.")


def rows_of(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """The table's rows by code: each heading's cell."""
    first = header_of(sheet) + 1
    rows = ([sheet.cell(row, column) for column in range(1, 7)] for row in range(first, sheet.max_row + 1))
    return {cells[5].value: dict(zip(HEADINGS, cells, strict=True)) for cells in rows}


def head_of(sheet: Worksheet) -> dict[str, Any]:
    return {sheet.cell(row, 1).value: sheet.cell(row, 2) for row in range(1, header_of(sheet))}


@pytest.fixture
def form(network: Network) -> Path:
    return write_forms(network, Q2, hub="mill").forms[0]


def test_one_form_for_each_hub_that_is_open(network: Network) -> None:
    written = write_forms(network, Period.parse("2024-25 Q1"))
    assert ([path.name for path in written.forms], written.not_open) == (["mill.xlsx"], ["kiln"])
    assert written.folder == forms_folder(network, Period.parse("2024-25 Q1"))
    assert [path.name for path in write_forms(network, Q2).forms] == ["kiln.xlsx", "mill.xlsx"]
    assert (written.questions, written.minutes) == (15, 18.75)


def test_the_head_says_whose_form_it_is_and_how_long_it_takes(form: Path) -> None:
    sheet = opened(form)
    head = {label: cell.value for label, cell in head_of(sheet).items()}
    assert (head["Hub"], head["Hub code"]) == ("Mill Hub", "mill")
    assert (head["Quarter"], head["Form version"]) == ("2024-25 Q2", "3")
    assert sheet["A1"].value == "Community hub return, July to September 2024"
    assert sheet["A2"].value.startswith("Invented for demonstration")
    assert sheet["C3"].value == "15 questions, about 19 minutes in all."
    assert "send it by 28 October 2024" in sheet["C6"].value


def test_a_first_form_promises_no_answers_of_last_quarter_and_tells_the_number_of_its_last_question(
    network: Network,
) -> None:
    first = opened(write_forms(network, Period.parse("2024-25 Q1"), hub="mill").forms[0])
    said = [str(first.cell(row, 3).value) for row in range(1, header_of(first))]
    assert all(not row["Last quarter"].value for row in rows_of(first).values())
    assert not any("Your own answers of last quarter" in text for text in said)
    rows = [FormRow(number, "", "", "", number, "count") for number in ("1", "2", "16")]
    form = Form(network, Q2, "mill", "Mill Hub", 3, 5.0, rows)
    assert form.welcome[0] == "3 questions (the last is No. 16), about 5 minutes in all."
    answered = Form(network, Q2, "mill", "Mill Hub", 3, 5.0, [replace(rows[0], last="12"), *rows[1:]])
    assert "Your own answers of last quarter stand beside the boxes." in answered.welcome
    assert "Your own answers of last quarter stand beside the boxes." not in form.welcome


def test_a_row_for_each_question_and_for_each_kind_of_support(form: Path) -> None:
    sheet = opened(form)
    assert [sheet.cell(header_of(sheet), column).value for column in range(1, 7)] == HEADINGS
    codes = {question.id for question in CORE_QUESTIONS} | {
        choice_code("support_kinds", kind) for kind in SUPPORT_KINDS
    }
    rows = rows_of(sheet)
    assert set(rows) == codes
    assert rows["people_0_17"]["No."].value == "4a"
    assert rows["support_kinds:food"]["Question"].value == "Food"
    assert all(rows[question.id]["Unit or help"].value.endswith(question.help) for question in CORE_QUESTIONS)


def test_last_quarters_answers_stand_beside_the_boxes_of_their_own_hub_only(network: Network, form: Path) -> None:
    last = {code: row["Last quarter"].value for code, row in rows_of(opened(form)).items()}
    assert (last["sessions"], last["attendances"], last["money_in"]) == ("10", "about 200", "£1,234.50")
    assert (last["warm_space"], last["support_kinds:food"], last["support_kinds:arts-and-crafts"]) == (
        "No",
        "Yes",
        "No",
    )
    assert last["story"].startswith("@1+1 made a crowd. It went") and last["story"].endswith(" …")
    assert not last["people"]
    other = rows_of(opened(write_forms(network, Q2, hub="kiln").forms[0]))
    assert not any(row["Last quarter"].value for row in other.values())


def test_nothing_in_a_form_is_a_formula_or_a_link(network: Network) -> None:
    path = write_forms(network, Q2, new_hub='=HYPERLINK("https://example.org") & <Shed>').forms[0]
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "<hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith(".bin")]
    assert head_of(opened(path))["Hub"].value == '=HYPERLINK("https://example.org") & <Shed>'


def test_only_boxes_can_be_typed_in_and_they_follow_one_another(form: Path) -> None:
    sheet = opened(form)
    assert sheet.protection.sheet and not sheet.protection.password
    boxes = [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    first = header_of(sheet) + 1
    answers = [row["Your answer"].coordinate for code, row in rows_of(sheet).items() if code != "support_kinds"]
    assert boxes == ["B6", "B7", *answers]
    assert {coordinate[0] for coordinate in answers} == {"D"}
    assert sheet.freeze_panes == f"A{first}"


def test_boxes_say_what_they_take_and_why(form: Path) -> None:
    sheet = opened(form)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    rows = rows_of(sheet)

    def rule(code: str) -> Any:
        return rules[rows[code]["Your answer"].coordinate]

    assert (rule("sessions").type, rule("sessions").formula1, rule("sessions").formula2) == ("whole", "0", "2000")
    assert rule("money_in").type == "decimal"
    assert (rule("warm_space").type, rule("warm_space").formula1) == ("list", '"Yes,No"')
    assert rule("support_kinds:food").formula1 == '"Yes,No"'
    assert (rules["B6"].type, rules["B6"].formula1) == ("date", "45474")  # 1 July 2024
    # An estimate in words is asked about, not refused; a list takes what it offers.
    assert (rule("sessions").errorStyle, rule("warm_space").errorStyle) == ("warning", None)
    assert "about 30 is fine" in rule("sessions").error and "leisure centre" in rule("sessions").error
    for code, row in rows.items():
        if code != "support_kinds":
            said = rules[row["Your answer"].coordinate]
            assert said.showInputMessage and 0 < len(said.prompt) <= 255 and 0 < len(said.promptTitle) <= 32


def test_a_screen_reader_meets_one_table_with_its_headings(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book["Return"]
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == ["Return"]
    assert not sheet.merged_cells.ranges
    (table,) = sheet.tables.values()
    assert table.ref == f"A{header_of(sheet)}:F{sheet.max_row}"
    assert [column.name for column in table.tableColumns] == HEADINGS
    assert f"TitleRegion1.a{header_of(sheet)}.f{sheet.max_row}.1" in book.defined_names
    assert book.properties.title == "Community hub return, July to September 2024: Mill Hub"
    assert book.properties.language == "en-GB"
    assert not sheet._images and not sheet._charts


def test_it_prints_upright_on_two_pages_under_its_headings(form: Path) -> None:
    sheet = opened(form)
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth or 1, page.fitToHeight) == ("portrait", 9, 1, 2)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${header_of(sheet)}:${header_of(sheet)}"
    assert sheet.print_area == f"'Return'!$A$1:$E${sheet.max_row}"
    assert sheet.oddFooter.right.text.endswith("Page &P of &N")
    assert sheet.oddHeader.left.text == "Two Mills"


def test_the_same_answers_give_the_same_bytes(network: Network, tmp_path: Path) -> None:
    first = write_forms(network, Q2, into=tmp_path / "one").forms
    second = write_forms(network, Q2, into=tmp_path / "two").forms
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with zipfile.ZipFile(first[0]) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_new_hub_gets_a_form_under_a_code_of_its_name(network: Network) -> None:
    written = write_forms(network, Q2, new_hub="  St. Élan's   Shed ")
    head = head_of(opened(written.forms[0]))
    assert (written.forms[0].name, head["Hub"].value, head["Hub code"].value) == (
        "st-elans-shed.xlsx",
        "St. Élan's Shed",
        "st-elans-shed",
    )
    with pytest.raises(Refused, match="in the register already: make its form with --hub mill"):
        write_forms(network, Q2, new_hub="Mill")
    with pytest.raises(Refused, match="is no name for a hub"):
        write_forms(network, Q2, new_hub=" !! ")


def test_what_there_is_is_said_where_a_form_cannot_be_made(network: Network, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has no hub 'barn'; there are: kiln, mill"):
        write_forms(network, Q2, hub="barn")
    with pytest.raises(Refused, match="kiln opens in 2024-25 Q2 by the register, after 2024-25 Q1"):
        write_forms(network, Period.parse("2024-25 Q1"), hub="kiln")
    with pytest.raises(Refused, match="a form is for one quarter: write it as 2024-25 Q1"):
        quarter_of(network, "2024-25")
    with pytest.raises(Refused, match="forms can be made for 2024-25 Q1 to 2025-26 Q2"):
        quarter_of(network, "2025-26 Q3")
    assert quarter_of(network, "2025-26-q2").label == "2025-26 Q2"
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match="cannot be written"):
        write_forms(network, Q2, into=tmp_path / "file")


FILLED = {
    "sessions": 12,
    "attendances": "about 240",
    "people": 60,
    "people_0_17": 10,
    "people_18_64": 20,
    "people_65_plus": 30,
    "volunteers": "not sure",
    "support_kinds:food": "Yes",
    "support_kinds:arts-and-crafts": "Yes",
    "support_kinds:transport": "No",
    "warm_space": "Yes",
    "money_in": 1234.5,
    "story": "=2+2 people <b>came</b>.",
}


def fill(path: Path, into: Path, answers: dict[str, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book["Return"]
    head = head_of(sheet)
    head["Date sent"].value, head["Filled in by"].value = dt.date(2024, 10, 12), "the chair"
    for code, row in rows_of(sheet).items():
        if code in answers:
            row["Your answer"].value = answers[code]
            row["Your answer"].data_type = "n" if isinstance(answers[code], int | float) else "s"
    into.parent.mkdir(parents=True, exist_ok=True)
    book.save(into)
    return into


def test_a_filled_form_is_read_back(network: Network, form: Path) -> None:
    path = fill(form, network.folder / "returns/2024-25-q2/mill.xlsx", FILLED)
    process_network(network)
    folder = Path(network.folder).parents[1] / "processed" / network.name
    returns = pl.read_parquet(folder / "returns.parquet").filter(pl.col("quarter") == "2024-25 Q2")
    read = {
        row["question_id"]: row["text"] if row["value"] is None else row["value"]
        for row in returns.iter_rows(named=True)
    }
    assert read == {
        "sessions": 12,
        "attendances": 240,
        "people": 60,
        "people_0_17": 10,
        "people_18_64": 20,
        "people_65_plus": 30,
        "support_kinds": "food;arts and crafts",
        "warm_space": 1,
        "money_in": 1234.5,
        "story": "=2+2 people <b>came</b>.",
    }
    about = returns.filter(pl.col("question_id") == "attendances")["qualifier"].item()
    sent = pl.read_parquet(folder / "submissions.parquet").filter(pl.col("quarter") == "2024-25 Q2")
    assert (about, sent["received"].item()) == ("about", dt.date(2024, 10, 12))
    findings = pl.read_parquet(folder / "findings.parquet").filter(pl.col("file") == "returns/2024-25-q2/mill.xlsx")
    assert set(findings["rule"]) - {"no-card"} == {"not-known"}
    inspected = inspect_file(path)
    assert inspected.kind.startswith("a quarterly return of one hub, as a workbook")
    assert [finding.rule for finding in inspected.findings] == ["not-known"]


def test_a_form_sent_back_blank_says_nothing(network: Network, form: Path) -> None:
    fill(form, network.folder / "returns/2024-25-q2/mill.xlsx", {})
    process_network(network)
    folder = Path(network.folder).parents[1] / "processed" / network.name
    assert pl.read_parquet(folder / "returns.parquet").filter(pl.col("quarter") == "2024-25 Q2").is_empty()
    findings = pl.read_parquet(folder / "findings.parquet").filter(pl.col("file") == "returns/2024-25-q2/mill.xlsx")
    assert set(findings["rule"]) - {"no-card"} == {"required-blank", "return-without-answers"}
