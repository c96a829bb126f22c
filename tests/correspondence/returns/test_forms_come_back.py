"""Forms as hubs send them back: with cells moved, answers beside the boxes, on their side, as text. Nothing is counted under a wrong
name and nothing is lost: what was written is counted, or told and offered to the hub, whose word then counts it."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis.correspondence.returns.checking import check_network, read_back
from analysis.correspondence.returns.forms import write_forms
from analysis.correspondence.returns.queries import MEANT, RIGHT
from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from analysis.periods import Period
from analysis.project import reports_folder
from analysis.sources.returns.form_tables import AS_SENT
from tests.datasets.drawn_network import draw_network, write_return

Q2 = Period.parse("2024-25 Q2")
# What the mill means to say; every number another, so that one under a wrong name is seen.
TRUTH: dict[str, Any] = {
    "sessions": 63, "attendances": 830, "people": 173, "people_0_17": 30, "people_18_64": 103, "people_65_plus": 40, "volunteers": 12,
    "volunteer_hours": 240, "support_kinds:food": "Yes", "support_kinds:transport": "No", "agencies": 4, "warm_space": "Yes",
    "referrals_in": 15, "referrals_out": 19, "next_steps": 13, "money_in": 2500.5, "money_out": 2300,
    "story": "The garden club dug over the back bed.", "learned": "Ask the school in the spring.",
}  # fmt: skip
COUNTED = {name: value for name, value in TRUTH.items() if isinstance(value, int | float)} | {"warm_space": 1}
COLUMNS = {"number": 1, "wording": 2, "last": 3, "answer": 4, "help": 5, "code": 6}
FIRST, FIRST_ANSWERS = "2024-25-q1/mill.xlsx", {"sessions": 60, "attendances": 800, "people": 170, "volunteers": 12}
Mangle = Callable[[Worksheet, int, random.Random], None]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The mill's form for the second quarter, with its answers of the first; also as it was before it knew what it said."""
    folder = tmp_path_factory.mktemp("sent")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(folder))
        network = draw_network(folder)
        write_return(network, FIRST, **FIRST_ANSWERS)
        path = next(path for path in write_forms(network, Q2).forms if path.stem == "mill")
    now = path.read_bytes()
    book = openpyxl.load_workbook(path)
    del book[AS_SENT]
    book.save(path)
    return {"as sent now": now, "as sent before": path.read_bytes()}


