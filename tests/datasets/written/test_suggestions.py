"""What is suggested instead of an answer that is no number: the right one, or none."""

from __future__ import annotations

import pytest

from analysis.datasets.written.suggestions import both_readings, first_day_meant, suggested_number


@pytest.mark.parametrize(
    "written",
    [
        "5 hundred", "3 dozen", "one or two", "two or three hundred", "ten to twelve", "one third", "five and a half", "10%",
        "five six", "twenty twelve", "5 a week", "half a dozen", "twelve or so", "£12", "3 x 4", "two hundred hundred",
        "twelve per session", "zero five", "two thousand thousand", "zero hundred", "1.5 million",
    ],
)  # fmt: skip
def test_no_number_is_suggested_where_the_words_are_not_understood_whole(written: str) -> None:
    assert suggested_number(written, "people") == ""


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("a dozen", "12"), ("twelve people", "12"), ("twenty-five", "25"), ("two hundred and ten", "210"), ("a couple", "2"),
        ("two thousand three hundred", "2300"), ("5 men", "5"), ("2 (two)", "2"), ("l2", "12"), ("2½", "2.5"), ("30?", "30"),
        ("one hundred and nineteen", "119"), ("a hundred", "100"), ("three dozen volunteers", "36"),
    ],
)  # fmt: skip
def test_what_is_understood_whole_is_suggested(written: str, number: str) -> None:
    assert suggested_number(written, "people") == f"If {number} is meant, write {number}."


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("10 hours 30 min", "10.5"), ("2h 15m", "2.25"), ("240h30", "240.5"), ("1 hr and 45 mins", "1.75"), ("90 minutes", "1.5"),
        ("240:30:15", "240.5"), ("1900-01-10 00:30:00", "240.5"), ("1899-12-31 06:15:00", "6.25"),
    ],
)  # fmt: skip
def test_hours_and_minutes_are_suggested_as_hours(written: str, hours: str) -> None:
    """The two last: a spreadsheet's day 10 and day 0, which is how it shows 240:30 and 6:15 in a cell set to show days."""
    assert suggested_number(written, "hours") == f"If {hours} is meant, write {hours}."
    assert suggested_number(written, "people") == ""


@pytest.mark.parametrize(
    ("written", "unit", "said"),
    [
        ("£1,2OO", "GBP", "If £1,200 is meant, write £1,200."),
        ("1,2OO", "people", "If 1,200 is meant, write 1,200."),
        ("£1,2OO", "people", ""),
        ("1.2l5", "people", ""),
        ("1,2k", "people", ""),
        ("1,25m", "GBP", ""),
    ],
)
def test_letters_among_the_figures_are_part_of_the_number(written: str, unit: str, said: str) -> None:
    """Nobody who wrote `1,2OO` meant 1.2 or 12, which the comma alone suggests."""
    assert suggested_number(written, unit) == said


@pytest.mark.parametrize(
    "written", ["5m", "15:99", "12 noon", "h", "2024-07-12 06:15:00", "2 hours a week", "9:00-12:00"]
)
def test_what_is_no_span_of_time_suggests_no_hours(written: str) -> None:
    assert suggested_number(written, "hours") == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.200", "Write 1,200 or 1.2, whichever is meant."),
        ("£1.200", "Write 1,200 or 1.2, whichever is meant."),
        ("12.125", "Write 12,125 or 12.1250, whichever is meant."),
        ("17.000", "Write 17,000 or 17, whichever is meant."),
        ("1,20", "Write 1.20 if a part is meant, 120 if not."),
        ("1.25", ""), ("1,200", ""), ("1.234.567", ""), ("0.125", ""),
    ],
)  # fmt: skip
def test_of_two_readings_both_are_told(written: str, said: str) -> None:
    assert both_readings(written) == said


@pytest.mark.parametrize(
    ("written", "day"),
    [("June 2024", "2024-06-01"), ("06/2024", "2024-06-01"), ("2024-06", "2024-06-01"), ("2024", "2024-01-01")],
)
def test_for_a_month_or_a_year_its_first_day_is_offered(written: str, day: str) -> None:
    known = "year" if len(written) == 4 else "month"
    assert first_day_meant(written) == f" If no more than the {known} is known, write its first day: {day}."


@pytest.mark.parametrize("written", ["last summer", "31/02/2024", "", "2024-07-31"])
def test_nothing_is_offered_for_what_is_no_month(written: str) -> None:
    assert first_day_meant(written) == ""


@pytest.mark.parametrize("before", ["", "about ", "approx ", "approx. ", "c.", "~", "between ", "say "])
def test_of_a_range_its_middle_is_suggested_however_it_is_begun(before: str) -> None:
    """Half-way, by hand: an end of each range would lean the network's sum to that side."""
    said = "If it is not known better, write `about 45`, or the one of 40 and 50 that holds."
    assert suggested_number(f"{before}40-50", "people") == said


@pytest.mark.parametrize(
    ("written", "middle"), [("1,200 to 1,600", "1,400"), ("6 or 7", "7"), ("2.5-3.5", "3"), ("10-20.", "15")]
)
def test_the_middle_of_whole_numbers_is_whole(written: str, middle: str) -> None:
    assert f"`about {middle}`" in suggested_number(written, "people")
