"""The drawing of pathways: hubs where they lie (or in a ring), an arrow for each pathway, the broader the more people."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.exhibits.facts import in_plot
from analysis.exhibits.theme import GREY, INK, NAVY, ORANGE, PALE, TEAL, figure

_HEIGHT = 560
_BEND = 0.13  # of an arrow's length: how far it bows to the right, so that there and back can be told apart
_SHORT = 0.045  # of the drawing's width: how far from a hub's point its arrows begin and end
_STEPS = 12
_CALLED = 34  # characters of a hub's name on the drawing
_WIDEST = 8.0  # pixels
Point = tuple[float, float]


def draw_pathways(hubs: pl.DataFrame, links: pl.DataFrame) -> go.Figure:
    """hubs: hub_id, name, x, y (measures.pathways.placed). links: from_hub, to_hub, people (null where withheld or not counted)."""
    places = {row["hub_id"]: (row["x"], row["y"]) for row in hubs.iter_rows(named=True)}
    width = max(_spread(hubs["x"]), _spread(hubs["y"]))
    most = links["people"].max()
    largest = float(most) if isinstance(most, int | float) and most else 1.0
    arrows = [_arrow(row, places, width, largest) for row in links.iter_rows(named=True)]
    linked = {row[end] for row in links.iter_rows(named=True) for end in ("from_hub", "to_hub")}
    traces = [trace for trace, _ in arrows]
    traces += [_legend("People pointed on, as broad as they are many", TEAL, "solid"), _legend("Too few to print, or not counted", GREY, "dot")]  # fmt: skip
    traces += _dots(hubs, linked)
    heads = [head for _, head in arrows]
    middle, half = _middle(hubs), 0.62 * width
    blank = {"showgrid": False, "showticklabels": False, "showline": False, "constrain": "domain"}
    return figure(
        *traces,
        legend=True,
        height=_HEIGHT,
        annotations=heads,
        margin={"l": 4, "r": 4, "t": 84, "b": 8},
        hovermode="closest",
        xaxis={**blank, "range": [middle[0] - half, middle[0] + half]},
        yaxis={**blank, "range": [middle[1] - half, middle[1] + half], "scaleanchor": "x"},
    )


def _spread(values: pl.Series) -> float:
    found: list[float] = values.to_list()
    return max(max(found) - min(found), 1e-6)


def _middle(hubs: pl.DataFrame) -> Point:
    x, y = hubs["x"].to_list(), hubs["y"].to_list()
    return (min(x) + max(x)) / 2, (min(y) + max(y)) / 2


def _arrow(
    row: dict[str, Any], places: dict[str, Point], width: float, largest: float
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A bowed line, and the head at its end as an annotation, which alone can be an arrow."""
    start, end = places[row["from_hub"]], places[row["to_hub"]]
    curve = _bowed(start, end, _SHORT * width)
    counted = row["people"] is not None
    colour = TEAL if counted else GREY
    broad = 1.5 + (_WIDEST - 1.5) * float(row["people"]) / largest if counted else 1.5
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in curve],
        "y": [y for _, y in curve],
        "line": {"color": colour, "width": round(broad, 1), "dash": "solid" if counted else "dot"},
        "opacity": 0.75,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    (tail_x, tail_y), (tip_x, tip_y) = curve[-2], curve[-1]
    head = {
        "x": tip_x,
        "y": tip_y,
        "ax": tail_x,
        "ay": tail_y,
        "xref": "x",
        "yref": "y",
        "axref": "x",
        "ayref": "y",
        "text": "",
        "showarrow": True,
        "arrowhead": 2,
        "arrowsize": round(max(0.7, 2.2 / math.sqrt(broad)), 2),
        "arrowwidth": round(max(broad, 1.5), 1),
        "arrowcolor": colour,
    }
    return line, head


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


def _dots(hubs: pl.DataFrame, linked: set[str]) -> list[dict[str, Any]]:
    found = []
    for joined, words, colour, symbol in (
        (True, "A hub", NAVY, "circle"),
        (False, "A hub without a pathway", ORANGE, "circle-open"),
    ):
        part = hubs.filter(pl.col("hub_id").is_in(list(linked)) == joined)
        if not part.height:
            continue
        found.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": part["x"].to_list(),
                "y": part["y"].to_list(),
                "text": [in_plot(_short(name)) for name in part["name"].to_list()],
                "textposition": "bottom center",
                "textfont": {"size": 12, "color": INK},
                "hoverinfo": "skip",
                "name": words,
                "marker": {"color": colour, "size": 13, "symbol": symbol, "line": {"color": colour if not joined else PALE, "width": 2}},
            }
        )  # fmt: skip
    return found


def _short(name: str) -> str:
    return name if len(name) <= _CALLED else f"{name[: _CALLED - 1]}…"
