"""Years and quarters as people write them: financial years, and calendar years."""

import datetime as dt
from dataclasses import replace

import pytest

from analysis.periods import NotAPeriod, Period, quarters_between


@pytest.mark.parametrize(
    ("written", "label", "slug", "months"),
    [
        ("2024-25", "2024-25", "2024-25", "April 2024 to March 2025"),
        ("2024-25 Q3", "2024-25 Q3", "2024-25-q3", "October to December 2024"),
        ("2024/25 q4", "2024-25 Q4", "2024-25-q4", "January to March 2025"),
        ("2024-2025", "2024-25", "2024-25", "April 2024 to March 2025"),
        ("2024-25-q1", "2024-25 Q1", "2024-25-q1", "April to June 2024"),
        ("1999-00 Q2", "1999-00 Q2", "1999-00-q2", "July to September 1999"),
        ("2022-23 to 2024-25", "2022-23 to 2024-25", "2022-23-to-2024-25", "April 2022 to March 2025"),
        ("2022-23-to-2024-25", "2022-23 to 2024-25", "2022-23-to-2024-25", "April 2022 to March 2025"),
    ],
)
def test_a_period_is_read_as_people_write_it(written: str, label: str, slug: str, months: str) -> None:
    period = Period.parse(written)
    assert (period.label, period.slug, period.months) == (label, slug, months)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "24",
        "2024-26",
        "2024 Q5",
        "2024-25 Q5",
        "last year",
        "2024-25 Q0",
        "Q3",
        "2024-25 to 2022-23",
        "2024-25 to 2024-25",
        "2024 to 2022",
        "2023 to 2024-25",
        "2023-24 Q1 to 2024-25 Q4",
    ],
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.parse(written)


@pytest.mark.parametrize(
    ("written", "label", "slug", "months"),
    [
        ("2024", "2024", "2024", "January 2024 to December 2024"),
        ("2024 Q3", "2024 Q3", "2024-q3", "July to September 2024"),
        ("2024-q1", "2024 Q1", "2024-q1", "January to March 2024"),
    ],
)
def test_the_label_of_a_calendar_year_says_that_it_is_one(written: str, label: str, slug: str, months: str) -> None:
    period = Period.parse(written)
    assert (period.label, period.slug, period.months) == (label, slug, months)
    assert Period.parse(period.label, begins=1) == period
    assert period.start in (dt.date(2024, 1, 1), dt.date(2024, 7, 1)) and period.begins == 1


@pytest.mark.parametrize(("written", "begins"), [("2024", 4), ("2024 Q1", 9), ("2024-25", 1), ("2024-25 Q1", 1)])
def test_a_label_of_the_other_kind_of_year_is_refused(written: str, begins: int) -> None:
    example = "2024" if begins == 1 else "2024-25"
    with pytest.raises(NotAPeriod, match=f"write a year as {example} or a quarter as {example} Q3$"):
        Period.parse(written, begins)


def test_what_follows_from_a_calendar_quarter_keeps_its_labels() -> None:
    quarter = Period.parse("2024 Q4")
    labels = [
        each.label for each in (quarter.next_quarter, quarter.previous, quarter.same_last_year, quarter.whole_year)
    ]
    assert labels == ["2025 Q1", "2024 Q3", "2023 Q4", "2024"]
    under_way = quarter.up_to(2)
    assert (under_way.label, under_way.key, under_way.same_last_year.label) == ("2024 so far", "2024", "2023 Q1 to Q2")
    assert Period.of_label("2023 Q1 to Q2").quarter_labels == ["2023 Q1", "2023 Q2"]
    assert Period.parse("2024") != Period.parse("2024-25")
    assert sorted([Period.parse("2024 Q2"), Period.parse("2023 Q4"), Period.parse("2024 Q1")])[0].label == "2023 Q4"


def test_each_day_of_two_years_lies_in_the_quarter_that_holds_it() -> None:
    day = dt.date(2023, 4, 1)
    while day < dt.date(2025, 4, 1):
        quarter = Period.of_date(day)
        assert quarter.start <= day <= quarter.end
        day += dt.timedelta(days=1)


def test_a_year_begins_and_ends_with_its_quarters() -> None:
    year = Period.parse("2024-25")
    assert year.start == year.quarters[0].start == dt.date(2024, 4, 1)
    assert year.end == year.quarters[3].end == dt.date(2025, 3, 31)
    assert Period.parse("2024-25 Q1").previous.label == "2023-24 Q4"
    assert Period.parse("2024-25 Q4").next_quarter.label == "2025-26 Q1"


def test_quarters_between_are_in_order_without_a_gap() -> None:
    labels = [quarter.label for quarter in quarters_between(Period.parse("2023-24 Q3"), Period.parse("2024-25 Q2"))]
    assert labels == ["2023-24 Q3", "2023-24 Q4", "2024-25 Q1", "2024-25 Q2"]


@pytest.mark.parametrize(
    ("begins", "winter"), [(4, [3, 4]), (9, [1, 2]), (7, [2, 3]), (1, [1, 4]), (3, [3, 4]), (8, [2, 3])]
)
def test_winter_is_where_most_months_lie_in_october_to_march(begins: int, winter: list[int]) -> None:
    quarters = Period(2024, None, begins).quarters
    assert [quarter.quarter for quarter in quarters if quarter.is_winter] == winter


def test_several_years_have_the_quarters_of_each_and_set_the_last_against_the_first() -> None:
    three = Period.parse("2022-23 to 2024-25")
    assert (len(three.quarters), three.quarter_labels[0], three.quarter_labels[-1]) == (12, "2022-23 Q1", "2024-25 Q4")
    assert (three.newest.label, three.earlier.label, three.whole_year.label) == ("2024-25", "2022-23", "2024-25")
    assert (three.start, three.end) == (dt.date(2022, 4, 1), dt.date(2025, 3, 31))
    assert [year.label for year in three.each_year] == ["2022-23", "2023-24", "2024-25"]
    assert three not in (Period(2022), Period(2024)) and three.is_year and three.next_quarter.label == "2025-26 Q1"


def test_of_several_years_the_last_may_be_under_way_and_is_held_against_as_much_of_the_first() -> None:
    two = replace(Period.parse("2023-24 to 2024-25"), quarters_in=2, so_far=True)
    assert (two.label, two.key, two.quarter_labels[-1]) == (
        "2023-24 to 2024-25 so far",
        "2023-24 to 2024-25",
        "2024-25 Q2",
    )
    assert (two.newest.label, two.earlier.label, two.end) == (
        "2024-25 so far",
        "2023-24 Q1 to Q2",
        dt.date(2024, 9, 30),
    )
