"""360Giving spreadsheets as they are sent: titles or names, repeats in columns, rows and sheets, and everything above and below."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.inspecting.inspection import inspect_file
from tests.datasets.drawn_money import Money, read_money

TITLES = ["Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:0:Identifier",
          "Recipient Org:0:Name", "Funding Org:Identifier", "Funding Org:Name", "Beneficiary Location:0:Name"]  # fmt: skip
NAMES = ["id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization/0/id",
         "recipientOrganization/0/name", "fundingOrganization/0/id", "fundingOrganization/0/name", "beneficiaryLocation/0/name"]  # fmt: skip
SHOUTED = [title.upper().replace(" ", "  ") for title in TITLES]
A = ["A", "Rent", "A room", "GBP", 100, dt.date(2024, 4, 2), "360G-mill", "Mill Hub", "GB-LAE-X", "Council", "Town"]
B = ["B", "Heat", "A stove", "GBP", 250.5, dt.date(2024, 5, 1), "360G-kiln", "Kiln Hub", "GB-LAE-X", "Council", "Town"]


def csv_text(*rows: list[Any], mark: str = ",") -> str:
    def cell(value: Any) -> str:
        text = value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value)
        return f'"{text}"' if mark in text else text

    return "\n".join(mark.join(cell(value) for value in row) for row in rows) + "\n"


def is_whole(money: Money) -> None:
    assert [finding for finding in money.findings if finding.severity != "note"] == []
    rows = money.awards.select("award_id", "amount", "award_date", "recipient", "recipient_id", "payer", "place").rows()
    assert rows == [
        ("A", 100.0, dt.date(2024, 4, 2), "Mill Hub", "360G-mill", "Council", "Town"),
        ("B", 250.5, dt.date(2024, 5, 1), "Kiln Hub", "360G-kiln", "Council", "Town"),
    ]


@pytest.mark.parametrize("headings", [TITLES, NAMES, SHOUTED], ids=["titles", "names", "shouted"])
def test_workbooks_by_titles_or_by_names(tmp_path: Path, headings: list[str]) -> None:
    money = read_money(tmp_path, {"grants.xlsx": {"Grants": [headings, A, B]}})
    is_whole(money)
    assert money.findings == []
    assert (money.award("B")["source_sheet"], money.award("B")["source_cell"]) == ("Grants", "A3")
    assert money.sources.rows() == [("funding/grants.xlsx", "GBP", 2, 0, 350.5, None, None)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding_and_with_any_mark(tmp_path: Path, mark: str, encoding: str) -> None:
    named = [*B[:7], "Café Kiln £", *B[8:]]
    money = read_money(tmp_path, {"grants.csv": csv_text(TITLES, A, named, mark=mark).encode(encoding)})
    assert money.told == []
    assert money.award("B")["recipient"] == "Café Kiln £"
    assert money.award("A")["award_date"] == dt.date(2024, 4, 2)


def test_rows_above_the_headings_are_read_over_and_reported(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"grants.xlsx": {"Grants": [["Our grants 2024"], [], TITLES, A, B]}})
    is_whole(money)
    (note,) = money.findings
    assert (note.rule, note.sheet, note.cell, note.severity) == ("rows-above-headings", "Grants", "A1", "note")
    assert "headings, which were found in row 3" in note.problem
    assert money.award("A")["source_cell"] == "A4"


def test_the_sheets_own_total_is_no_grant(tmp_path: Path) -> None:
    total = ["", "TOTAL", "", "", "£355.50"]
    money = read_money(tmp_path, {"grants.csv": csv_text(TITLES, A, B, [""], total)})
    is_whole(money)
    assert money.rules == {"totals-row"}
    assert money.sources.rows() == [("funding/grants.csv", "GBP", 2, 0, 350.5, 355.5, "E5")]


def test_repeated_columns_are_more_recipients(tmp_path: Path) -> None:
    headings = [*TITLES, "Recipient Org:1:Identifier", "Recipient Org:1:Name"]
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [headings, [*A, "360G-kiln", "Kiln Hub"]]}})
    assert money.award("A")["recipient"] == "Mill Hub; Kiln Hub" and money.award("A")["recipient_count"] == 2
    assert money.findings == []


def test_repeated_rows_are_one_grant(tmp_path: Path) -> None:
    second = [*A[:6], "360G-kiln", "Kiln Hub", *A[8:10], "Village"]
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, A, second]}})
    award = money.award("A")
    assert (award["recipient"], award["place"], award["amount"]) == ("Mill Hub; Kiln Hub", "Town; Village", 100)
    assert money.told == [] and money.sources["left_out"].to_list() == [0]


def test_a_row_that_is_there_twice_counts_once_and_one_that_differs_is_asked_about(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"g.csv": csv_text(TITLES, A, A, [*A[:4], 150, *A[5:]], B)})
    assert money.awards["amount"].to_list() == [100, 250.5]
    told = [(finding.cell, finding.rule, finding.severity) for finding in money.findings]
    assert told == [("A3", "repeated-award", "note"), ("E4", "doubled-award", "doubt")]
    assert money.sources.select("rows", "left_out").row(0) == (2, 2)


def test_sheets_keyed_by_identifier(tmp_path: Path) -> None:
    sheets = {
        "Places": [["Identifier", "Beneficiary Location:0:Name"], ["A", "Village"], ["A", "Farm"], ["Z", "Nowhere"]],
        "Grants": [TITLES[:10], A[:10], B[:10]],
        "Dates": [["id", "plannedDates/0/startDate", "plannedDates/0/endDate"], ["B", "2024", "May 2025"]],
        "# Meta": [["Title", "Our grants"], ["Publisher:Name", "Council"]],
    }
    money = read_money(tmp_path, {"g.xlsx": sheets})
    assert money.award("A")["place"] == "Village; Farm"
    assert (money.award("B")["start"], money.award("B")["end"]) == (dt.date(2024, 1, 1), dt.date(2025, 5, 31))
    assert [(f.sheet, f.cell, f.rule) for f in money.findings if f.severity == "doubt"] == [
        ("Places", "A4", "row-without-grant")
    ]


def test_findings_name_sheet_and_cell(tmp_path: Path) -> None:
    spoilt = ["B", "Heat", "A stove", "GBR", "tbc", "soon", "360G-kiln", "", "GB-LAE-X", "Council", "Town"]
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, A, spoilt]}})
    told = {(finding.sheet, finding.cell, finding.rule) for finding in money.findings if finding.severity == "doubt"}
    assert told >= {
        ("Grants", "D3", "unknown-currency"),
        ("Grants", "E3", "amount-not-known"),
        ("Grants", "F3", "not-a-date"),
        ("Grants", "H3", "required-field"),
    }


def test_dates_as_spreadsheets_and_people_write_them(tmp_path: Path) -> None:
    def with_date(name: str, written: Any) -> list[Any]:
        return [name, *A[1:5], written, *A[6:]]

    certain = {"a": 42325, "b": "17/11/2015", "c": "17 November 2015", "d": dt.date(2015, 11, 17), "e": "2015-11-17T09:00:00Z", "f": "17/11/15"}  # fmt: skip
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, *(with_date(*each) for each in certain.items())]}})
    assert set(money.awards["award_date"]) == {dt.date(2015, 11, 17)}
    american = csv_text(TITLES, with_date("x", "11/17/2015"), with_date("y", "03/04/2015"))
    assert set(read_money(tmp_path, {"g.csv": american}).awards["award_date"]) == {
        dt.date(2015, 11, 17),
        dt.date(2015, 3, 4),
    }
    both = csv_text(TITLES, with_date("x", "11/17/2015"), with_date("y", "17/11/2015"), with_date("z", "03/04/2015"))
    mixed = read_money(tmp_path, {"g.csv": both})
    assert mixed.awards["award_date"].to_list() == [dt.date(2015, 11, 17), dt.date(2015, 11, 17), None]
    assert mixed.told == [("F4", "unclear-date"), ("A3", "perhaps-same-award")]


def test_columns_that_are_not_read_are_told_once(tmp_path: Path) -> None:
    money = read_money(
        tmp_path, {"g.csv": csv_text([*TITLES, "Our ref", "Officer", "Recipient Org:Name"], [*A, 1, "x", "Other"])}
    )
    assert [(finding.rule, finding.cell) for finding in money.findings] == [
        ("doubled-heading", "N1"),
        ("unknown-heading", "L1"),
    ]
    assert "2 columns have no heading" in money.findings[1].problem


def test_contact_persons_are_never_read(tmp_path: Path) -> None:
    headings = [*TITLES, "Recipient Org:Contact Name", "Recipient Org:Email"]
    path = tmp_path / "g.csv"
    path.write_text(csv_text(headings, [*A, "Jo Smith", "jo@example.org"]), encoding="utf-8")
    assert "Jo" not in inspect_file(path).as_json()


def test_a_formula_that_nobody_worked_out_is_told(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "g.xlsx"))
    sheet = book.add_worksheet("Grants")
    sheet.write_row(0, 0, TITLES)
    sheet.write_row(1, 0, [*A[:5], "2024-04-02", *A[6:]])
    sheet.write_formula(1, 4, "=50+50", value="")
    book.close()
    money = read_money(tmp_path, {"g.xlsx": (tmp_path / "g.xlsx").read_bytes()})
    assert money.award("A")["amount"] is None
    assert "E2" in [
        finding.cell for finding in money.findings if finding.rule in ("formula-without-result", "required-field")
    ]


def test_hidden_sheets_and_other_workbooks(tmp_path: Path) -> None:
    hidden = read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, A], "Old (hidden)": [TITLES, B]}})
    assert hidden.awards["award_id"].to_list() == ["A"] and hidden.rules == {"hidden-sheet"}
    other = read_money(tmp_path, {"o.xlsx": {"Minutes": [["Item", "Who"], ["Tea", "All"]]}})
    assert [(finding.rule, finding.severity) for finding in other.findings] == [("unknown-headings", "stops")]


def test_inspect_knows_them(tmp_path: Path) -> None:
    read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, A, B]}, "g.csv": csv_text(TITLES, A)})
    for name in ("g.xlsx", "g.csv"):
        inspected = inspect_file(tmp_path / name)
        assert inspected.kind == "grants, as a 360Giving spreadsheet"
        assert [table.name for table in inspected.tables] == ["awards", "award_sources"]


def test_a_plain_sheet_of_awards_for_those_who_publish_neither(tmp_path: Path) -> None:
    text = (
        "award_id,title,kind,currency,amount,annual_amount,qualifier,term_stated,award_date,start,end,payer,recipient\n"
        'a,Rent,grant,GBP,"£26,000",,exact,,17/11/2015,2015,2016,Council,Mill\n'
        "b,Youth,contract,GBP,,60000,exact,not stated,,,,Council,Mill\n"
        ",TOTAL,,,26000,,,,,,,,\n"
    )
    money = read_money(tmp_path, {"awards.csv": text})
    assert (money.award("a")["amount"], money.award("a")["end"], money.award("a")["end_known_to"]) == (
        26_000, dt.date(2016, 12, 31), "year",
    )  # fmt: skip
    assert (money.award("b")["amount"], money.award("b")["annual_amount"]) == (None, 60_000)
    assert money.told == []
    assert money.sources.rows() == [("funding/awards.csv", "GBP", 2, 0, 26_000, 26_000, "E4")]


def test_rows_that_only_a_formula_reached_are_no_grants(tmp_path: Path) -> None:
    idle = ["", "", "", "GBP", "", "", "", "", "GB-LAE-X", "Council"]
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, A, B, *[idle] * 300]}})
    is_whole(money)
    (note,) = money.findings
    assert (note.rule, note.cell, note.severity) == ("row-without-grant", "A4", "note")
    assert "300 rows, the first of them row 4" in note.problem


def test_what_hundreds_of_grants_lack_is_told_once(tmp_path: Path) -> None:
    rows = [[f"g{number}", *A[1:3], "", *A[4:]] for number in range(150)]
    money = read_money(tmp_path, {"g.csv": csv_text(TITLES, *rows)})
    lacking = [finding for finding in money.findings if finding.rule == "required-field"]
    assert len(lacking) == 1 and "and likewise for 149 more of the file" in lacking[0].problem


def test_a_cell_far_outside_is_only_noted(tmp_path: Path) -> None:
    wide = [*A, *[""] * 300, "left behind"]
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [TITLES, wide, B]}})
    is_whole(money)
    assert money.rules == {"far-cell"}


def test_a_total_in_one_cell_is_no_grant(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"grants.csv": csv_text(TITLES, A, B, ["", "", "", "", "Total: £355.50"])})
    is_whole(money)
    assert money.rules == {"totals-row"}
    assert money.sources.rows() == [("funding/grants.csv", "GBP", 2, 0, 350.5, 355.5, "E4")]


def test_cells_merged_over_rows_are_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Our grants of 2024"], TITLES, A, B):
        sheet.append(row)
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("B3:B4")
    (tmp_path / "made").mkdir()
    book.save(tmp_path / "made" / "grants.xlsx")
    money = read_money(tmp_path, {"grants.xlsx": (tmp_path / "made" / "grants.xlsx").read_bytes()})
    told = [finding for finding in money.findings if finding.rule == "merged-rows"]
    assert [(finding.cell, finding.severity) for finding in told] == [("B3", "doubt")]
    assert "B3 to B4" in told[0].problem
    assert any(cell == "B4" for cell, _ in money.told)
