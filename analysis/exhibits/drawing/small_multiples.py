"""Many small control charts beside each other, all on one scale, so that hubs of unlike size can be compared at a glance."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from analysis.exhibits.drawing.control_chart import target_line
from analysis.exhibits.drawing.theme import GREY, INK, NAVY, ORANGE, figure, line
from analysis.exhibits.facts import in_plot

if TYPE_CHECKING:
    import plotly.graph_objects as go

_Ranked = TypeVar("_Ranked")
_ROW, _GAP_ACROSS = 116, 0.025  # pixels; share of the width
_MANY = 24  # from here on a column more
# Small charts of more hubs than MOST_DRAWN nobody looks through, and they come to megabytes on a page; of these the DRAWN_OF_MANY that
# come first by the exhibit's ranking are drawn, six rows of four, which a desk's screen holds. The table beside them holds all.
MOST_DRAWN, DRAWN_OF_MANY = 72, 24
LIGHT = "#9AA5B1"
_ABREAST = 50  # letters that stand beside each other on a phone, over all charts of a row


@dataclass(frozen=True)
class Small:
    """One of them. places: of each value on the axis of all quarters; lower, upper: the limits of each; marked: which of the values are;
    target: of each value, where one was declared."""

    name: str
    places: Sequence[int]
    values: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]
    marked: Sequence[bool]
    target: Sequence[float | None] = ()


def first_of_many(ranked: Sequence[_Ranked]) -> Sequence[_Ranked]:
    """Those to draw: all, or the first where they are too many."""
    return ranked if len(ranked) <= MOST_DRAWN else ranked[:DRAWN_OF_MANY]


def draw_small_multiples(charts: Sequence[Small], quarters: Sequence[str]) -> go.Figure:
    """In rows of three or four; the values in percent of what is usual, which is the line at 100."""
    across = 3 if len(charts) <= _MANY else 4
    down = math.ceil(len(charts) / across)
    height = _ROW * down + 50
    aims = [value for chart in charts for value in chart.target if value is not None]
    top = max([*aims, *(value for chart in charts for value in (*chart.values, *chart.upper))])
    floor = min([*aims, *(value for chart in charts for value in (*chart.values, *chart.lower))])
    traces: list[Any] = []
    layout: dict[str, Any] = {}
    notes = []
    for number, chart in enumerate(charts):
        row, column = divmod(number, across)
        axis = str(number + 1) if number else ""
        left, bottom = column / across, 1 - (row + 1) / down
        layout[f"xaxis{axis}"] = _axis(left, left + 1 / across - _GAP_ACROSS, f"y{axis}", [-0.5, len(quarters) - 0.5])
        layout[f"yaxis{axis}"] = _axis(bottom + 0.04 / down, bottom + 0.7 / down, f"x{axis}", [0.9 * floor, 1.05 * top])
        marks_named = any(any(one.marked) for one in charts[:number])
        traces += _one(chart, axis, quarters, first=not number, names_marks=any(chart.marked) and not marks_named)
        if chart.target:
            named = any(one.target for one in charts[:number])
            traces.append(_target(chart, axis, first=not named))
        lines = textwrap.wrap(chart.name, _ABREAST // across, max_lines=2, placeholder="…")
        notes.append(
            {"text": "<br>".join(map(in_plot, lines)), "x": left, "xref": "paper", "xanchor": "left", "y": bottom + 0.72 / down, "yref": "paper",
             "yanchor": "bottom", "align": "left", "showarrow": False, "font": {"size": 12, "color": INK}}
        )  # fmt: skip
    return figure(
        *traces, legend=True, height=height, annotations=notes, margin={"l": 4, "r": 4, "t": 34, "b": 4}, **layout
    )


def _target(chart: Small, axis: str, first: bool) -> Any:
    own: dict[str, Any] = {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "hoverinfo": "skip", "showlegend": first}
    return target_line(chart.places, chart.target, width=1.5, **own)


def _axis(begins: float, ends: float, anchor: str, limits: list[float]) -> dict[str, Any]:
    return {
        "domain": [begins, min(1.0, ends)],
        "anchor": anchor,
        "range": limits,
        "visible": False,
        "fixedrange": True,
        "automargin": False,
    }


def _one(chart: Small, axis: str, quarters: Sequence[str], first: bool, names_marks: bool) -> list[Any]:
    ends = [-0.5, len(quarters) - 0.5]
    quiet: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip", "xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    dotted: dict[str, Any] = {**quiet, "dash": "dot", "width": 1}
    told: dict[str, Any] = {**quiet, "hoverinfo": "text"}
    places, values = list(chart.places), list(chart.values)
    named = [f"{quarters[place]}: {value:.0f}% of usual" for place, value in zip(places, values, strict=True)]
    marked = [row for row, mark in enumerate(chart.marked) if mark]
    at = [places[row] for row in marked], [values[row] for row in marked]
    sign = {"size": 7, "symbol": "diamond"}
    told_marks = {**told, "mode": "markers", "marker": sign, "text": [named[row] for row in marked]}
    return [
        line(places, list(chart.upper), "Limits", GREY, **dotted, showlegend=first),
        line(places, list(chart.lower), "Lower limit", GREY, **dotted, showlegend=False),
        line(ends, [100, 100], "Usual", LIGHT, **quiet, width=1, showlegend=first),
        line(places, values, "Attendances", NAVY, **told, width=1.5, text=named, showlegend=first),
        line(*at, "Signal", ORANGE, **told_marks, showlegend=names_marks),
    ]
