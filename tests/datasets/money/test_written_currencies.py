"""Money that names its currency in the amount's own cell: beside an empty currency, beside the same one, beside another."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.measures.money.funding import counted, in_force, with_terms
from analysis.measures.money.payments import paid_in
from analysis.periods import Period
from tests.datasets.drawn_money import Money, read_money

HEAD = "award_id,title,kind,currency,amount,award_date,start,end,payer,recipient"
TERM = "2024-04-02,2024-04-02,2025-03-31,Council,Mill Hub"
YEAR = Period.parse("2024-25")


def read_awards(folder: Path, *cells: str) -> Money:
    """One award for each `currency,amount` as a row holds them; the first is plain pounds."""
    rows = [f"a{number},Rent,grant,{cell},{TERM}" for number, cell in enumerate(cells)]
    return read_money(folder, {"awards.csv": "\n".join([HEAD, *rows]) + "\n"})


@pytest.mark.parametrize(
    ("cells", "amount", "currency"),
    [
        (",EUR 500", 500.0, "EUR"),
        (",€500", 500.0, "EUR"),
        ("EUR,€500", 500.0, "EUR"),
        ("EUR,500", 500.0, "EUR"),
        (",£500", 500.0, "GBP"),
    ],
)
def test_the_amounts_own_currency_counts_where_none_stands_beside_it(
    tmp_path: Path, cells: str, amount: float, currency: str
) -> None:
    award = read_awards(tmp_path, "GBP,80", cells).award("a1")
    assert (award["amount"], award["currency"]) == (amount, currency)


@pytest.mark.parametrize("cells", ["GBP,€500", "EUR,£500"])
def test_two_currencies_for_one_amount_are_a_finding_and_no_amount(tmp_path: Path, cells: str) -> None:
    money = read_awards(tmp_path, "GBP,80", cells)
    assert (money.award("a1")["amount"], money.award("a1")["currency"]) == (None, cells[:3])
    assert [(finding.cell, finding.rule) for finding in money.findings if finding.severity != "note"] == [
        ("E3", "two-currencies")
    ]


def test_euros_named_in_the_amount_alone_are_in_no_sum_of_pounds(tmp_path: Path) -> None:
    """80 pounds and 500 euros are 80 pounds."""
    terms = with_terms(read_awards(tmp_path, "GBP,80", ",EUR 500").awards)
    sums = dict(counted(in_force(terms, YEAR)).group_by("currency").agg(total="amount").rows())
    assert {currency: sum(amounts) for currency, amounts in sums.items()} == {"GBP": 80.0, "EUR": 500.0}


def test_euros_paid_are_in_no_sum_of_pounds_paid(tmp_path: Path) -> None:
    spend = "Payer,Supplier Name,Payment Date,Transaction No,Amount,Purpose\n"
    spend += "Council,Mill Hub,02/05/2024,1,80.00,Rent\nCouncil,Mill Hub,03/05/2024,2,EUR 500,Rent\n"
    awards = f"{HEAD}\na0,Rent,grant,GBP,80,{TERM}\n"
    money = read_money(tmp_path, {"awards.csv": awards, "spend.csv": spend})
    assert [finding.rule for finding in money.findings if finding.severity != "note"] == ["two-currencies"]
    assert paid_in(money.payments, with_terms(money.awards), [YEAR], "GBP")["paid"].to_list() == [80.0]
