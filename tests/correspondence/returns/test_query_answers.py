"""From a finding to a query sheet, from the answered sheet to an entry, from the entry to another number: the whole loop."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import polars as pl
import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from analysis.correspondence.returns.checking import check_network, read_back
from analysis.correspondence.returns.queries import (
    ANOTHER,
    COMING,
    LATER,
    MEANT,
    NOT_OPEN,
    NOT_OURS,
    OPEN,
    OURS,
    REMARK,
    RIGHT,
    RIVALS,
    SHUT,
    UNKNOWN,
)  # fmt: skip
from analysis.datasets.processing.processing import process_network, read_table
from analysis.measures.returns.circumstances import exceptions
from analysis.networks import Network
from analysis.project import Refused, reports_folder
from tests.datasets.drawn_network import write_return

HEADINGS = ("Your answer", "The right number is", "Remark, if you like", "Code")
Answers = dict[str, tuple[str, Any, str]]


@pytest.fixture
def mills(network: Network) -> Network:
    """The mill's return of the first quarter has a word for a number, and more people than attendances."""
    write_return(network, "2024-25-q1/mill.xlsx", sessions="a dozen", people=201, attendances=200)
    return network


def sheet_of(network: Network, hub: str = "mill") -> Path:
    return reports_folder() / "queries" / network.name / f"{hub}.xlsx"


def cells_of(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """Boxes by what the row asks about: quarter/question."""
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "No.")
    named = {sheet.cell(header, column).value: column for column in range(1, 8)}
    rows = {}
    for row in range(header + 1, sheet.max_row + 1):
        if code := sheet.cell(row, named["Code"]).value:
            about = "/".join(str(code).split("/")[:2])
            rows[about] = {heading: sheet.cell(row, named[heading]) for heading in HEADINGS}
    return rows


def answer(path: Path, into: Path, who: str | None = "Treasurer", when: Any = dt.date(2025, 5, 2), **said: Any) -> Path:
    """The sheet as a volunteer sends it back. said: question (or `return`) of 2024-25 Q1 -> (choice, number, remark)."""
    book = openpyxl.load_workbook(path)
    sheet = book["Questions"]
    labels = {sheet.cell(row, 1).value: row for row in range(1, 30)}
    sheet.cell(labels["Answered by"], 2).value = who
    sheet.cell(labels["Date"], 2).value = when
    rows = cells_of(sheet)
    for question, (choice, number, remark) in said.items():
        about = question if "/" in question else f"2024-25 Q1/{question}"
        rows[about]["Your answer"].value = choice
        rows[about]["The right number is"].value = number
        rows[about]["Remark, if you like"].value = remark
        rows[about]["Remark, if you like"].data_type = "s"  # openpyxl alone would take it for a formula
    book.save(into)
    return into


def entries(network: Network) -> list[dict[str, Any]]:
    return yaml.safe_load((network.folder / "corrections.yml").read_text(encoding="utf-8"))


def value(network: Network, question: str) -> dict[str, Any] | None:
    rows = read_table(network.name, "returns").filter(question_id=question, quarter="2024-25 Q1").rows(named=True)
    return rows[0] if rows else None


