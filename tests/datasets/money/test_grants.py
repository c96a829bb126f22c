"""360Giving packages: what the standard requires, what a grants officer would ask, and what becomes of each field."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.processing.readings import read_raw_file
from analysis.measures.money.funding import counted
from analysis.sources.money.giving.fields import FIELDS, heading_of
from tests.datasets.drawn_money import ALLIANCE, MILL, grant, package, read_money


@pytest.mark.parametrize(
    ("grants", "place", "rule"),
    [
        ([grant("A", amount=None)], "/grants/0/amountAwarded", "required-field"),
        ([grant("A", amount="tbc")], "/grants/0/amountAwarded", "amount-not-known"),
        ([grant("A", amount="about two thousand")], "/grants/0/amountAwarded", "not-a-number"),
        ([grant("A", amount="1.000")], "/grants/0/amountAwarded", "unclear-amount"),
        ([grant("A", amount="€600")], "/grants/0/amountAwarded", "two-currencies"),
        ([grant("A", currency="GBX")], "/grants/0/currency", "unknown-currency"),
        ([grant("A", awardDate="spring")], "/grants/0/awardDate", "not-a-date"),
        ([grant("A", awardDate="2024")], "/grants/0/awardDate", "not-a-date"),
        ([grant("A", awardDate="2010/11")], "/grants/0/awardDate", "unclear-date"),
        ([grant("A", regrantType="FRG999")], "/grants/0/regrantType", "regrant-type"),
        ([grant("A", payer={"name": "Council"})], "/grants/0/fundingOrganization/0/id", "required-field"),
        ([grant("A", payer={"id": "x"})], "/grants/0/fundingOrganization/0/name", "required-field"),
        ([grant("A", recipient={})], "/grants/0/recipientOrganization/0/name", "required-field"),
        (
            [grant("A", recipientIndividual={"id": "x", "name": "Jo"})],
            "/grants/0/recipientOrganization/0/name",
            "required-field",
        ),
        (["nonsense", grant("A")], "/grants/0", "not-a-grant"),
        (
            [grant("A", plannedDates=[{"startDate": "2024-05-01", "endDate": "2024-04-01"}])],
            "/grants/0/plannedDates/0/endDate",
            "end-before-start",
        ),
    ],
)
def test_what_a_grants_officer_would_ask_about(tmp_path: Path, grants: list[Any], place: str, rule: str) -> None:
    assert (place, rule) in read_money(tmp_path, {"awards.json": package(*grants)}).told


def test_money_taken_back_reduces_the_sum(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"awards.json": package(grant("A", amount=5_000), grant("A-back", amount=-1_500))})
    assert counted(money.awards)["amount"].sum() == 3_500
    assert [(found.cell, found.severity) for found in money.findings if found.rule == "award-taken-back"] == [
        ("/grants/1/amountAwarded", "note")
    ]
    sheet = read_money(
        tmp_path, {"awards.csv": "award_id,title,kind,currency,amount,payer,recipient\na,A,grant,GBP,(1500),C,H\n"}
    )
    assert sheet.award("a")["amount"] == -1_500


def test_an_award_whose_kind_nobody_stated_is_money(tmp_path: Path) -> None:
    """Only help in kind is known not to be money: kinds left blank and kinds that nobody knows count."""
    rows = "a,A,,GBP,50,C,H\nb,B,service level agreement,GBP,30,C,H\nc,C,in kind,GBP,20,C,H\nd,D,Loan,GBP,10,C,H\n"
    money = read_money(tmp_path, {"awards.csv": f"award_id,title,kind,currency,amount,payer,recipient\n{rows}"})
    assert counted(money.awards)["amount"].sum() == 90
    assert counted(money.awards).select("award_id", "kind").rows() == [("a", None), ("b", None), ("d", "loan")]
    assert [finding.rule for finding in money.findings if finding.column == "kind"] == ["not-a-choice", "required"]


def test_a_faultless_package_is_told_of_nothing(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"awards.json": package(grant("A"), grant("B", amount=250.5))})
    assert money.findings == []
    assert money.sources.rows() == [("funding/awards.json", "GBP", 2, 0, 350.5, None, None)]
    award = money.award("B")
    assert (award["payer_id"], award["recipient_id"], award["place"]) == ("GB-LAE-X", "360G-mill", "Town")
    assert (award["award_date"], award["source_cell"]) == (dt.date(2024, 4, 2), "/grants/1")


@pytest.mark.parametrize(
    ("dates", "first", "last", "known"),
    [
        ({"startDate": "2024", "endDate": "2024"}, (2024, 1, 1), (2024, 12, 31), ("year", "year")),
        ({"startDate": "2024-02", "endDate": "2024-02"}, (2024, 2, 1), (2024, 2, 29), ("month", "month")),
        ({"startDate": "01/04/2024", "endDate": "31/03/2025"}, (2024, 4, 1), (2025, 3, 31), ("day", "day")),
    ],
)
def test_start_and_end_are_known_to_the_year_the_month_or_the_day(
    tmp_path: Path, dates: dict[str, str], first: Any, last: Any, known: Any
) -> None:
    award = read_money(tmp_path, {"a.json": package(grant("A", plannedDates=[dates]))}).award("A")
    assert (award["start"], award["end"]) == (dt.date(*first), dt.date(*last))
    assert (award["start_known_to"], award["end_known_to"]) == known


def test_what_happened_holds_before_what_was_planned(tmp_path: Path) -> None:
    dates = {
        "plannedDates": [{"startDate": "2024-04-01", "endDate": "2025-03-31", "duration": 12}],
        "actualDates": [{"startDate": "2024-06-01"}],
    }
    award = read_money(tmp_path, {"a.json": package(grant("A", **dates))}).award("A")
    assert (award["start"], award["end"]) == (dt.date(2024, 6, 1), dt.date(2025, 3, 31))
    assert (award["term_years"], award["term_stated"]) == (1.0, "12 months")


def test_purpose_programme_capital_and_place(tmp_path: Path) -> None:
    said = {
        "grantProgramme": [{"title": "Warm spaces"}],
        "classifications": [{"vocabulary": "own", "title": "Food"}, {"title": "Heating"}],
        "fundingType": [{"title": "Capital Grant"}],
        "beneficiaryLocation": [{"name": "Town"}, {"name": "Village"}],
    }
    award = read_money(tmp_path, {"a.json": package(grant("A", **said))}).award("A")
    assert (award["purpose"], award["programme"], award["spending"]) == ("Food; Heating", "Warm spaces", "capital")
    assert award["place"] == "Town; Village"


def test_a_yearly_amount_is_never_a_total(tmp_path: Path) -> None:
    whole = grant("A", amount=None, annualAmount=60_000, kind="contract", termStated="not stated")
    written = grant("B", amount="£60,000 a year")
    money = read_money(tmp_path, {"a.json": package(whole, written)})
    assert money.told == []
    for name in ("A", "B"):
        assert (money.award(name)["amount"], money.award(name)["annual_amount"]) == (None, 60_000)


def test_words_stay_with_their_amounts(tmp_path: Path) -> None:
    texts = {"up to £2,500": (2_500, "up to"), "more than 30": (30, "more than"), "18k": (18_000, "about"),
             "3 thousand pounds": (3_000, "about"), "£26,000": (26_000, "exact"), "£1.8m": (1_800_000, "about")}  # fmt: skip
    money = read_money(tmp_path, {"a.json": package(*(grant(text.replace(" ", "-"), amount=text) for text in texts))})
    read = {row["award_id"]: (row["amount"], row["qualifier"]) for row in money.awards.rows(named=True)}
    assert read == {text.replace(" ", "-"): amount for text, amount in texts.items()}
    assert money.told == []


def test_more_than_one_recipient_is_one_award(tmp_path: Path) -> None:
    both = {**grant("A"), "recipientOrganization": [MILL, ALLIANCE]}
    award = read_money(tmp_path, {"a.json": package(both)}).award("A")
    assert (award["recipient"], award["recipient_count"], award["recipient_id"]) == ("Mill Hub; Alliance", 2, None)


def test_a_person_is_never_named(tmp_path: Path) -> None:
    person = {**grant("A"), "recipientIndividual": {"id": "360G-p1", "name": "Jo Smith"}}
    person["toIndividualsDetails"] = {"primaryGrantReason": "GTIR010"}
    del person["recipientOrganization"]
    path = tmp_path / "a.json"
    money = read_money(tmp_path, {"a.json": package(person)})
    assert (money.award("A")["recipient"], money.award("A")["recipient_kind"]) == ("an individual", "individual")
    assert not {"Jo", "p1", "GTIR010"} & set(str(read_raw_file(path, "funding/a.json")).replace("'", " ").split())


def test_habits_of_a_whole_file_are_told_once(tmp_path: Path) -> None:
    careless = [
        {**grant(name, recipient={"name": f"Mill {name}"}), "beneficiaryLocation": [], "description": f"Grant {name}"}
        for name in "ABC"
    ]
    notes = [
        finding
        for finding in read_money(tmp_path, {"a.json": package(*careless)}).findings
        if finding.severity == "note"
    ]
    assert [note.rule for note in notes] == ["no-recipient-id", "no-place", "thin-description"]
    assert notes[0].problem.startswith("All 3 grants have no identifier of the recipient") and notes[0].cell == (
        "/grants/0/recipientOrganization/0/id"
    )


def test_a_charity_number_that_is_none_is_asked_about(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"a.json": package(grant("A", recipient={"id": "GB-CHC-12", "name": "Mill"}))})
    assert [finding.rule for finding in money.findings] == ["identifier-form"]
    assert money.award("A")["recipient_kind"] == "charity"


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        (b"", "empty-file"),
        (b'{"grants": [', "not-json"),
        (b'{"grants": []}', "not-a-package"),
        (b"[1]", "not-a-package"),
        (b"[" * 100_000, "not-json"),
        (b"\xff\x00", "not-json"),
    ],
)
def test_what_is_no_package_is_one_finding(tmp_path: Path, held: bytes, rule: str) -> None:
    (tmp_path / "awards.json").write_bytes(held)
    assert [finding.rule for finding in read_raw_file(tmp_path / "awards.json", "funding/awards.json").findings] == [
        rule
    ]


def test_values_of_the_wrong_shape_are_findings_and_never_an_error(tmp_path: Path) -> None:
    names = list(grant("A"))
    assert len(names) > 5
    for wrong in (None, [], {}, [[]], [None], [{"name": ["x"]}], "text", 7, True, [[{"id": {}}]]):
        for name in names:
            money = read_money(tmp_path, {"a.json": package({**grant("A"), name: wrong})})
            assert "reader-failed" not in money.rules and money.awards.height <= 1
            assert money.awards.height or money.rules, (name, wrong)  # never gone without a word


def test_titles_and_names_lead_to_the_same_fields() -> None:
    for field in FIELDS:
        for text in (field.title, field.title.upper(), field.title.replace(" ", ""), field.path, f" {field.title} "):
            found = heading_of(text)
            assert found is not None and found.field.path in (field.path, "amountQualifier"), text
    assert len({field.path for field in FIELDS}) == len(FIELDS)
    numbered = heading_of("Recipient Org:1:Location:0:Name")
    assert numbered is not None and numbered.path == ("recipientOrganization", 1, "location", 0, "name")
    required = {"Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Funding Org:Identifier", "Funding Org:Name"}  # fmt: skip
    assert {field.title for field in FIELDS if field.needed} == required
