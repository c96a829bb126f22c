"""Labels below a drawing are turned, and given room, where they would run into each other; numbers and days are left to the drawing."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.publishing.figures.drawing import WIDTH, _settle, _with_room, _words_below

NAMES = [f"Community centre of the valley {number}" for number in range(8)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([{"x": ["b", "a", "b"]}], ["b", "a"]),
        ([{"x": ["b"]}, {"x": ["c", "b"]}], ["b", "c"]),
        ([{"x": [1, 2, 3]}], []),
        ([{"x": ["b", 2]}], []),
        ([{"x": ["2024-04-01", "2024-07-01"]}], []),
        ([{"x": ["2024-25 Q1", "2024-25 Q2"]}], ["2024-25 Q1", "2024-25 Q2"]),
        ([{"x": {"bdata": "AAE=", "dtype": "i1"}}, {"y": [1]}, {"x": None}], []),
    ],
)
def test_words_on_the_axis_below_in_their_order(data: list[dict[str, Any]], words: list[str]) -> None:
    assert _words_below(data) == words


def test_long_names_are_turned_and_the_drawing_makes_room_for_the_widest() -> None:
    given = {"margin": {"b": 40, "l": 10}, "xaxis": {"title": "Hub"}}
    layout = _with_room([{"x": NAMES}], given)
    assert layout["xaxis"] == {"title": "Hub", "tickangle": -45}
    assert layout["margin"]["l"] == 10
    # A name of 34 letters at 12 pixels is about 190 wide; turned by 45 degrees it reaches down by seven tenths of that.
    assert 40 + 110 < layout["margin"]["b"] < 40 + 190
    longer = _with_room([{"x": [*NAMES, NAMES[0] * 2]}], given)
    assert longer["margin"]["b"] > layout["margin"]["b"] + 100
    assert given == {"margin": {"b": 40, "l": 10}, "xaxis": {"title": "Hub"}}


@pytest.mark.parametrize(
    ("data", "layout"),
    [
        ([{"x": ["Hub A", "Hub B"]}], {}),  # there is room
        ([{"x": NAMES[:1]}], {}),
        ([{"x": NAMES}], {"xaxis": {"tickangle": 0}}),  # somebody has said how they stand
        ([{"x": list(range(400))}], {}),
    ],
)
def test_labels_that_have_room_or_are_numbers_are_left(data: list[dict[str, Any]], layout: dict[str, Any]) -> None:
    assert _with_room(data, layout) == layout


def test_larger_letters_need_more_room_and_broken_lines_less() -> None:
    room = {
        size: _with_room([{"x": NAMES}], {"xaxis": {"tickfont": {"size": size}}})["margin"]["b"] for size in (12, 24)
    }
    assert room[24] == pytest.approx(2 * room[12], abs=6)
    broken = [name.replace(" of ", "<br>of ") for name in NAMES]
    assert _with_room([{"x": broken}], {})["margin"]["b"] < room[12]
    ticks = {"xaxis": {"ticktext": ["one", "two"]}}
    assert _with_room([{"x": NAMES}], ticks) == ticks  # what is written below counts, and not the places
    assert WIDTH == 720


def test_ids_drawn_by_chance_are_numbered_in_their_order() -> None:
    svg = (
        '<g id="clip9f" /><g id="clip9"/><use href="#clip9"/><g clip-path="url(#clip9f)" style="font-family: Arial;"/>'
    )
    settled = _settle(svg)
    assert settled.startswith('<g id="p0" /><g id="p1"/><use href="#p1"/><g clip-path="url(#p0)"')
    assert settled == _settle(svg.replace("clip9", "other"))
    assert "Arial" not in settled and "font-family: '" in settled
