"""A series over all hubs that reported, beside the same series over the hubs that reported throughout."""

from __future__ import annotations

from collections.abc import Collection

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.disclosure.rule import NOT_APPLICABLE
from analysis.exhibits.drawing.theme import GREY, NAVY, TEAL, figure, line, quarters_axis
from analysis.exhibits.facts import show_cell
from analysis.exhibits.opening import SameHubs
from analysis.exhibits.wording import count_of, the_same
from analysis.periods import Period


def steady_field(question: str, what: str, unit: str, same: SameHubs, compared: Period) -> Field:
    """The column `steady`: what the hubs that reported in every quarter that is compared counted, with those that became part of them."""
    hubs = len(same.hubs)
    return Field(
        "steady",
        f"{what}, the same hubs",
        unit=unit,
        how=f"sum over the {count_of(hubs, 'hub')} that reported in every quarter of {compared.earlier.label} and {compared.newest.label}",
        reads=(("returns", {"question_id": [question], "quarter": [], "hub_id": same.members}),),
    )


def not_compared(compared: Period) -> pl.Expr:
    """The mark of `steady` in a quarter that is not compared: there the hubs are not the same ones, and nothing is missing."""
    own = pl.col("quarter").is_in([*compared.earlier.quarter_labels, *compared.newest.quarter_labels])
    return pl.when(~own).then(pl.lit(NOT_APPLICABLE)).alias("steady__mark")


def draw_steady(table: Released, column: str, what: str, hubs: list[str], height: int = 360) -> go.Figure:
    """One line for all hubs (`column`), one for the steady ones (`steady`) in the quarters that are compared."""
    quarters = table.frame["quarter"].to_list()
    steady = table.frame["steady"].to_list()
    known = [place for place, value in enumerate(steady) if value is not None]
    throughout = not known or known[-1] - known[0] < len(known)
    same = f"{the_same(len(hubs)).capitalize()} {'throughout' if throughout else 'in what is compared'}"
    return figure(
        line(quarters, table.frame[column].to_list(), "All hubs that reported", TEAL, dash="dot", width=2),
        line(quarters, steady, same, NAVY),
        legend=True,
        y_title=what,
        yaxis={"rangemode": "tozero"},
        xaxis=quarters_axis(quarters),
        height=height,
    )


def steady_alt(table: Released, what: str, hubs: list[str], compared: Period) -> str:
    """What the drawing shows, for a person who cannot see it."""
    quarters = table.frame["quarter"].to_list()
    return (
        f"Line chart of {what} in each quarter from {quarters[0]} to {quarters[-1]}: one line for all hubs that reported{_ends(table, table.values[0].name)}, "
        f"one for the {count_of(len(hubs), 'hub')} that reported in every quarter of {compared.earlier.label} and {compared.newest.label}, in these "
        f"quarters{_ends(table, 'steady')}. The table under it gives each value."
    )


def _ends(table: Released, column: str) -> str:
    """` (from 5,875 in 2022-23 Q1 to 12,495 in 2024-25 Q4)`: where a line begins and ends; empty where it has no two values."""
    known = [row for row, value in enumerate(table.frame[column].to_list()) if value is not None]
    if len(known) < 2:
        return ""
    first, last = (f"{show_cell(table, column, row)} in {table.frame['quarter'][row]}" for row in (known[0], known[-1]))
    return f" (from {first} to {last})"


def alt_of_breaks(quarters: Collection[str]) -> str:
    """What is said of those lines to a person who cannot see them."""
    return "".join(f" A dotted line marks {label}, since which it is asked in other words." for label in quarters)


def with_breaks(drawing: go.Figure, quarters: Collection[str]) -> go.Figure:
    """The drawing with a line before each quarter since which the question is asked in other words: no series runs over it."""
    known = [label for label in (drawing.data[0]["x"] if drawing.data else ()) if label in quarters]
    for label in known:
        at = list(drawing.data[0]["x"]).index(label) - 0.5
        drawing.add_vline(x=at, line={"color": GREY, "dash": "dot", "width": 1.5})
        drawing.add_annotation(
            x=at, y=1, yref="paper", yanchor="bottom", showarrow=False, text="reworded", font={"size": 12}
        )
    return drawing
