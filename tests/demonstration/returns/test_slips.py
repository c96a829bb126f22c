"""Each planted slip stands where slips.py says, and nothing else in the returns was touched."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from analysis.datasets.returns.questions import CORE_QUESTIONS
from analysis.periods import Period
from analysis.project import root
from demonstration import five_valleys, marches, planted
from demonstration.returns import slips
from demonstration.returns.form_export import HUB, QUARTER, column

RETURNS = root() / "data" / "raw" / "five-valleys"


def cell(path: Path, name: str) -> object:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(slips.SHEET).to_python(skip_empty_area=False)
    return rows[int(name[1:]) - 1]["ABCDE".index(name[0])]


def hub_named(hubs: list, code: str) -> object:
    return next(hub for hub in hubs if hub.hub_id == code)


@pytest.mark.parametrize("slip", slips.FIVE_VALLEYS, ids=lambda slip: f"{slip.rule}-{slip.hub_id}")
def test_workbook_holds_the_slip(slip: slips.Slip) -> None:
    path = RETURNS / slips.workbook_file(slip.hub_id, slip.quarter)
    for field, written in ((slip.field, slip.written), *slip.also):
        assert cell(path, slips.workbook_cell(field)) == ("" if written is None else written)


def test_returns_without_a_slip_hold_the_truth() -> None:
    slipped = {(slip.hub_id, slip.quarter) for slip in (*slips.FIVE_VALLEYS, *slips.UNSEEN)}
    assert len(five_valleys.expected_returns()) > 100
    for hub, quarter in five_valleys.expected_returns():
        path = RETURNS / slips.workbook_file(hub.hub_id, quarter.label)
        assert path.exists() is ((hub.hub_id, quarter.label) not in planted.MISSING)
        if path.exists() and (hub.hub_id, quarter.label) not in slipped:
            truth = five_valleys.true_cells(hub, quarter)
            for field in ("hub name", "hub", "quarter", *(question.id for question in CORE_QUESTIONS)):
                place = "B4" if field == "hub name" else slips.workbook_cell(field)
                assert cell(path, place) == ("" if truth[field] is None else truth[field]), (path, field)


def test_a_number_typed_as_text_is_the_true_number() -> None:
    slip = slips.FIVE_VALLEYS[0]
    hub = hub_named(five_valleys.hubs(), slip.hub_id)
    truth = five_valleys.true_cells(hub, Period.parse(slip.quarter))
    assert f"{truth[slip.field]:,}" == slip.written


def test_second_files_are_the_same_or_as_planted() -> None:
    for twice in slips.FIVE_VALLEYS_TWICE:
        first, second = RETURNS / slips.workbook_file(twice.hub_id, twice.quarter), RETURNS / twice.file
        assert (first.read_bytes() == second.read_bytes()) is (not twice.changes)
        for field, more in twice.changes:
            place = slips.workbook_cell(field)
            assert cell(second, place) == cell(first, place) + more
        if twice.changes:
            assert cell(second, "B7") > cell(first, "B7")
    assert len(list(RETURNS.glob("returns/*/*-2.xlsx"))) == len(slips.FIVE_VALLEYS_TWICE)


def test_late_returns_are_late_by_the_planted_days_and_no_others() -> None:
    late = {}
    for hub, quarter in five_valleys.expected_returns():
        path = RETURNS / slips.workbook_file(hub.hub_id, quarter.label)
        sent = cell(path, "B7") if path.exists() else None
        if isinstance(sent, dt.date):
            days = (sent - quarter.end).days - five_valleys.DUE_DAYS
            if days > 0:
                late[hub.hub_id, quarter.label] = days
    assert late == planted.LATE


def test_form_export_holds_its_slips_and_the_double_sending() -> None:
    text = (root() / "data/raw/marches" / slips.FORM_EXPORT).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    names = {hub.hub_id: hub.name for hub in marches.hubs()}
    for slip in slips.MARCHES:
        name = slip.written if slip.field == "hub" else names[slip.hub_id]
        found = [row for row in rows if (row[HUB], row[QUARTER]) == (name, slip.quarter)]
        assert [row[column(slip.field)] for row in found] == ["" if slip.written is None else str(slip.written)]
    (twice,) = slips.MARCHES_TWICE
    same = [row for row in rows if (row[HUB], row[QUARTER]) == (names[twice.hub_id], twice.quarter)]
    assert len(same) == 2
    assert [list(row.values())[1:] for row in same[:1]] == [list(row.values())[1:] for row in same[1:]]


def test_markup_is_written_as_text() -> None:
    for code, quarter, field, words in slips.MARKUP["five-valleys"]:
        assert cell(RETURNS / slips.workbook_file(code, quarter), slips.workbook_cell(field)) == words
    assert any(words.startswith("-") for _, _, _, words in slips.MARKUP["five-valleys"])
