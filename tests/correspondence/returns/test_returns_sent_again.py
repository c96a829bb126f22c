"""A return that is an earlier one sent again, and a form with a row less: seen, told, and asked of the hub."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from analysis.correspondence.returns.checking import check_network, read_back
from analysis.correspondence.returns.forms import write_forms
from analysis.correspondence.returns.queries import ANOTHER, NOT_OPEN, RIGHT, SAME_AGAIN
from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from analysis.periods import Period
from tests.correspondence.returns.test_query_answers import answer, sheet_of
from tests.datasets.drawn_network import write_return

NUMBERS = {
    "sessions": 36,
    "attendances": 820,
    "people": 140,
    "volunteers": 13,
    "volunteer_hours": 480,
    "money_in": 2600,
}
JULY, OCTOBER = dt.date(2024, 7, 12), dt.date(2024, 10, 9)


def rules(network: Network, rule: str) -> list[dict[str, object]]:
    return check_network(network).findings.filter(rule=rule).to_dicts()


def test_last_quarters_numbers_under_this_quarter_are_asked_about(network: Network, tmp_path: Path) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", **NUMBERS, received=JULY)
    write_return(network, "2024-25-q2/mill.xlsx", **NUMBERS, received=OCTOBER, story="Another story.")
    (found,) = rules(network, "repeated-return")
    assert (found["hub_id"], found["quarter"], found["file"]) == ("mill", "2024-25 Q2", "returns/2024-25-q2/mill.xlsx")
    assert "All 6 numbers" in str(found["problem"]) and "2024-25 Q1" in str(found["problem"])
    assert read_table(network.name, "returns").filter(quarter="2024-25 Q2", question_id="attendances").height == 1
    no = answer(sheet_of(network), tmp_path / "no.xlsx", **{"2024-25 Q2/return": (NOT_OPEN, None, "")})
    assert [each.rule for each in read_back(network, [no]).findings] == ["return-of-another-quarter"]
    yes = answer(sheet_of(network), tmp_path / "yes.xlsx", **{"2024-25 Q2/return": (SAME_AGAIN, None, "")})
    assert read_back(network, [yes]).findings == []
    assert rules(network, "repeated-return") == []


@pytest.mark.parametrize("other", [{"attendances": 821}, {"hub": "Kiln Hub", "hub_id": "kiln"}])
def test_one_other_number_and_another_hub_are_no_return_sent_again(network: Network, other: dict[str, object]) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", **NUMBERS)
    name = "kiln" if "hub" in other else "mill"
    write_return(network, f"2024-25-q2/{name}.xlsx", **NUMBERS | {"quarter": "2024-25 Q2"} | other)
    assert rules(network, "repeated-return") == []


def test_three_numbers_may_well_be_the_same_twice(network: Network) -> None:
    write_return(network, "2024-25-q1/mill.xlsx")
    write_return(network, "2024-25-q2/mill.xlsx", quarter="2024-25 Q2")
    assert rules(network, "repeated-return") == []


def returned(network: Network, gone: tuple[str, ...], cleared: tuple[str, ...] = ()) -> None:
    """The mill's form of the second quarter, filled in, without the rows of some questions, or with no code on them."""
    path = next(path for path in write_forms(network, Period.parse("2024-25 Q2")).forms if path.stem == "mill")
    book = openpyxl.load_workbook(path)
    sheet = book["Return"]
    head = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "No.")
    for row in range(sheet.max_row, head, -1):
        code = str(sheet.cell(row, 6).value or "")
        sheet.cell(row, 4).value = {"sessions": 36, "attendances": 870, "volunteers": 13}.get(code)
        if code in cleared:
            sheet.cell(row, 6).value = None
        if code in gone:
            sheet.delete_rows(row)
    to = network.folder / "returns" / "2024-25-q2" / "mill.xlsx"
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)


def test_a_row_that_was_deleted_from_the_form_is_told_and_asked_about(network: Network) -> None:
    returned(network, gone=("attendances", "support_kinds:food"))
    (found,) = rules(network, "row-deleted")
    assert (found["hub_id"], found["quarter"], found["column"]) == ("mill", "2024-25 Q2", "attendances")
    shown = [str(cell.value) for row in openpyxl.load_workbook(sheet_of(network))["Questions"] for cell in row]
    assert any("How many attendances" in words and "gone from the form" in words for words in shown)


def test_a_form_with_all_its_rows_lacks_none_and_one_without_codes_cannot_tell(network: Network) -> None:
    returned(network, gone=())
    assert rules(network, "row-deleted") == []
    returned(network, gone=("attendances",), cleared=("sessions",))
    process_network(network)
    assert read_table(network.name, "findings").filter(rule="row-deleted").is_empty()


def test_each_of_several_words_beside_one_list_is_named_on_the_sheet(network: Network) -> None:
    odd = {"support_kinds:food": "Yes - weekly", "support_kinds:transport": "yes please"}
    write_return(network, "2024-25-q1/mill.xlsx", **odd)
    check_network(network)
    asked = [str(row[1].value) for row in openpyxl.load_workbook(sheet_of(network))["Questions"].iter_rows()]
    (question,) = [words for words in asked if "Yes - weekly" in words]
    assert "yes please" in question and "answers raise the same question" not in question


def test_a_sheet_that_is_read_twice_asks_nothing_that_was_settled_the_first_time(
    network: Network, tmp_path: Path
) -> None:
    ages = {"people_0_17": 20, "people_18_64": 60, "people_65_plus": 90}
    write_return(network, "2024-25-q1/mill.xlsx", people=150, attendances=800, **ages)
    check_network(network)
    said = dict.fromkeys(("people_0_17", "people_18_64", "people"), (RIGHT, None, ""))
    sheet = answer(sheet_of(network), tmp_path / "mill.xlsx", **said, people_65_plus=(ANOTHER, 70, ""))
    assert read_back(network, [sheet]).findings == []
    again = read_back(network, [sheet])
    assert [each.rule for each in again.findings] == ["known-already"] and again.entries == []
