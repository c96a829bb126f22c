"""The first day, the last day and the day after: which awards and payments belong to a period."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.measures.money.concentration import held_in
from analysis.measures.money.funding import in_force, known_by_end, spread_over, with_terms
from analysis.measures.money.payments import awarded_in, paid_in
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day
from tests.measures.drawn_payments import payments

YEAR = Period.parse("2024-25")


def ids(frame: pl.DataFrame) -> list[str]:
    return sorted(frame["award_id"].to_list())


def test_an_award_made_on_the_last_day_belongs_to_the_year_and_the_next_day_to_the_next() -> None:
    made = awards(
        {"award_id": "first", "award_date": day("2024-04-01")},
        {"award_id": "last", "award_date": day("2025-03-31")},
        {"award_id": "next", "award_date": day("2025-04-01")},
        {"award_id": "started last", "start": day("2025-03-31")},
        {"award_id": "started next", "start": day("2025-04-01")},
        {"award_id": "undated"},
    )
    assert ids(known_by_end(made, YEAR)) == ["first", "last", "started last", "undated"]
    (row,) = awarded_in(made, [YEAR]).rows(named=True)
    assert row["awards"] == ["first", "last"] and row["awarded"] == 2_000.0


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        ("2023-01-01", "2024-03-31", False),
        ("2023-01-01", "2024-04-01", True),
        ("2025-03-31", "2026-03-31", True),
        ("2025-04-01", "2026-03-31", False),
    ],
)
def test_an_award_is_in_force_from_its_first_day_to_its_last(start: str, end: str, counts: bool) -> None:
    made = with_terms(awards({"award_id": "a", "award_date": day("2023-01-01"), "start": day(start), "end": day(end)}))
    assert (ids(in_force(made, YEAR)) == ["a"]) is counts
    assert (ids(held_in(made, YEAR)) == ["a"]) is counts


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (None, "2024-04-01", True),
        (None, "2024-03-31", False),
        ("2025-03-31", None, True),
        ("2025-04-01", None, False),
        (None, None, True),
    ],
)
def test_a_day_that_nobody_knows_excludes_nothing(first: str | None, last: str | None, counts: bool) -> None:
    parts = pl.DataFrame(
        {"award_id": ["a"], "first_day": [first and day(first)], "last_day": [last and day(last)]},
        schema={"award_id": pl.String, "first_day": pl.Date, "last_day": pl.Date},
    )
    assert (ids(held_in(parts, YEAR)) == ["a"]) is counts


@pytest.mark.parametrize(("start", "end"), [("day", "year"), ("month", "day"), ("year", "day"), ("day", "month")])
def test_a_term_is_coarse_where_either_end_is(start: str, end: str) -> None:
    term = {"start": day("2024-10-01"), "end": day("2025-09-30"), "start_known_to": start, "end_known_to": end}
    terms = with_terms(awards({"award_id": "a", **term}))
    assert terms["coarse"].to_list() == [True]
    assert spread_over(terms, [YEAR])["qualifier"].to_list() == ["about"]


def test_a_term_known_to_the_day_at_both_ends_is_exact() -> None:
    term = {"start": day("2024-10-01"), "end": day("2025-09-30"), "start_known_to": "day", "end_known_to": "day"}
    terms = with_terms(awards({"award_id": "a", **term}))
    assert terms["coarse"].to_list() == [False]
    assert spread_over(terms, [YEAR]).select("money", "qualifier").rows() == [(1_000.0 * 182 / 365, "exact")]


def test_a_payment_that_names_its_award_and_one_by_a_paid_lead_body_are_paid_on_and_counted_once() -> None:
    made = awards(
        {"award_id": "parent", "recipient": "Alliance"},
        {"award_id": "part", "payer": "Alliance", "passed_on_from": "parent"},
    )
    paid = payments(
        {"payment_id": "in", "recipient": "Alliance", "amount": 100.0},
        {"payment_id": "on", "payer": "Alliance", "recipient": "Hub", "amount": 60.0},
        {"payment_id": "named", "payer": "Alliance", "recipient": "Hub", "amount": 10.0, "award_id": "part"},
    )
    assert paid_in(paid, made, [YEAR], "GBP").select("paid", "payments").rows() == [(100.0, ["in"])]


def test_a_payment_of_which_payer_and_award_are_unknown_is_counted() -> None:
    made = awards({"award_id": "part", "payer": "Alliance", "passed_on_from": "parent"})
    paid = payments(
        {"payment_id": "known", "amount": 5.0}, {"payment_id": "dark", "payer": None, "recipient": None, "amount": 7.0}
    )
    assert paid_in(paid, made, [YEAR], "GBP").select("paid", "payments").rows() == [(12.0, ["dark", "known"])]


def test_what_names_an_award_passed_on_is_left_out_only_where_its_payer_was_paid() -> None:
    made = awards({"award_id": "part", "payer": "Alliance", "passed_on_from": "parent"})
    paid = payments({"payment_id": "p", "payer": "Alliance CIO", "recipient": "Hub", "amount": 8.0, "award_id": "part"})
    assert paid_in(paid, made, [YEAR], "GBP")["paid"].to_list() == [8.0]
    funded = payments(
        {"payment_id": "f", "recipient": "Alliance CIO", "amount": 20.0},
        {"payment_id": "p", "payer": "Alliance CIO", "recipient": "Hub", "amount": 8.0, "award_id": "part"},
    )
    assert paid_in(funded, made, [YEAR], "GBP")["paid"].to_list() == [20.0]


def test_payments_of_the_first_and_the_last_day_are_in_and_roads_are_not() -> None:
    paid = payments(
        {"payment_id": "eve", "paid": day("2024-03-31"), "amount": 1.0},
        {"payment_id": "first", "paid": day("2024-04-01"), "amount": 2.0},
        {"payment_id": "last", "paid": day("2025-03-31"), "amount": 4.0},
        {"payment_id": "next", "paid": day("2025-04-01"), "amount": 8.0},
        {"payment_id": "road", "to_network": False, "amount": 16.0},
        {"payment_id": "euro", "currency": "EUR", "amount": 32.0},
        {"payment_id": "undated", "paid": None, "amount": 64.0},
    )
    assert paid_in(paid, awards(), [YEAR], "GBP").select("paid", "payments").rows() == [(6.0, ["first", "last"])]
