"""Points of figures name the published numbers that they show, and none that they do not."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest

from analysis.disclosure import release_open
from analysis.disclosure.release import Field, Released
from analysis.exhibits.drawing.points import name_points
from analysis.exhibits.exhibit import exhibit_figure

QUARTERS = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3"]


def table(**columns: list[int | None]) -> Released:
    fields = [Field("quarter", "Quarter", "key"), *(Field(name, name, unit="hubs", how="counted") for name in columns)]
    return release_open("t", pl.DataFrame({"quarter": QUARTERS, **columns}), fields, "open")


def ids_of(trace: go.Scatter | go.Bar, released: Released, facts: set[str] | None = None) -> list[str] | None:
    named = go.Figure(trace)
    every = {f"t.{field.name}.{quarter.lower().replace(' ', '-')}" for field in released.values for quarter in QUARTERS}
    name_points(named, released, every if facts is None else facts)
    return list(named.data[0].ids) if named.data[0].ids is not None else None


A = [f"t.a.2024-25-q{quarter}" for quarter in (1, 2, 3)]


@pytest.mark.parametrize(
    ("trace", "ids"),
    [
        (go.Scatter(x=QUARTERS, y=[4, 6, 9]), A),
        (go.Scatter(x=QUARTERS, y=[4, None, 9]), [A[0], "", A[2]]),
        (go.Scatter(x=QUARTERS[1:], y=[6, 9]), A[1:]),
        (go.Bar(x=[9, 6, 4], y=QUARTERS[::-1], orientation="h"), A[::-1]),
        (go.Bar(x=[4, 6, 9], y=[2, 1, 0], orientation="h"), A),  # bars that are counted, and named in notes above them
        (go.Bar(x=[9, 4], y=[1, 0], orientation="h"), [A[2], A[0]]),
        (go.Scatter(x=QUARTERS, y=[4, 6, 8]), None),  # no column of the table
        (go.Scatter(x=QUARTERS, y=[6, 4, 9]), None),  # its values, at other names
        (go.Scatter(x=["elsewhere"], y=[4]), None),
        (go.Scatter(x=QUARTERS, y=[None, None, None]), None),
        (go.Heatmap(z=[[4, 6, 9]]), None),
    ],
)
def test_a_trace_names_the_facts_of_the_column_it_draws(trace: go.Scatter, ids: list[str] | None) -> None:
    assert ids_of(trace, table(a=[4, 6, 9])) == ids


def test_where_two_columns_are_alike_none_is_guessed() -> None:
    assert ids_of(go.Scatter(x=QUARTERS, y=[4, 6, 9]), table(a=[4, 6, 9], b=[4, 6, 9])) is None


def test_a_cell_that_states_no_fact_is_not_named() -> None:
    assert ids_of(go.Scatter(x=QUARTERS, y=[4, 6, 9]), table(a=[4, 6, 9]), {A[0]}) is None


def test_an_exhibit_names_the_points_of_its_drawing() -> None:
    drawing = go.Figure(go.Scatter(x=QUARTERS, y=[4, 6, 9]))
    exhibit = exhibit_figure("e", "Title", "alt", table(a=[4, 6, 9]), drawing, "says")
    assert exhibit.figure is not None and list(exhibit.figure.data[0].ids) == [fact.id for fact in exhibit.facts]
