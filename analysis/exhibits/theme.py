"""How figures look: one palette, one quiet frame, made to be read on a phone and in print."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

# Government Analysis Function categorical palette, in its order.
NAVY, TEAL, PLUM, ORANGE, GREY, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
PALETTE = (NAVY, TEAL, PLUM, ORANGE, GREY, LILAC)
PALE = "#D9E2EC"
INK = "#1D2733"
# Sequential scale of one hue: readable in grey, from nothing (white) to much.
SCALE = [[0.0, "#F3F6F9"], [0.5, "#7FA0BE"], [1.0, NAVY]]

FONT = "Source Sans Pro, Source Sans 3, system-ui, sans-serif"


def figure(
    *traces: Any, height: int = 360, x_title: str = "", y_title: str = "", legend: bool = False, **layout: Any
) -> go.Figure:
    """A figure in the house's frame. The finding stands in its caption, so the plot itself has no title."""
    axis = {
        "showgrid": True,
        "gridcolor": "#E6EAEE",
        "zeroline": False,
        "automargin": True,
        "ticks": "",
        "linecolor": GREY,
    }
    frame: dict[str, Any] = {
        "template": None,
        "font": {"family": FONT, "size": 15, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 28 if legend else 12, "b": 8},
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom", "font": {"size": 14}},
        "hoverlabel": {"font": {"family": FONT, "size": 14}},
        "xaxis": {**axis, "showgrid": False, "title": {"text": x_title}},
        "yaxis": {**axis, "title": {"text": y_title}},
        "dragmode": False,
    }
    drawing = go.Figure(data=list(traces), layout={**frame, **layout})
    for name, changes in layout.items():
        if name in ("xaxis", "yaxis"):
            drawing.update_layout({name: {**frame[name], **changes}})
    return drawing


def line(
    x: list[Any], y: list[Any], name: str, colour: str = NAVY, dash: str = "solid", width: float = 3, **more: Any
) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode=more.pop("mode", "lines+markers"),
        line={"color": colour, "width": width, "dash": dash},
        marker={"color": colour, "size": 8, **more.pop("marker", {})},
        **more,
    )


def bars(labels: list[str], values: list[Any], name: str = "", colour: str = NAVY, **more: Any) -> go.Bar:
    """Horizontal bars, labels on the left: long names stay readable on a phone."""
    return go.Bar(x=values, y=labels, name=name, orientation="h", marker={"color": colour}, **more)
