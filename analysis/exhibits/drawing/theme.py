"""How figures look: one palette, one quiet frame, made to be read on a phone and in print."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from analysis.periods import Period

# Government Analysis Function categorical palette, in its order.
NAVY, TEAL, PLUM, ORANGE, GREY, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
PALE = "#D9E2EC"
INK = "#1D2733"

FONT = "Source Sans Pro, system-ui, sans-serif"


def figure(*traces: Any, height: int = 360, y_title: str = "", legend: bool = False, **layout: Any) -> go.Figure:
    """A figure in the house's frame. The finding stands in its caption, so the plot itself has no title.

    y_title stands level above the axis: turned on its side it is hard to read, and static pictures lay it over the numbers.
    """
    axis = {
        "zeroline": False,
        "automargin": True,
        "ticks": "",
        "linecolor": "#9AA5B1",
        "gridcolor": "#E6EAEE",
        "fixedrange": True,
    }
    margin = {"l": 8, "r": 12, "t": 12 + 26 * bool(y_title) + 26 * legend, "b": 44}
    frame: dict[str, Any] = {
        "template": None,
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "height": height,
        "margin": margin,
        "showlegend": legend,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1 + 26 * bool(y_title) / _plot_height(height, layout.get("margin", margin)),
            "yanchor": "bottom",
        },
        "hoverlabel": {"font": {"family": FONT, "size": 14}},
        "dragmode": False,
        **layout,
        "xaxis": {**axis, "showgrid": False, **layout.get("xaxis", {})},
        "yaxis": {**axis, "showgrid": True, "tickformat": ",", **layout.get("yaxis", {})},
    }
    if y_title:
        frame["annotations"] = [_above_axis(y_title), *layout.get("annotations", [])]
    return go.Figure(data=list(traces), layout=frame)


def _plot_height(height: int, margin: dict[str, int]) -> int:
    """What a share of a figure's height is a share of: without the margins, which of a short figure are most of it."""
    return max(height - margin.get("t", 0) - margin.get("b", 0), 1)


def _above_axis(text: str) -> dict[str, Any]:
    corner = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {**corner, "text": text, "showarrow": False, "font": {"size": 13, "color": GREY}}


def quarters_axis(quarters: list[str]) -> dict[str, Any]:
    """An axis of quarters that fits a phone: Q1 to Q4, the year once under its first quarter shown."""
    texts, year = [], ""
    for label in quarters:
        now, quarter = label.split(" ")
        texts.append(quarter if now == year else f"{quarter}<br>{now}")
        year = now
    return {"type": "category", "tickmode": "array", "tickvals": quarters, "ticktext": texts, "tickangle": 0}


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


def years_axis(quarters: list[str]) -> dict[str, Any]:
    """An axis of many narrow columns, a quarter each: only the years are named, under their first quarter shown."""
    of_year = [Period.parse(label).year_label for label in quarters]
    firsts = [place for place, year in enumerate(of_year) if not place or year != of_year[place - 1]]
    years = [of_year[place] for place in firsts]
    return {
        "type": "category",
        "tickmode": "array",
        "tickvals": [quarters[place] for place in firsts],
        "ticktext": years,
        "tickangle": 0,
    }


def labelled_bars(
    names: list[str], values: list[float], words: list[str], colours: list[str] | None = None
) -> go.Figure:
    """Horizontal bars with each name above its bar, so that long names stay readable at the width of a phone.

    The texts are plain: a static picture cuts off a label that is bold in part.
    """
    places = list(range(len(names)))[::-1]
    most = max([*values, 1e-9])
    notes = [
        {"x": 0, "y": place + 0.24, "xref": "x", "yref": "y", "xanchor": "left", "yanchor": "bottom", "showarrow": False,
         "text": f"{name}: {text}", "font": {"size": 13}}
        for place, name, text in zip(places, names, words, strict=True)
    ]  # fmt: skip
    bar = bars([], [], colour=NAVY)
    bar.update(x=values, y=places, width=0.42, marker={"color": colours or NAVY}, hoverinfo="skip")
    return figure(
        bar,
        height=30 + 48 * len(names),
        annotations=notes,
        margin={"l": 4, "r": 4, "t": 16, "b": 8},
        xaxis={"visible": False, "range": [0, most * 1.02]},
        yaxis={"visible": False, "range": [-0.3, len(names) - 0.3]},
    )
