"""The drawing of the calendar of what ends when, and its text alternative."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from analysis.exhibits.drawing.theme import LILAC, TEAL, figure, quarters_axis
from analysis.exhibits.money.amounts import amount_in_words
from analysis.exhibits.wording import count_of
from analysis.measures.money.funding import HOME
from analysis.periods import Period


def draw_endings(frame: pl.DataFrame) -> go.Figure:
    """Bars of the money known for each quarter of the calendar; over each how many awards end in it."""
    labels, money = frame["quarter"].to_list(), frame["money"].to_list()
    marker = {"color": [LILAC, *[TEAL] * (len(labels) - 1)]}
    axis = quarters_axis(labels)
    if (
        Period.parse(labels[1]).quarter == 1
    ):  # two years under neighbours would lie over each other: the second stands lower
        axis["ticktext"][1] = axis["ticktext"][1].replace("<br>", "<br><br>")
    bar = go.Bar(x=labels, y=money, marker=marker, hovertemplate="%{x}: £%{y:,.0f}<extra></extra>")
    most = max([*money, 1e-9])
    notes = [
        {"x": label, "y": value, "text": f"−{ends}", "showarrow": False, "yshift": 10, "font": {"size": 12}}
        for label, value, ends in frame.select("quarter", "money", "ends").rows()
        if ends
    ]
    return figure(
        bar,
        height=350,
        y_title="−n: awards that end; first bar: this edition’s last quarter",
        annotations=notes,
        bargap=0.25,
        yaxis={"tickprefix": "£", "tickformat": "~s", "range": [0, most * 1.12]},
        xaxis=axis,
    )


def alt_of_endings(frame: pl.DataFrame) -> str:
    """The same for who cannot see it, with every value."""
    said = [
        f"{row['quarter']} {amount_in_words(round(row['money']), HOME, least=row['money__least'])}" + (f", {count_of(row['ends'], 'award')} ending" if row["ends"] else "")
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    return (
        "Bar chart of the money known for the period's last quarter (the first bar) and for each of those after it; the number after a minus sign above a bar is "
        f"how many awards end in it. {'; '.join(said)}."
    )
