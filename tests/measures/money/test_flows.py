"""The ways that money takes."""

from __future__ import annotations

import polars as pl

from analysis.measures.money.flows import money_ways, passed_on, together_small
from analysis.measures.money.funding import with_terms
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period.parse("2024-25")


def ways_of(rows: pl.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return money_ways(with_terms(rows), YEAR, "GBP").select(*columns).rows()


def test_money_passed_on_goes_by_way_of_the_lead_body_and_the_rest_stays_there() -> None:
    span = {"start": day("2022-04-01"), "end": day("2025-03-31")}
    onward = {"payer": "Alliance", "lead": "Alliance", "passed_on_from": "parent", **span}
    rows = awards(
        {"award_id": "parent", "amount": 100.0, "lead": "Alliance", "recipient": "Alliance", **span},
        {"award_id": "p1", "amount": 60.0, "recipient": "Hub A", **onward},
        {"award_id": "p2", "amount": 30.0, "recipient": "Hub B", **onward},
        {"award_id": "own", "amount": 50.0, "recipient": "Alliance", **span},
        {"award_id": "small", "amount": 5.0, "payer": "Fund", "recipient": "Hub A", **span},
    )
    ways = ways_of(rows, "payer", "lead", "holds", "recipient", "amount")
    assert ways == [
        ("Council", "Alliance", True, "Alliance (not passed on)", 60.0),
        ("Council", "Alliance", True, "Hub A", 60.0),
        ("Council", "Alliance", True, "Hub B", 30.0),
        ("Fund", "", False, "Hub A", 5.0),
    ]
    assert sum(float(str(way[-1])) for way in ways) == 155.0  # the parent, the alliance's own, the small one: each once


def test_a_lead_applicant_is_not_said_to_hold_the_money() -> None:
    rows = awards({"award_id": "a", "lead": "Network", "recipient": "Ten hubs"})
    assert ways_of(rows, "payer", "lead", "holds", "recipient") == [("Council", "Network", False, "Ten hubs")]


def test_a_body_that_leads_for_itself_stands_once() -> None:
    rows = awards({"award_id": "a", "lead": "Hub"}, {"award_id": "b", "lead": "Council"})
    assert ways_of(rows, "payer", "lead", "recipient", "amount") == [("Council", "", "Hub", 2_000.0)]


def test_amounts_by_the_year_are_not_mixed_with_whole_amounts_nor_added() -> None:
    rows = awards(
        {"award_id": "a", "amount": 10.0},
        {"award_id": "b", "title": "Youth", "annual_amount": 640.0},
        {"award_id": "c", "title": "Families", "annual_amount": 1_800.0},
        {"award_id": "c2", "title": "Youth", "annual_amount": 60.0},
        {"award_id": "d", "currency": "EUR"},
    )
    assert ways_of(rows, "basis", "award", "amount") == [
        ("in all", "", 10.0),
        ("a year", "Families", 1_800.0),
        ("a year", "Youth", 640.0),
        ("a year", "Youth", 60.0),
    ]


def test_many_small_recipients_are_drawn_together_by_kind() -> None:
    rows = awards(
        {"award_id": "big", "amount": 1_000.0, "recipient": "Centre"},
        *[{"award_id": f"s{n}", "amount": 10.0, "recipient": f"Club {n}"} for n in range(5)],
        {"award_id": "lone", "amount": 10.0, "recipient": "Library"},
    )
    ways = money_ways(with_terms(rows), YEAR, "GBP")
    kinds = {**{f"Club {n}": "lunch club" for n in range(5)}, "Library": "library"}
    together = together_small(ways, kinds, most=4).select("recipient", "amount").rows()
    assert together == [("Centre", 1_000.0), ("5 recipients: lunch club", 50.0), ("Library", 10.0)]
    assert together_small(ways, kinds, most=7).equals(ways)


def test_no_more_is_passed_on_than_there_was_and_nothing_of_an_unknown_amount() -> None:
    span = {"start": day("2024-04-01"), "end": day("2025-03-31")}
    onward = {"payer": "Lead", "amount": 900.0, **span}
    rows = awards(
        {"award_id": "much", "recipient": "Lead", **span},
        {"award_id": "m1", "recipient": "A", "passed_on_from": "much", **onward},
        {"award_id": "m2", "recipient": "B", "passed_on_from": "much", **onward},
        {"award_id": "open", "recipient": "Lead", "annual_amount": 60.0, "start": day("2024-04-01")},
        {"award_id": "o1", "recipient": "C", "passed_on_from": "open", **onward},
    )
    found = passed_on(with_terms(rows), YEAR, "GBP")
    assert found.select("award_id", "amount", "qualifier").rows() == [("m1", 500.0, "about"), ("m2", 500.0, "about")]
