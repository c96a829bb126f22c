"""A grid of numbers in shades, with the numbers written in it: readable on a phone and in print, and without telling colours apart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.exhibits.drawing.theme import NAVY, figure
from analysis.exhibits.facts import in_plot

PAPER, LIGHT, DARK = "#FFFFFF", "#DCE8F2", "#000000"  # only full black reads on the middle shades
WIDE = 24  # characters of a line of a row's name
FEW, NARROW, LONG = (
    6,
    16,
    30,
)  # up to so many columns their names may take two lines, of so many characters; else one long one


def heat(
    rows: Sequence[str], columns: Sequence[str], numbers: Sequence[Sequence[int | None]], said: Sequence[Sequence[str]]
) -> go.Figure:
    """The grid, its first row on top. numbers: rows x columns, None for an empty cell. said: what a cell tells under the pointer."""
    most = max((number for line in numbers for number in line if number), default=1)
    down, across = (
        [_lines(name, WIDE) for name in rows],
        [_lines(name, NARROW if len(columns) <= FEW else LONG) for name in columns],
    )
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
    room = 14 + round(6.4 * max((len(part) for name in across for part in name.split("<br>")), default=0))
    tall = sum(16 * (1 + name.count("<br>")) + 16 for name in down)
    return figure(
        grid,
        height=room + tall + 24,
        margin={"l": 8, "r": 12, "t": room, "b": 12},
        annotations=_written(numbers, most),
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


def _written(numbers: Sequence[Sequence[int | None]], most: int) -> list[dict[str, Any]]:
    """The numbers in their cells."""
    return [
        {
            "x": column,
            "y": row,
            "text": "–" if number is None else str(number),
            "showarrow": False,
            "font": {"size": 13, "color": _ink((number or 0) / most)},
        }
        for row, line in enumerate(numbers)
        for column, number in enumerate(line)
    ]


def _ink(share: float) -> str:
    """White or dark, whichever stands out more from the shade of a cell. share: of the largest number."""
    if not share:
        return DARK
    shade = [low + share * (high - low) for low, high in zip(_parts(LIGHT), _parts(NAVY), strict=True)]
    light = _luminance(shade)
    return PAPER if 1.05 / (light + 0.05) > (light + 0.05) / (_luminance(_parts(DARK)) + 0.05) else DARK


def _parts(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _luminance(parts: Sequence[float]) -> float:
    """Relative luminance of red, green and blue from 0 to 255, as WCAG 2.2 defines it."""
    linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _lines(name: str, width: int) -> str:
    return "<br>".join(in_plot(line) for line in textwrap.wrap(name, width) or [""])
