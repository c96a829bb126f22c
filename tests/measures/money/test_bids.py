"""Bids and commitments as they stood on a period's last day: what was decided or done later was still waiting or under way."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.money.bids import bids_of, commitments_of
from analysis.periods import Period
from tests.measures.drawn_awards import day

YEAR = Period(2024)


def bids(*rows: dict[str, Any]) -> pl.DataFrame:
    days = [{name: day(value) if name.endswith("_on") else value for name, value in row.items()} for row in rows]
    return pl.DataFrame([{"bid_id": "b", **row} for row in days], schema=TABLES["bids"].schema)


@pytest.mark.parametrize(
    ("bid", "stood"),
    [
        # asked, decided, outcome today -> (outcome, day) as it stood on 31 March 2025, or nothing
        ({"asked_on": "2024-05-01", "decided_on": "2025-03-31", "outcome": "won"}, ("won", "2025-03-31")),
        ({"asked_on": "2024-05-01", "decided_on": "2025-04-01", "outcome": "won"}, ("waiting", None)),
        ({"asked_on": "2024-01-01", "decided_on": "2024-04-01", "outcome": "lost"}, ("lost", "2024-04-01")),
        ({"asked_on": "2024-01-01", "decided_on": "2024-03-31", "outcome": "lost"}, None),
        ({"asked_on": "2020-01-01", "outcome": "waiting"}, ("waiting", None)),
        ({"asked_on": "2025-03-31", "outcome": "waiting"}, ("waiting", None)),
        ({"asked_on": "2025-04-01", "outcome": "waiting"}, None),
        ({"asked_on": "2024-04-01", "outcome": "lost"}, ("lost", None)),
        ({"asked_on": "2024-03-31", "outcome": "lost"}, None),
        ({"asked_on": "2024-03-31", "outcome": None}, None),
    ],
)
def test_a_bid_stands_as_it_did_on_the_last_day(bid: dict[str, Any], stood: tuple[str, str | None] | None) -> None:
    rows = bids_of(bids(bid), YEAR).select("outcome", "decided_on").rows()
    assert rows == ([] if stood is None else [(stood[0], stood[1] and day(stood[1]))])


def test_lost_bids_come_first_then_by_the_day_they_were_sent() -> None:
    told = bids(
        {"bid_id": "w", "outcome": "waiting", "asked_on": "2024-05-01"},
        {"bid_id": "drawn back", "outcome": "withdrawn", "asked_on": "2024-04-01"},
        {"bid_id": "other", "outcome": "deferred", "asked_on": "2024-04-01"},
        {"bid_id": "won", "outcome": "won", "asked_on": "2024-04-02"},
        {"bid_id": "lost b", "outcome": "lost", "asked_on": "2024-09-01"},
        {"bid_id": "lost a", "outcome": "lost", "asked_on": "2024-09-01"},
        {"bid_id": "lost first", "outcome": "lost", "asked_on": "2024-04-30"},
    )
    order = ["lost first", "lost a", "lost b", "won", "drawn back", "w", "other"]
    assert bids_of(told, YEAR)["bid_id"].to_list() == order


def commitments(*rows: dict[str, Any]) -> pl.DataFrame:
    made = [{"commitment_id": "c", "award_id": "g", "status": "under way", **row} for row in rows]
    return pl.DataFrame(made, schema=TABLES["commitments"].schema)


@pytest.mark.parametrize(
    ("commitment", "stood"),
    [
        # (status, is_due, is_done) on 31 March 2025
        ({"due": day("2025-03-31")}, ("under way", True, False)),
        ({"due": day("2025-04-01")}, ("under way", False, False)),
        ({}, ("under way", False, False)),
        ({"status": None}, (None, False, False)),
        ({"status": "done", "due": day("2025-01-01")}, ("done", True, True)),
        ({"status": "done", "done_on": day("2025-03-31")}, ("done", False, True)),
        ({"status": "done", "done_on": day("2025-04-01")}, ("under way", False, False)),
    ],
)
def test_a_commitment_is_due_and_done_as_it_stood(
    commitment: dict[str, Any], stood: tuple[str | None, bool, bool]
) -> None:
    rows = commitments_of(commitments(commitment), ["g"], YEAR)
    assert rows.select("status", "is_due", "is_done").rows() == [stood]


def test_what_is_due_and_open_comes_first_and_what_has_no_day_last_and_other_awards_do_not_count() -> None:
    due, later = day("2024-06-01"), day("2026-06-01")
    told = commitments(
        {"commitment_id": "no day"},
        {"commitment_id": "later", "due": later},
        {"commitment_id": "done", "due": due, "status": "done"},
        {"commitment_id": "open b", "due": due},
        {"commitment_id": "open a", "due": due},
        {"commitment_id": "earlier", "due": day("2024-05-01")},
        {"commitment_id": "other", "award_id": "h", "due": due},
    )
    order = ["earlier", "open a", "open b", "done", "later", "no day"]
    assert commitments_of(told, ["g"], YEAR)["commitment_id"].to_list() == order
