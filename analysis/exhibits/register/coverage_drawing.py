"""The map of coverage: outlines where they are known, points otherwise; no map server, plain axes, true proportions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.exhibits.drawing.theme import INK, NAVY, ORANGE, TEAL, figure
from analysis.exhibits.facts import in_plot
from analysis.measures.register.coverage import EMERGING, ESTABLISHED, MISSING

WORDS = {ESTABLISHED: "Established", EMERGING: "Emerging", MISSING: "No hub"}
_COLOURS = {ESTABLISHED: NAVY, EMERGING: TEAL, MISSING: ORANGE}
_FILLS = {ESTABLISHED: "rgba(18,67,109,0.32)", EMERGING: "rgba(40,161,151,0.26)", MISSING: "rgba(244,106,37,0.34)"}
_SYMBOLS = {ESTABLISHED: "circle", EMERGING: "circle-open", MISSING: "diamond"}
_STEPS = 900  # of the map's longer side: corners nearer to each other are one, as no screen shows more
_NAMED = 16  # localities; above that only those without a hub have their names on the map
_KILOMETRES = 111.195  # of a degree of latitude
_HEIGHT = 560
_PLACED = pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null()

Ring = list[list[float]]


def draw_coverage(covered: pl.DataFrame, outlines: pl.DataFrame, hubs: pl.DataFrame) -> go.Figure:
    """covered: localities (measures.coverage). outlines: locality_id, outline. hubs: latitude, longitude of the open ones."""
    shapes = {row["locality_id"]: json.loads(row["outline"]) for row in outlines.iter_rows(named=True)}
    points = covered.filter(_PLACED)
    extent = _extent(points, hubs, shapes)
    traces: list[dict[str, Any]] = []
    for status in WORDS:
        here = covered.filter(pl.col("status") == status)
        rings = [ring for code in here["locality_id"] for ring in _rings(shapes.get(code, []), extent)]
        if rings:
            traces.append(_area(status, rings))
    few = covered.height <= _NAMED
    traces += [_points(status, points.filter(pl.col("status") == status), few) for status in WORDS]
    traces.append(_hubs(hubs))
    west, east, south, north = extent
    middle = math.radians((south + north) / 2)
    scale, note = _scale(west, east, south, north)
    blank = {"showgrid": False, "showticklabels": False, "showline": False, "constrain": "domain"}
    return figure(
        *traces,
        scale,
        legend=True,
        height=_HEIGHT,
        margin={"l": 4, "r": 4, "t": 58, "b": 8},
        annotations=[note],
        hovermode="closest",
        xaxis={**blank, "range": [west, east]},
        yaxis={**blank, "range": [south, north], "scaleanchor": "x", "scaleratio": 1 / math.cos(middle)},
    )


def has_places(localities_or_hubs: pl.DataFrame) -> bool:
    """Whether one of them has coordinates, and so a point on the map."""
    return not localities_or_hubs.filter(_PLACED).is_empty()


def _extent(points: pl.DataFrame, hubs: pl.DataFrame, shapes: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, east, south, north of all there is to draw, with room around it and for the scale below."""
    xs = [*points["longitude"], *hubs["longitude"].drop_nulls()]
    ys = [*points["latitude"], *hubs["latitude"].drop_nulls()]
    for ring in (ring for shape in shapes.values() for polygon in shape for ring in polygon):
        xs += [corner[0] for corner in ring]
        ys += [corner[1] for corner in ring]
    xs, ys = xs or [0.0, 1.0], ys or [50.0, 51.0]
    wide, high = max(max(xs) - min(xs), 0.01), max(max(ys) - min(ys), 0.01)
    return min(xs) - 0.06 * wide, max(xs) + 0.06 * wide, min(ys) - 0.1 * high, max(ys) + 0.05 * high


