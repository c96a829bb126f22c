"""An award of which one end of its term alone is stated: every sum over time goes from nothing of it to all of it, and says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analysis.exhibits.exhibit import plain
from analysis.exhibits.money import funding
from tests.exhibits.drawn_edition import awards, open_drawn
from tests.exhibits.money.test_funding import register

YEAR = {"start": dt.date(2024, 4, 1), "end": dt.date(2025, 3, 31)}
NO_END: dict[str, Any] = {"start": dt.date(2023, 7, 1), "end": None, "award_date": dt.date(2023, 6, 1)}
HUB = {"recipient": "Hub 1", "recipient_hub": "h1"}


def test_each_sum_over_time_goes_from_nothing_of_it_to_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"award_id": "known", "amount": 3_000.0, "award_date": dt.date(2024, 3, 1), **HUB, **YEAR},
        {"award_id": "open", "amount": 12_000.0, **HUB, **NO_END},
    ]
    edition = open_drawn(monkeypatch, awards=awards(*rows), **register())
    both = "£3,000 to £15,000"
    assert plain(funding.awarded_and_paid(edition).title).endswith(f"{both} was meant for it")
    assert both in plain(funding.money_by_year(edition).title)
    flow = plain(funding.money_flow(edition).sentence.text)
    assert f"come to {both}" in flow and "1 award (£12,000) states one end of its term alone" in flow
    assert plain(funding.where_the_money_went(edition).text).startswith(f"There is {both} of award money")
    # Over all quarters so far it is as much as in each: nobody counts it once a quarter.
    hubs = funding.money_per_hub(edition)
    assert hubs.table is not None and hubs.table.frame.select("money", "money__least").row(0) == (15_000.0, 3_000.0)
    stated = funding.awards_as_stated(edition)
    assert stated.table is not None
    assert set(stated.table.frame.select("stated", "term").rows()) == {
        ("£3,000", "1 Apr 2024 to 31 Mar 2025"),
        ("£12,000", "from 1 Jul 2023; its end is not stated"),
    }
    assert "1 award in force has no known end" in plain(funding.unknown_ends(edition).title)
    assert "twice" not in flow + funding.awarded_and_paid(edition).sentence.text
    assert "1 award (£12,000)" in plain(funding.money_by_year(edition).sentence.text)


def test_of_money_without_a_start_its_end_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"award_id": "known", "amount": 3_000.0, **HUB, **YEAR},
        {"award_id": "ends", "amount": 5_000.0, "start": None, "end": dt.date(2025, 6, 30), **HUB},
    ]
    edition = open_drawn(monkeypatch, awards=awards(*rows), **register())
    assert plain(funding.unknown_ends(edition).title) == "Every end is known"
    assert "1 award says when it ends and not when it begins" in plain(funding.cliff_calendar(edition).sentence.text)
    stated = funding.awards_as_stated(edition)
    assert stated.table is not None and "until 30 Jun 2025; its start is not stated" in stated.table.frame["term"]
