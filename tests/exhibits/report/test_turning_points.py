"""Events of a network on its time line: a lettered line on each chart over quarters, its words below, and a table of all."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import Processed, process_network, read_table
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.report.summary.turning_points import happened_in_short, what_happened
from analysis.exhibits.returns import activity, quality, volunteering
from analysis.exhibits.returns.change import attendance_xmr
from analysis.exhibits.returns.hub_page import hub
from analysis.networks import Network
from tests.exhibits.small_network import PROJECT, draw_calendar_network, draw_small_network

# Eight hubs over twelve quarters from 2022-23 Q1 on: 18 January 2024 lies in the eighth, whose place on the axis is 7.
EVENTS = [
    {"id": "turn", "day": "2024-01-18", "words": "It turned <b>inwards</b>", "source": "Minutes"},
    {"id": "first", "quarter": "2023-24 Q1", "words": "Helpers began.", "source": "A contract", "caution": "Not everywhere"},
    {"id": "same-time", "day": "2024-03-31", "words": "A roof fell in", "source": "A letter"},
    {"id": "later", "quarter": "2024-25 Q1", "words": "A year after", "source": "A letter"},
]  # fmt: skip
DRAWING = {"quarters_axis", "years_axis", "draw_steady", "draw_control_chart"}
NOT_MARKED = {
    "comparing/course.py": "several networks, and what happened is one's alone",
    "money/outlook/endings_chart.py": "what is still to come",
    "returns/steady.py": "draws for others",
}


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_small_network(tmp_path)


def given(network: Network, events: list[dict[str, Any]]) -> Processed:
    (network.folder / "events.yml").write_text(yaml.safe_dump(events, sort_keys=False), encoding="utf-8")
    return process_network(network)


def marks(exhibit: Exhibit) -> list[tuple[int, str]]:
    """Place and letters of each line in the drawing."""
    assert exhibit.figure is not None
    layout = exhibit.figure.to_plotly_json()["layout"]
    letters = {note["x"]: note["text"] for note in layout["annotations"] if note.get("xshift") == 3}
    return [(shape["x0"], letters[shape["x0"]]) for shape in layout.get("shapes", ()) if shape["x0"] in letters]


def test_each_chart_over_quarters_marks_what_happened_and_says_it(network: Network) -> None:
    assert not given(network, EVENTS).stops
    edition = OpenEdition(network, network.period("2023-24"))
    own = OpenEdition(network, network.period("2023-24"), "hub-1")
    charts = (
        activity.attendance_by_quarter,
        attendance_xmr,
        volunteering.volunteers,
        quality.timeliness,
        quality.completeness,
    )
    for shown in (*(make(edition) for make in charts), hub.hub_attendance(own)):
        assert marks(shown) == [(4, "A"), (7, "B, C")], shown.id
        said = "A, 2023-24 Q1: Helpers began; B, 18 January 2024: It turned <b>inwards</b>; C, 31 March 2024: A roof fell in."
        assert said in plain(shown.sentence.text) and shown.alt.endswith(f"Lines mark what happened: {said}")
        assert "<b>" not in shown.sentence.text and "A year after" not in shown.sentence.text + shown.alt


def test_all_up_to_the_editions_end_stand_in_a_table_and_in_the_report(network: Network) -> None:
    given(network, EVENTS)
    shown = what_happened(OpenEdition(network, network.period("2023-24")))
    assert shown.table is not None
    assert shown.table.frame.rows() == [
        ("A", "2023-24 Q1", "Helpers began", "A contract", "Not everywhere"),
        ("B", "18 January 2024", "It turned <b>inwards</b>", "Minutes", ""),
        ("C", "31 March 2024", "A roof fell in", "A letter", ""),
    ]
    said = plain(happened_in_short(OpenEdition(network, network.period("2024-25"))).text).splitlines()
    assert said[0].startswith("What happened when") and said[-1] == "- D, 2024-25 Q1: A year after (A letter)"


def test_without_events_charts_are_as_they_were(network: Network) -> None:
    process_network(network)
    edition = OpenEdition(network, network.period("2023-24"))
    shown = activity.attendance_by_quarter(edition)
    assert marks(shown) == [] and "Lines mark" not in shown.alt + shown.sentence.text
    assert not what_happened(edition).known and not happened_in_short(edition).text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"words": "13 hubs closed", "quarter": "2023-24 Q1"}, "“13 hubs closed” holds the number 13, typed by hand."),
        ({"words": "It turned"}, "The event has neither a day nor a quarter"),
        ({"words": "It turned", "day": "2023-05-01", "quarter": "2023-24 Q2"}, "of 2023-05-01, which lies in 2023-24 Q1, and of 2023-24 Q2"),
        ({"words": "It turned", "quarter": "2023-24"}, "`quarter` is"),
    ],
)  # fmt: skip
def test_what_cannot_be_put_on_the_time_line_stops_the_build(network: Network, more: dict[str, Any], said: str) -> None:
    (stop,) = given(network, [{"id": "a", "source": "Minutes", **more}]).stops
    assert said in stop.problem and stop.file == "events.yml"


def test_an_event_outside_the_quarters_is_asked_about_and_kept(network: Network) -> None:
    done = given(network, [{"id": "a", "words": "It was founded", "day": "2019-05-01", "source": "Deed"}])
    (told,) = read_table("mills", "findings").filter(rule="event-beyond")["problem"]
    assert not done.stops and told.startswith("The event lies in 2019-20 Q1; the network's quarters are 2022-23 Q1 to")
    edition = OpenEdition(network, network.period("2024-25"))
    assert "It was founded" in happened_in_short(edition).text and marks(activity.attendance_by_quarter(edition)) == []


def test_a_day_lies_in_the_quarter_of_the_networks_own_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_calendar_network(tmp_path)
    assert not given(network, EVENTS[:1]).stops
    shown = activity.attendance_by_quarter(OpenEdition(network, network.period("2024")))
    quarters = [quarter.label for quarter in network.quarters]
    assert marks(shown) == [(quarters.index("2024 Q1"), "A")]


def test_no_chart_over_quarters_is_drawn_without_its_events() -> None:
    """A module that draws along quarters marks what happened in them, or stands in the short list of those that do not, with the reason."""
    exhibits = PROJECT / "analysis" / "exhibits"
    drawing, marking = set(), set()
    for path in exhibits.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        decorated = {
            name.id
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            for name in node.decorator_list
            if isinstance(name, ast.Name)
        }
        where = path.relative_to(exhibits).as_posix()
        drawing |= {where} if called & DRAWING and path.parent.name != "drawing" else set()
        marking |= {where} if "over_time" in decorated else set()
    assert len(marking) >= 6 and drawing - marking == set(NOT_MARKED)
