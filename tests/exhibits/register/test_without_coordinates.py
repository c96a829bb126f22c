"""Hubs and localities of which nobody has said where they lie: a table in the map's place, which was an empty frame with a scale."""

from __future__ import annotations

import pytest

from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.register import coverage
from tests.exhibits.drawn_edition import drawn, open_drawn


def coverage_of(monkeypatch: pytest.MonkeyPatch, **of_ash: float) -> Exhibit:
    hubs = drawn("hubs", [{"hub_id": "ash", "name": "Ash", "locality_id": "L1", "opened": "2023-24 Q1", **of_ash}])
    localities = drawn(
        "localities", [{"locality_id": "L1", "name": "Askerdale"}, {"locality_id": "L2", "name": "Carlsett"}]
    )
    return coverage.hubs_and_need(open_drawn(monkeypatch, hubs=hubs, localities=localities))


def test_without_a_place_there_is_a_table_and_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    made = coverage_of(monkeypatch)
    assert made.kind == "table" and made.table is not None
    assert made.table.frame["locality"].to_list() == ["Askerdale", "Carlsett"]
    assert "@tbl-hubs-and-need" in made.sentence.text and "@fig" not in made.sentence.text
    assert "2 localities without coordinates can only be in the table." in plain(made.sentence.text)


def test_one_hub_with_a_place_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    made = coverage_of(monkeypatch, latitude=51.8, longitude=-2.2)
    assert made.kind == "figure" and "@fig-hubs-and-need" in made.sentence.text