def test_an_answered_question_becomes_an_entry_and_another_number(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    assert value(mills, "sessions") is None
    back = answer(sheet_of(mills), tmp_path / "mill.xlsx", sessions=(ANOTHER, 12, "=we counted again"))
    read = read_back(mills, [back])
    assert read.findings == []
    (entry,) = entries(mills)
    assert entry == {
        "hub_id": "mill",
        "quarter": "2024-25 Q1",
        "question_id": "sessions",
        "kind": "correct",
        "expected": "a dozen",
        "new": "12",
        "reason": "the hub was asked, and says so (not a number)",
        "remark": "=we counted again",
        "who": "Treasurer",
        "when": dt.date(2025, 5, 2),
        "source": "mill.xlsx",
    }
    checked = check_network(mills)
    assert checked.stops == []
    sessions = value(mills, "sessions")
    assert sessions and (sessions["value"], sessions["revised"], sessions["source_cell"]) == (12, "2025-05-02", "C11")
    assert "not-a-number" not in checked.findings["rule"].to_list()


def test_two_numbers_that_contradict_each_other_are_asked_for_together(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    back = answer(
        sheet_of(mills), tmp_path / "mill.xlsx", people=(ANOTHER, "about 120", ""), attendances=(RIGHT, None, "")
    )
    assert read_back(mills, [back]).findings == []
    assert [(entry["question_id"], entry["expected"], entry["new"]) for entry in entries(mills)] == [
        ("people", "201", "about 120")
    ]
    process_network(mills)
    people, attendances = value(mills, "people"), value(mills, "attendances")
    assert people and (people["value"], people["qualifier"]) == (120, "about")
    assert attendances and attendances["value"] == 200


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"people": (RIGHT, None, ""), "attendances": (RIGHT, None, "")}, "cannot-both-be-right"),
        ({"sessions": (ANOTHER, None, "")}, "number-missing"),
        ({"sessions": (ANOTHER, "quite a few", "")}, "not-a-number"),
        ({"people": (RIGHT, 180, "")}, "answers-conflict"),
        ({"people": ("Perhaps", None, "")}, "not-a-choice"),
        ({"sessions": (RIGHT, None, "")}, "cannot-be-right"),
        *(({"2024-25 Q2/return": (said, None, "")}, "not-a-choice") for said in (RIGHT, OPEN, LATER, MEANT, RIVALS[0])),
        *(({"people": (said, None, "")}, "not-a-choice") for said in (SHUT, COMING, LATER, MEANT, RIVALS[0])),
    ],
)
def test_what_does_not_fit_together_changes_nothing(
    mills: Network, tmp_path: Path, said: dict[str, Any], rule: str
) -> None:
    check_network(mills)
    back = answer(sheet_of(mills), tmp_path / "mill.xlsx", **said)
    read = read_back(mills, [back])
    assert [finding.rule for finding in read.findings] == [rule] and read.entries == []
    assert not (mills.folder / "corrections.yml").exists()
    assert all(finding.cell and finding.problem and finding.remedy for finding in read.findings)


