"""The drawing of a funnel: a point each hub by size, what is usual, and limits that narrow as hubs grow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.disclosure.release import Released
from analysis.exhibits.drawing.theme import GREY, NAVY, ORANGE, TEAL, figure, line
from analysis.exhibits.facts import in_plot

if TYPE_CHECKING:
    import plotly.graph_objects as go


def draw_funnel(table: Released, middle: float, label: str, reaches: Sequence[tuple[float, list[float]]]) -> go.Figure:
    """middle: of all hubs together. reaches: for sizes in order, the lower and upper limit that one hub in twenty passes, then those that one in 500 does."""
    sizes = [size for size, _ in reaches]
    quiet: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip"}
    ends = [[limits[place] for _, limits in reaches] for place in range(4)]
    rows = table.frame.to_dicts()
    apart = [row for row in rows if row["apart"]]
    return figure(
        line(sizes, ends[0], "1 hub in 20 lies beyond", GREY, **quiet, dash="dot", width=1),
        line(sizes, ends[1], "upper", GREY, **quiet, dash="dot", width=1, showlegend=False),
        line(sizes, ends[2], "1 in 500", GREY, **quiet, width=1.5),
        line(sizes, ends[3], "upper", GREY, **quiet, width=1.5, showlegend=False),
        line([sizes[0], sizes[-1]], [middle, middle], "All hubs", TEAL, **quiet, width=1.5),
        _points([row for row in rows if not row["apart"]], "A hub", NAVY, "circle"),
        *([_points(apart, "Stands apart", ORANGE, "diamond")] if apart else []),
        legend=True,
        height=420,
        y_title=label,
        annotations=[_named(row) for row in apart],
        xaxis={"type": "log", "title": {"text": "People, quarters added up"}, "tickformat": ",", "dtick": 1 if sizes[-1] / sizes[0] > 20 else "D1"},
        margin={"l": 8, "r": 12, "t": 64, "b": 56},
    )  # fmt: skip


def _points(rows: Sequence[dict[str, Any]], name: str, colour: str, symbol: str) -> go.Scatter:
    told = [f"{in_plot(row['hub'])}: {row['value']:.1f}" for row in rows]
    return line(
        [row["size"] for row in rows],
        [row["value"] for row in rows],
        name,
        colour,
        mode="markers",
        text=told,
        hoverinfo="text",
        marker={"size": 9, "symbol": symbol},
    )


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "x": math.log10(row["size"]),
        "y": row["value"],
        "text": in_plot(row["hub"]),
        "showarrow": False,
        "yshift": 14,
        "font": {"size": 12},
    }
