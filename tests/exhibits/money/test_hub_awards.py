"""What one hub's page says of its awards is what the record says: by the year, as a range, shared, passed on; and hubs that became one have one record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.money import funding
from analysis.exhibits.money.awards import hub_awards
from tests.exhibits.drawn_edition import awards, drawn, open_drawn

TERM = {"start": dt.date(2024, 4, 1), "end": dt.date(2027, 3, 31)}
HUBS = drawn(
    "hubs",
    [
        {"hub_id": "mill", "name": "Mill", "locality_id": "a", "status": "established"},
        {"hub_id": "old", "name": "Old Hall", "locality_id": "a", "closed": "2024-25 Q2", "merged_into": "mill"},
    ],
)


def drawn_edition(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, Any]) -> OpenEdition:
    mill = {"recipient": "Mill", "recipient_hub": "mill"}
    return open_drawn(monkeypatch, awards=awards(*({**mill, **row} for row in rows)), hubs=HUBS)


def page(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, Any]) -> OpenEdition:
    edition = drawn_edition(monkeypatch, *rows)
    edition.hub = "mill"
    return edition


def test_each_award_stands_as_it_was_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = page(
        monkeypatch,
        {"award_id": "a", "amount": 2_500.0, "qualifier": "up to"},
        {"award_id": "b", "annual_amount": 12_000.0, **TERM},
        {"award_id": "c", "annual_amount": 900.0, "start": None, "end": None, "term_stated": "at least one year"},
        {"award_id": "d", "amount": 90_000.0, "least_amount": 75_000.0},
        {"award_id": "e", "amount": 500.0, "least_amount": 0.0, "perhaps_same_as": "a"},
        {"award_id": "f", "amount": 700.0, "recipient": "Mill; Weir", "recipient_hub": None, "recipient_hubs": "mill"},
        {"award_id": "g", "amount": 800.0, "currency": None},
        {"award_id": "h", "amount": None},
        {"award_id": "i", "amount": 40.0, "recipient": "Old Hall", "recipient_hub": "old"},
        {"award_id": "j", "amount": 60.0, "recipient": "Weir", "recipient_hub": "weir"},
    )
    table = hub_awards(edition).table
    assert table is not None
    stated = dict(table.frame.select("award_id", "stated").rows())
    assert stated == {
        "a": "up to £2,500",
        "b": "£12,000 a year; £36,000 over its term",
        "c": "£900 a year",
        "d": "£75,000 to £90,000",
        "e": "£500",
        "f": "£700",
        "g": "800, in a currency that is not known",
        "h": "not stated",
    }
    cautions = dict(table.frame.select("award_id", "caution").rows())
    assert cautions["e"] == "May be “Running costs” once more; nobody decided yet."
    assert cautions["f"].startswith("Shared by 2;")


def test_the_facts_of_the_page_lead_to_their_awards(monkeypatch: pytest.MonkeyPatch) -> None:
    made = hub_awards(page(monkeypatch, {"award_id": "b", "annual_amount": 12_000.0, **TERM}))
    (fact,) = [fact for fact in made.facts if fact.known]
    assert (fact.shown, fact.unit) == ("£12,000 a year", "GBP per year")
    assert [origin.as_dict() for origin in fact.origins] == [{"table": "awards", "where": {"award_id": ["b"]}}]


def test_a_hub_that_became_part_of_another_is_not_left_without_what_that_one_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends = {"start": dt.date(2024, 4, 1), "end": dt.date(2025, 3, 31), "recipient": "Old Hall", "recipient_hub": "old"}
    goes_on = {"award_id": "m", **TERM}
    edition = drawn_edition(monkeypatch, {"award_id": "o", **ends}, goes_on)
    calendar = funding.cliff_calendar(edition)
    assert calendar.table is not None
    first = calendar.table.frame.row(0, named=True)
    assert (first["ends"], first["followed"], first["hubs"]) == (1, 1, 0)
    held = funding.hub_dependence(edition).table
    assert held is not None and held.frame["name"].to_list() == ["Mill"]
    alone = drawn_edition(monkeypatch, {"award_id": "o", **ends})
    left = funding.cliff_calendar(alone)
    assert left.table is not None and left.table.frame["hubs"][0] == 1
    assert "1 hub has no award of a known amount" in plain(left.sentence.text)


def test_before_they_joined_each_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    parted = HUBS.with_columns(closed=pl.when(pl.col("hub_id") == "old").then(pl.lit("2025-26 Q2")))
    monkeypatch.setattr("tests.exhibits.money.test_hub_awards.HUBS", parted)
    rows = ({"award_id": "i", "recipient": "Old Hall", "recipient_hub": "old"}, {"award_id": "m", **TERM})
    held = funding.hub_dependence(drawn_edition(monkeypatch, *rows)).table
    assert held is not None and held.frame["name"].sort().to_list() == ["Mill", "Old Hall"]