def test_the_same_sheet_twice_adds_nothing_and_another_answer_is_a_conflict(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    first = answer(sheet_of(mills), tmp_path / "mill.xlsx", sessions=(ANOTHER, 12, ""))
    other = answer(sheet_of(mills), tmp_path / "mill-2.xlsx", sessions=("", 13, ""))
    read_back(mills, [first])
    before = (mills.folder / "corrections.yml").read_bytes()
    again = read_back(mills, [first, other])
    assert [(finding.rule, finding.severity) for finding in again.findings] == [
        ("known-already", "note"),
        ("answers-conflict", "doubt"),
    ]
    assert (mills.folder / "corrections.yml").read_bytes() == before


def test_entries_are_added_after_what_is_there_letter_for_letter(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    there = "# by hand\n- {hub_id: mill, quarter: 2024-25 Q1, question_id: volunteers, expected: 5, new: 6,\n   reason: asked, who: chair, when: 2025-01-01}   # a remark"
    (mills.folder / "corrections.yml").write_text(there, encoding="utf-8")
    read_back(mills, [answer(sheet_of(mills), tmp_path / "mill.xlsx", sessions=(ANOTHER, 12, ""))])
    assert (mills.folder / "corrections.yml").read_text(encoding="utf-8").startswith(there + "\n- hub_id: mill\n")
    assert process_network(mills).stops == []
    assert [value(mills, name)["value"] for name in ("volunteers", "sessions")] == [6, 12]  # type: ignore[index]


def test_what_nobody_knows_is_not_asked_again_and_stays_out(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    read_back(mills, [answer(sheet_of(mills), tmp_path / "mill.xlsx", sessions=(UNKNOWN, None, ""))])
    checked = check_network(mills)
    assert "sessions" not in {
        row.question_id for each in checked.queries for query in each.queries for row in query.asked
    }
    assert value(mills, "sessions") is None and "not-a-number" in checked.findings["rule"].to_list()


def test_a_hub_that_was_shut_is_not_asked_for_its_return_again(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    about = {"2024-25 Q2/return": (SHUT, None, "the roof")}
    read = read_back(mills, [answer(sheet_of(mills), tmp_path / "mill.xlsx", **about)])
    (told,) = read.findings  # the hub alone does not change the register, by which a return is due
    assert told.rule == "shut-in-the-register" and "2024-25 Q2 under `paused`" in told.remedy
    assert [(entry["question_id"], entry["kind"], entry["rule"]) for entry in entries(mills)] == [
        (None, "confirm", "missing-return")
    ]
    missing = check_network(mills).findings.filter(pl.col("rule") == "missing-return")
    assert missing["hub_id"].to_list() == ["kiln"]
    write_return(mills, "2024-25-q2/mill.xlsx", quarter="2024-25 Q2", received=dt.date(2024, 10, 4))
    assert [stop.rule for stop in process_network(mills).stops] == ["correction-no-longer-matches"]


@pytest.mark.parametrize("life", ["closed", "paused"])
def test_a_return_of_a_hub_that_was_not_open_is_asked_about(mills: Network, tmp_path: Path, life: str) -> None:
    """The mill closed with the first quarter, or was shut in the second, and its return of the second is here."""
    until = {"closed": "2024-25 Q1", "paused": "2024-25 Q2"}[life]
    register = mills.folder / "register" / "hubs.csv"
    heading, mill, kiln = register.read_text(encoding="utf-8").splitlines()
    register.write_text(f"{heading},{life}\n{mill},{until}\n{kiln},\n", encoding="utf-8")
    write_return(mills, "2024-25-q2/mill.xlsx", quarter="2024-25 Q2", received=dt.date(2024, 10, 4))
    checked = check_network(mills)
    (found,) = checked.findings.filter(pl.col("rule") == "hub-not-open").iter_rows(named=True)
    assert (found["hub_id"], found["quarter"], found["severity"]) == ("mill", "2024-25 Q2", "doubt")
    assert read_table("mills", "returns").filter(quarter="2024-25 Q2").height  # counted as it was sent
    shown = [cell.value for row in openpyxl.load_workbook(sheet_of(mills))["Questions"] for cell in row]
    assert "a return" in shown and "two returns" not in shown
    not_of_it = answer(sheet_of(mills), tmp_path / "no.xlsx", **{"2024-25 Q2/return": (NOT_OPEN, None, "")})
    assert [each.rule for each in read_back(mills, [not_of_it]).findings] == ["return-of-another-quarter"]
    open_then = answer(sheet_of(mills), tmp_path / "yes.xlsx", **{"2024-25 Q2/return": (OPEN, None, "in the tent")})
    assert read_back(mills, [open_then]).findings == []
    assert "hub-not-open" not in check_network(mills).findings["rule"].to_list()


def test_a_form_with_the_name_of_one_hub_and_the_code_of_another_is_asked_about(mills: Network, tmp_path: Path) -> None:
    write_return(mills, "2024-25-q1/mill.xlsx", hub="Kiln Hub")
    checked = check_network(mills)
    (found,) = checked.findings.filter(pl.col("rule") == "two-hubs-named").iter_rows(named=True)
    assert (found["hub_id"], found["quarter"], found["cell"]) == ("mill", "2024-25 Q1", "B4")
    no = answer(sheet_of(mills), tmp_path / "no.xlsx", **{"2024-25 Q1/return": (NOT_OURS, None, "")})
    assert [each.rule for each in read_back(mills, [no]).findings] == ["return-of-another-hub"]
    yes = answer(sheet_of(mills), tmp_path / "yes.xlsx", **{"2024-25 Q1/return": (OURS, None, "")})
    assert read_back(mills, [yes]).findings == []
    assert "two-hubs-named" not in check_network(mills).findings["rule"].to_list()


def test_a_sheet_about_numbers_that_changed_since_is_not_applied(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    back = answer(sheet_of(mills), tmp_path / "mill.xlsx", sessions=(ANOTHER, 12, ""))
    write_return(mills, "2024-25-q1/mill.xlsx", sessions="two dozen")
    read = read_back(mills, [back])
    assert [finding.rule for finding in read.findings] == ["answer-changed-since"] and read.entries == []


def test_who_and_when_may_be_left_out_and_are_told(
    mills: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(date=SimpleNamespace(today=lambda: dt.date(2025, 5, 1)))
    monkeypatch.setattr("analysis.correspondence.returns.checking.dt", clock)
    check_network(mills)
    back = answer(sheet_of(mills), tmp_path / "mill.xlsx", who=None, when="soon", sessions=(ANOTHER, 12, ""))
    read = read_back(mills, [back])
    assert {(finding.rule, finding.severity) for finding in read.findings} == {
        ("role-not-given", "note"),
        ("not-a-date", "note"),
    }
    assert entries(mills)[0]["who"] == "the hub (role not given)" and entries(mills)[0]["when"] == dt.date(2025, 5, 1)


def test_a_sheet_that_holds_answers_is_not_written_over(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    path = sheet_of(mills)
    shutil.copyfile(answer(path, tmp_path / "back.xlsx", sessions=(ANOTHER, 12, "")), path)
    held = path.read_bytes()
    assert check_network(mills).kept == [path] and path.read_bytes() == held
    read_back(mills, [path])
    assert check_network(mills).kept == [] and path.read_bytes() != held


def test_sheets_of_hubs_without_questions_go(mills: Network) -> None:
    check_network(mills)
    assert sheet_of(mills).exists()
    write_return(mills, "2024-25-q1/mill.xlsx")
    write_return(mills, "2024-25-q2/mill.xlsx", quarter="2024-25 Q2", received=dt.date(2024, 10, 4))
    checked = check_network(mills)
    assert [each.hub_id for each in checked.queries] == ["kiln"] and not sheet_of(mills).exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hub,answer\nmill,yes\n", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_files_that_are_no_answered_sheet_are_findings(mills: Network, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    read = read_back(mills, [tmp_path / "x.xlsx"])
    assert read.entries == [] and len(read.findings) == 1
    assert read.findings[0].remedy


def test_a_return_is_no_answered_sheet(mills: Network) -> None:
    read = read_back(mills, [mills.folder / "returns" / "2024-25-q1" / "mill.xlsx"])
    assert [finding.rule for finding in read.findings] == ["not-a-query-sheet"]


def test_nothing_is_added_to_a_file_that_does_not_read(mills: Network, tmp_path: Path) -> None:
    check_network(mills)
    back = answer(sheet_of(mills), tmp_path / "mill.xlsx", sessions=(ANOTHER, 12, ""))
    (mills.folder / "corrections.yml").write_text("- [", encoding="utf-8")
    with pytest.raises(Refused, match=r"corrections\.yml does not read, so nothing was added"):
        read_back(mills, [back])
    assert [stop.rule for stop in check_network(mills).stops] == ["corrections-unreadable"]


def test_words_below_the_questions_are_asked_about_until_the_hub_has_said_what_they_are(
    network: Network, tmp_path: Path
) -> None:
    path = write_return(network, "2024-25-q1/mill.xlsx")
    book = openpyxl.load_workbook(path)
    book["Return"]["B15"] = "PS: the boiler broke"
    book.save(path)
    assert "below-the-form" in check_network(network).findings["rule"].to_list()
    asked = openpyxl.load_workbook(sheet_of(network))["Questions"]
    rows = list(asked.iter_rows(values_only=True))
    said = " ".join(str(cell) for row in rows for cell in row if cell)
    (heading,) = (row for row in rows if "What was written" in row)
    assert "PS: the boiler broke" in [row[heading.index("What was written")] for row in rows]
    assert "Do your answers stand as they are?" in said
    back = answer(sheet_of(network), tmp_path / "mill.xlsx", **{"return": (REMARK, None, "")})
    assert read_back(network, [back]).findings == []
    (entry,) = entries(network)
    assert (entry["kind"], entry["rule"], entry["reason"]) == (
        "confirm",
        "below-the-form",
        "the hub says that its answers stand",
    )
    checked = check_network(network)
    assert not checked.stops and "below-the-form" not in checked.findings["rule"].to_list()
    edition = SimpleNamespace(**{name: read_table(network.name, name) for name in ("corrections", "returns", "hubs")})
    assert exceptions(edition.corrections, edition.returns, edition.hubs).is_empty()  # no number is out of the ordinary


def test_answers_that_were_waited_for_are_taken_once_however_often_the_sheet_is_read(
    network: Network, tmp_path: Path
) -> None:
    path = write_return(network, "2024-25-q1/mill.xlsx", people=90, money_in=120)
    book = openpyxl.load_workbook(path)
    sheet = book["Return"]
    for row in range(11, 16):  # each answer stands two columns beside its box
        sheet.cell(row, 7).value, sheet.cell(row, 3).value = sheet.cell(row, 3).value, None
    book.save(path)
    check_network(network)
    back = answer(sheet_of(network), tmp_path / "mill.xlsx", **{"return": (MEANT, None, "")})
    assert [each.rule for each in read_back(network, [back, back]).findings] == ["known-already"]
    before = entries(network)
    assert {each["question_id"]: each["new"] for each in before} == {
        "sessions": "10", "attendances": "200", "volunteers": "5", "people": "90", "money_in": "120",
    }  # fmt: skip
    assert [each.rule for each in read_back(network, [back]).findings] == ["known-already"]
    assert entries(network) == before and not check_network(network).stops