def _rings(shape: list[list[Ring]], extent: tuple[float, float, float, float]) -> Iterator[Ring]:
    """The rings, simplified to what a screen shows, outer ones counter-clockwise and holes clockwise, as fills need them."""
    west, east, south, north = extent
    step = max(east - west, north - south) / _STEPS
    for polygon in shape:
        for place, ring in enumerate(polygon):
            simple = _simplified(ring, step)
            if len(simple) >= 4:
                yield simple if (_area_of(simple) > 0) == (place == 0) else simple[::-1]


def _simplified(ring: Ring, step: float) -> Ring:
    """Corners on a grid, each once in a row. Neighbours share a border's corners, so no gap opens between them."""
    snapped = [[round(round(x / step) * step, 5), round(round(y / step) * step, 5)] for x, y in ring]
    return [corner for place, corner in enumerate(snapped) if not place or corner != snapped[place - 1]]


def _area_of(ring: Ring) -> float:
    """Twice the signed area: above nought where the ring runs counter-clockwise."""
    return sum(x * after[1] - after[0] * y for (x, y), after in pairwise(ring))


def _area(status: str, rings: list[Ring]) -> dict[str, Any]:
    """All areas of one status as one trace; a gap parts them."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*([None] if xs else []), *(x for x, _ in ring)]
        ys += [*([None] if ys else []), *(y for _, y in ring)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": _FILLS[status],
        "line": {"color": "#FFFFFF", "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
        "connectgaps": False,
    }


def _points(status: str, part: pl.DataFrame, few: bool) -> dict[str, Any]:
    named = few or status == MISSING
    apart = part["distance"].to_list()
    return {
        "type": "scatter",
        "mode": "markers+text" if named else "markers",
        "x": part["longitude"].to_list(),
        "y": part["latitude"].to_list(),
        "text": [in_plot(name) for name in part["locality"].to_list()],
        "customdata": [_said(row) for row in part.iter_rows(named=True)],
        "hovertemplate": "%{text}: %{customdata}<extra></extra>",
        "textposition": "top center",
        "textfont": {"size": 12, "color": INK},
        "name": WORDS[status],
        "marker": {
            "color": _COLOURS[status],
            "symbol": _SYMBOLS[status],
            "size": 13 if len(apart) <= _NAMED else 10,
            "line": {"width": 2, "color": _COLOURS[status]},
        },
    }


def _said(row: dict[str, Any]) -> str:
    people = "population not known" if row["population"] is None else f"{row['population']:,} people"
    tenth = "deprivation not known" if row["deprivation_decile"] is None else f"tenth {row['deprivation_decile']}"
    far = "" if row["distance"] is None else f", {row['distance']:.1f} km to the nearest hub"
    return f"{people}, {tenth}{far}"


def _hubs(hubs: pl.DataFrame) -> dict[str, Any]:
    known = hubs.filter(_PLACED)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": known["longitude"].to_list(),
        "y": known["latitude"].to_list(),
        "text": [in_plot(name) for name in known["name"].to_list()],
        "hovertemplate": "%{text}<extra></extra>",
        "name": "A hub",
        "marker": {"symbol": "circle", "size": 5, "color": INK, "line": {"width": 1, "color": "#FFFFFF"}},
    }


def _scale(west: float, east: float, south: float, north: float) -> tuple[dict[str, Any], dict[str, Any]]:
    """A bar of a round number of kilometres in the lower left, and its words."""
    along = _KILOMETRES * math.cos(math.radians((south + north) / 2))
    wanted = (east - west) * along / 4
    power = 10 ** math.floor(math.log10(max(wanted, 0.01)))
    length = max(step * power for step in (1, 2, 5) if step * power <= max(wanted, power))
    left, level = west + 0.03 * (east - west), south + 0.02 * (north - south)
    bar = {
        "type": "scatter",
        "mode": "lines",
        "x": [left, left + length / along],
        "y": [level, level],
        "line": {"color": INK, "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    words = {
        "x": left,
        "y": level,
        "xanchor": "left",
        "yanchor": "bottom",
        "text": f"{length:g} km",
        "showarrow": False,
        "font": {"size": 12, "color": INK},
    }
    return bar, words
