"""What is told of the files that came: one number to a name, and no return called timely whose day nobody can read."""

from __future__ import annotations

import datetime as dt
from itertools import product
from pathlib import Path

import pytest

from analysis.editions.ledger.origins import Sources
from analysis.exhibits.returns.findings import findings_by_rule, findings_in_full
from analysis.exhibits.returns.quality import completeness, timeliness
from tests.exhibits.drawn_edition import drawn, open_drawn


def test_each_kind_of_finding_has_one_row_and_its_numbers_names_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks of different files share the name of a rule, and differ in what they do: a name met twice stopped a build."""
    found = [
        {"rule": rule, "severity": severity, "effect": effect, "file": f"{severity}.csv"}
        for rule, severity, effect in product(
            ("not-a-date", "hub-unclear"), ("doubt", "note"), ("", "kept", "left out")
        )
    ]
    exhibit = findings_by_rule(open_drawn(monkeypatch, findings=drawn("findings", found)))
    assert exhibit.table is not None and exhibit.table.frame.select("rule", "found", "files").rows() == [
        ("hub unclear", 6, 2),
        ("not a date", 6, 2),
    ]
    assert exhibit.table.frame["became"][0] == "kept as sent, and asked about; left out, and asked about; noted only"
    ids = [fact.id for fact in exhibit.facts]
    assert len(ids) == len(set(ids)) >= 4


def test_a_number_of_findings_leads_to_those_that_are_told_and_to_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The places of all findings stood behind each number: also of what was found of a withheld count, of a return that came after the period,
    and of a sheet with a row a person, none of which is told."""
    usual = {"hub_id": "ash", "column": "volunteers", "rule": "far-from-usual", "severity": "doubt", "effect": "kept"}
    rows = [
        usual | {"file": "withheld.csv", "quarter": "2024-25 Q1"},
        usual | {"file": "told.csv", "quarter": "2023-24 Q1"},
        usual | {"file": "after.csv", "quarter": "2024-25 Q4"},
        {"file": "wellbeing/people.csv", "rule": "not-a-number", "severity": "doubt", "effect": "left out"},
        {"file": "also-told.csv", "rule": "not-a-date", "severity": "doubt", "effect": "left out"},
    ]
    findings = drawn("findings", rows, problem="It is odd.", remedy="Ask.")
    findings.write_parquet(tmp_path / "findings.parquet")
    sent = [
        {"hub_id": "ash", "quarter": quarter, "question_id": "volunteers", "value": value}
        for quarter, value in (("2023-24 Q1", 20.0), ("2024-25 Q1", 3.0), ("2024-25 Q4", 20.0))
    ]
    asked = {
        "question_id": "volunteers",
        "number": "7",
        "kind": "count",
        "wording": "?",
        "unit": "people",
        "people": True,
    }
    edition = open_drawn(
        monkeypatch,
        "2024-25 Q1",
        findings=findings,
        returns=drawn("returns", sent),
        questions=drawn("questions", [asked]),
        hubs=drawn("hubs", [{"hub_id": "ash", "name": "Ash", "opened": "2023-24 Q1"}]),
    )
    sources = Sources(tmp_path)
    numbers = {
        fact.id: {place["file"] for place in sources.of(fact.origins)}
        for exhibit in (findings_by_rule(edition), findings_in_full(edition))
        for fact in exhibit.facts
    }
    assert numbers["quality.findings.2024-25-q1"] == {"told.csv", "also-told.csv"}
    assert numbers["quality.all-kept.2024-25-q1"] == {"told.csv"}
    assert set().union(*numbers.values()) == {"told.csv", "also-told.csv"}


def test_a_return_without_a_day_that_can_be_read_is_neither_in_time_nor_late(monkeypatch: pytest.MonkeyPatch) -> None:
    hubs = drawn(
        "hubs", [{"hub_id": name, "name": name, "opened": "2023-24 Q1"} for name in ("ash", "bay", "cob", "dew")]
    )
    days = {"ash": -3, "bay": 4, "cob": None}
    sent = [
        {"hub_id": hub, "quarter": "2024-25 Q1", "days_late": late, "due": dt.date(2024, 7, 28)}
        for hub, late in days.items()
    ]
    edition = open_drawn(monkeypatch, "2024-25 Q1", hubs=hubs, submissions=drawn("submissions", sent))
    told = timeliness(edition)
    numbers = {fact.id: fact.value for fact in told.facts}
    states = {"on_time": 1, "late": 1, "not_known": 1, "missing": 1}
    assert {state: numbers[f"timeliness.{state}.2024-25-q1"] for state in states} == states
    assert numbers["quality.time-not-known.2024-25-q1"] == 1
    assert "it is not known" in told.title and "no day on which it was sent can be read" in told.sentence.text
    whole = completeness(edition)
    assert whole.table is not None and sorted(whole.table.frame["2024-25 Q1"]) == [
        "day not known",
        "late",
        "missing",
        "on time",
    ]


def test_where_every_day_is_known_nothing_is_said_of_days_that_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    hubs = drawn("hubs", [{"hub_id": "ash", "name": "Ash", "opened": "2023-24 Q1"}])
    sent = drawn("submissions", [{"hub_id": "ash", "quarter": "2024-25 Q1", "days_late": 0}])
    told = timeliness(open_drawn(monkeypatch, "2024-25 Q1", hubs=hubs, submissions=sent))
    assert "not known" not in told.title + told.sentence.text
