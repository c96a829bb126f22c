"""The forms in which councils and funders publish money: each read as what it is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.datasets.money.future_days import days_of_data
from analysis.sources.raw.cards import Card
from tests.datasets.drawn_money import COUNCIL, grant, package, read_money


def test_a_register_of_grants_by_the_transparency_code(tmp_path: Path) -> None:
    text = (
        "Grants to voluntary organisations\n"
        "Council,Date awarded,Time period,Department,Beneficiary,Charity number,Summary of the purpose of the grant,Amount (£)\n"
        'Vale,01/05/2024,April 2024 to March 2026,Communities,Mill Hub,1234567,Warm rooms,"12,000"\n'
        "Vale,02/06/2024,2024-25,Communities,Dale Hub,,Youth club,3000\n"
        "Vale,03/06/2024,12 months,Communities,Vale Hub,,Lunch,500\n"
        'Total,,,,,,,"15,500"\n'
    )
    money = read_money(tmp_path, {"grants.csv": text})
    assert money.awards.select("recipient", "payer", "amount", "kind", "award_date", "start", "end", "term_years").rows() == [
        ("Mill Hub", "Vale", 12_000, "grant", dt.date(2024, 5, 1), dt.date(2024, 4, 1), dt.date(2026, 3, 31), None),
        ("Dale Hub", "Vale", 3_000, "grant", dt.date(2024, 6, 2), dt.date(2024, 4, 1), dt.date(2025, 3, 31), None),
        ("Vale Hub", "Vale", 500, "grant", dt.date(2024, 6, 3), None, None, 1.0),
    ]  # fmt: skip
    assert money.awards["recipient_id"].to_list() == ["GB-CHC-1234567", None, None]
    assert money.told == [] and money.sources["stated_total"].to_list() == [15_500]


@pytest.mark.parametrize(
    "headings",
    [
        "Body Name,Service Area,Expenses Type,Invoice Payment Date,Transaction Number,Net Amount,Supplier Name",
        "Date of Payment,Payee Name,Payment Amount (£),Directorate,Reason",
        "Vendor Name,Vendor ID,Document Date,Posted Amount,GL Description",
        "Creditor Name,Pay Date,Sum of Net,Creditor Reference",
        "Beneficiary of payment,Date of transaction,Value excluding VAT,Purpose of Payment",
        "PAYMENT_DATE,SUPPLIER_NAME,INVOICE_NET_AMT,NARRATIVE",
        "Clearing Date,Name of vendor,Amount in LC,Text",
        "Cost Centre,Subjective Code,Trans Date,Supplier Name,Sum of Amount Net of Recoverable VAT",
        "TransactionDate,SupplierName,LineAmountExcVAT,ProCatDescription",
        "Payee,Date Cleared,£,Service",
    ],
)
def test_headings_that_no_list_has_are_read_by_their_words(tmp_path: Path, headings: str) -> None:
    cells = {"date": "02/04/2024", "payee": "Mill Hub", "amount": "1250"}
    telling = {"date": ("date",), "payee": ("payee", "vendor name", "creditor name", "beneficiary", "supplier", "name of vendor"),
               "amount": ("amount", "net", "value", "amt", "£")}  # fmt: skip

    def cell(heading: str) -> str:
        low = heading.lower()
        return next((cells[name] for name, words in telling.items() if any(word in low for word in words)), "x")

    row = ",".join(cell(heading) for heading in headings.split(","))
    money = read_money(tmp_path, {"s.csv": f"{headings}\n{row}\n"})
    assert money.payments.select("paid", "recipient", "amount").rows() == [(dt.date(2024, 4, 2), "Mill Hub", 1250)]


def release(ocid: str, **more: Any) -> dict[str, Any]:
    award = {"id": "a", "status": "active", "title": "Youth", "value": {"amount": 7_000, "currency": "GBP"}, "suppliers": [{"id": "s1", "name": "Mill Hub"}]}  # fmt: skip
    said = {"id": "1", "date": "2024-04-01T00:00:00Z", "tag": ["award"], "initiationType": "tender"}
    return {"ocid": ocid, **said, "buyer": {"id": "B", "name": "Council"}, "awards": [award], **more}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lines.jsonl", "\n".join(json.dumps(release(ocid)) for ocid in ("o-1", "o-2"))),
        ("list.json", json.dumps([release("o-1"), release("o-2")])),
        ("packages.json", json.dumps([{"releases": [release("o-1")]}, {"releases": [release("o-2")]}])),
        (
            "flat.csv",
            "ocid,id,date,tag,initiationType,buyer/name,awards/0/id,awards/0/title,awards/0/status,awards/0/value/amount,awards/0/value/currency,awards/0/suppliers/0/name\n"
            + "".join(f"{ocid},1,2024-04-01,award,tender,Council,a,Youth,active,7000,GBP,Mill Hub\n" for ocid in ("o-1", "o-2")),
        ),
    ],
)  # fmt: skip
def test_releases_one_a_line_in_lists_and_flattened(tmp_path: Path, name: str, text: str) -> None:
    money = read_money(tmp_path, {name: text})
    assert money.awards.select("award_id", "amount", "payer", "recipient").rows() == [
        ("o-1/a", 7_000, "Council", "Mill Hub"),
        ("o-2/a", 7_000, "Council", "Mill Hub"),
    ]
    assert money.told == []


def test_the_ceiling_of_a_framework_is_no_award_and_a_call_off_is(tmp_path: Path) -> None:
    tender = {"techniques": {"hasFrameworkAgreement": True}}
    under = {"tender": tender, "relatedProcesses": [{"id": "1", "relationship": ["framework"]}]}
    money = read_money(tmp_path, {"c.json": {"releases": [release("o-1", tender=tender), release("o-2", **under)]}})
    assert money.awards["award_id"].to_list() == ["o-2/a"]
    assert [rule for _, rule in money.told] == ["framework"]


def test_options_to_extend_and_several_suppliers(tmp_path: Path) -> None:
    two = release("o-1")
    two["awards"][0] |= {
        "suppliers": [{"id": "s1", "name": "Mill Hub"}, {"id": "s2", "name": "Dale Hub"}],
        "contractPeriod": {"startDate": "2024-04-01", "endDate": "2026-03-31", "maxExtentDate": "2028-03-31"},
    }
    award = read_money(tmp_path, {"c.json": {"releases": [two]}}).award("o-1/a")
    assert (award["recipient_body"], award["recipient_count"], award["recipient_hub"]) == (
        "Mill Hub; Dale Hub",
        2,
        None,
    )
    assert (award["end"], award["extend_to"]) == (dt.date(2026, 3, 31), dt.date(2028, 3, 31))


def test_comments_and_totals_are_no_grants(tmp_path: Path) -> None:
    head = "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name,Funding Org:Name"
    rows = "# as agreed,ignored,,,,,,\n360G-x-1,T,What for,GBP,1000,2024-06-15,Hill Hub,Fund\nTotal,,,,1000,,,\n"
    money = read_money(tmp_path, {"g.csv": f"{head}\n{rows}"})
    assert money.awards["award_id"].to_list() == ["360G-x-1"]
    assert money.sources.select("added", "stated_total").rows() == [(1_000, 1_000)]


def test_long_workbooks_are_read_to_their_end(tmp_path: Path) -> None:
    head = [
        "Identifier",
        "Title",
        "Description",
        "Currency",
        "Amount Awarded",
        "Award Date",
        "Recipient Org:Name",
        "Funding Org:Name",
    ]
    rows = [[f"360G-x-{n}", f"T{n}", "What for", "GBP", 10, "2024-06-15", f"Hub {n}", "Fund"] for n in range(12_000)]
    money = read_money(tmp_path, {"g.xlsx": {"Grants": [head, *rows]}})
    assert (money.awards.height, money.awards["amount"].sum()) == (12_000, 120_000)
    assert "long-sheet" not in money.rules


CHC = {"id": "GB-CHC-1164883", "name": "Vale Hub", "charityNumber": "1164883", "postalCode": "GL1 1AA"}
PERSON = {"recipientOrganization": None, "recipientIndividual": {"id": "360G-p1", "name": "x"}, "toIndividualsDetails": {"grantPurpose": "GTIP010"}}  # fmt: skip
FULL: dict[str, Any] = {
    "beneficiaryLocation": [{"name": "Vale", "geoCode": "E05000026"}],
    "grantProgramme": [{"title": "Rent"}],
    "plannedDates": [{"startDate": "2024-04-01", "endDate": "2025-03-31"}],
    "dateModified": "2024-05-01",
    "dataSource": "https://example.org/grants",
}


def full(number: int = 0, **more: Any) -> dict[str, Any]:
    """A grant of which no test of the tool asks anything."""
    made = {**grant(f"360G-q-{number}", amount=number + 1, recipient=CHC), **FULL, **more}
    return {name: value for name, value in made.items() if value is not None}


def body(**more: Any) -> dict[str, Any]:
    return {"recipientOrganization": [{**CHC, **more}]}


def payer(**more: Any) -> dict[str, Any]:
    return {"fundingOrganization": [{**COUNCIL, **more}]}


@pytest.mark.parametrize(
    ("test", "changed", "rule"),
    [  # the 36 tests of lib360dataquality by the names that they have there
        ("ZeroAmountTest", {"amountAwarded": 0}, "award-of-nought"),
        ("FundingOrgUnrecognisedPrefix", payer(id="ZZ-FOO-1"), "unknown-register"),
        ("RecipientOrgUnrecognisedPrefix", body(id="ZZ-FOO-1"), "unknown-register"),
        ("RecipientOrgCharityNumber", body(charityNumber="12"), "identifier-form"),
        ("RecipientOrgCompanyNumber", body(companyNumber="not yet"), "identifier-form"),
        ("OrganizationIdLooksInvalid", body(id="GB-CHC-11648"), "identifier-form"),
        ("OrganizationIdLooksInvalid", payer(id="GB-COH-1"), "identifier-form"),
        ("OrganizationIdUnexpectedChars", body(id="GB-CHC-116\n4883"), "blank-in-identifier"),
        ("GrantIdUnexpectedChars", {"id": "360G-q\n9"}, "blank-in-identifier"),
        ("MoreThanOneFundingOrg", payer(id="GB-LAE-Y", name="Town"), "several-funders"),
        ("LooksLikeEmail", {"description": "Write to jo@example.org"}, "email-in-text"),
        ("LooksLikeEmail", {"grantProgramme": [{"title": "Ask jo@example.org"}]}, "email-in-text"),
        ("ImpossibleDates", {"awardDate": "2024-02-30"}, "not-a-date"),
        ("ImpossibleDates", {"plannedDates": [{"startDate": "2024-09-31"}]}, "not-a-date"),
        ("ImpossibleDates", {"plannedDates": [{"startDate": "2023-02-29"}], "actualDates": [{"startDate": "2023-03-01"}]}, "no-such-day"),
        ("PlannedStartDateBeforeEndDate", {"plannedDates": [{"startDate": "2024-05-01", "endDate": "2024-04-01"}]}, "end-before-start"),
        (
            "PlannedStartDateBeforeEndDate",
            {"plannedDates": [{"startDate": "2024-05-01", "endDate": "2024-04-01"}], "actualDates": [{"startDate": "2024-04-01", "endDate": "2024-05-01"}]},
            "planned-end-before-start",
        ),
        ("ActualStartDateBeforeEndDate", {"actualDates": [{"startDate": "2024-05-01", "endDate": "2024-04-01"}]}, "end-before-start"),
        ("FarFuturePlannedDates", {"plannedDates": [{"startDate": "2024-01-01", "endDate": "2040-01-01"}]}, "far-end"),
        ("FarFuturePlannedDates", {"plannedDates": [{"startDate": "2024-01-01", "endDate": "2040-01-01"}]}, "long-term"),
        ("FarFutureActualDates", {"actualDates": [{"startDate": "2024-01-01", "endDate": "2031-01-01"}]}, "far-actual-end"),
        ("FarPastDates", {"awardDate": "1995-05-01"}, "award-date-long-ago"),
        ("FarPastDates", {"plannedDates": [{"startDate": "1995-05-01", "endDate": "2024-09-01"}]}, "award-date-long-ago"),
        ("PostDatedAwardDates", {"awardDate": "2025-04-10"}, "award-date-to-come"),
        ("RecipientIndDEI", {**PERSON, "project": {"x": 1}}, "person-with-project-data"),
        ("GeoCodePostcode", {"beneficiaryLocation": [{"name": "X", "geoCode": "N1 9AL"}]}, "postcode-as-place-code"),
        ("MultiFundingNamesForOrgId", payer(name="New Name Council"), "one-id-two-names"),
        ("MultiFundingOrgIdsForName", payer(id="GB-LAE-Y"), "one-name-two-ids"),
        ("RecipientOrg360GPrefix", body(id="360G-q-org"), "recipient-with-funder-prefix"),
        ("FundingOrg360GPrefix", payer(id="360G-council"), "funder-with-own-prefix"),
        ("NoRecipientOrgCompanyCharityNumber", body(id="GB-EDU-1", charityNumber=""), "no-register-number"),
        ("IncompleteRecipientOrg", body(postalCode=""), "no-place-of-recipient"),
        ("NoGrantProgramme", {"grantProgramme": None}, "no-programme"),
        ("NoBeneficiaryLocation", {"beneficiaryLocation": None}, "no-place"),
        ("TitleDescriptionSame", {"description": "Grant 360G-q-9"}, "thin-description"),
        ("TitleLength", {"title": "x" * 141}, "long-title"),
        ("NoLastModified", {"dateModified": None}, "no-last-modified"),
        ("NoDataSource", {"dataSource": None}, "no-data-source"),
        ("RecipientIndWithoutToIndividualsDetails", {**PERSON, "toIndividualsDetails": None}, "person-without-reason"),
        ("PlannedDurationNotPresent", {"plannedDates": None}, "no-term"),
        ("BeneficiaryLocationNameButNoCode", {"beneficiaryLocation": [{"name": "Vale"}]}, "place-without-code"),
        ("BeneficiaryButNotRecipientGeoData", body(postalCode="", location=[]), "no-place-of-recipient"),
        (
            "RecipientGeoDataButNoBeneficiary",
            {"beneficiaryLocation": None, **body(location=[{"geoCode": "E05000026"}])},
            "place-of-recipient-only",
        ),
    ],
)  # fmt: skip
def test_what_the_data_quality_tool_asks(tmp_path: Path, test: str, changed: dict[str, Any], rule: str) -> None:
    sound = [full(number) for number in range(3)]
    quiet = read_money(tmp_path, {"a.json": package(*sound)})
    assert quiet.findings + quiet.habits == []
    money = read_money(tmp_path, {"a.json": package(*sound, full(9, **changed))})
    found = [each for each in money.findings + money.habits if each.rule == rule]
    assert len(found) == 1, test
    assert found[0].cell.startswith("/grants/3") or rule in ("one-id-two-names", "one-name-two-ids")
    assert all((found[0].problem, found[0].why, found[0].remedy, found[0].ignore))


def test_a_day_is_to_come_by_the_day_of_the_data_and_not_by_that_of_the_build() -> None:
    cards = [
        Card("funding", {"when": "2025-04-09"}, {}),
        Card("", {"when": "May 2025"}, {}),
        Card("funding/old", {"when": "?"}, {}),
    ]
    files = ["funding/a.json", "funding/old/b.json", "spend.csv"]
    assert days_of_data(cards, files, dt.date(2025, 3, 31)) == {
        "funding/a.json": dt.date(2025, 4, 9), "funding/old/b.json": dt.date(2025, 4, 9), "spend.csv": dt.date(2025, 5, 31),
    }  # fmt: skip
    assert days_of_data([], ["a.csv"], dt.date(2025, 3, 31)) == {"a.csv": dt.date(2025, 3, 31)}


def test_an_award_that_states_one_end_of_its_term_alone_is_told(tmp_path: Path) -> None:
    text = "\n".join(
        (
            "award_id,title,kind,currency,amount,payer,recipient,award_date,start,end,term_years,term_stated",
            "open,A,grant,GBP,12000,Council,Hub,2024-03-01,2024-04-01,,,",
            "loose,B,grant,GBP,12000,Council,Hub,2024-03-01,2024-04-01,,1,at least one year",
            "ends,C,grant,GBP,5000,Council,Hub,2024-03-01,,2025-06-30,,",
            "length,D,grant,GBP,7000,Council,Hub,2024-03-01,2024-04-01,,2,two years",
            "term,E,grant,GBP,8000,Council,Hub,2024-03-01,2024-04-01,2025-03-31,,",
            "day,F,grant,GBP,9000,Council,Hub,2024-03-01,,,,",
        )
    )
    told = read_money(tmp_path, {"awards.csv": text}).findings
    ends = [
        (finding.rule, finding.value)
        for finding in told
        if finding.rule in ("award-without-end", "award-without-start")
    ]
    assert ends == [
        ("award-without-end", "2024-04-01"),
        ("award-without-end", "2024-04-01"),
        ("award-without-start", "2025-06-30"),
    ]
