"""Query sheets: few questions, the most important first, one page, boxes alone unlocked, nothing typed is run."""

from __future__ import annotations

import errno
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from analysis.correspondence.returns.check_summary import tell_checked
from analysis.correspondence.returns.checking import Checked, check_network
from analysis.correspondence.returns.queries import MOST_BOXES, MOST_QUERIES, RIGHT, UNKNOWN
from analysis.networks import Network
from analysis.project import Refused
from tests.datasets.drawn_network import write_return


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "sheets"


def asked(checked: Checked, hub: str = "mill") -> list[tuple[str, list[str]]]:
    """The checks behind a hub's questions, and what each asks about."""
    (own,) = [each for each in checked.queries if each.hub_id == hub]
    return [(query.check.name, [row.question_id for row in query.asked]) for query in own.queries]


def test_the_most_important_question_comes_first(network: Network, into: Path) -> None:
    write_return(
        network, "2024-25-q1/mill.xlsx",
        people=201, volunteer_hours=0, warm_space="on Tuesdays", agencies=-3,
    )  # fmt: skip
    checked = check_network(network, into=into)
    assert asked(checked) == [
        ("people-over-attendances", ["people", "attendances"]),
        ("negative", ["agencies"]),
        ("not-yes-no", ["warm_space"]),
        ("volunteers-without-hours", ["volunteer_hours", "volunteers"]),
        ("missing-return", [""]),
    ]
    assert [path.name for path in sorted(into.iterdir())] == ["kiln.xlsx", "mill.xlsx"]


def test_a_disk_that_is_full_while_a_sheet_is_written_names_the_folder(
    network: Network, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system names no file where it is the writing that fails, and not the opening: `None cannot be written` was told."""
    write_return(network, "2024-25-q1/mill.xlsx", people=201)
    write = Path.write_bytes

    def written_till_full(path: Path, held: bytes) -> int:
        if into in path.parents:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, held)

    monkeypatch.setattr(Path, "write_bytes", written_till_full)
    with pytest.raises(Refused, match=rf"^{re.escape(str(into))} cannot be written .*disk is full, make room"):
        check_network(network, into=into)


def test_there_are_never_more_questions_than_fit_a_page(network: Network, into: Path) -> None:
    numbers = (
        "sessions",
        "volunteers",
        "agencies",
        "referrals_in",
        "referrals_out",
        "next_steps",
        "money_in",
        "money_out",
    )
    for quarter in ("2024-25-q1", "2024-25-q2"):
        words: dict[str, Any] = dict.fromkeys(numbers, "lots")
        write_return(network, f"{quarter}/mill.xlsx", quarter=quarter.upper().replace("-Q", " Q"), people=300, **words)
    checked = check_network(network, into=into)
    (own,) = [each for each in checked.queries if each.hub_id == "mill"]
    assert len(own.queries) <= MOST_QUERIES and sum(len(query.asked) for query in own.queries) <= MOST_BOXES
    assert own.waiting > 0
    assert own.queries[0].check.name == "people-over-attendances"
    sheet = openpyxl.load_workbook(into / "mill.xlsx")["Questions"]
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight in (None, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_box_of_which_nothing_was_taken_is_not_called_blank(network: Network, into: Path) -> None:
    path = write_return(network, "2024-25-q1/mill.xlsx", people=77, agencies="#REF!")
    book = openpyxl.load_workbook(path)
    boxes = {row[4].value: row[2] for row in book["Return"].iter_rows() if len(row) > 4}
    boxes["people"].font = Font(strike=True)
    boxes["sessions"].value = "=1+1"
    book.save(path)
    check_network(network, into=into)
    sheet = openpyxl.load_workbook(into / "mill.xlsx")["Questions"]
    said = {str(row[6].value).split("/")[1]: row[2].value for row in sheet.iter_rows() if "/" in str(row[6].value)}
    assert {question: said.get(question) for question in ("people", "sessions", "agencies")} == {
        "people": "77",
        "sessions": "a formula",
        "agencies": "#REF!",
    }


def test_only_the_boxes_can_be_typed_into(network: Network, into: Path) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", people=201)
    check_network(network, into=into)
    sheet = openpyxl.load_workbook(into / "mill.xlsx")["Questions"]
    assert sheet.protection.sheet
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "No.")
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = [row for row in range(header + 1, sheet.max_row + 1) if sheet.cell(row, 7).value]
    assert unlocked == {f"B{header - 2}", f"B{header - 1}", *(f"{column}{row}" for row in rows for column in "DEF")}
    lists = [each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert lists[0] == f'"{RIGHT},The number should be,{UNKNOWN}"'
    assert len(lists) == len(rows)


def test_nothing_that_a_hub_typed_is_run(network: Network, into: Path) -> None:
    write_return(
        network, "2024-25-q1/mill.xlsx", warm_space='=HYPERLINK("http://x","y")', sessions="@SUM(1)", agencies="+1+1"
    )
    check_network(network, into=into)
    with zipfile.ZipFile(into / "mill.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert not [name for name in book.namelist() if "rels" in name and b"http://x" in book.read(name)]
    sheet = openpyxl.load_workbook(into / "mill.xlsx")["Questions"]
    assert {cell.value: cell.data_type for cell in sheet["C"]}["@SUM(1)"] == "s"


def test_the_same_questions_give_the_same_bytes(network: Network, into: Path, tmp_path: Path) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", people=201)
    check_network(network, into=into)
    check_network(network, into=tmp_path / "again")
    assert (into / "mill.xlsx").read_bytes() == (tmp_path / "again" / "mill.xlsx").read_bytes()


def test_one_hub_or_one_quarter_alone(network: Network, into: Path) -> None:
    write_return(network, "2024-25-q1/mill.xlsx", people=201)
    assert [each.hub_id for each in check_network(network, hub="kiln", into=into).queries] == ["kiln"]
    assert asked(check_network(network, quarter="2024-25 Q2", into=into)) == [("missing-return", [""])]
    with pytest.raises(Refused, match="has no hub 'tower'; there are: kiln, mill"):
        check_network(network, hub="tower", into=into)
    with pytest.raises(Refused, match=r"2024-25 is a year: name a quarter such as 2024-25 Q\d"):
        check_network(network, quarter="2024-25", into=into)


def test_what_no_hub_can_answer_is_told_to_the_partner(network: Network, into: Path) -> None:
    write_return(network, "2024-25-q2/letter.xlsx", hub="Mil Hub", hub_id="mil", quarter="2024-25 Q2")
    checked = check_network(network, into=into)
    told = tell_checked(network, checked, str)
    assert (
        "1 doubt that no hub is asked about:" in told
        and "returns/2024-25-q2/letter.xlsx, sheet Return, cell B5" in told
    )
    # the mill's return seems to be that very letter: the mill is not asked for it
    quarters = {each.hub_id: [query.quarter for query in each.queries] for each in checked.queries}
    assert quarters == {"kiln": ["2024-25 Q2"]}


def test_a_hub_is_asked_nothing_that_it_has_no_box_to_answer_in(network: Network, into: Path) -> None:
    """A return without the day it was sent is a note for the partner; the sheet has boxes for answers alone."""
    write_return(network, "2024-25-q1/mill.xlsx", received="")
    boxes = [len(query.asked) for each in check_network(network, into=into).queries for query in each.queries]
    assert boxes and min(boxes) > 0
