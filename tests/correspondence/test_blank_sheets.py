"""A blank sheet of awards holds every column that people fill in, and what is filled in is read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analysis.correspondence.blank_sheets import TO_FILL_IN, blank_sheet, write_blank_sheet
from analysis.datasets.checks import check_records
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.records import prepare_records
from analysis.datasets.processing.people_files import SHEET_FILES
from analysis.datasets.processing.readings import read_raw_file
from analysis.project import Refused

FILLED = {
    "award_id": "a", "title": "Rent", "kind": "grant", "currency": "GBP", "amount": "£26,000", "qualifier": "exact",
    "award_date": "17/11/2023", "start": "2024", "end": "2025-03", "payer": "Council", "recipient": "Mill", "spending": "capital",
    "local": "yes",
}  # fmt: skip


def test_what_is_filled_in_is_read(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(blank_sheet(AWARDS)))
    sheet = book["Awards"]
    headings = [cell.value for cell in sheet[1]]
    assert set(headings) == {column.name for column in AWARDS.columns_sent} - {"start_known_to", "end_known_to"}
    for name, text in FILLED.items():
        sheet.cell(2, headings.index(name) + 1, text)
    path = tmp_path / "awards.xlsx"
    book.save(path)
    reading = read_raw_file(path, "funding/awards.xlsx")
    sent, findings, repeats = prepare_records(
        AWARDS, [("funding/awards.xlsx", record) for record in reading.records["awards"]], {}
    )
    checked = check_records(AWARDS, sent)
    assert reading.findings + findings + checked.findings == [] and not repeats
    row = checked.finished.row(0, named=True)
    assert (row["amount"], row["start_known_to"], row["end_known_to"], row["local"]) == (26_000, "year", "month", True)


def test_choices_are_offered_and_each_column_is_explained() -> None:
    book = load_workbook(io.BytesIO(blank_sheet(AWARDS)))
    offered = {rule.formula1.strip('"') for rule in book["Awards"].data_validations.dataValidation}
    assert {"grant,contract,loan,repayable grant,in kind", "capital,revenue,both", "yes,no"} <= offered
    about = {row[0]: row for row in book["What each column means"].iter_rows(min_row=2, values_only=True)}
    assert "Money that a lead body passes on must not be counted twice." in about["passed_on_from"][1]
    assert about["payer"][3] == "yes"


def test_the_same_bytes_come_out_twice_and_nothing_is_overwritten(tmp_path: Path) -> None:
    assert len(TO_FILL_IN) > 12
    for name, (table, _) in {name: (each.table, each.goes) for name, each in TO_FILL_IN.items()}.items():
        assert blank_sheet(table) == blank_sheet(table)
        assert write_blank_sheet(name, tmp_path).read_bytes() == blank_sheet(table)
        with pytest.raises(Refused, match="there already"):
            write_blank_sheet(name, tmp_path)
    with pytest.raises(Refused, match="awards, bids, cases"):
        write_blank_sheet("returns", tmp_path)


def test_an_empty_one_is_told_of_and_organisations_may_come_as_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "awards.xlsx").write_bytes(blank_sheet(AWARDS))
    told = read_raw_file(tmp_path / "awards.xlsx", "funding/awards.xlsx").findings
    assert [finding.rule for finding in told] == ["no-rows"]
    book = load_workbook(io.BytesIO(blank_sheet(TO_FILL_IN["organisations"].table)))
    book["Organisations"].append(["o1", "Mill"])
    book.save(tmp_path / "who.xlsx")
    (record,) = read_raw_file(tmp_path / "who.xlsx", "funding/who.xlsx").records["organisations"]
    assert record.values == {"organisation_id": "o1", "name": "Mill"}


# A row for each table, as somebody would fill it in: what its reader needs, in people's words.
ROWS = {
    "hubs": {"hub_id": "mill", "name": "Mill Hub", "kind": "library", "status": "emerging", "opened": "2024-25 Q2"},
    "localities": {"locality_id": "l1", "name": "Town", "population": 9000, "deprivation_decile": 3},
    "recommendations": {"recommendation_id": "R1", "made_in": "2023-24", "number": 1, "text": "Open on Sundays.", "status": "done"},
    "cost-lines": {"line_id": "C1", "hub_kind": "any", "phase": "set-up", "what": "Chairs", "low": 5, "likely": 6, "high": 9},
    "rent-tiers": {"tier_id": "T1", "who": "charities", "affordable": "yes", "rate": 9},
    "cases": {"case_id": "D1", "title": "Soup", "hub_id": "mill", "consent": "quote", "text": "I came for the soup."},
    "codings": {"case": "D1", "code": "Less alone", "coder": "A", "passage": "I came for the soup."},
    "codebook": {"code": "Less alone", "definition": "Somebody has company.", "frame": "outcome"},
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_each_sheet_filled_in_is_read_where_it_goes(name: str, tmp_path: Path) -> None:
    blank = TO_FILL_IN[name]
    sheet = load_workbook(io.BytesIO(blank_sheet(blank.table))).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert set(ROWS[name]) <= set(headings)
    path = tmp_path / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([headings, [ROWS[name].get(heading, "") for heading in headings]])
    reading = read_raw_file(path, blank.goes + path.name if blank.goes.endswith("/") else blank.goes)
    ((record,),) = [records for records in reading.records.values() if records]
    assert {"", *map(str, ROWS[name].values())} >= set(record.values.values())
    assert len([value for value in record.values.values() if value]) == len(ROWS[name])
    assert not [finding for finding in reading.findings if finding.rule in ("unknown-heading", "unknown-headings")]


def test_every_declared_sheet_can_be_had_blank() -> None:
    assert {table.name for _, table in SHEET_FILES} <= {each.table.name for each in TO_FILL_IN.values()}
