"""The drawing of a theory of change: a box each step, in columns from what is done to what is hoped for; an arrow each link, by how it stands."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.exhibits.drawing.theme import GREY, INK, LILAC, NAVY, ORANGE, PALE, TEAL, figure
from analysis.exhibits.facts import in_plot

if TYPE_CHECKING:
    import plotly.graph_objects as go

# Colour and width say it twice over, and each arrow bears its number.
LOOKS: Mapping[str, tuple[str, float]] = {
    "strong": (NAVY, 4.0),
    "fair": (TEAL, 3.0),
    "weak": (LILAC, 2.2),
    "contested": (ORANGE, 2.5),
    "not shown": (GREY, 1.0),
}
_ROW, _LETTERS, _HALF = 112, 14, 0.37  # pixels a row; letters in a line of a box; half the width of a box, of a column


@dataclass(frozen=True)
class Arrow:
    """number: as in the table."""

    number: int
    begins: str
    ends: str
    called: str


def draw_theory(columns: Sequence[tuple[str, Sequence[tuple[str, str]]]], arrows: Sequence[Arrow]) -> go.Figure:
    """columns: from left to right, each with its name and its steps (id, words)."""
    most = max(len(steps) for _, steps in columns)
    places = {
        step: (float(across), (most - len(steps)) / 2 + down + 0.5)
        for across, (_, steps) in enumerate(columns)
        for down, (step, _) in enumerate(steps)
    }
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for across, (name, steps) in enumerate(columns):
        notes.append(_text(float(across), -0.12, f"<b>{in_plot(name.capitalize())}</b>", 13))
        for step, words in steps:
            x, y = places[step]
            shapes.append(_box(x, y))
            notes.append(_text(x, y, "<br>".join(in_plot(line) for line in textwrap.wrap(words, _LETTERS)[:5]), 12))
    notes += [_number(arrow, places) for arrow in arrows]
    keys = [_key(called) for called in LOOKS if any(arrow.called == called for arrow in arrows)]
    return figure(
        *[_line(arrow, places) for arrow in arrows],
        *keys,
        legend=True,
        height=_ROW * most + 90,
        shapes=shapes,
        annotations=notes,
        margin={"l": 4, "r": 4, "t": 40, "b": 8},
        xaxis={"visible": False, "range": [-0.5, len(columns) - 0.5]},
        yaxis={"visible": False, "range": [most + 0.1, -0.35]},
    )


def _box(x: float, y: float) -> dict[str, Any]:
    return {
        "type": "rect", "x0": x - _HALF, "x1": x + _HALF, "y0": y - 0.38, "y1": y + 0.38, "line": {"color": NAVY, "width": 1},
        "fillcolor": PALE, "layer": "below",
    }  # fmt: skip


def _text(x: float, y: float, text: str, size: int) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": size, "color": INK}}


def _ends_of(
    arrow: Arrow, places: Mapping[str, tuple[float, float]]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the edge of one box to that of the other; within a column from box to box, downwards or upwards."""
    (x, y), (to_x, to_y) = places[arrow.begins], places[arrow.ends]
    if x == to_x:
        side = 0.38 if to_y > y else -0.38
        return (x, y + side), (to_x, to_y - side)
    side = _HALF if to_x > x else -_HALF
    return (x + side, y), (to_x - side, to_y)


def _line(arrow: Arrow, places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """A line with a head: static pictures cut off plotly's own arrows where they cross another drawing."""
    (x, y), (to_x, to_y) = _ends_of(arrow, places)
    colour, width = LOOKS[arrow.called]
    head = "triangle-down" if x == to_x else "triangle-right" if to_x > x else "triangle-left"
    return {
        "type": "scatter", "x": [x, to_x], "y": [y, to_y], "mode": "lines+markers", "hoverinfo": "skip", "showlegend": False,
        "line": {"color": colour, "width": width}, "marker": {"color": colour, "size": [0, 12], "symbol": ["circle", head], "opacity": 1},
    }  # fmt: skip


def _number(arrow: Arrow, places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """A third of the way along, where arrows that end together are still apart."""
    (x, y), (to_x, to_y) = _ends_of(arrow, places)
    at = _text(x + (to_x - x) / 3, y + (to_y - y) / 3, str(arrow.number), 12)
    return at | {"bgcolor": "#ffffff", "bordercolor": LOOKS[arrow.called][0], "borderpad": 1}


def _key(called: str) -> dict[str, Any]:
    colour, width = LOOKS[called]
    return {
        "type": "scatter", "x": [None], "y": [None], "mode": "lines", "name": called.capitalize(),
        "line": {"color": colour, "width": width}, "hoverinfo": "skip",
    }  # fmt: skip
