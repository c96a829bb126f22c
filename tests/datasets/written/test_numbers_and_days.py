"""Numbers and dates as people write them."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from analysis.datasets.written.money import read_amounts
from analysis.datasets.written.numbers_and_days import (
    puts_months_first,
    quarter_of_folder,
    read_dates,
    read_numbers,
    read_quarter,
)


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
        ("about 30", "people", 30, "about"),
        ("c. 30", "people", 30, "about"),
        ("c30", "people", 30, "about"),
        ("30 (approx)", "people", 30, "about"),
        ("30 or so", "people", 30, "about"),
        ("30 people", "people", 30, "exact"),
        ("1 session", "sessions", 1, "exact"),
        ("40 visits", "attendances", 40, "exact"),
        ("12 dogs", "dogs", 12, "exact"),
        ("300 GBP", "GBP", 300, "exact"),
        ("18k", "attendances", 18_000, "about"),
        ("£1.2k", "GBP", 1_200, "about"),
        ("3 thousand", "people", 3_000, "about"),
        ("more than 2k", "people", 2_000, "more than"),
        ("≥ 30", "people", 30, "at least"),
        ("0", "people", 0, "exact"),
        ("'30", "people", 30, "exact"),
        ("30.", "people", 30, "exact"),
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
        "20-25",
        "20 to 25",
        "45%",
        "30?",
        "30 maybe",
        "18 kg",
        "nil return",
        "#REF!",
    ],
)
def test_what_is_not_certain_is_left_alone_and_never_zero(written: str) -> None:
    assert read_numbers(pl.Series([written]), pl.Series(["people"])).row(0) == (None, None, "unreadable")


@pytest.mark.parametrize("unit", ["GBP", "hours", "people"])
@pytest.mark.parametrize("written", ["1.200", "about 1.200", "12.000", "999.125", "-1.200", "up to 1.200"])
def test_three_figures_after_a_point_may_be_thousands(written: str, unit: str) -> None:
    for bounds in (False, True):
        ((value, _, state),) = read_numbers(pl.Series([written]), pl.Series([unit]), bounds).rows()
        assert (value, state) == (None, "unclear")


@pytest.mark.parametrize(
    ("written", "value"),
    [("0.125", 0.125), ("1.25", 1.25), ("1.1250", 1.125), ("1234.125", 1234.125), ("1,234.125", 1234.125),
     ("1.000,50", 1000.5), ("about 1.000.000,5", 1_000_000.5), ("1 000,50", 1000.5), ("1.200k", 1200)],
)  # fmt: skip
def test_a_point_that_can_part_no_thousands_is_a_point(written: str, value: float) -> None:
    assert read_numbers(pl.Series([written]), pl.Series(["hours"]))["value"].to_list() == [value]


def test_a_column_of_a_table_is_no_answer_and_its_points_part_no_thousands() -> None:
    assert read_numbers(pl.Series(["51.234"]))["value"].to_list() == [51.234]


@pytest.mark.parametrize(
    ("written", "qualifier"),
    [("<5", "less than"), ("< 5", "less than"), ("fewer than 5", "less than"), ("under 5 people", "less than"),
     ("up to 30", "up to"), ("≤30", "at most"), ("no more than 30", "at most")],
)  # fmt: skip
def test_an_upper_bound_is_kept_as_one_and_never_a_number(written: str, qualifier: str) -> None:
    assert read_numbers(pl.Series([written]), pl.Series(["people"])).row(0) == (None, qualifier, "bound")


def test_nought_in_words_is_nought_and_blank_is_not() -> None:
    read = read_numbers(pl.Series(["nil", "None", "zero.", "0", "", None]), pl.Series(["people"] * 6))
    assert read["value"].to_list() == [0, 0, 0, 0, None, None]
    assert read["state"].to_list() == ["nought", "nought", "nought", "read", "blank", "blank"]


def test_the_ways_of_saying_nothing_are_told_apart() -> None:
    written = ["n/a", "N/A", "not applicable", "don't know", "not sure", "?", "-", "–", "none of your business"]
    assert read_numbers(pl.Series(written))["state"].to_list() == [
        *["not applicable"] * 3, *["not known"] * 3, "dash", "dash", "unreadable",
    ]  # fmt: skip
    assert read_numbers(pl.Series(written))["value"].null_count() == len(written)


def test_dates_are_read_day_first() -> None:
    written = [
        "2024-07-03", "2024-07-03 09:31:00", "2024-07-03T09:31:00Z", "3/7/2024", "03/07/2024 09:31", "3/7/24 9:31:00 PM",
        "03.07.2024", "3 July 2024", "3rd July 2024", "Wednesday 3 July 2024", "3 Jul 2024", "July 3, 2024",
        "2024/07/03 9:31:00 am GMT+1", "45476", "45476.396", "03-Jul-24", "3-Jul-2024", "3 Jul 24", "3rd July 24", "3-7-24",
    ]  # fmt: skip
    assert read_dates(pl.Series(written)).to_list() == [dt.date(2024, 7, 3)] * len(written)
    assert read_dates(pl.Series(["7/13/2024", "12", "soon", "1/1/0024", "99999", None])).to_list() == [None] * 6


def test_dates_with_the_month_first_are_known_by_a_day_over_twelve() -> None:
    assert puts_months_first(pl.Series(["7/3/2024 9:31", "7/13/2024", None]))
    assert not puts_months_first(pl.Series(["7/3/2024", "3/12/2024"]))
    assert not puts_months_first(pl.Series(["13/7/2024", "7/13/2024"]))
    assert not puts_months_first(pl.Series(["2024-07-13", None]))
    read = read_dates(pl.Series(["7/3/2024 9:31", "7/13/24", "2024-07-13"]), month_first=True)
    assert read.to_list() == [dt.date(2024, 7, 3), dt.date(2024, 7, 13), dt.date(2024, 7, 13)]


def test_quarters_are_quarters_only() -> None:
    assert [read_quarter(text) for text in ("2024/25 q3", "Q3 2024-25", "q3, 2024/2025")] == ["2024-25 Q3"] * 3
    assert [read_quarter(text) for text in ("24/25 Q3", "Q3 24/25", "24/26 Q3", "12/13")] == ["2024-25 Q3"] * 2 + [
        None
    ] * 2
    assert [read_quarter(text) for text in ("2024-25", "Q3", "2024-26 Q1", None)] == [None] * 4
    months = ("October to December 2024", "Oct-Dec 2024", "2024-25 Q3 (October to December)", "Quarter 3 2024/25")
    assert [read_quarter(text) for text in months] == ["2024-25 Q3"] * 4
    assert (read_quarter("Jan - Mar 2025"), read_quarter("May to July 2024")) == ("2024-25 Q4", None)
    assert quarter_of_folder("returns/2024-25-q3/mill.xlsx") == "2024-25 Q3"
    assert quarter_of_folder("returns/form-export.csv") is None


def test_two_lines_hold_two_numbers_and_no_thousands() -> None:
    ends = ("\n", "\r\n", " \n ", "\t", "\x0b", "\x85", "\u2028", "\u2029")
    written = [f"600{end}650" for end in ends] + [f"1{end}200{end}300" for end in ends]
    assert read_numbers(pl.Series(written))["state"].unique().to_list() == ["unreadable"]
    assert [amount.value for amount in read_amounts(written)] == [None] * len(written)
    around = ["600\n", "\n600", "about\n600", "1 200\n", "1\u202f200"]
    assert read_numbers(pl.Series(around))["value"].to_list() == [600, 600, 600, 1200, 1200]


def test_an_apostrophe_that_kept_a_number_as_text_is_no_part_of_it() -> None:
    assert read_numbers(pl.Series(["'600", "’600", "‘600", "`600"]))["value"].to_list() == [600] * 4
