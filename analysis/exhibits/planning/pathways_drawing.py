"""The drawing of pathways: hubs where they lie (or in a ring), an arrow for each pathway, the broader the more people."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.exhibits.drawing.theme import GREY, INK, NAVY, ORANGE, TEAL, figure
from analysis.exhibits.facts import in_plot

_HEIGHT = 560
_BEND = 0.13  # of an arrow's length: how far it bows to the right, so that there and back can be told apart
_SHORT = 0.045  # of the drawing's width: how far from a hub's point its arrows begin and end
_STEPS = 12
_TURNS = {"middle right": 0.0, "middle left": math.pi, "top center": math.pi / 2, "bottom center": -math.pi / 2}
_ROOM = 0.75  # radians between a name and the nearest arrow that are enough
_CALLED = 15  # characters of a line of a hub's name
_WIDEST = 8.0  # pixels
Point = tuple[float, float]


def draw_pathways(hubs: pl.DataFrame, links: pl.DataFrame) -> go.Figure:
    """hubs: hub_id, name, x, y (measures.pathways.placed). links: from_hub, to_hub, people (null where withheld or not counted)."""
    places = {row["hub_id"]: (row["x"], row["y"]) for row in hubs.iter_rows(named=True)}
    width = max(_spread(hubs["x"]), _spread(hubs["y"]))
    most = links["people"].max()
    largest = float(most) if isinstance(most, int | float) and most else 1.0
    arrows = [trace for row in links.iter_rows(named=True) for trace in _arrow(row, places, width, largest)]
    many = _legend("People pointed on, as broad as they are many", TEAL, "solid")
    few = _legend("Too few to print, or not counted", GREY, "dot")
    middle = _middle(hubs)
    across, along = 0.5 * _spread(hubs["x"]) + 0.34 * width, 0.5 * _spread(hubs["y"]) + 0.13 * width
    blank = {"showgrid": False, "showticklabels": False, "showline": False, "constrain": "domain"}
    return figure(
        *arrows,
        many,
        few,
        *_dots(hubs, links, middle[0]),
        legend=True,
        height=_HEIGHT,
        margin={"l": 4, "r": 4, "t": 40, "b": 8},
        hovermode="closest",
        xaxis={**blank, "range": [middle[0] - across, middle[0] + across]},
        yaxis={**blank, "range": [middle[1] - along, middle[1] + along], "scaleanchor": "x"},
    )


def _spread(values: pl.Series) -> float:
    found: list[float] = values.to_list()
    return max(max(found) - min(found), 1e-6)


def _middle(hubs: pl.DataFrame) -> Point:
    x, y = hubs["x"].to_list(), hubs["y"].to_list()
    return (min(x) + max(x)) / 2, (min(y) + max(y)) / 2


def _arrow(row: dict[str, Any], places: dict[str, Point], width: float, largest: float) -> list[dict[str, Any]]:
    """A bowed line, and a triangle at its end that points the way the line goes: both axes have one scale, so the angle holds."""
    curve = _bowed(places[row["from_hub"]], places[row["to_hub"]], _SHORT * width)
    counted = row["people"] is not None
    colour = TEAL if counted else GREY
    broad = 1.5 + (_WIDEST - 1.5) * float(row["people"]) / largest if counted else 1.5
    same: dict[str, Any] = {"type": "scatter", "hoverinfo": "skip", "showlegend": False}
    line = {
        "mode": "lines",
        "x": [x for x, _ in curve],
        "y": [y for _, y in curve],
        "line": {"color": colour, "width": round(broad, 1), "dash": "solid" if counted else "dot"},
        "opacity": 0.75,
    }
    (tail_x, tail_y), (tip_x, tip_y) = curve[-2], curve[-1]
    turned = round(math.degrees(math.atan2(tip_x - tail_x, tip_y - tail_y)), 1)  # clockwise from upwards
    marker = {
        "symbol": "triangle-up",
        "angle": turned,
        "size": round(8 + broad, 1),
        "color": colour,
        "line": {"width": 0},
    }
    return [{**same, **line}, {**same, "mode": "markers", "x": [tip_x], "y": [tip_y], "marker": marker}]


def _bowed(start: Point, end: Point, short: float) -> list[Point]:
    """Points along a quadratic curve that bows to the right of its way, its ends a little off both hubs."""
    (x0, y0), (x2, y2) = start, end
    length = math.hypot(x2 - x0, y2 - y0) or 1e-9
    bend = (y2 - y0) / length, -(x2 - x0) / length
    x1, y1 = (x0 + x2) / 2 + 2 * _BEND * length * bend[0], (y0 + y2) / 2 + 2 * _BEND * length * bend[1]
    off = min(short / length, 0.3)
    points = []
    for step in range(_STEPS + 1):
        t = off + (1 - 2 * off) * step / _STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append((round(a * x0 + b * x1 + c * x2, 6), round(a * y0 + b * y1 + c * y2, 6)))
    return points


def _legend(words: str, colour: str, dash: str) -> dict[str, Any]:
    """A line of the legend alone."""
    line = {"color": colour, "width": 3 if dash == "solid" else 1.5, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": words, "line": line}


def _dots(hubs: pl.DataFrame, links: pl.DataFrame, middle: float) -> list[dict[str, Any]]:
    """The hubs, each with its name on the side where its arrows are not."""
    linked = {row[end] for row in links.iter_rows(named=True) for end in ("from_hub", "to_hub")}
    sides = _sides(hubs, links, middle)
    found = []
    kinds = ((True, "A hub", NAVY, "circle"), (False, "A hub without a pathway", ORANGE, "circle-open"))
    for joined, words, colour, symbol in kinds:
        part = hubs.filter(pl.col("hub_id").is_in(list(linked)) == joined)
        if not part.height:
            continue
        found.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": part["x"].to_list(),
                "y": part["y"].to_list(),
                "text": ["<br>".join(in_plot(line) for line in _lines(name)) for name in part["name"].to_list()],
                "textposition": [sides[hub] for hub in part["hub_id"].to_list()],
                "textfont": {"size": 12, "color": INK},
                "hoverinfo": "skip",
                "name": words,
                "marker": {"color": colour, "size": 13, "symbol": symbol, "line": {"color": colour, "width": 2}},
            }
        )
    return found


def _sides(hubs: pl.DataFrame, links: pl.DataFrame, middle: float) -> dict[str, str]:
    """Right, left, above or below each hub: as far in angle as can be from the hubs it is joined to; outwards where all are equal."""
    places = {row["hub_id"]: (row["x"], row["y"]) for row in hubs.iter_rows(named=True)}
    ways: dict[str, list[float]] = {hub: [] for hub in places}
    for start, end in links.select("from_hub", "to_hub").iter_rows():
        (x0, y0), (x1, y1) = places[start], places[end]
        ways[start].append(math.atan2(y1 - y0, x1 - x0))
        ways[end].append(math.atan2(y0 - y1, x0 - x1))
    return {hub: _freest(angles, places[hub][0] >= middle) for hub, angles in ways.items()}


def _freest(angles: list[float], outwards_right: bool) -> str:
    free = {
        side: min((abs(math.remainder(turn - angle, math.tau)) for angle in angles), default=math.pi)
        for side, turn in _TURNS.items()
    }
    first = "middle right" if outwards_right else "middle left"
    level = {"middle right": free["middle right"], "middle left": free["middle left"]}
    if free[first] > _ROOM:
        return first
    side = max(level, key=lambda one: level[one])
    return side if level[side] > _ROOM else max(free, key=lambda one: free[one])


def _lines(name: str) -> list[str]:
    """A hub's name on lines that a phone has room for."""
    return textwrap.wrap(name, _CALLED, max_lines=3, placeholder="…") or [""]
