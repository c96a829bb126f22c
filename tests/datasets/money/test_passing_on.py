"""Money that passes through lead bodies is counted once, however it goes; awards published twice are counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.datasets.drawn_money import ALLIANCE, COUNCIL, MILL, grant, package, read_money


def test_money_passed_on_names_the_award_it_was_counted_in(tmp_path: Path) -> None:
    whole = grant("A", COUNCIL, ALLIANCE, 100, regrantType="FRG050")
    onward = grant("B", ALLIANCE, MILL, 60, relatedActivity=["A"])
    money = read_money(tmp_path, {"a.json": package(whole, onward)})
    first, second = money.award("A"), money.award("B")
    assert (first["lead"], first["passed_on_from"]) == ("Alliance", None)
    assert second["passed_on_from"] == "A"
    assert (second["payer"], second["lead"], second["lead_id"], second["recipient"]) == (
        "Alliance", "Alliance", "360G-alliance", "Mill Hub",
    )  # fmt: skip
    assert money.findings == []


def test_the_funder_and_the_lead_body_may_publish_apart_and_in_chains(tmp_path: Path) -> None:
    files = {
        "council.json": package(grant("A", COUNCIL, ALLIANCE, 100, regrantType="FRG010")),
        "alliance.json": package(grant("B", ALLIANCE, MILL, 60, relatedActivity="A")),
        "mill.json": package(grant("C", MILL, {"id": "360G-kiln", "name": "Kiln"}, 20, relatedActivity=["B"])),
    }
    money = read_money(tmp_path, files)
    assert money.awards.select("award_id", "passed_on_from").rows() == [("A", None), ("B", "A"), ("C", "B")]
    assert money.told == []


def test_a_sister_grant_of_the_same_funder_is_not_passed_on(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"a.json": package(grant("A", COUNCIL, ALLIANCE), grant("B", relatedActivity=["A"]))})
    assert money.award("B")["passed_on_from"] is None


def test_what_a_lead_body_would_be_asked(tmp_path: Path) -> None:
    whole = grant("A", COUNCIL, ALLIANCE, regrantType="FRG050")
    unlinked = read_money(tmp_path, {"a.json": package(whole, grant("B", ALLIANCE))})
    assert unlinked.told == [("/grants/1/relatedActivity/0", "pass-through-not-linked")]
    assert "perhaps A" in unlinked.findings[0].remedy
    assert "nothing-passed-on" in read_money(tmp_path, {"a.json": package(whole)}).rules
    much = read_money(tmp_path, {"a.json": package(whole, grant("B", ALLIANCE, MILL, 101, relatedActivity=["A"]))})
    assert much.told == [("/grants/0/regrantType", "passed-on-too-much")]
    other = grant("B", ALLIANCE, MILL, 50, relatedActivity=["A"], currency="EUR")
    assert "passed-on-in-another-currency" in read_money(tmp_path, {"a.json": package(whole, other)}).rules


@pytest.mark.parametrize("length", [1, 2, 3, 50])
def test_a_circle_is_a_finding_that_does_not_hang_and_keeps_its_largest_award(tmp_path: Path, length: int) -> None:
    rows = [f"a{n},T,grant,GBP,{1_000 - n},exact,Council,Mill,a{(n + 1) % length}" for n in range(length)]
    sheet = "award_id,title,kind,currency,amount,qualifier,payer,recipient,passed_on_from\n" + "\n".join(rows)
    money = read_money(tmp_path, {"awards.csv": sheet})
    counted = money.awards.filter(money.awards["passed_on_from"].is_null())
    assert counted["award_id"].to_list() == ["a0"]
    assert [finding.cell for finding in money.findings if finding.rule == "passed-on-in-a-circle"] == ["I2"]


def test_money_related_both_ways_is_counted_once(tmp_path: Path) -> None:
    there = grant("A", COUNCIL, ALLIANCE, relatedActivity=["B"])
    back = grant("B", ALLIANCE, COUNCIL, relatedActivity=["A"])
    money = read_money(tmp_path, {"a.json": package(there, back)})
    assert money.awards["passed_on_from"].to_list() == ["B", None]
    assert "passed-on-in-a-circle" in money.rules


def test_one_award_in_two_files_is_counted_once_and_said(tmp_path: Path) -> None:
    files = {
        "a.json": package(grant("A", title="Room rent")),
        "b.json": package(grant("A", title="The rent"), grant("B", amount=7)),
    }
    money = read_money(tmp_path, files)
    assert money.awards["award_id"].to_list() == ["A", "B"] and money.told == []
    (said,) = money.findings
    assert (said.file, said.cell, said.rule, said.severity) == (
        "funding/b.json",
        "/grants/0/id",
        "repeated-award",
        "note",
    )
    assert "funding/a.json, /grants/0" in said.problem
    assert money.sources.select("source_file", "rows", "left_out", "added").rows() == [
        ("funding/a.json", 1, 0, 100.0),
        ("funding/b.json", 1, 0, 107.0),
    ]


def test_two_awards_of_one_name_that_differ_are_asked_about(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"a.json": package(grant("A")), "b.json": package(grant("A", amount=150))})
    assert [(found.file, found.cell, found.rule) for found in money.findings] == [
        ("funding/a.json", "/grants/0/amountAwarded", "doubled-award")
    ]
    assert "amount `100` and there `150`" in money.findings[0].problem
    assert (money.award("A")["amount"], money.award("A")["least_amount"]) == (150, 100)
    other = read_money(tmp_path, {"a.json": package(grant("A", amount=150)), "b.json": package(grant("A"))})
    assert (other.award("A")["amount"], other.award("A")["least_amount"]) == (150, 100)


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("b.json", "a.json")])
def test_the_version_modified_last_counts_whatever_its_file_is_called(tmp_path: Path, names: tuple[str, str]) -> None:
    old, new = (
        package(grant("A", amount=amount, dateModified=day)) for amount, day in ((90, "2024-04-01"), (75, "2025-02-01"))
    )
    money = read_money(tmp_path, dict(zip(names, (old, new), strict=True)))
    assert (money.award("A")["amount"], money.award("A")["least_amount"]) == (75, None)
    assert money.repeats.select("record_id", "why", "amount").rows() == [("A", "older version", 90.0)]
    assert money.rules == {"older-version"} and money.told == []


def test_one_award_under_two_names_is_pointed_at(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"a.json": package(grant("A", title="Rooms"), grant("B", title="Rooms"))})
    assert money.awards.height == 2 and money.rules == {"perhaps-same-award"}
    assert money.awards["perhaps_same_as"].to_list() == [None, "A"]


def test_what_comes_out_of_an_award_of_unknown_amount_is_said_to_be_in_no_total(tmp_path: Path) -> None:
    heads = "award_id,title,kind,currency,amount,annual_amount,qualifier,payer,recipient,passed_on_from\n"
    rows = "A,T,grant,GBP,,60000,exact,Council,Alliance,\nB,T,grant,GBP,9000,,exact,Alliance,Mill,A\n"
    money = read_money(tmp_path, {"awards.csv": heads + rows})
    assert money.told == [("J3", "passed-on-from-unknown-amount")]
    assert "in no total" in money.findings[0].why
