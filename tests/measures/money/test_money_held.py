"""Each pound once, however often it is passed on: where it lies, what it adds up to, and how it divides."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

import polars as pl
import pytest

from analysis.measures.money.endings import with_rates
from analysis.measures.money.flows import money_ways, passed_on
from analysis.measures.money.funding import counted, in_force, known_by_end, spread_over, totals_by_currency, with_terms
from analysis.measures.money.passing_on import parts_held
from analysis.measures.money.shares import held_by_group, held_locally, share_local, share_reaching
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period.parse("2024-25")


def parts(rows: pl.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return parts_held(with_terms(rows), YEAR, "GBP").select(*columns).rows()


def test_money_passed_on_twice_lies_where_it_got_to() -> None:
    rows = awards(
        {"award_id": "a", "amount": 100.0, "recipient": "Alliance"},
        {"award_id": "b", "amount": 60.0, "payer": "Alliance", "recipient": "Trust", "passed_on_from": "a"},
        {"award_id": "c", "amount": 50.0, "payer": "Trust", "recipient": "Hub", "passed_on_from": "b"},
    )
    assert parts(rows, "root", "payer", "recipient", "kept", "amount", "via") == [
        ("a", "Council", "Alliance", True, 40.0, []),
        ("a", "Council", "Trust", True, 10.0, ["Alliance"]),
        ("a", "Council", "Hub", False, 50.0, ["Alliance", "Trust"]),
    ]
    ways = money_ways(with_terms(rows), YEAR, "GBP").select("lead", "recipient", "amount").rows()
    assert ways == [
        ("Alliance, then Trust", "Hub", 50.0),
        ("Alliance", "Alliance (not passed on)", 40.0),
        ("Alliance", "Trust (not passed on)", 10.0),
    ]


def test_more_cannot_be_passed_on_than_there_was() -> None:
    rows = awards(
        {"award_id": "a", "amount": 100.0, "recipient": "Alliance"},
        {"award_id": "b", "amount": 90.0, "recipient": "Hub A", "passed_on_from": "a"},
        {"award_id": "c", "amount": 30.0, "recipient": "Hub B", "passed_on_from": "a"},
    )
    assert parts(rows, "recipient", "amount") == [("Hub A", 75.0), ("Hub B", 25.0)]
    assert set(itertools.chain(*(row[0] for row in parts(rows, "qualifiers")))) == {"about", "exact"}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_chains_each_pound_counts_once(seed: int) -> None:
    """Awards made at random out of each other: what is held, and what takes each way, adds up to what was first awarded."""
    chance = Random(seed)
    rows: list[dict[str, Any]] = []
    for number in range(60):
        start = day("2022-04-01").replace(year=chance.randint(2020, 2024))
        row: dict[str, Any] = {
            "award_id": f"a{number}",
            "amount": round(chance.uniform(0, 5_000), 2),
            "payer": f"P{chance.randint(1, 4)}",
            "recipient": f"R{chance.randint(1, 9)}",
            "lead": chance.choice([None, "Lead"]),
            "currency": "GBP",
        }
        if chance.random() < 0.8:
            row |= {"start": start, "end": start.replace(year=start.year + chance.randint(1, 5))}
        if rows and chance.random() < 0.5:
            row["passed_on_from"] = chance.choice(rows)["award_id"]
        rows.append(row)
    terms = with_terms(awards(*rows))
    total = sum(totals_by_currency(counted(in_force(terms, YEAR)))["total"])
    assert sum(parts_held(terms, YEAR, "GBP")["amount"]) == pytest.approx(total)
    assert sum(money_ways(terms, YEAR, "GBP")["amount"]) == pytest.approx(total)
    assert sum(held_by_group(parts_held(terms, YEAR, "GBP"))["amount"]) == pytest.approx(total)
    whole = sum(counted(known_by_end(terms, YEAR))["amount"])
    assert sum(parts_held(terms, YEAR, "GBP", everything=True)["amount"]) == pytest.approx(whole)


@pytest.mark.parametrize("seed", range(6))
def test_what_falls_in_all_years_and_in_all_quarters_is_the_award(seed: int) -> None:
    chance = Random(seed)
    rows = []
    for number in range(40):
        start = day("2018-01-15").replace(year=chance.randint(2016, 2024), month=chance.randint(1, 12))
        end = start.replace(year=start.year + chance.randint(0, 6), day=28)
        known = {"start_known_to": chance.choice(["day", "month", "year"]), "end_known_to": "day"}
        dates = {"start": start, "end": end, **known} if chance.random() < 0.7 else {"award_date": start}
        rows.append({"award_id": f"a{number}", "amount": round(chance.uniform(1, 9_999), 2), **dates})
    terms = with_terms(awards(*rows))
    years = [Period(year) for year in range(2014, 2033)]
    quarters = [quarter for year in years for quarter in year.quarters]
    for periods in (years, quarters):
        fallen = spread_over(terms, periods).group_by("award_id").agg(pl.col("money").sum())
        assert dict(fallen.rows()) == pytest.approx(dict(terms.select("award_id", "amount").rows()))


def test_coarse_dates_make_a_part_of_the_money_about_as_much_and_the_whole_exact() -> None:
    span = {"start": day("2023-01-01"), "start_known_to": "year", "end": day("2024-12-31"), "end_known_to": "year"}
    rows = with_terms(
        awards({"award_id": "a", "amount": 731.0, **span}, {"award_id": "b", "award_date": day("2024-05-05")})
    )
    assert rows["coarse"].to_list() == [True, False]
    by_year = spread_over(rows, [Period(2023), YEAR]).drop("money__least").rows()
    assert by_year == [
        ("a", "2023-24", "GBP", 366.0, "about"),
        ("a", "2024-25", "GBP", 275.0, "about"),
        ("b", "2024-25", "GBP", 1_000.0, "exact"),
    ]
    assert spread_over(rows.tail(1), [Period.parse("2024-25 Q1")])["qualifier"].to_list() == ["about"]


def test_a_share_reaching_hubs_has_bounds_where_it_is_not_known_who_received_it() -> None:
    rows = awards(
        {"award_id": "a", "amount": 60.0, "recipient_hub": "mill"},
        {"award_id": "b", "amount": 20.0, "recipient_kind": "community group", "local": False},
        {"award_id": "c", "amount": 15.0},
        {"award_id": "d", "amount": 5.0, "recipient_kind": "charity", "local": True},
        {"award_id": "e", "amount": 900.0, "kind": "in kind", "recipient_hub": "mill"},
    )
    held = parts_held(with_terms(rows), YEAR, "GBP")
    assert held_by_group(held).select("group", "amount").rows() == [
        ("hubs", 60.0),
        ("community groups", 20.0),
        ("charities", 5.0),
        ("not known", 15.0),
    ]
    assert share_reaching(held_by_group(held)) == (80.0, 95.0)
    assert share_local(held_locally(held)) == (65.0, 80.0)
    assert share_reaching(held_by_group(held.clear())) is None
    unknown = held.filter(pl.col("award_id") == "c")
    assert share_local(held_locally(unknown)) is None


def test_an_award_of_nothing_a_year_is_nothing_and_no_fault() -> None:
    term = {"start": day("2024-04-01"), "end": day("2025-03-31")}
    held = parts_held(with_terms(awards({"award_id": "a", "annual_amount": 0.0, **term})), YEAR, "GBP")
    assert with_rates(held).select("amount", "rate").rows() == [(0.0, 0.0)]


def test_what_is_passed_on_of_money_taken_back_is_no_fault() -> None:
    rows = awards(
        {"award_id": "back", "amount": -500.0, "recipient": "Lead"},
        {"award_id": "none", "amount": 0.0, "payer": "Lead", "passed_on_from": "back"},
    )
    assert passed_on(with_terms(rows), YEAR, "GBP")["amount"].to_list() == [0.0]


def test_the_least_of_a_whole_award_is_none_of_an_amount_a_year() -> None:
    """An amount a year is as it is stated, or nought where it may be another award once more."""
    rows = awards(
        {"award_id": "a", "title": "A", "annual_amount": 100.0, "least_amount": 250.0},
        {"award_id": "b", "title": "B", "annual_amount": 60.0, "least_amount": 0.0},
    )
    ways = money_ways(with_terms(rows), YEAR, "GBP").select("award", "amount", "amount__least").rows()
    assert ways == [("A", 100.0, 100.0), ("B", 60.0, 0.0)]


def test_amounts_a_year_over_dates_known_to_the_year_are_about_as_much() -> None:
    span = {"start": day("2024-04-01"), "end": day("2025-03-31"), "start_known_to": "year", "end_known_to": "year"}
    terms = with_terms(awards({"award_id": "a", "annual_amount": 100.0, **span}))
    assert spread_over(terms, [YEAR]).select("money", "qualifier").rows() == [(100.0, "about")]
