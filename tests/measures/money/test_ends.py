"""What ends when, at which amount for a year, and what is known to go on: days on either side of every edge."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.measures.money.decisions import a_year_on, decisions_due
from analysis.measures.money.endings import (
    by_the_year,
    endings,
    falls_ahead,
    quarters_ahead,
    unknown_ends,
    with_rates,
)
from analysis.measures.money.funding import with_terms
from analysis.measures.money.passing_on import parts_held
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period(2024)
SCHEMA = {
    "award_id": pl.String, "recipient_hub": pl.String, "recipient": pl.String, "first_day": pl.Date, "last_day": pl.Date,
    "amount": pl.Float64, "amount__least": pl.Float64, "rate": pl.Float64, "rate__least": pl.Float64, "kept": pl.Boolean, "known_by": pl.String, "awards": pl.List(pl.String),
    "qualifiers": pl.List(pl.String), "a_year": pl.Float64,
}  # fmt: skip


def parts(*rows: dict[str, Any]) -> pl.DataFrame:
    """Parts of 100 pounds a year of a hub's award for 2024-25, but for what is said of each."""
    made = []
    for row in rows:
        each = {"award_id": "g", "recipient_hub": "hub", "recipient": "Hub", "rate": 100.0, "kept": False}
        each |= {"first_day": "2024-04-01", "last_day": "2025-03-31", "known_by": "term", **row}
        each |= {name: day(each[name]) for name in ("first_day", "last_day") if isinstance(each[name], str)}
        made.append(
            {
                "awards": [each["award_id"]],
                "qualifiers": ["exact"],
                "rate__least": each["rate"],
                "amount__least": each.get("amount"),
                **each,
            }
        )
    return pl.DataFrame(made, schema=SCHEMA)


@pytest.mark.parametrize(
    ("on", "year_on"),
    [("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28"), ("2025-03-31", "2026-03-31"), ("2024-06-28", "2025-06-28"), ("2024-05-29", "2025-05-29")],
)  # fmt: skip
def test_a_year_on_is_the_same_day(on: str, year_on: str) -> None:
    assert a_year_on(day(on)) == day(year_on)


def test_what_ends_costs_no_less_a_year_than_what_is_surely_one_award() -> None:
    assert decisions_due(parts({"rate": 80.0, "rate__least": 60.0}), YEAR).select("rate", "rate__least").rows() == [
        (80.0, 60.0)
    ]


