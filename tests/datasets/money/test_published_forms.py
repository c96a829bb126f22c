"""The forms in which councils and funders publish money: each read as what it is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.datasets.drawn_money import COUNCIL, MILL, grant, package, read_money


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


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"awardDate": "2080-01-01"}, "award-date-to-come"),
        ({"awardDate": "1995-05-01"}, "award-date-long-ago"),
        ({"plannedDates": [{"startDate": "2024-01-01", "endDate": "2060-01-01"}]}, "long-term"),
        ({"beneficiaryLocation": [{"name": "X", "geoCode": "N1 9AL"}]}, "postcode-as-place-code"),
        ({"description": "Write to jo@example.org"}, "email-in-text"),
        ({"id": "360G-q-3 x"}, "blank-in-identifier"),
        ({"recipient": {"id": "ZZ-FOO-1", "name": "Vale"}}, "unknown-register"),
        ({"recipient": {"id": "360G-q-org", "name": "Vale"}}, "recipient-with-funder-prefix"),
        ({"payer": {"id": "GB-LAE-X", "name": "New Name Council"}}, "one-id-two-names"),
        ({"recipient": {"id": "GB-CHC-1234567", "name": "Mill Hub"}}, "one-name-two-ids"),
    ],
)
def test_what_the_data_quality_tool_asks(tmp_path: Path, changed: dict[str, Any], rule: str) -> None:
    sound = [grant(f"360G-q-{number}", amount=number + 1) for number in range(3)]
    assert not {each for each in read_money(tmp_path, {"a.json": package(*sound)}).rules if each == rule}
    named = {name: changed[name] for name in ("payer", "recipient") if name in changed}
    more = {name: value for name, value in changed.items() if name not in ("payer", "recipient", "id")}
    odd = grant(changed.get("id", "360G-q-9"), **{"payer": COUNCIL, "recipient": MILL, **named}, amount=99, **more)
    assert rule in read_money(tmp_path, {"a.json": package(*sound, odd)}).rules
