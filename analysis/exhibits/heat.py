"""A grid of numbers in shades, with the numbers written in it: readable on a phone and in print, and without telling colours apart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.exhibits.facts import in_plot
from analysis.exhibits.theme import INK, NAVY, figure

PAPER, LIGHT = "#FFFFFF", "#DCE8F2"
WIDE, NARROW = 24, 16  # characters of a line of a row's name, and of a column's


def heat(
    rows: Sequence[str], columns: Sequence[str], numbers: Sequence[Sequence[int | None]], said: Sequence[Sequence[str]]
) -> go.Figure:
    """The grid, its first row on top. numbers: rows x columns, None for an empty cell. said: what a cell tells under the pointer."""
    most = max((number for line in numbers for number in line if number), default=1)
    ink = [[PAPER if (number or 0) > most * 0.55 else INK for number in line] for line in numbers]
    down, across = [_lines(name, WIDE) for name in rows], [_lines(name, NARROW) for name in columns]
    grid = {
        "type": "heatmap",
        "z": [[number if number else 0 for number in line] for line in numbers],
        "x": list(range(len(columns))),
        "y": list(range(len(rows))),
        "customdata": [list(line) for line in said],
        "hovertemplate": "%{customdata}<extra></extra>",
        "colorscale": [[0, PAPER], [0.0001, LIGHT], [1, NAVY]],
        "zmin": 0,
        "zmax": max(most, 1),
        "xgap": 2,
        "ygap": 2,
        "showscale": False,
    }
    written = [
        {
            "x": column,
            "y": row,
            "text": "–" if number is None else str(number),
            "showarrow": False,
            "font": {"size": 13, "color": ink[row][column]},
        }
        for row, line in enumerate(numbers)
        for column, number in enumerate(line)
    ]
    room = 26 + 7 * max((len(part) for name in across for part in name.split("<br>")), default=0)
    tall = sum(16 * (1 + name.count("<br>")) + 16 for name in down)
    return figure(
        grid,
        height=room + tall + 24,
        margin={"l": 8, "r": 12, "t": room, "b": 12},
        annotations=written,
        xaxis={
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(columns))),
            "ticktext": across,
            "tickangle": -90,
        },
        yaxis={
            "autorange": "reversed",
            "showgrid": False,
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": down,
        },
    )


def _lines(name: str, width: int) -> str:
    return "<br>".join(in_plot(line) for line in textwrap.wrap(name, width) or [""])
