"""The links of the flow of money."""

from __future__ import annotations

import polars as pl
from drawn_awards import awards, day

from analysis.measures.flows import money_links, together_small
from analysis.measures.funding import with_terms
from analysis.periods import Period

YEAR = Period.parse("2024-25")


def links_of(rows: pl.DataFrame) -> list[tuple[object, ...]]:
    return money_links(with_terms(rows), YEAR, "GBP").select("basis", "source", "target", "amount").rows()


def test_money_passed_on_leaves_the_lead_body_and_the_rest_stays_there() -> None:
    span = {"start": day("2022-04-01"), "end": day("2025-03-31")}
    onward = {"payer": "Alliance", "lead": "Alliance", "passed_on_from": "parent", **span}
    rows = awards(
        {"award_id": "parent", "amount": 100.0, "lead": "Alliance", "recipient": "Alliance", **span},
        {"award_id": "p1", "amount": 60.0, "recipient": "Hub A", **onward},
        {"award_id": "p2", "amount": 30.0, "recipient": "Hub B", **onward},
        {"award_id": "own", "amount": 50.0, "recipient": "Alliance", **span},
        {"award_id": "small", "amount": 5.0, "payer": "Fund", "recipient": "Hub A", **span},
    )
    assert links_of(rows) == [
        ("in all", "Council", "Alliance", 150.0),
        ("in all", "Fund", "Hub A", 5.0),
        ("in all", "Alliance", "Alliance (not passed on)", 60.0),
        ("in all", "Alliance", "Hub A", 60.0),
        ("in all", "Alliance", "Hub B", 30.0),
    ]


def test_a_lead_that_is_neither_payer_nor_recipient_stands_between_them() -> None:
    rows = awards({"award_id": "a", "lead": "Network", "recipient": "Ten hubs"})
    assert [link[1:3] for link in links_of(rows)] == [("Council", "Network"), ("Network", "Ten hubs")]


def test_amounts_by_the_year_are_not_mixed_with_whole_amounts_nor_added() -> None:
    rows = awards(
        {"award_id": "a", "amount": 10.0},
        {"award_id": "b", "title": "Youth", "annual_amount": 640.0},
        {"award_id": "c", "title": "Families", "annual_amount": 1_800.0},
        {"award_id": "d", "currency": "EUR"},
    )
    assert links_of(rows) == [
        ("in all", "Council", "Hub", 10.0),
        ("a year", "Council", "Hub", 1_800.0),
        ("a year", "Council", "Hub", 640.0),
    ]


def test_many_small_recipients_are_drawn_together_by_kind() -> None:
    rows = awards(
        {"award_id": "big", "amount": 1_000.0, "recipient": "Centre"},
        *[{"award_id": f"s{n}", "amount": 10.0, "recipient": f"Club {n}"} for n in range(5)],
        {"award_id": "lone", "amount": 10.0, "recipient": "Library"},
    )
    links = money_links(with_terms(rows), YEAR, "GBP")
    kinds = {**{f"Club {n}": "lunch club" for n in range(5)}, "Library": "library"}
    together = together_small(links, kinds, most=4).select("target", "amount").sort("target").rows()
    assert together == [("5 recipients: lunch club", 50.0), ("Centre", 1_000.0), ("Library", 10.0)]
    assert together_small(links, kinds, most=7).equals(links)