@pytest.mark.parametrize(
    ("last", "due"),
    [("2025-03-30", False), ("2025-03-31", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_what_ends_from_the_last_day_of_the_period_to_a_year_after_it_is_to_be_decided_on(last: str, due: bool) -> None:
    assert decisions_due(parts({"last_day": last}), YEAR).height == due


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        ({"last_day": "2025-06-01"}, True),
        ({"last_day": "2025-05-31"}, False),  # ends with the one that is asked about
        ({"first_day": "2026-05-31", "last_day": "2027-01-01"}, True),  # begins on the day a year on
        ({"first_day": "2026-06-01", "last_day": "2027-01-01"}, False),
        ({"last_day": "2025-06-01", "recipient_hub": "other"}, False),
        ({"last_day": "2025-06-01", "recipient_hub": None}, False),  # the body's own, not the hub's
    ],
)
def test_what_else_is_known_to_pay_there_runs_on_or_begins_within_a_year(other: dict[str, Any], counts: bool) -> None:
    asked = {"award_id": "asked", "last_day": "2025-05-31"}
    told = decisions_due(parts(asked, {"award_id": "other", "rate": 70.0, **other}), YEAR)
    row = told.filter(pl.col("award_id") == "asked").row(0, named=True)
    assert (row["else_rate"], row["else_awards"]) == ((70.0, ["other"]) if counts else (0.0, []))
    assert row["else_qualifiers"] == (["exact"] if counts else [])


def test_of_a_body_without_a_hub_its_own_awards_count_and_all_that_pay_are_added_up() -> None:
    body = {"recipient_hub": None, "recipient": "Body"}
    told = decisions_due(
        parts(
            {"award_id": "asked", **body},
            {"award_id": "z", "rate": 3.0, "last_day": "2030-01-01", "qualifiers": ["about"], **body},
            {"award_id": "y", "rate": 4.0, "rate__least": 1.0, "last_day": "2030-01-01", **body},
            {"award_id": "y", "rate": 5.0, "last_day": "2030-01-02", **body},
        ),
        YEAR,
    )
    assert told["award_id"].to_list() == ["asked"]
    assert told["else_rate"].to_list() == [12.0] and told["else_rate__least"].to_list() == [9.0]
    assert told["else_awards"].to_list() == [["y", "z"]]
    assert sorted(told["else_qualifiers"].to_list()[0]) == ["about", "exact", "exact"]


def test_the_first_to_end_comes_first_then_by_holder_and_award() -> None:
    told = decisions_due(
        parts(
            {"award_id": "late", "last_day": "2025-12-31"},
            {"award_id": "b", "last_day": "2025-06-30", "recipient_hub": "a"},
            {"award_id": "c", "last_day": "2025-06-30", "recipient_hub": "a"},
            {"award_id": "a", "last_day": "2025-06-30", "recipient_hub": "z"},
        ),
        YEAR,
    )
    assert told["award_id"].to_list() == ["b", "c", "a", "late"]
    assert "holder" not in told.columns and "part" not in told.columns


def test_quarters_ahead_are_the_last_of_the_period_and_those_of_three_years() -> None:
    labels = [quarter.label for quarter in quarters_ahead(YEAR)]
    assert labels[0] == "2024-25 Q4" and labels[1] == "2025-26 Q1" and labels[-1] == "2027-28 Q4" and len(labels) == 13


@pytest.mark.parametrize(
    ("first", "last", "rate"),
    [
        ("2024-04-01", "2026-04-01", 1461 / 731 * 365.25),  # 731 days
        ("2024-04-01", "2024-09-30", 1461.0),  # half a year: the whole of it, and not twice as much
        ("2024-04-01", "2025-03-31", 1461.0),
        ("2020-04-01", "2024-03-31", 365.25),  # 1461 days
    ],
)
def test_the_amount_for_a_year_is_at_most_the_whole(first: str, last: str, rate: float) -> None:
    told = with_rates(parts({"first_day": first, "last_day": last, "amount": 1461.0}))
    assert told["rate"].to_list() == [pytest.approx(rate)]


def test_what_has_no_known_term_has_no_rate() -> None:
    assert with_rates(parts({"known_by": "award", "amount": 10.0})).is_empty()


def test_an_award_stated_by_the_year_is_its_own_rate() -> None:
    term = {"start": day("2024-04-01"), "end": day("2026-03-31")}
    terms = with_terms(
        awards(
            {"award_id": "yearly", "annual_amount": 500.0, "term_stated": "at least two years", **term},
            {"award_id": "multiplied", "annual_amount": 500.0, **term},
            {"award_id": "whole", **term},
            {"award_id": "no end", "annual_amount": 500.0, "award_date": day("2024-04-01")},
        )
    )
    told = by_the_year(terms)
    assert told.select("award_id", "rate", "kept").rows() == [("yearly", 500.0, False)]
    assert told["awards"].to_list() == [["yearly"]] and told["qualifiers"].to_list() == [["exact"]]
    rates = dict(with_rates(parts_held(terms, YEAR, "GBP")).select("award_id", "rate").rows())
    assert rates["multiplied"] == 500.0 and rates["whole"] == pytest.approx(1_000 * 365.25 / 730)


def test_a_quarter_tells_what_ends_in_it_what_is_followed_and_which_hubs_are_left_without() -> None:
    quarters = [Period.parse(f"2025-26 Q{number}") for number in (1, 2, 3)]
    told = endings(
        parts(
            {"award_id": "last day", "last_day": "2025-06-30", "recipient_hub": "left"},
            {"award_id": "first day", "last_day": "2025-07-01", "recipient_hub": "left"},
            {
                "award_id": "followed",
                "last_day": "2025-07-15",
                "recipient_hub": "goes on",
                "rate": 8.0,
                "rate__least": 4.0,
            },
            {"award_id": "follows", "last_day": "2027-01-01", "recipient_hub": "goes on"},
            {"award_id": "kept", "last_day": "2025-08-01", "recipient_hub": "keeper", "kept": True},
            {"award_id": "a body's", "last_day": "2025-08-01", "recipient_hub": None},
        ),
        quarters,
    )
    # Of the hub that is left, the award of June is followed by that of July.
    assert told.select("quarter", "ends", "rate", "rate__least", "followed", "hubs").rows() == [
        ("2025-26 Q1", 1, 100.0, 100.0, 1, 0),
        ("2025-26 Q2", 4, 308.0, 304.0, 1, 1),
        ("2025-26 Q3", 0, 0.0, 0.0, 0, 0),
    ]
    assert told["ended"].to_list() == [["last day"], ["a body's", "first day", "followed", "kept"], None]


@pytest.mark.parametrize(
    ("last", "quarter"),
    [
        ("2024-12-31", "2024-25 Q3"),
        ("2025-01-01", "2024-25 Q4"),
        ("2025-03-31", "2024-25 Q4"),
        ("2025-04-01", "2025-26 Q1"),
        ("2025-06-30", "2025-26 Q1"),
        ("2025-07-01", "2025-26 Q2"),
        ("2025-09-30", "2025-26 Q2"),
        ("2025-10-01", "2025-26 Q3"),
        ("2099-12-31", "2099-00 Q3"),
    ],
)
def test_a_last_day_is_in_its_quarter(last: str, quarter: str) -> None:
    told = endings(parts({"last_day": last}), [Period.parse(quarter)])
    assert told.select("quarter", "ends").rows() == [(quarter, 1)]


@pytest.mark.parametrize(
    ("first", "followed"),
    [("2025-05-01", 1), ("2026-05-31", 1), ("2026-06-01", 0)],
)
def test_an_award_is_followed_by_one_that_begins_within_a_year_of_its_end(first: str, followed: int) -> None:
    told = endings(
        parts({"last_day": "2025-05-31"}, {"award_id": "h", "first_day": first, "last_day": "2029-03-31"}),
        [Period.parse("2025-26 Q1")],
    )
    assert told.select("ends", "followed", "hubs").rows() == [(1, followed, 1 - followed)]


def test_what_falls_in_quarters_to_come_is_spread_by_days_and_as_sure_as_its_least_sure_part() -> None:
    term = {"start": day("2025-01-01"), "end": day("2025-06-29")}  # 90 days and 90 days
    terms = with_terms(
        awards(
            {"award_id": "b", "amount": 1800.0, **term},
            {"award_id": "a", "amount": 180.0, "qualifier": "about", **term},
            {"award_id": "no end", "award_date": day("2025-01-01")},
        )
    )
    quarters = [Period.parse(label) for label in ("2024-25 Q4", "2025-26 Q1", "2025-26 Q2")]
    told = falls_ahead(terms, quarters)
    assert told["quarter"].to_list() == ["2024-25 Q4", "2025-26 Q1", "2025-26 Q2"]
    assert told["money"].to_list() == [pytest.approx(990.0), pytest.approx(990.0), 0.0]
    assert told["money__least"].to_list() == [pytest.approx(990.0), pytest.approx(990.0), 0.0]
    assert told["awards"].to_list() == [["a", "b"], ["a", "b"], None]
    assert told["money_sure"].to_list() == ["about", "about", None]


def test_awards_of_which_nobody_says_when_they_end_are_told_the_largest_first() -> None:
    made = {"award_date": dt.date(2024, 4, 1)}
    terms = with_terms(
        awards(
            {"award_id": "b", "amount": 5.0, **made},
            {"award_id": "a", "amount": 5.0, **made},
            {"award_id": "a year", "annual_amount": 9.0, **made},
            {"award_id": "nothing said", "amount": None, **made},
            {"award_id": "known", "start": dt.date(2024, 4, 1), "end": dt.date(2025, 3, 31)},
        )
    )
    assert unknown_ends(terms)["award_id"].to_list() == ["a year", "a", "b", "nothing said"]
