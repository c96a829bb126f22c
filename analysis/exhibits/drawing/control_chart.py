"""The drawing of a control chart: the values, what is usual, the limits for single quarters, and the marked points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.exhibits.drawing.theme import GREY, LILAC, NAVY, ORANGE, TEAL, figure, line, quarters_axis

if TYPE_CHECKING:
    import plotly.graph_objects as go


def target_line(quarters: Sequence[Any], target: Sequence[float | None], **more: Any) -> go.Scatter:
    """A target over the quarters that it is for."""
    return line(
        list(quarters), list(target), "Target", LILAC, **{"dash": "longdash", "width": 2.5, "mode": "lines", **more}
    )


def draw_control_chart(
    frame: pl.DataFrame,
    points: list[int],
    name: str,
    axis: str,
    column: str = "attendances",
    target: Sequence[float | None] = (),
) -> go.Figure:
    """frame: one row a quarter in order, with quarter, the column charted, mean, lower and upper. points: the rows that are marked. target:
    of each quarter, where one was declared."""
    quarters, values = frame["quarter"].to_list(), frame[column].to_list()
    dotted: dict[str, Any] = {"dash": "dot", "width": 1.5, "mode": "lines"}
    return figure(
        line(quarters, frame["upper"].to_list(), "Limits", GREY, **dotted),
        line(quarters, frame["lower"].to_list(), "Lower limit", GREY, **dotted, showlegend=False),
        line(quarters, frame["mean"].to_list(), "Usual", TEAL, width=1.5, mode="lines"),
        *([target_line(quarters, target)] if target else []),
        line(quarters, values, name, NAVY),
        line(
            [quarters[row] for row in points],
            [values[row] for row in points],
            "Signal",
            ORANGE,
            mode="markers",
            marker={"size": 13, "symbol": "diamond"},
        ),
        legend=True,
        height=400,
        y_title=axis,
        xaxis=quarters_axis(quarters),
    )
