"""A network whose register names hubs and no localities: the pages say what is not held, and not that no hub is."""

from __future__ import annotations

import pytest

from analysis.exhibits.money import need
from analysis.exhibits.register import coverage
from tests.exhibits.drawn_edition import awards, drawn, open_drawn


@pytest.mark.parametrize("make", [coverage.hubs_and_need, coverage.gaps_by_need, need.money_and_need])
def test_hubs_without_localities(monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    hubs = drawn("hubs", [{"hub_id": "ash", "name": "Ash", "kind": "library", "opened": "2023-24 Q1"}])
    made = make(open_drawn(monkeypatch, hubs=hubs, awards=awards({"award_id": "a"})))  # type: ignore[operator]
    assert "No register of hubs" not in made.notice
    assert "No localities are held" in made.notice and "locality" in made.notice
