"""The truth of timeliness counts what was due: what a hub sends that was closed, shut or not there yet fills no other's place."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from tests.truth import Scope, returns

HUBS = [
    {"hub_id": "open", "opened": "2022-23 Q1", "closed": "", "paused": ""},
    {"hub_id": "undated", "opened": "2022-23 Q1", "closed": "", "paused": ""},
    {"hub_id": "silent", "opened": "2022-23 Q1", "closed": "2024-25 Q1", "paused": ""},
    {"hub_id": "closed", "opened": "2022-23 Q1", "closed": "2023-24 Q4", "paused": ""},
    {"hub_id": "shut", "opened": "2022-23 Q1", "closed": "", "paused": "2022-23 Q2; 2023-24 Q4 to 2024-25 Q2"},
    {"hub_id": "to-come", "opened": "2024-25 Q2", "closed": "", "paused": ""},
]


def test_a_return_of_a_hub_that_was_not_open_is_none_that_was_due(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = [
        SimpleNamespace(
            hub=hub["hub_id"], quarter="2024-25 Q1", sent=None if hub["hub_id"] == "undated" else dt.date(2024, 7, 20)
        )
        for hub in HUBS
        if hub["hub_id"] != "silent"
    ]
    declared = {"due_days": 28, "quarters": {"first": "2024-25 Q1"}}
    monkeypatch.setattr(returns, "table", lambda _scope, _path: HUBS)
    monkeypatch.setattr(returns, "all_returns", lambda _scope: sent)
    monkeypatch.setattr(returns, "settings", lambda _scope: declared)
    facts = returns.timeliness(Scope("drawn", "2024-25 Q1"))
    states = {state: facts[f"timeliness.{state}.2024-25-q1"] for state in ("on_time", "late", "not_known", "missing")}
    assert states == {"on_time": 1, "late": 0, "not_known": 1, "missing": 1}
    assert facts["quality.returns-due.2024-25-q1"] == 3
    assert (facts["quality.returns-received.2024-25-q1"], facts["quality.time-not-known.2024-25-q1"]) == (2, 1)
