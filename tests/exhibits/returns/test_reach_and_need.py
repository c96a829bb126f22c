"""Attendances of a locality are those of all its hubs, and so is the number of counts that may be rounded."""

from __future__ import annotations

import pytest

from analysis.exhibits.facts import fact_of
from analysis.exhibits.returns.reach import _reach_table
from tests.exhibits.drawn_edition import drawn, open_drawn

QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]


def test_a_locality_with_two_hubs_adds_their_attendances_and_their_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"a": [100.0] * 4, "b": [20.0, 20.0, 20.0, 0.0], "c": [50.0] * 4, "late": [None, 90.0, 90.0, 90.0]}
    answers = [
        {"hub_id": hub, "quarter": quarter, "question_id": "attendances", "value": value}
        for hub, told in values.items()
        for quarter, value in zip(QUARTERS, told, strict=True)
        if value is not None
    ]
    places = {"a": "dale", "b": "dale", "c": "hill", "late": "hill"}
    asked = {"question_id": "attendances", "people": True, "kind": "count", "unit": "attendances", "wording": "?"}
    edition = open_drawn(
        monkeypatch,
        returns=drawn("returns", answers, qualifier="exact"),
        questions=drawn("questions", [{**asked, "number": "1", "why": "?"}]),
        hubs=drawn("hubs", [{"hub_id": hub, "name": hub, "locality_id": place} for hub, place in places.items()]),
        localities=drawn(
            "localities",
            [
                {"locality_id": "hill", "name": "Hill", "population": 0, "deprivation_decile": 5},
                {"locality_id": "dale", "name": "Dale", "population": 1_000, "deprivation_decile": 1},
                {"locality_id": "moor", "name": "Moor", "population": 9, "deprivation_decile": 9},
            ],
        ),
    )
    table = _reach_table(edition, "reach-and-need")
    shown = table.frame.select("locality", "attendances", "attendances__counts", "rate", "deprivation_decile")
    assert shown.rows() == [("Dale", 460.0, 7, 460.0, 1), ("Hill", 200.0, 4, None, 5)]
    assert fact_of(table, "attendances", 0).qualifier.startswith("sum of counts rounded to 5: within 14 ")
