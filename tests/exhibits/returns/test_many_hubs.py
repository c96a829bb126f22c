"""Of many hubs the page on change draws those with most marked quarters, says so, and holds every hub in its table."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.exhibits import open_edition
from analysis.exhibits.drawing import small_multiples
from analysis.exhibits.drawing.small_multiples import first_of_many
from analysis.exhibits.exhibit import plain
from analysis.exhibits.returns.charts.hub_charts import hub_control_charts
from tests.exhibits.returns.test_hub_page import write
from tests.exhibits.small_network import HUBS, QUARTERS, draw_small_network


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Eight hubs; the last had one quarter of the year far outside its limits."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    drawn = draw_small_network(tmp_path)
    write(drawn, {(HUBS[-1], QUARTERS[9], "attendances"): "1500"})
    assert not process_network(drawn).stops
    return drawn.name


def test_up_to_the_limit_every_hub_is_drawn_and_nothing_more_is_said(network: str) -> None:
    made = hub_control_charts(open_edition(network, "2024-25"))
    assert made.figure is not None and made.table is not None
    assert len(made.figure.layout.annotations) == len(made.table) == len(HUBS)
    assert "own page draws" not in made.sentence.text


def test_above_it_those_with_most_marks_are_drawn_and_the_table_holds_all(
    network: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_multiples, "MOST_DRAWN", 7)
    monkeypatch.setattr(small_multiples, "DRAWN_OF_MANY", 2)
    edition = open_edition(network, "2024-25")
    names = dict(edition.table("hubs").select("hub_id", "name").iter_rows())
    made = hub_control_charts(edition)
    assert made.figure is not None and made.table is not None
    marks = dict(made.table.frame.select("hub", "marks").iter_rows())
    assert sorted(marks) == sorted(names.values())
    drawn = [note.text for note in made.figure.layout.annotations]
    assert drawn == sorted(marks, key=lambda hub: (-marks[hub], hub))[:2]
    assert marks[names[HUBS[-1]]] >= 1 and marks[drawn[1]] >= max(marks[hub] for hub in marks if hub not in drawn)
    said = plain(made.sentence.text)
    assert "Drawn are the 2 hubs with most marked quarters; the table holds every hub, and each hub's own page" in said
    assert all(hub in made.alt for hub in drawn) and "of the 2 hubs with most marked quarters" in made.alt
    assert "hubs had a quarter" in plain(made.title) and f"of {len(HUBS)} hubs" in plain(made.title)


def test_the_limit_is_one_for_all_exhibits_that_draw_a_chart_a_hub() -> None:
    most, few = small_multiples.MOST_DRAWN, small_multiples.DRAWN_OF_MANY
    assert len(first_of_many(range(most))) == most
    assert list(first_of_many(range(most + 1))) == list(range(few))
