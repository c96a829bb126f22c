"""Which row holds the headings, and which column the sum that was awarded: wherever they stand, nothing of them is lost without a word."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from analysis.sources.money.files import read_known_money
from tests.datasets.drawn_money import read_money

PLAIN = "award_id,title,kind,currency,amount,award_date,start,end,payer,recipient"
ROWS = (
    "a1,Hall,in kind,GBP,3000,2024-04-01,2024-04-01,2025-03-31,Council,Weir Hub\n"
    "# looked at by the treasurer,,,,,,,,,\n"
    "a2,Cook,loan,GBP,500,2024-04-01,2024-04-01,2025-03-31,Council,Mill Hub\n"
    "Total,,,,3500,,,,,\n"
)


@pytest.mark.parametrize("above", ["", "# from our ledger,,,,,,,,,\n", "\n", "Grants 2024-25\n\n", "a,b\n" * 5])
def test_a_plain_sheet_is_known_whatever_stands_above_its_headings(tmp_path: Path, above: str) -> None:
    """One row above them made a register of it: no identifiers, every kind a grant, every term gone."""
    money = read_money(tmp_path, {"awards.csv": f"{above}{PLAIN}\n{ROWS}"})
    assert money.awards.select("award_id", "kind", "amount", "start", "end").rows() == [
        ("a1", "in kind", 3_000, dt.date(2024, 4, 1), dt.date(2025, 3, 31)),
        ("a2", "loan", 500, dt.date(2024, 4, 1), dt.date(2025, 3, 31)),
    ]
    first = above.count("\n") + 2  # the row of the first award, counted from one
    assert money.awards["source_cell"].to_list() == [f"A{first}", f"A{first + 2}"]
    assert money.told == [] and money.sources["stated_total"].to_list() == [3_500]
    assert ("rows-above-headings" in money.rules) == bool(above.strip())


def test_a_fault_below_such_headings_is_told_at_its_own_cell(tmp_path: Path) -> None:
    money = read_money(
        tmp_path, {"awards.csv": f"Grants\n\n{PLAIN}\na1,Hall,grant,GBP,lots,2024-04-01,,,Council,Hub\n"}
    )
    assert money.told == [("E4", "not-a-number")]


@pytest.mark.parametrize(
    ("headings", "row", "payer"),
    [
        ("Date,Name of organisation,Purpose,Amount awarded", "12.07.2024,Mill Hub,Lunch,£600.00", None),
        (
            "Organisation,Charity_no_,Date_awarded,Payment_basis,Purpose,2024_25",
            "Mill Hub,1234567,2024-07-12,Once,Lunch,600",
            None,
        ),
        ("Group,Amount,Date Approved,Project,Ward", "Mill Hub,600,12/07/2024,Lunch,Abbey", None),
        (
            "Date the grant was awarded,Local authority department which has awarded the grant,Local authority,Beneficiary,Summary of the purpose of the grant,Amount",
            "12/07/2024,Housing,Vale Council,Mill Hub,Lunch,600",
            "Vale Council",
        ),
    ],
)
def test_registers_in_the_words_of_many(tmp_path: Path, headings: str, row: str, payer: str | None) -> None:
    money = read_money(tmp_path, {"grants.csv": f"{headings}\n{row}\n"})
    found = money.awards.select("recipient", "amount", "award_date", "purpose", "payer").rows()
    assert found == [("Mill Hub", 600.0, dt.date(2024, 7, 12), "Lunch", payer)]


def test_of_two_years_amounts_nobody_can_say_which_was_awarded_when(tmp_path: Path) -> None:
    text = "Organisation,Date awarded,2023_24,2024_25\nMill Hub,2024-07-12,500,600\n"
    assert not read_money(tmp_path, {"grants.csv": text}).awards.height


REGISTER = "Beneficiary,Date awarded,Council"
ROW = "Mill Hub,01/04/2024,Vale"


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        ("Amount paid,Amount awarded", "3000,12000", {"amount": 12_000}),
        ("Amount requested,Amount granted", "30000,12000", {"amount": 12_000}),
        ("Amount applied for,Grant", "30000,12000", {"amount": 12_000}),
        ("Total project cost,Grant amount", "90000,12000", {"amount": 12_000}),
        ("Match funding amount,Award value", "90000,12000", {"amount": 12_000}),
        ("Value,Amount remaining", "12000,400", {"amount": 12_000}),
        ("Amount paid", "12000", {"amount": 12_000}),  # nothing else says how much
        ("Grant name,Total paid", "Community fund 7,12000", {"amount": 12_000}),
        ("Grant officer,Amount paid", "3,12000", {"amount": 12_000}),
        ("Award title,Amount awarded", "2024,12000", {"amount": 12_000}),
        ("Grant (£)", "12000", {"amount": 12_000}),
        ("Amount,Type", "12000,Loan", {"amount": 12_000, "kind": "loan"}),
        ("Amount,Type of grant", "12000,In-kind support", {"kind": "in kind"}),
        ("Amount,Funding type", "12000,Repayable grant", {"kind": "repayable grant"}),
        ("Amount,Grant Type", "12000,Capital", {"kind": "grant", "spending": "capital"}),
        ("Amount,Capital or revenue", "12000,Revenue", {"kind": "grant", "spending": "revenue"}),
        ("Amount,Organisation type", "12000,Charity", {"kind": "grant"}),
        ("Amount,Currency", "12000,EUR", {"currency": "EUR"}),
        ("Amount,Start date,End date", "12000,01/05/2024,30/04/2026", {"start": dt.date(2024, 5, 1), "end": dt.date(2026, 4, 30)}),
    ],
)  # fmt: skip
def test_what_the_columns_of_a_register_say(
    tmp_path: Path, headings: str, cells: str, expected: dict[str, object]
) -> None:
    money = read_money(tmp_path, {"grants.csv": f"{REGISTER},{headings}\n{ROW},{cells}\n"})
    award = money.awards.row(0, named=True)
    assert {name: award[name] for name in expected} == expected
    assert money.told == []


def test_what_was_asked_for_is_neither_an_award_nor_a_payment(tmp_path: Path) -> None:
    reading = read_known_money(written(tmp_path, f"{REGISTER},Amount requested\n{ROW},30000\n"), "funding/asked.csv")
    assert reading[0] is None and [each.rule for each in reading[1].findings] == ["unknown-headings"]


def written(folder: Path, text: str) -> Path:
    path = folder / "asked.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_of_a_register_that_are_not_read_are_named(tmp_path: Path) -> None:
    text = f"{REGISTER},Amount requested,Amount awarded,Ward\n{ROW},30000,12000,Hill\n"
    told = [each for each in read_money(tmp_path, {"grants.csv": text}).findings if each.rule == "unread-columns"]
    assert [(each.severity, each.cell) for each in told] == [("note", "D1")]
    assert "`Amount requested`, `Ward`" in told[0].problem


def test_a_register_lacks_no_column_that_such_registers_never_have(tmp_path: Path) -> None:
    money = read_money(tmp_path, {"grants.csv": f"{REGISTER},Amount\n{ROW},12000\n"})
    assert money.findings == []
