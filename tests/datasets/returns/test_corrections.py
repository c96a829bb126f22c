"""corrections.yml: applied to what it was made for, before the checks, and loud about everything else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network, open_network
from analysis.project import Refused
from analysis.sources.findings import Finding
from tests.datasets.drawn_network import write_return

ENTRY = {
    "hub_id": "mill",
    "quarter": "2024-25 Q1",
    "question_id": "sessions",
    "expected": "a dozen",
    "new": 12,
    "reason": "asked by telephone",
    "who": "treasurer",
    "when": dt.date(2024, 9, 1),
    "source": "telephone",
}


@pytest.fixture
def mills(network: Network) -> Network:
    write_return(network, "2024-25-q1/mill.xlsx", sessions="a dozen", people=90)
    return network


def correct(network: Network, *entries: dict[str, Any]) -> list[Finding]:
    """Process with these entries, each differing from ENTRY in what it says. The findings that stop."""
    text = yaml.safe_dump([ENTRY | entry for entry in entries], sort_keys=False)
    (network.folder / "corrections.yml").write_text(text, encoding="utf-8")
    return process_network(network).stops


def answer(network: Network, question: str) -> dict[str, Any] | None:
    rows = read_table(network.name, "returns").filter(hub_id="mill", question_id=question).rows(named=True)
    return rows[0] if rows else None


def test_a_correction_is_applied_before_the_checks_and_leads_to_both_cells(mills: Network) -> None:
    assert correct(mills, {}) == []
    sessions = answer(mills, "sessions")
    assert sessions is not None
    assert (sessions["value"], sessions["source_file"], sessions["source_cell"]) == (
        12,
        "returns/2024-25-q1/mill.xlsx",
        "C11",
    )
    assert (sessions["revised"], sessions["correction"]) == ("2024-09-01", "/0")
    assert "not-a-number" not in read_table(mills.name, "findings")["rule"].to_list()
    (entry,) = read_table(mills.name, "corrections").rows(named=True)
    assert (entry["old_value"], entry["new_value"]) == (None, 12)


def test_applying_it_again_changes_nothing(mills: Network) -> None:
    correct(mills, {})
    before = read_table(mills.name, "returns")
    assert process_network(mills).tables_changed == [] and read_table(mills.name, "returns").equals(before)


def test_a_later_entry_may_correct_an_earlier_one(mills: Network) -> None:
    assert correct(mills, {}, {"expected": "12", "new": "about 13", "when": dt.date(2024, 10, 1)}) == []
    sessions = answer(mills, "sessions")
    assert sessions is not None
    assert (sessions["value"], sessions["qualifier"], sessions["revised"]) == (13, "about", "2024-10-01")


def test_an_answer_may_be_taken_back_or_given_where_it_was_left_out(mills: Network) -> None:
    taken = {"question_id": "people", "expected": 90, "new": None}
    given = {"question_id": "agencies", "expected": None, "new": 3}
    assert correct(mills, taken, given) == []
    assert answer(mills, "people") is None
    agencies = answer(mills, "agencies")
    assert agencies is not None and (agencies["value"], agencies["source_file"]) == (3, "returns/2024-25-q1/mill.xlsx")


@pytest.mark.parametrize(
    ("entry", "rule", "told"),
    [
        ({"expected": "a score"}, "correction-no-longer-matches", "expects `a score`, but the return says `a dozen`"),
        ({"expected": None}, "correction-no-longer-matches", "expects nothing, but the return says `a dozen`"),
        ({"new": "a dozen", "expected": "12"}, "correction-no-longer-matches", "the new answer is there already"),
        ({"quarter": "2024-25 Q2"}, "correction-without-record", "finds no return"),
        ({"question_id": None, "expected": None}, "correction-without-record", "names no question"),
        ({"hub_id": "tower"}, "unknown-reference", "`tower` is not in hubs"),
        ({"question_id": "geese"}, "unknown-reference", "`geese` is not in questions"),
        ({"when": None}, "corrections-unreadable", "`when` is blank"),
        ({"reason": ""}, "corrections-unreadable", "`reason` is blank"),
        (
            {"kind": "guess"},
            "corrections-unreadable",
            "`kind` is `guess`; it must be one of `confirm`, `correct`, `not known`",
        ),
        ({"nwe": 12}, "corrections-unreadable", "`nwe` is not read in entry 1. Did you mean `new`?"),
        ({"kind": "confirm", "expected": "12"}, "correction-no-longer-matches", "expects `12`"),
    ],
)
def test_what_does_not_match_stops_and_names_the_entry(
    mills: Network, entry: dict[str, Any], rule: str, told: str
) -> None:
    stops = correct(mills, entry)
    assert rule in {stop.rule for stop in stops}
    (stop,) = [stop for stop in stops if stop.rule == rule]
    assert stop.file == "corrections.yml" and told in stop.problem
    assert stop.cell.startswith("/0") or stop.row == 1


def test_a_correction_made_twice_no_longer_matches(mills: Network) -> None:
    (stop,) = correct(mills, {}, {})
    assert (stop.rule, stop.cell) == ("correction-no-longer-matches", "/1") and "there already" in stop.problem


def test_new_must_be_said(mills: Network) -> None:
    text = yaml.safe_dump([{name: value for name, value in ENTRY.items() if name != "new"}])
    (mills.folder / "corrections.yml").write_text(text, encoding="utf-8")
    assert [stop.rule for stop in process_network(mills).stops] == ["corrections-unreadable"]


@pytest.mark.parametrize("text", ["- [", "hub_id: mill", "- 3", "a: &a [*a]"])
def test_a_file_that_does_not_read_stops(mills: Network, text: str) -> None:
    (mills.folder / "corrections.yml").write_text(text, encoding="utf-8")
    assert {stop.rule for stop in process_network(mills).stops} == {"corrections-unreadable"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]"])
def test_a_file_without_entries_is_none(mills: Network, text: str) -> None:
    (mills.folder / "corrections.yml").write_text(text, encoding="utf-8")
    assert process_network(mills).stops == []


def test_a_confirmed_number_is_not_doubted_and_a_contradiction_still_is(mills: Network) -> None:
    write_return(mills, "2024-25-q1/mill.xlsx", sessions=0, people=201, volunteer_hours=0)
    rules = ("people-without-sessions", "volunteers-without-hours", "people-over-attendances")
    process_network(mills)
    told = read_table(mills.name, "findings")
    assert set(rules) - {"people-without-sessions"} <= set(told["rule"])
    confirmed = {"kind": "confirm", "new": None}
    hours = confirmed | {"question_id": "volunteer_hours", "expected": "0", "rule": "volunteers-without-hours"}
    people = confirmed | {"question_id": "people", "expected": "201"}
    assert correct(mills, hours, people) == []
    left = set(read_table(mills.name, "findings")["rule"])
    assert "volunteers-without-hours" not in left and "people-over-attendances" in left


def test_published_days_are_read_and_what_is_none_is_refused(mills: Network) -> None:
    settings = mills.folder / "network.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + 'published: {"2024-25 Q1": 2024-07-31}\n', encoding="utf-8")
    opened = open_network(mills.name)
    assert opened.published_on("2024-25 Q1") == dt.date(2024, 7, 31) and opened.published_on("2024-25 Q2") is None
    for wrong in ('{"2024-26": 2024-07-31}', '{"2024-25 Q1": soon}'):
        settings.write_text(text + f"published: {wrong}\n", encoding="utf-8")
        with pytest.raises(Refused, match=r"network\.yml, line 10, published\.2024.*it must be a"):
            open_network(mills.name)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (dt.date(2034, 5, 20), "more than 3 years after the last day that the network's files tell of, 2024-"),
        (dt.date(2014, 9, 1), "before 2024-25 Q1 began, on 2024-04-01"),
        (dt.date(2024, 4, 1), ""),
        (dt.date(2026, 9, 1), ""),
    ],
)
def test_a_day_that_cannot_be_is_told_and_the_correction_applied(mills: Network, when: dt.date, told: str) -> None:
    """The network's last quarter ends on 30 September 2024, and no edition of it is out."""
    for kind in ({}, {"question_id": "people", "expected": 90, "kind": "confirm", "new": None}):
        assert correct(mills, {"when": when, **kind}) == []
        found = read_table(mills.name, "findings").filter(rule="correction-day-unlikely").rows(named=True)
        assert [each["column"] for each in found] == ["when"] * bool(told)
        assert all(told in each["problem"] and each["file"] == "corrections.yml" for each in found)
    correct(mills, {"when": when})
    sessions = answer(mills, "sessions")
    assert sessions is not None and sessions["value"] == 12


def test_what_is_out_moves_the_last_day_on_record(mills: Network) -> None:
    settings = mills.folder / "network.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + 'published: {"2024-25 Q1": 2031-06-01}\n', encoding="utf-8")
    correct(open_network(mills.name), {"when": dt.date(2034, 5, 20)})
    assert "correction-day-unlikely" not in read_table(mills.name, "findings")["rule"].to_list()


def test_an_entry_about_a_quarter_that_the_network_never_had_is_told_and_no_more(mills: Network) -> None:
    stops = correct(mills, {"quarter": "2019-20 Q1", "when": dt.date(2018, 1, 1)})
    assert "correction-without-record" in {stop.rule for stop in stops}
