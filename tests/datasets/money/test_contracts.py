"""Open Contracting packages: what holds of several releases, contracts as awards, transactions as payments."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.inspecting.inspection import inspect_file
from tests.datasets.drawn_money import read_money


def release(number: int, day: str, **more: Any) -> dict[str, Any]:
    return {
        "ocid": "ocds-abc123-1",
        "id": f"r{number}",
        "date": f"{day}T10:00:00Z",
        "tag": ["contract"],
        "initiationType": "tender",
        "parties": [
            {"id": "b1", "name": "County", "roles": ["buyer"], "identifier": {"scheme": "GB-LAE", "id": "CNT"}},
            {
                "id": "s1",
                "name": "Youth Trust",
                "roles": ["supplier"],
                "identifier": {"scheme": "GB-COH", "id": "09668396"},
            },
        ],
        "buyer": {"id": "b1"},
        "tender": {"title": "Youth work", "mainProcurementCategory": "services"},
        "awards": [{"id": "a1", "suppliers": [{"id": "s1"}], "date": "2023-05-01T00:00:00Z"}],
        "contracts": [contract(64_000)],
        **more,
    }


def contract(amount: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "awardID": "a1",
        "title": "Open access youth work",
        "value": {"amount": amount, "currency": "GBP"},
        "period": {"startDate": "2023-06-01T00:00:00Z", "endDate": "2028-05-31T00:00:00Z"},
        "dateSigned": "2023-05-20T00:00:00Z",
        **more,
    }


def paid(name: str, amount: float, day: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "date": f"{day}T00:00:00Z", "value": {"amount": amount, "currency": "GBP"}, **more}


def test_a_contract_is_an_award_with_its_parties_period_and_payments(tmp_path: Path) -> None:
    moved = [
        paid("t1", 16_000, "2023-07-01"),
        paid("t2", -500, "2023-10-01", payee={"id": "s1"}, payer={"name": "County Hall"}),
    ]
    package = {
        "releases": [release(1, "2023-05-20", contracts=[contract(64_000, implementation={"transactions": moved})])]
    }
    money = read_money(tmp_path, {"contracts.json": package})
    assert money.findings == []
    award = money.award("ocds-abc123-1/c1")
    assert (award["kind"], award["amount"], award["currency"]) == ("contract", 64_000, "GBP")
    assert (award["payer"], award["payer_id"]) == ("County", "GB-LAE-CNT")
    assert (award["recipient"], award["recipient_id"]) == ("Youth Trust", "GB-COH-09668396")
    assert (award["start"], award["end"], award["award_date"]) == (
        dt.date(2023, 6, 1), dt.date(2028, 5, 31), dt.date(2023, 5, 20),
    )  # fmt: skip
    assert (award["purpose"], award["source_cell"]) == ("services", "/releases/0/contracts/0")
    assert money.payments.select("payment_id", "award_id", "paid", "amount", "payer", "recipient").rows() == [
        ("ocds-abc123-1/c1/t1", "ocds-abc123-1/c1", dt.date(2023, 7, 1), 16_000, "County", "Youth Trust"),
        ("ocds-abc123-1/c1/t2", "ocds-abc123-1/c1", dt.date(2023, 10, 1), -500, "County Hall", "Youth Trust"),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_latest_release_holds_and_the_change_is_said(tmp_path: Path, order: tuple[int, int]) -> None:
    both = [release(1, "2023-05-20"), release(2, "2024-06-01", tag=["contractAmendment"], contracts=[contract(80_000)])]
    money = read_money(tmp_path, {"c.json": {"releases": [both[at] for at in order]}})
    assert money.awards["amount"].to_list() == [80_000]
    assert [(finding.rule, finding.severity) for finding in money.findings] == [("amended", "note")]
    assert "64000" in money.findings[0].problem


def test_a_later_release_that_says_less_takes_nothing_away_but_null_does(tmp_path: Path) -> None:
    later = release(
        2, "2024-06-01", contracts=[{"id": "c1", "period": {"endDate": "2029-05-31"}}], awards=[], tender=None
    )
    money = read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-05-20"), later]}})
    award = money.award("ocds-abc123-1/c1")
    assert (award["amount"], award["start"], award["end"]) == (64_000, dt.date(2023, 6, 1), dt.date(2029, 5, 31))


def test_records_hold_by_their_compiled_release(tmp_path: Path) -> None:
    compiled = {**release(9, "2024-01-01"), "contracts": [contract(70_000)]}
    record = {"ocid": "ocds-abc123-1", "releases": [release(1, "2023-05-20")], "compiledRelease": compiled}
    money = read_money(tmp_path, {"c.json": {"records": [record]}})
    assert money.award("ocds-abc123-1/c1")["amount"] == 70_000
    assert money.award("ocds-abc123-1/c1")["source_cell"] == "/records/0/compiledRelease/contracts/0"
    linked = {"ocid": "ocds-abc123-1", "releases": [{"url": "elsewhere", "date": "2024", "tag": ["award"]}]}
    assert "only-links" in read_money(tmp_path, {"c.json": {"records": [linked]}}).rules


def test_an_award_without_a_contract_counts_and_one_that_was_cancelled_does_not(tmp_path: Path) -> None:
    awards = [
        {"id": "a1", "title": "Youth", "value": {"amount": 5, "currency": "GBP"}, "suppliers": [{"name": "Trust"}]},
        {"id": "a2", "status": "unsuccessful", "value": {"amount": 7, "currency": "GBP"}},
    ]
    money = read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-05-20", awards=awards, contracts=[])]}})
    assert money.awards.select("award_id", "amount", "recipient").rows() == [("ocds-abc123-1/a1", 5, "Trust")]
    assert money.rules == {"not-awarded"} and money.sources["left_out"].to_list() == [1]
    plan = read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-05-20", awards=[], contracts=[])]}})
    assert plan.awards.is_empty() and plan.rules >= {"not-awarded"}


def test_missing_parties_values_and_required_fields_are_asked_about(tmp_path: Path) -> None:
    bare = {"ocid": "o", "contracts": [{"id": "c1", "title": "Youth"}]}
    money = read_money(tmp_path, {"c.json": {"releases": [bare]}})
    told = {finding.cell for finding in money.findings if finding.rule == "required-field"}
    assert told >= {
        "/releases/0/date",
        "/releases/0/contracts/0/value/amount",
        "/releases/0/contracts/0/suppliers/0/name",
        "/releases/0/contracts/0/buyer/name",
    }
    assert money.award("o/c1")["amount"] is None


def test_several_suppliers_are_one_award_of_several(tmp_path: Path) -> None:
    suppliers = [{"name": "Trust"}, {"name": "Mill"}]
    money = read_money(
        tmp_path, {"c.json": {"releases": [release(1, "2023-05-20", awards=[{"id": "a1", "suppliers": suppliers}])]}}
    )
    award = money.award("ocds-abc123-1/c1")
    assert (award["recipient"], award["recipient_count"], award["recipient_id"]) == ("Trust; Mill", 2, None)


def test_a_supplier_without_a_name_is_not_swallowed_by_one_with(tmp_path: Path) -> None:
    award = {"id": "a1", "suppliers": [{"id": "s1"}, {"id": "s9"}], "date": "2023-05-01T00:00:00Z"}
    money = read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-06-01", awards=[award])]}})
    assert money.awards.select("recipient", "recipient_count").row(0) == ("Youth Trust; 1 not named", 2)


def test_odd_shapes_never_raise_and_are_told_or_read(tmp_path: Path) -> None:
    for wrong in (None, [], {}, [None], [[1]], "text", 7, [{"id": {}}], {"amount": {}}):
        for name in release(1, "2023-05-20"):
            read_money(
                tmp_path,
                {"c.json": {"releases": [release(1, "2023-05-20"), {**release(2, "2024-01-01"), name: wrong}]}},
            )
        for name in contract(1):
            read_money(
                tmp_path, {"c.json": {"releases": [release(1, "2023-05-20", contracts=[{**contract(1), name: wrong}])]}}
            )
        alone = read_money(tmp_path, {"c.json": {"releases": [wrong]}})
        assert alone.rules and alone.awards.is_empty() and "reader-failed" not in alone.rules
        records = read_money(tmp_path, {"c.json": {"records": [wrong, {"compiledRelease": wrong, "releases": wrong}]}})
        assert records.rules and records.awards.is_empty() and "reader-failed" not in records.rules


def test_inspect_knows_them(tmp_path: Path) -> None:
    read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-05-20")]}})
    assert inspect_file(tmp_path / "c.json").kind == "contracts, as an Open Contracting package (OCDS, JSON)"


@pytest.mark.parametrize(
    ("changed", "rule", "cell"),
    [  # what lib-cove-ocds says beyond the schema, and its closed lists of codes
        ({"ocid": "o-1"}, "ocid-form", "/releases/0/ocid"),
        ({"language": " "}, "empty-fields", "/releases/0/language"),
        ({"buyer": {"id": "b1", "address": {}}}, "empty-fields", "/releases/0/buyer/address"),
        ({"contracts": [contract(5, status="signed")]}, "unknown-status", "/releases/0/contracts/0/status"),
        ({"tag": []}, "required-field", "/releases/0/tag"),
        ({"contracts": [contract(5, id="")]}, "no-identifier", "/releases/0/contracts/0"),
        (
            {
                "contracts": [
                    contract(
                        5, implementation={"transactions": [paid("t1", 5, "2023-07-01"), paid("t1", 5, "2023-08-01")]}
                    )
                ]
            },
            "id-twice",
            "/releases/0/contracts/0/implementation/transactions/1/id",
        ),
    ],
)
def test_what_the_checking_tool_of_the_standard_says(
    tmp_path: Path, changed: dict[str, Any], rule: str, cell: str
) -> None:
    quiet = read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-05-20")]}})
    assert quiet.findings + quiet.habits == []
    money = read_money(tmp_path, {"c.json": {"releases": [release(1, "2023-05-20", **changed)]}})
    assert (cell, rule) in [(finding.cell, finding.rule) for finding in money.findings + money.habits]
    assert money.awards.height == 1


def test_two_releases_of_one_identifier_are_told(tmp_path: Path) -> None:
    twice = {"releases": [release(1, "2023-05-20"), release(1, "2024-05-20", contracts=[contract(70_000)])]}
    money = read_money(tmp_path, {"c.json": twice})
    assert money.awards["amount"].to_list() == [70_000] and money.rules == {"release-twice", "amended"}


def test_two_contracts_of_one_identifier_in_a_release_are_told_before_one_hides_the_other(tmp_path: Path) -> None:
    both = [contract(5_000), contract(7_000)]
    package = {"releases": [release(1, "2023-05-20", contracts=both), release(2, "2024-05-20", contracts=both)]}
    money = read_money(tmp_path, {"c.json": package})
    twice = [finding for finding in money.findings + money.habits if finding.rule == "id-twice"]
    assert [finding.cell for finding in twice] == ["/releases/0/contracts/1/id", "/releases/1/contracts/1/id"]
    assert "2 times among the contracts" in twice[0].problem and twice[0].severity == "doubt"


@pytest.mark.parametrize(("version", "told"), [("1.0", 0), ("1.1", 0), ("1.1.5", 1), ("2.0", 1), (1.1, 1), ([], 1)])
def test_a_version_that_is_not_known_is_told_and_read_all_the_same(tmp_path: Path, version: Any, told: int) -> None:
    money = read_money(tmp_path, {"c.json": {"version": version, "releases": [release(1, "2023-05-20")]}})
    assert [finding.rule for finding in money.findings + money.habits].count("other-version") == told
    assert money.awards["amount"].to_list() == [64_000]
