"""Bids that were lost and commitments made with awards: as they stood at the period's end, each number led back to its rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.money.outlook.bids import bids_and_outcomes, commitments_followed
from tests.exhibits.drawn_edition import awards, drawn, open_drawn


def bid(name: str, sent: str, outcome: str, decided: str | None = None, asked: float | None = 100.0) -> dict[str, Any]:
    return {
        "bid_id": name,
        "bidder": "The Mill",
        "funder": "A trust",
        "title": "A roof",
        "asked": asked,
        "asked_on": dt.date.fromisoformat(sent),
        "outcome": outcome,
        "decided_on": dt.date.fromisoformat(decided) if decided else None,
    }


BIDS = drawn(
    "bids",
    [
        bid("before", "2023-05-01", "lost", "2024-03-31"),  # decided on the last day of the year before
        bid("first-day", "2023-05-01", "lost", "2024-04-01", asked=4_000),
        bid("last-day", "2024-09-01", "lost", "2025-03-31", asked=None),
        bid("won", "2024-06-01", "won", "2024-08-01"),
        bid("later", "2024-12-01", "won", "2025-04-01"),  # still waiting at the end of 2024-25
        bid("next-year", "2025-04-01", "waiting"),
        bid("no-day", "2024-05-01", "withdrawn"),
    ],
)


def rows(made: Exhibit, *columns: str) -> list[tuple[Any, ...]]:
    assert made.table is not None
    return made.table.frame.select(columns).rows()


def words(text: str) -> str:
    return text.replace("\\", "")


def test_bids_stand_as_they_stood_at_the_end_of_the_period(monkeypatch: pytest.MonkeyPatch) -> None:
    made = bids_and_outcomes(open_drawn(monkeypatch, bids=BIDS))
    assert rows(made, "bid_id", "outcome") == [
        ("first-day", "lost"),
        ("last-day", "lost"),
        ("won", "won"),
        ("no-day", "withdrawn"),
        ("later", "waiting"),
    ]
    title = words(made.title)
    assert title.startswith('[2]{.fact data-fact="bids.lost.2024-25"} bids were lost')
    assert "[at least £4,000]" in title  # one of the two does not say how much


def test_each_number_of_bids_leads_to_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {fact.id: fact for fact in bids_and_outcomes(open_drawn(monkeypatch, bids=BIDS)).facts}
    lost = facts["bids.lost.2024-25"]
    assert (lost.value, dict(lost.origins[0].where)["bid_id"]) == (2, ("first-day", "last-day"))
    assert dict(facts["bids.lost-money.2024-25"].origins[0].where)["bid_id"] == ("first-day",)


def commitment(name: str, due: str | None, status: str, done: str | None = None, award: str = "a") -> dict[str, Any]:
    days = {
        "due": dt.date.fromisoformat(due) if due else None,
        "done_on": dt.date.fromisoformat(done) if done else None,
    }
    return {"commitment_id": name, "award_id": award, "made_by": "A lead body", "commitment": "Train helpers.", "status": status, **days}  # fmt: skip


def test_commitments_are_followed_up_to_the_end_of_the_period(monkeypatch: pytest.MonkeyPatch) -> None:
    held = drawn(
        "commitments",
        [
            commitment("done", "2024-12-31", "done", "2024-11-01"),
            commitment("last-day", "2025-03-31", "not started"),
            commitment("day-after", "2025-04-01", "not started"),
            commitment("done-later", "2024-06-30", "done", "2025-04-02"),  # under way when the year ended
            commitment("no-day", None, "under way"),
            commitment("no-award", "2024-06-30", "done", award="unknown"),
        ],
    )
    made = commitments_followed(open_drawn(monkeypatch, commitments=held, awards=awards({"award_id": "a"})))
    assert rows(made, "commitment_id", "status") == [
        ("done-later", "under way"),
        ("last-day", "not started"),
        ("done", "done"),
        ("day-after", "not started"),
        ("no-day", "under way"),
    ]
    assert words(made.title).startswith('[1]{.fact data-fact="commitments.done.2024-25"} of [3]')
    assert "2 commitments due by then are not done." in plain(made.sentence.text)


def test_nothing_on_record_is_said_with_what_would_be_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch)
    for made in (bids_and_outcomes(edition), commitments_followed(edition)):
        assert made.kind == "unknown" and ".csv" in made.notice