@pytest.fixture(params=["as sent now", "as sent before"])
def form(network: Network, sent: dict[str, bytes], tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The form that was sent, of a network whose mill had answered in the first quarter."""
    write_return(network, FIRST, **FIRST_ANSWERS)
    path = tmp_path / "form.xlsx"
    path.write_bytes(sent[request.param])
    return path


def header_of(sheet: Worksheet) -> int:
    return next(row for row in range(1, 40) if sheet.cell(row, 1).value == "No.")


def fill(
    form: Path,
    network: Network,
    into: str = "answer",
    mangle: Mangle | None = None,
    seed: int = 0,
    name: str = "mill.xlsx",
) -> Path:
    """The form with the truth in one of its columns, sent back into the network's folder."""
    book = openpyxl.load_workbook(form)
    sheet = book["Return"]
    header = header_of(sheet)
    for row in range(1, header):
        if sheet.cell(row, 1).value == "Date sent":
            sheet.cell(row, 2).value = dt.datetime(2024, 10, 12)
    for row in range(header + 1, sheet.max_row + 1):
        code = sheet.cell(row, COLUMNS["code"]).value
        if code in TRUTH:
            sheet.cell(row, COLUMNS[into]).value = TRUTH[code]
    if mangle is not None:
        mangle(sheet, header, random.Random(seed))
    path = network.folder / "returns" / "2024-25-q2" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def counted(network: Network) -> dict[str, float]:
    """What is counted of the mill's second quarter, but for words and choices."""
    process_network(network)
    own = read_table(network.name, "returns").filter(pl.col("quarter") == Q2.label, pl.col("value").is_not_null())
    return dict(own.select("question_id", "value").iter_rows())


def told(network: Network, *rules: str) -> list[dict[str, Any]]:
    process_network(network)
    found = read_table(network.name, "findings").filter(pl.col("quarter") == Q2.label, pl.col("rule").is_in(rules))
    return found.filter(pl.col("hub_id") == "mill").rows(named=True)


def columns(sheet: Worksheet, header: int, first: int, last: int) -> list[list[Any]]:
    return [
        [sheet.cell(row, at).value for at in range(first, last + 1)] for row in range(header + 1, sheet.max_row + 1)
    ]


def put(sheet: Worksheet, header: int, first: int, rows: list[list[Any]]) -> None:
    for at, row in enumerate(rows, header + 1):
        for column, value in enumerate(row, first):
            sheet.cell(at, column).value = value


def insert_cells(sheet: Worksheet, header: int, chance: random.Random) -> None:
    """Cells inserted in A to E: everything there moves down a row against the codes."""
    rows = columns(sheet, header, 1, 5)
    rows.insert(chance.randrange(1, 9), [None, "(a row of our own)", None, None, None])
    put(sheet, header, 1, rows)


def delete_cells(sheet: Worksheet, header: int, chance: random.Random) -> None:
    rows = columns(sheet, header, 1, 5)
    del rows[chance.randrange(1, 7)]
    put(sheet, header, 1, [*rows, [None] * 5])


def sort_cells(sheet: Worksheet, header: int, chance: random.Random) -> None:
    """A to E sorted by the wording, without the codes."""
    put(sheet, header, 1, sorted(columns(sheet, header, 1, 5), key=lambda row: str(row[1])))


def swap_codes(sheet: Worksheet, header: int, chance: random.Random) -> None:
    at, other = chance.sample(range(header + 1, header + 9), 2)
    cells = sheet.cell(at, 6), sheet.cell(other, 6)
    cells[0].value, cells[1].value = cells[1].value, cells[0].value


def move_answers_of_renamed_rows(sheet: Worksheet, header: int, chance: random.Random) -> None:
    """The wording typed anew by the hub, and the codes a row lower: only the numbers tell."""
    rows = columns(sheet, header, 1, 5)
    for row in rows[3:8]:
        row[1] = f"{row[1]} (ours)"
    rows.insert(2, [None] * 5)
    put(sheet, header, 1, rows)


MANGLES = [insert_cells, delete_cells, sort_cells, swap_codes, move_answers_of_renamed_rows]


@pytest.mark.parametrize("mangle", MANGLES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_moved_cells_are_counted_under_no_wrong_name(network: Network, form: Path, mangle: Mangle, seed: int) -> None:
    fill(form, network, mangle=mangle, seed=seed)
    found = counted(network)
    assert {name: value for name, value in found.items() if COUNTED[name] != value} == {}
    (finding,) = told(network, "names-apart")
    assert finding["effect"] == "left out" and finding["cell"].startswith("D")
    assert told(network, "required-blank") == []


@pytest.mark.parametrize("mangle", [insert_cells, sort_cells, swap_codes], ids=lambda each: each.__name__)
def test_the_hubs_word_counts_moved_answers_under_their_wording(
    network: Network, form: Path, mangle: Mangle, tmp_path: Path
) -> None:
    fill(form, network, mangle=mangle, seed=1)
    assert said(network, tmp_path, {"return": MEANT}) == COUNTED
    assert told(network, "names-apart") == []


def test_a_return_typed_into_last_quarters_column_is_offered_and_not_counted(
    network: Network, form: Path, tmp_path: Path
) -> None:
    fill(form, network, into="last")
    assert counted(network) == {}
    (finding,) = told(network, "beside-the-boxes")
    assert (finding["cell"].split(":")[0], finding["value"]) == ("C10", "63")
    assert [each["rule"] for each in told(network, "return-without-answers", "missing-return")] == [
        "return-without-answers"
    ]
    assert read_table(network.name, "submissions").filter(quarter=Q2.label).is_empty()
    found = said(network, tmp_path, {"return": MEANT})
    assert {name: value for name, value in found.items() if COUNTED[name] != value} == {}
    assert set(COUNTED) - set(found) <= {"volunteers"}  # 12 as last quarter: the form said so itself
    assert read_table(network.name, "submissions").filter(quarter=Q2.label).height == 1


@pytest.mark.parametrize("column", [3, 5, 7])
def test_an_answer_in_the_next_column_is_told_with_cell_and_text(
    network: Network, form: Path, column: int, tmp_path: Path
) -> None:
    def move(sheet: Worksheet, header: int, chance: random.Random) -> None:
        for row in range(header + 1, sheet.max_row + 1):
            if sheet.cell(row, 6).value == "attendances":
                sheet.cell(row, column).value, sheet.cell(row, 4).value = 830, None

    fill(form, network, mangle=move)
    (finding,) = told(network, "beside-the-box")
    assert (finding["cell"], finding["column"], finding["value"]) == (
        f"{'ABCDEFG'[column - 1]}11",
        "attendances",
        "830",
    )
    assert "attendances" not in counted(network)
    assert said(network, tmp_path, {"attendances": RIGHT}) == COUNTED
    assert told(network, "beside-the-box") == []


def test_a_remark_beside_an_answer_is_told_and_changes_nothing(network: Network, form: Path) -> None:
    def remark(sheet: Worksheet, header: int, chance: random.Random) -> None:
        sheet.cell(header + 2, 8).value = "see the minutes"

    fill(form, network, mangle=remark)
    (finding,) = told(network, "note-beside")
    assert (finding["cell"], finding["value"], finding["severity"]) == ("H11", "see the minutes", "note")
    assert counted(network) == COUNTED


@pytest.mark.parametrize("column", ["help", "last"])
@pytest.mark.parametrize("typed", ["nearly 850", "850", "we think 850 or so"])
def test_what_is_typed_over_the_forms_own_words_beside_an_answer_is_told(
    network: Network, form: Path, column: str, typed: str
) -> None:
    def over(sheet: Worksheet, header: int, chance: random.Random) -> None:
        sheet.cell(header + 2, COLUMNS[column]).value = typed

    fill(form, network, mangle=over)
    (finding,) = told(network, "note-beside")
    cell = f"{'CE'[column == 'help']}{finding['row'] or finding['cell'][1:]}"
    assert (finding["cell"], finding["column"], finding["value"]) == (cell, "attendances", typed)
    assert counted(network) == COUNTED


def test_help_that_lies_a_row_off_is_the_forms_own(network: Network, form: Path) -> None:
    """Cells inserted in A to E: the help of one question stands beside another's box, and nobody typed it."""
    book = openpyxl.load_workbook(form)
    if AS_SENT in book.sheetnames:
        del book[AS_SENT]
        book.save(form)
    fill(form, network, mangle=insert_cells)
    assert told(network, "note-beside") == []
    assert len(told(network, "names-apart")) == 1


def test_a_form_as_it_was_sent_has_nothing_beside_its_boxes(network: Network, form: Path) -> None:
    fill(form, network)
    assert counted(network) == COUNTED
    assert told(network, "beside-the-box", "beside-the-boxes", "note-beside", "names-apart") == []


def test_a_form_on_its_side_is_read_with_the_cells_as_they_stand(network: Network, form: Path) -> None:
    upright = openpyxl.load_workbook(fill(form, network))["Return"]
    book = openpyxl.Workbook()
    for row in upright.iter_rows():
        for cell in row:
            book.active.cell(cell.column, cell.row).value = cell.value
    book.save(network.folder / "returns/2024-25-q2/mill.xlsx")
    assert counted(network) == COUNTED
    sessions = read_table(network.name, "returns").filter(quarter=Q2.label, question_id="sessions")
    assert sessions["source_cell"].to_list() == [book.active.cell(4, 10).coordinate]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_form_saved_as_text_is_the_form(network: Network, form: Path, delimiter: str, encoding: str) -> None:
    path = fill(form, network)
    rows = [
        ["" if cell is None else cell for cell in row]
        for row in openpyxl.load_workbook(path)["Return"].iter_rows(values_only=True)
    ]
    path.unlink()
    with path.with_suffix(".csv").open("w", encoding=encoding, newline="", errors="replace") as opened:
        csv.writer(opened, delimiter=delimiter).writerows(rows)
    assert counted(network) == COUNTED


def test_of_two_returns_of_one_day_neither_counts_where_they_differ(
    network: Network, form: Path, tmp_path: Path
) -> None:
    def another(sheet: Worksheet, header: int, chance: random.Random) -> None:
        sheet.cell(header + 2, 4).value = 12_345

    fill(form, network, name="mill.xlsx")
    fill(form, network, mangle=another, name="mill (1).xlsx")
    assert counted(network) == {name: value for name, value in COUNTED.items() if name != "attendances"}
    assert [each["rule"] for each in told(network, "same-day-returns", "differing-returns")] == ["same-day-returns"]
    assert said(network, tmp_path, {"attendances": "The second"}) == COUNTED  # of `mill (1).xlsx` and `mill.xlsx`
    assert told(network, "same-day-returns") == []


def test_one_file_that_cannot_be_read_drops_itself_and_no_build(network: Network, form: Path) -> None:
    fill(form, network)
    folder = network.folder / "returns" / "2024-25-q2"
    for name, held in {
        "kiln.csv": b"a,b\n1,2\n",
        "photo.xlsx": b"PK\x03\x04 cut",
        "letter.pdf": b"%PDF-1.7",
        "note.txt": b"hello",
    }.items():
        (folder / name).write_bytes(held)
    assert process_network(network).stops == []
    assert counted(network) == COUNTED


def said(network: Network, tmp_path: Path, answers: dict[str, str]) -> dict[str, float]:
    """The hub's answers to its query sheet, read back; and what is counted then."""
    check_network(network)
    book = openpyxl.load_workbook(reports_folder() / "queries" / network.name / "mill.xlsx")
    sheet = book.active
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "No.")
    named = {sheet.cell(header, column).value: column for column in range(1, 8)}
    for row in range(header + 1, sheet.max_row + 1):
        parts = str(sheet.cell(row, named["Code"]).value or "").split("/")
        if len(parts) == 4 and parts[0] == Q2.label and parts[1] in answers:
            sheet.cell(row, named["Your answer"]).value = answers.pop(parts[1])
    assert answers == {}
    book.save(tmp_path / "answered.xlsx")
    read = read_back(network, [tmp_path / "answered.xlsx"])
    assert [finding.rule for finding in read.findings if finding.severity != "note"] == []
    assert check_network(network).stops == []
    return counted(network)


def test_a_form_whose_column_of_codes_was_deleted_is_known_by_its_words(form: Path, network: Network) -> None:
    def without_codes(sheet: Worksheet, header: int, chance: random.Random) -> None:
        sheet.delete_cols(COLUMNS["code"])

    fill(form, network, mangle=without_codes)
    assert counted(network) == COUNTED
    assert told(network, "note-beside", "beside-the-box", "beside-the-boxes") == []
