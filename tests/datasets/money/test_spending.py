"""Councils' spend files: headings as they are spelt, their own TOTAL row, credits, withheld payees, the same file twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.money.awards import AWARDS
from tests.datasets.drawn_money import read_money

FILE = """Payments over £500 - Quarter 1
,,,,,
Body Name,Date Paid,Supplier Name,Transaction No.,Expense Type,Amount (£)
Vale Council,02/04/2024,Mill Hub,1001,Grants,"1,250.00"
Vale Council,03/04/2024,REDACTED PERSONAL DATA,1002,Care,600.00
Vale Council,05/04/2024,Mill Hub,1003,Grants,(250.00)
Vale Council,05/04/2024,Totally Local Food Ltd,1004,Food,-500.00
,,,,TOTAL,"1,150.00"
Published under the Transparency Code,,,,,
"""


def test_a_spend_file_becomes_payments_and_its_total_is_only_compared_with(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"spend.csv": FILE})
    assert money.payments.select(
        "payment_id", "paid", "recipient", "amount", "currency", "payer", "purpose"
    ).rows() == [
        ("spend/4", dt.date(2024, 4, 2), "Mill Hub", 1_250, "GBP", "Vale Council", "Grants"),
        ("spend/5", dt.date(2024, 4, 3), "redacted", 600, "GBP", "Vale Council", "Care"),
        ("spend/6", dt.date(2024, 4, 5), "Mill Hub", -250, "GBP", "Vale Council", "Grants"),
        ("spend/7", dt.date(2024, 4, 5), "Totally Local Food Ltd", -500, "GBP", "Vale Council", "Food"),
    ]
    assert money.sources.rows() == [("funding/spend.csv", "GBP", 4, 0, 1_100, 1_150, "F8")]
    assert money.told == []
    assert money.rules == {"rows-above-headings", "redacted-payee", "totals-row"}


@pytest.mark.parametrize(
    "headings",
    [
        "Organisation Name,Payment Date,Beneficiary,Transaction Number,Summary of the purpose of the expenditure,Net Amount",
        "Body,Transaction date,Supplier (beneficiary) name,Internal Reference,Narrative,Amount (excl VAT)",
        "BodyName,DATE,Vendor,Document Number,Description,Amount excluding VAT £",
        "Council,Date,SUPPLIER_NAME,Voucher No,Category,SumOfAmount_Exc_VAT",
        "Authority,paid date,Creditor Name,Trans No,Expense Area,Value",
        "Body,Payment Period,Name,Transaction No,Spend Description,Value",
        "Body,EffectiveDate,Vendor Name 2,Transaction No,Subjective Description,Actual Value",
        "Body,PAYMENT DATE,PAYEE,Transaction No,ACTIVITY,PAYMENT AMOUNT",
        "Body,Date of Payment,Supplier(T),Transaction No,Proclass(T),Amount in Sterling",
    ],
)
def test_headings_of_many_spellings(tmp_path: Path, headings: str) -> None:
    money = read_money(tmp_path, {"s.csv": f"{headings}\nVale Council,02/04/2024,Mill Hub,1,Grants,1250\n"})
    row = money.payments.select("payer", "paid", "recipient", "purpose", "amount").row(0)
    assert row == ("Vale Council", dt.date(2024, 4, 2), "Mill Hub", "Grants", 1250)
    assert money.told == []


@pytest.mark.parametrize(
    ("others", "purpose"),
    [
        ("Department,Category/Purpose", "second"),
        ("Department Incurring Spend,Merchant Category", "second"),
        ("Cost Centre Description,Nominal Description", "second"),
        ("Directorate,Expenditure Type", "second"),
        ("Spend Type,Department", "first"),
        ("Department,Directorate", "first"),  # where nothing says more
    ],
)
def test_what_a_payment_was_for_is_taken_before_who_spent_it(tmp_path: Path, others: str, purpose: str) -> None:
    text = f"Body,Date,Supplier,{others},Amount\nVale,02/04/2024,Mill,first,second,100\n"
    assert read_money(tmp_path, {"s.csv": text}).payments["purpose"].to_list() == [purpose]


def test_a_mere_name_is_no_payee_where_nothing_says_what_for(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"s.csv": "Name,Date,Amount\nMill,02/04/2024,100\n"})
    assert not money.payments.height and "unknown-headings" in money.rules


def test_without_and_with_tax(tmp_path: Path) -> None:
    text = "Body Name,Date,Supplier,Gross Amount,Net Amount\nVale,02/04/2024,Mill,120,100\n"
    money = read_money(tmp_path, {"s.csv": text})
    assert money.payments["amount"].to_list() == [100] and money.rules == {"several-amounts"}


def test_what_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    text = "Body Name,Date,Supplier,Amount\nVale,32/13/2024,Mill,100\nVale,02/04/2024,Kiln,n/a\nVale,02/04/2024,Kiln,12.345\n"
    money = read_money(tmp_path, {"s.csv": text})
    assert set(money.told) >= {("B2", "not-a-date"), ("D3", "amount-not-known"), ("D4", "unclear-amount")}
    assert money.payments["paid"].null_count() == 1 and money.sources["added"].to_list() == [100]


def test_no_body_is_told_once(tmp_path: Path) -> None:
    rows = "\n".join(f"02/04/2024,Mill,{number}" for number in range(5))
    money = read_money(tmp_path, {"s.csv": f"Date,Supplier,Amount\n{rows}\n"})
    assert [rule for _, rule in money.told] == ["missing-heading"]


def test_one_payment_in_two_files_counts_once_but_two_lines_of_an_invoice_are_two(tmp_path: Path) -> None:
    line = "Vale,02/04/2024,Mill,77,100\n"
    text = f"Body Name,Date,Supplier,Transaction No,Amount\n{line}{line}"
    money = read_money(tmp_path, {"april.csv": text, "quarter.csv": text})
    assert money.payments.height == 2
    assert [(finding.file, finding.rule) for finding in money.findings] == [("funding/quarter.csv", "repeated-payment")]
    assert money.sources.select("rows", "left_out").rows() == [(2, 0), (0, 0)]
    assert (
        money.repeats.select("source_file", "why", "amount").rows()
        == [("funding/quarter.csv", "same payment", 100.0)] * 2
    )


def test_workbooks_and_inspect(tmp_path: Path) -> None:
    rows = [
        ["Body Name", "Date", "Supplier", "Amount"],
        ["Vale", dt.date(2024, 4, 2), "Mill", 100.5],
        ["", "", "Total", 100.5],
    ]
    money = read_money(tmp_path, {"s.xlsx": {"April": rows}, "s.csv": FILE})
    assert money.payments.filter(source_sheet="April")["payment_id"].to_list() == ["s/April/2"]
    assert money.sources.filter(source_file="funding/s.xlsx").row(0)[-2:] == (100.5, "April!D3")
    for name in ("s.xlsx", "s.csv"):
        assert inspect_file(tmp_path / name).kind == "payments, as a council's spend file"


def test_payments_of_the_network_are_told_from_roads_and_lamps(tmp_path: Path) -> None:
    hubs = pl.DataFrame({"hub_id": ["mill"], "name": ["The Mill Hub"], "locality_id": ["l1"]})
    awards = pl.DataFrame([{"award_id": "a", "recipient": "Valleys Alliance"}], schema=AWARDS.schema)
    names = ("MILL HUB LTD", "Valleys Alliance (CIO)", "Lamps & Co", "REDACTED")
    text = "Body Name,Date,Supplier,Amount\n" + "".join(f"Vale,02/04/2024,{name},1\n" for name in names)
    money = read_money(tmp_path, {"s.csv": text}, {"hubs": hubs, "awards": awards})
    assert money.payments["to_network"].to_list() == [True, True, False, False]
    assert money.payments["recipient_hub"].to_list() == ["mill", None, None, None]


def test_totals_as_they_come_are_no_payments(tmp_path: Path) -> None:
    rows = "PaymentDate,SupplierName,Department,AmountPaid,InvoiceRef\n03-Apr-24,Mill Hub,Comm,600,1\n20240503,Mill Hub,Comm,700,2\n"
    for last in ("Grand Total,,,1300,", ",,,1300,", ",,,Total: 1300,", ",Total,,1300,"):
        money = read_money(tmp_path, {"s.csv": f"{rows}{last}\n"})
        assert money.payments["amount"].to_list() == [600, 700], last
        assert money.payments["paid"].to_list() == [dt.date(2024, 4, 3), dt.date(2024, 5, 3)]
        assert money.sources.select("stated_total", "added").row(0) == (1_300, 1_300), last
        assert "totals-row" in money.rules


def test_a_payment_without_payee_or_day_is_told_and_kept(tmp_path: Path) -> None:
    text = "Body Name,Date,Supplier,Amount\nVale,02/04/2024,,120\nVale,,Mill,100\nVale,,Kiln,50\n"
    money = read_money(tmp_path, {"s.csv": text})
    assert money.payments["amount"].to_list() == [120, 100, 50]
    assert {finding.problem for finding in money.findings} == {"1 payment has no payee.", "2 payments have no day."}
    assert [finding.cell for finding in money.findings] == ["C2", "B3"]
    assert all(finding.severity == "doubt" for finding in money.findings)
