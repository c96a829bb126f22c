"""A day is read from what is written in its own cell, and is the day that was written; so with quarters."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.datasets.written.days import read_days
from analysis.datasets.written.numbers_and_days import read_dates, read_quarter

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2068, 12, 31))  # of years in two figures those until 2068 are meant
FORMS = (
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y", "%A %d %B %Y",
    "%A, %d %B %Y", "%a %d %b %Y", "%a, %d %B %Y", "%Y-%m-%d 13:45", "%d/%m/%Y 09:30:00", "%Y-%m-%dT00:00:00Z",
)  # fmt: skip
ODD = st.one_of(
    st.sampled_from(["", "tbc", "spring", "31/02/2024", "45485", "45485.5", "12/13/2024", "2024", "Q3", "1.2.3", "0/0/0000"]),
    st.text("0123456789/-. :TZJanuMrch", max_size=14),
    st.text(max_size=8),
)  # fmt: skip
WRITTEN = st.one_of(st.builds(dt.date.strftime, DAYS, st.sampled_from(FORMS)), ODD)


def dates(texts: list[str], month_first: bool = False) -> list[dt.date | None]:
    return read_dates(pl.Series(texts, dtype=pl.String), month_first).to_list()


@given(st.lists(WRITTEN, min_size=1, max_size=8), st.booleans())
@example(["Sat 1 Jan 2000", "1 Sept 2024"], False)
@example(["12/13/2024", "13/12/2024", "12/12/2024"], True)
def test_a_day_alone_is_the_day_among_others(texts: list[str], month_first: bool) -> None:
    assert dates(texts, month_first) == [dates([text], month_first)[0] for text in texts]


@given(DAYS, st.sampled_from(FORMS))
@example(dt.date(2000, 1, 1), "%a %d %b %Y")
def test_a_day_is_the_one_that_was_written(day: dt.date, form: str) -> None:
    assert dates([day.strftime(form)]) == [day]


@given(DAYS)
def test_a_day_with_its_ending_and_the_number_of_a_spreadsheet_are_the_day(day: dt.date) -> None:
    ending = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    serial = (day - dt.date(1899, 12, 30)).days
    september = day.strftime("%d %b %Y").replace("Sep", "Sept")
    assert dates([f"{day.day}{ending} {day:%B %Y}", str(serial), f"{serial}.25", september]) == [day] * 4


@given(st.lists(DAYS, min_size=1, max_size=6), st.lists(ODD, max_size=3))
def test_days_of_a_file_written_the_american_way_are_read_so_where_one_shows_it(
    days: list[dt.date], odd: list[str]
) -> None:
    """13 June can only be the month first; what is no date at all changes nothing for what is."""
    shown = [dt.date(2024, 6, 13), *days]
    read = read_days([f"{day:%m/%d/%Y}" for day in shown])
    assert [day.first for day in read] == shown and {day.known_to for day in read} == {"day"}
    words = [text for text in odd if not any(sign.isdigit() for sign in text)]
    assert read_days([*(f"{day:%m/%d/%Y}" for day in shown), *words])[: len(shown)] == read


@given(st.lists(DAYS.map(dt.date.isoformat), min_size=1, max_size=6), st.lists(WRITTEN, max_size=4))
def test_a_whole_day_written_year_first_is_that_day_whatever_stands_beside_it(
    days: list[str], others: list[str]
) -> None:
    read = read_days([*days, *others])[: len(days)]
    assert [(day.first, day.last) for day in read] == [(dt.date.fromisoformat(day),) * 2 for day in days]


PARTS = ("2024", "2024.0", "2024-05", "05/2024", "May 2024", "Sept. 24", "2024 May", "2024/25", "FY2024-25", "20240531")


@given(st.lists(st.one_of(WRITTEN, st.sampled_from(PARTS)), min_size=1, max_size=8))
def test_a_day_a_month_or_a_year_alone_is_what_it_is_among_others(texts: list[str]) -> None:
    """But for day and month in figures, which a file has in one order."""
    settled = [text for text in texts if not re.match(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]", text)]
    assert read_days(settled) == [read_days([text])[0] for text in settled]


@given(st.integers(1990, 2068), st.integers(1, 4), st.sampled_from(range(1, 13)))
def test_a_quarter_is_read_in_every_way_of_writing_it(year: int, number: int, begins: int) -> None:
    years = str(year) if begins == 1 else f"{year}-{(year + 1) % 100:02}"
    label = f"{years} Q{number}"
    for written in (label, f"{years} q{number}", f"Q{number} {years}", f"Quarter {number}, {years}", f"  {label} "):
        assert read_quarter(written, begins) == label
    first = dt.date(year, begins, 1)
    months = [dt.date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(12)]
    start, end = months[3 * number - 3], months[3 * number - 1]
    assert read_quarter(f"{start:%B} to {end:%B %Y}", begins) == label
    assert read_quarter(f"{start:%b} - {end:%b %Y}", begins) == label


@given(st.text(max_size=24))
def test_no_quarter_is_invented(text: str) -> None:
    read = read_quarter(text)
    assert read is None or any(sign.isdigit() for sign in text)
