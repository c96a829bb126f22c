"""Amounts as people write them: read where certain, without a value where they could be two numbers or none."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.datasets.written.currencies import read_currency
from analysis.datasets.written.days import read_days
from analysis.datasets.written.money import read_amounts


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "currency", "by_year"),
    [
        ("26000", 26_000, "exact", "", False),
        ("£26,000", 26_000, "exact", "GBP", False),
        ("1,000.50", 1_000.5, "exact", "", False),
        ("1.000,50", 1_000.5, "exact", "", False),
        ("1 000 000", 1_000_000, "exact", "", False),
        ("1.000.000", 1_000_000, "exact", "", False),
        ("18k", 18_000, "about", "", False),
        ("3 thousand pounds", 3_000, "about", "", False),
        ("£1.8m", 1_800_000, "about", "GBP", False),
        ("1.8 million pounds", 1_800_000, "about", "", False),
        ("up to £2.5m", 2_500_000, "up to", "GBP", False),
        ("up to £2,500", 2_500, "up to", "GBP", False),
        ("at least 500", 500, "at least", "", False),
        ("more than £2,000", 2_000, "more than", "GBP", False),
        ("c. £500", 500, "about", "GBP", False),
        ("(500)", -500, "exact", "", False),
        ("(£1,234.50)", -1_234.5, "exact", "GBP", False),
        ("500.00-", -500, "exact", "", False),
        ("500.00 CR", -500, "exact", "", False),
        ("-£500", -500, "exact", "GBP", False),
        ("€6000", 6_000, "exact", "EUR", False),
        ("6,000 euros", 6_000, "exact", "EUR", False),
        ("GBP 500", 500, "exact", "GBP", False),
        ("£60,000 a year", 60_000, "exact", "GBP", True),
        ("60,000 p.a.", 60_000, "exact", "", True),
        ("nil", 0, "exact", "", False),
    ],
)
def test_certain(text: str, value: float, qualifier: str, currency: str, by_year: bool) -> None:
    (amount,) = read_amounts([text])
    assert amount[:4] == (value, qualifier, currency, by_year)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("tbc", "not known"), ("unknown", "not known"), ("n/a", "not applicable"), ("-", "dash"), ("", "blank"),
        ("1.000", "unclear"), ("26,00", "unclear"), ("10-15k", "other"), ("£500 each", "other"), ("$500", "other"),
        ("1,0000", "other"), ("1e5", "other"), ("inf", "other"), ("9" * 40, "other"), ("9" * 5_000, "other"), ("three", "other"),
    ],
)  # fmt: skip
def test_uncertain(text: str, state: str) -> None:
    (amount,) = read_amounts([text])
    assert (amount.value, amount.state) == (None, state)


def test_currencies() -> None:
    names = ["GBP", "gbp", "£", "Pounds sterling", "euro", "EUR", "GBR", "$", "", "dollars"]
    assert [read_currency(name) for name in names] == ["GBP", "GBP", "GBP", "GBP", "EUR", "EUR", None, None, None, None]


@pytest.mark.parametrize(
    ("text", "first", "last", "known"),
    [
        ("2024-05-01T10:00:00Z", (2024, 5, 1), (2024, 5, 1), "day"),
        ("42325", (2015, 11, 17), (2015, 11, 17), "day"),
        ("17/11/2015", (2015, 11, 17), (2015, 11, 17), "day"),
        ("12/07/24", (2024, 7, 12), (2024, 7, 12), "day"),
        ("20240401", (2024, 4, 1), (2024, 4, 1), "day"),
        ("2024", (2024, 1, 1), (2024, 12, 31), "year"),
        ("2024-25", (2024, 4, 1), (2025, 3, 31), "year"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "month"),
        ("May 2024", (2024, 5, 1), (2024, 5, 31), "month"),
        ("05/2024", (2024, 5, 1), (2024, 5, 31), "month"),
    ],
)
def test_days_months_and_years(text: str, first: tuple[int, int, int], last: tuple[int, int, int], known: str) -> None:
    (day,) = read_days([text])
    assert day == (dt.date(*first), dt.date(*last), known, "")


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (["29/02/2023"], "not-a-date"),
        (["soon"], "not-a-date"),
        (["0024-01-01"], "not-a-date"),
        (["2010/11"], "unclear-date"),
        (["03/04/2015", "17/11/2015", "11/17/2015"], "unclear-date"),
    ],
)
def test_no_day_is_guessed(texts: list[str], problem: str) -> None:
    assert (read_days(texts)[0].first, read_days(texts)[0].problem) == (None, problem)
