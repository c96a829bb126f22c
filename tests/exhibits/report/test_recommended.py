"""Recommendations say by whom and to whom, what they rest on, by when and at what cost; one that rests on what is gone stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.exhibits import OpenEdition
from analysis.exhibits.report.learning.recommendations import new_recommendations
from tests.exhibits.drawn_summary import draw_summary

HEAD = "recommendation_id,made_in,number,text,addressed_to,status,made_by,rests_on,due,cost"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


def test_each_says_by_whom_on_what_until_when_and_at_what_cost(root: Path) -> None:
    network = draw_summary(root)
    rows = [
        "r1,2024-25,1,Keep the doors open,Members,proposed,Partner,doors; levels,2026-03-31,1200",
        "r2,2024-25,2,Meet on,Members,proposed,,,,",
    ]
    (network.folder / "recommendations.csv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    assert not process_network(network).stops
    shown = new_recommendations(OpenEdition(network, network.period("2022-23 to 2024-25")))
    assert shown.table is not None
    costs = {fact.id: (fact.shown, fact.value) for fact in shown.facts if ".cost" in fact.id}
    assert costs == {
        "recommendations.cost.1": ("£1,200", 1200),
        "recommendations.cost.2": ("[x]", None),
        "recommendations.cost": ("[x]", None),  # of the second nobody says what it costs
    }
    first, second = shown.table.frame.select("made_by", "rests_on", "due", "cost").rows()
    assert first == ("Partner", "What was learned of doors. What was learned of levels", "31 March 2026", 1200)
    assert second == ("[x]", "[x]", "[x]", None)


def test_columns_that_nobody_fills_are_not_shown(root: Path) -> None:
    network = draw_summary(root)
    (network.folder / "recommendations.csv").write_text(
        f"{HEAD}\nr1,2024-25,1,Meet on,Members,proposed,,,,\n", encoding="utf-8"
    )
    process_network(network)
    table = new_recommendations(OpenEdition(network, network.period("2024-25"))).table
    assert table is not None
    assert [field.name for field in table.fields] == ["number", "text", "addressed_to"]


def test_one_that_rests_on_a_finding_that_is_gone_stops_the_build(root: Path) -> None:
    network = draw_summary(root)
    (network.folder / "recommendations.csv").write_text(
        f"{HEAD}\nr1,2024-25,1,Meet on,Members,proposed,,door,,\n", encoding="utf-8"
    )
    (stop,) = process_network(network).stops
    assert stop.problem == "The recommendation rests on the finding `door`, and there is none; the nearest is `doors`."
