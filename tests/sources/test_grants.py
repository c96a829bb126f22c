"""360Giving packages: what is required, and money that is passed on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.sources.grants import read_grants
from analysis.sources.records import Reading

COUNCIL = {"id": "GB-LAE-X", "name": "Council"}
ALLIANCE = {"id": "GB-CHC-1", "name": "Alliance"}
MILL = {"id": "360G-mill", "name": "Mill Hub"}


def grant(
    name: str, payer: dict[str, str], recipient: dict[str, str], amount: Any = 100, **more: Any
) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"Grant {name}",
        "description": "Rent",
        "currency": "GBP",
        "amountAwarded": amount,
        "awardDate": "2024-04-02T00:00:00Z",
        "fundingOrganization": [payer],
        "recipientOrganization": [recipient],
        **more,
    }


def read(tmp_path: Path, *grants: Any) -> Reading:
    path = tmp_path / "awards.json"
    path.write_text(json.dumps({"grants": list(grants)}), encoding="utf-8")
    return read_grants(path, "funding/awards.json")


def test_money_passed_on_names_the_award_it_was_counted_in(tmp_path: Path) -> None:
    whole = grant("A", COUNCIL, ALLIANCE, 100, regrantType="FRG050")
    onward = grant(
        "B", ALLIANCE, MILL, 60, relatedActivity=["A"], plannedDates=[{"startDate": "2024", "endDate": "2025-02"}]
    )
    reading = read(tmp_path, whole, onward)
    first, second = reading.records["awards"]
    assert (first.values["lead"], "passed_on_from" in first.values) == ("Alliance", False)
    assert second.values["passed_on_from"] == "A"
    assert (second.values["payer"], second.values["lead"], second.values["recipient"]) == (
        "Alliance",
        "Alliance",
        "Mill Hub",
    )
    assert (second.values["start"], second.values["end"], second.values["award_date"]) == (
        "2024-01-01",
        "2025-02-28",
        "2024-04-02",
    )
    assert second.places["amount"] == "/grants/1/amountAwarded"
    assert reading.findings == []


def test_a_sister_grant_of_the_same_funder_is_not_passed_on(tmp_path: Path) -> None:
    reading = read(tmp_path, grant("A", COUNCIL, ALLIANCE), grant("B", COUNCIL, MILL, relatedActivity=["A"]))
    assert "passed_on_from" not in reading.records["awards"][1].values


@pytest.mark.parametrize(
    ("grants", "place", "rule"),
    [
        (
            [grant("A", COUNCIL, ALLIANCE, regrantType="FRG050"), grant("B", ALLIANCE, MILL)],
            "/grants/1/relatedActivity",
            "pass-through-not-linked",
        ),
        ([grant("A", COUNCIL, ALLIANCE, regrantType="FRG050")], "/grants/0/regrantType", "nothing-passed-on"),
        (
            [
                grant("A", COUNCIL, ALLIANCE, regrantType="FRG050"),
                grant("B", ALLIANCE, MILL, 101, relatedActivity=["A"]),
            ],
            "/grants/0/regrantType",
            "passed-on-too-much",
        ),
        ([grant("A", COUNCIL, MILL, None)], "/grants/0/amountAwarded", "required-field"),
        ([grant("A", COUNCIL, MILL, awardDate="April 2024")], "/grants/0/awardDate", "not-a-date"),
        (
            [grant("A", COUNCIL, MILL, recipientIndividual={"id": "x", "name": "Jo"})],
            "/grants/0/recipientOrganization/0/name",
            "required-field",
        ),
        (["nonsense", grant("A", COUNCIL, MILL)], "/grants/0", "not-a-grant"),
    ],
)
def test_what_a_grants_officer_would_ask_about(tmp_path: Path, grants: list[Any], place: str, rule: str) -> None:
    assert (place, rule) in [(finding.cell, finding.rule) for finding in read(tmp_path, *grants).findings]


def test_money_that_goes_round_is_counted_once(tmp_path: Path) -> None:
    there = grant("A", COUNCIL, ALLIANCE, relatedActivity=["B"])
    back = grant("B", ALLIANCE, COUNCIL, relatedActivity=["A"])
    records = read(tmp_path, there, back).records["awards"]
    assert [record.values.get("passed_on_from") for record in records] == ["B", None]


def test_a_person_is_never_named(tmp_path: Path) -> None:
    person = {**grant("A", COUNCIL, MILL), "recipientIndividual": {"id": "360G-p1", "name": "Jo Smith"}}
    del person["recipientOrganization"]
    (record,) = read(tmp_path, person).records["awards"]
    assert record.values["recipient"] == "an individual"
    assert "Jo" not in str(record)


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        (b"", "empty-file"),
        (b'{"grants": [', "not-json"),
        (b'{"releases": []}', "not-a-package"),
        (b"[" * 100_000, "not-json"),
        (b"\xff\x00", "not-json"),
    ],
)
def test_what_is_no_package_is_one_finding(tmp_path: Path, held: bytes, rule: str) -> None:
    path = tmp_path / "awards.json"
    path.write_bytes(held)
    assert [finding.rule for finding in read_grants(path, "awards.json").findings] == [rule]
