"""Numbers and dates as people write them."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from analysis.datasets.written import quarter_of_folder, read_dates, read_numbers, read_quarter


@pytest.mark.parametrize(
    ("written", "unit", "value", "qualifier"),
    [
        ("34", "people", 34, "exact"),
        (" 1,204 ", "people", 1204, "exact"),
        ("1,234,567", "people", 1234567, "exact"),
        ("£1,234.50", "GBP", 1234.5, "exact"),
        ("300 pounds", "GBP", 300, "exact"),
        ("approx 30", "people", 30, "about"),
        ("Approx. 30", "people", 30, "about"),
        ("about 1,200", "people", 1200, "about"),
        ("30 approx", "people", 30, "about"),
        ("~30", "people", 30, "about"),
        ("30+", "people", 30, "at least"),
        ("more than 30", "people", 30, "more than"),
        ("12 hrs", "hours", 12, "exact"),
        ("-4", "people", -4, "exact"),
    ],
)
def test_what_is_certain_is_read(written: str, unit: str, value: float, qualifier: str) -> None:
    read = read_numbers(pl.Series([written]), pl.Series([unit]))
    assert read.row(0) == (value, qualifier, "read")


@pytest.mark.parametrize(
    "written",
    [
        "a dozen",
        "6 or 7",
        "10-12",
        "1,20",
        "12,34",
        "£30",
        "30 pounds",
        "30 hours",
        "2024-04-03",
        "1e3",
        "nan",
        "inf",
        "lots",
        "9" * 400,
        "<5",
    ],
)
def test_what_is_not_certain_is_left_alone_and_never_zero(written: str) -> None:
    assert read_numbers(pl.Series([written]), pl.Series(["people"])).row(0) == (None, None, "unreadable")


def test_blank_and_not_known_are_told_apart() -> None:
    assert read_numbers(pl.Series(["", None, "n/a", "don't know"]))["state"].to_list() == [
        "blank",
        "blank",
        "not known",
        "not known",
    ]


def test_dates_are_read_day_first() -> None:
    written = ["2024-07-03", "2024-07-03 09:31:00", "3/7/2024", "03.07.2024", "3 July 2024", "3 Jul 2024"]
    assert read_dates(pl.Series(written)).to_list() == [dt.date(2024, 7, 3)] * len(written)
    assert read_dates(pl.Series(["7/13/2024", "45476", "soon", "3/7/24", None])).to_list() == [None] * 5


def test_quarters_are_quarters_only() -> None:
    assert [read_quarter(text) for text in ("2024/25 q3", "Q3 2024-25", "q3, 2024/2025")] == ["2024-25 Q3"] * 3
    assert [read_quarter(text) for text in ("2024-25", "Q3", "2024-26 Q1", None)] == [None] * 4
    assert quarter_of_folder("returns/2024-25-q3/mill.xlsx") == "2024-25 Q3"
    assert quarter_of_folder("returns/form-export.csv") is None
