"""How well a day is known, written as people write it: each row a text, the days it may mean, and how far it is known."""

from __future__ import annotations

import pytest

from analysis.datasets.written.days import Day, read_days
from tests.measures.drawn_awards import day

NOT_A_DATE, UNCLEAR = Day(None, None, "", "not-a-date"), Day(None, None, "", "unclear-date")


def span(first: str, last: str, known_to: str) -> Day:
    return Day(day(first), day(last), known_to)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024", span("2024-01-01", "2024-12-31", "year")),
        ("2024.0", span("2024-01-01", "2024-12-31", "year")),
        ("1990", span("1990-01-01", "1990-12-31", "year")),
        ("1989", NOT_A_DATE),
        ("2100", NOT_A_DATE),
        ("2024-02", span("2024-02-01", "2024-02-29", "month")),
        ("2023.2", span("2023-02-01", "2023-02-28", "month")),
        ("12/2024", span("2024-12-01", "2024-12-31", "month")),
        ("13/2024", NOT_A_DATE),
        ("May 2024", span("2024-05-01", "2024-05-31", "month")),
        ("sept. 24", span("2024-09-01", "2024-09-30", "month")),
        ("2024 December", span("2024-12-01", "2024-12-31", "month")),
        ("Mud 2024", NOT_A_DATE),
        ("2024 Mud", NOT_A_DATE),
        ("2024/25", span("2024-04-01", "2025-03-31", "year")),
        ("FY 2024-25", span("2024-04-01", "2025-03-31", "year")),
        ("1999-2000", span("1999-04-01", "2000-03-31", "year")),
        ("2024/26", NOT_A_DATE),
        ("2010/11", UNCLEAR),  # November, or the financial year
        ("2010/12", span("2010-12-01", "2010-12-31", "month")),  # no financial year of one year
        ("2010-11", span("2010-11-01", "2010-11-30", "month")),
        ("20240531", span("2024-05-31", "2024-05-31", "day")),
        ("20240231", NOT_A_DATE),
        ("19891231", NOT_A_DATE),
        ("31/05/2024", span("2024-05-31", "2024-05-31", "day")),
        ("5/31/2024", span("2024-05-31", "2024-05-31", "day")),
        (" 2024 ", span("2024-01-01", "2024-12-31", "year")),
        ("", NOT_A_DATE),
        ("2024-05-31" + " " * 60, NOT_A_DATE),  # longer than any date
    ],
)
def test_a_text_means_the_days_it_may_mean(text: str, read: Day) -> None:
    assert read_days([text]) == [read]


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        # One of them can only be day first: so are all.
        (["31/05/2024", "04/05/2024"], ["2024-05-31", "2024-05-04"]),
        # One can only be month first, and none only day first.
        (["05/31/2024", "04/05/2024"], ["2024-05-31", "2024-04-05"]),
        # Both ways in one file: what could be either is not read, what is the same either way is.
        (["05/31/2024", "31/05/2024", "04/05/2024", "04/04/2024"], ["2024-05-31", "2024-05-31", None, "2024-04-04"]),
        (["31/05/2024", "05/31/2024", "12/11/2024"], ["2024-05-31", "2024-05-31", None]),
        (["12/12/2024", "04/05/2024"], ["2024-12-12", "2024-05-04"]),
    ],
)
def test_days_of_one_file_share_a_way_of_writing(texts: list[str], read: list[str | None]) -> None:
    found = read_days(texts)
    assert [each.first and each.first.isoformat() for each in found] == read
    assert [each.problem for each in found if each.first is None] == ["unclear-date"] * read.count(None)
