"""Exhibits on what the report rests on: which returns came, when, and what was found in them."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.counts import given
from analysis.exhibits.drawing.theme import LILAC, NAVY, ORANGE, PALE, TEAL, figure, quarters_axis, years_axis
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.register.network import NO_REGISTER, REGISTER_NEEDED
from analysis.exhibits.returns.findings import COUNTS_RETURNS, count_returns
from analysis.exhibits.totals import NO_RETURNS, RETURNS_NEEDED
from analysis.exhibits.wording import noun_for, worded
from analysis.measures.returns import quality

_MANY_HUBS = 24  # more rows than this do not fit a phone or a page: the chart then counts returns instead
_STATES = (
    ("on_time", "In time", NAVY), ("late", "Late", TEAL), ("not_known", "Day not known", LILAC), ("missing", "Missing", ORANGE),
)  # fmt: skip


def states(edition: OpenEdition, quarters: list[str]) -> pl.DataFrame:
    return quality.return_states(edition.table("hubs"), edition.table("submissions"), quarters)


def received(edition: OpenEdition) -> tuple[Fact, Fact, Fact]:
    """For the edition's period: returns due, returns received, and the share in percent."""
    rows = quality.completeness_by_quarter(
        states(edition, edition.period.quarter_labels), edition.period.quarter_labels
    )
    due, missing = int(rows["due"].sum()), int(rows["missing"].sum())
    slug, reads = edition.period.slug, [("submissions", {"quarter": edition.period.quarter_labels})]
    table = release_open(
        "returns-received",
        pl.DataFrame({"period": [edition.period.label], "due": [due], "received": [due - missing]}),
        [
            Field("period", "Period", "key"),
            Field(
                "due",
                "Due",
                unit="returns",
                how="one a quarter from each hub, from the quarter it opened in",
                reads=(("hubs", {"hub_id": edition.table("hubs")["hub_id"].to_list()}),),
            ),
            Field("received", "Received", unit="returns", how="returns of the period that came", reads=tuple(reads)),
        ],
        COUNTS_RETURNS,
    )
    due_fact, came = (fact_of(table, name, 0, f"quality.returns-{name}.{slug}") for name in ("due", "received"))
    share = derived(
        f"quality.returns-share.{slug}",
        round(100 * (due - missing) / due, 1) if due else None,
        "percent",
        quality.COMPLETENESS.how,
        [came, due_fact],
        shown=None if due else "not known",
    )
    return due_fact, came, share


@over_time
def completeness(edition: OpenEdition) -> Exhibit:
    """Which hub sent which quarter's return, and whether it came in time."""
    hubs = edition.table("hubs")
    if not hubs.height:
        return exhibit_unknown("completeness", "completeness of returns", NO_REGISTER, REGISTER_NEEDED)
    if not edition.table("submissions").height:
        return exhibit_unknown(
            "completeness",
            "completeness of returns",
            NO_RETURNS,
            RETURNS_NEEDED,
        )
    due, came, share = received(edition)
    by_hub = hubs.height <= _MANY_HUBS
    table = _by_hub_table(edition) if by_hub else _by_quarter_table(edition)
    return exhibit_figure(
        "completeness",
        f"{came} of {noun_for(due, 'return')} due in {edition.period.label} came ({share})",
        (
            "Chart with a row for each hub and a column for each quarter; each cell says whether the return came in time, late, on a day "
            "that is not known, not at all, or was not due yet. "
            if by_hub
            else "Stacked bars, one a quarter: returns that came in time, late, on a day that is not known, and not at all. "
        )
        + "The table under it gives the same.",
        table,
        _grid(table, edition.quarters_so_far) if by_hub else _stack(table),
        f"{came} of the {noun_for(due, 'return')} due for {edition.period.label} came, or {share} (@fig-completeness). What is "
        "missing is not filled in: every figure says how many hubs it rests on."
        + (
            " In the chart a dot is a return in time, L a late one, ? one whose day is not known, × one that never came, – one not due, for the hub was not open."
            if by_hub
            else ""
        ),
        [due, came, share],
        data_folder=edition.data_folder,
    )


def _by_hub_table(edition: OpenEdition) -> Released:
    quarters = edition.quarters_so_far
    names = edition.table("hubs").select("hub_id", hub="name")
    wide = (
        states(edition, quarters)
        .pivot(on="quarter", index="hub_id", values="state")
        .join(names, on="hub_id", how="left")
        .sort("hub")
        .select("hub", *quarters)
    )
    return release_open(
        "completeness",
        wide,
        [Field("hub", "Hub", "text"), *[Field(label, label, "text") for label in quarters]],
        COUNTS_RETURNS,
    )


def _by_quarter_table(edition: OpenEdition) -> Released:
    quarters = edition.quarters_so_far
    reads: Reads = (("submissions", {"quarter": []}),)
    how = {
        "due": "returns due",
        "on_time": "returns by their due day",
        "late": "returns after it",
        "not_known": "returns whose day of sending is not known",
        "missing": "returns that never came",
    }
    return release_open(
        "completeness",
        quality.completeness_by_quarter(states(edition, quarters), quarters),
        [
            Field("quarter", "Quarter", "key"),
            *[Field(name, words.capitalize(), unit="returns", how=words, reads=reads) for name, words in how.items()],
            Field("received_share", "Share that came", unit="percent", how=quality.COMPLETENESS.how, reads=reads),
        ],
        COUNTS_RETURNS,
    )


def _grid(table: Released, quarters: list[str]) -> go.Figure:
    codes = {"on time": 4, "late": 3, "day not known": 2, "missing": 1, "not yet open": 0, "closed": 0}
    marks = {"on time": "•", "late": "L", "day not known": "?", "missing": "×", "not yet open": "–", "closed": "–"}
    hubs = [in_plot(hub) for hub in table.frame["hub"].to_list()]
    cells = [[str(row[label]) for label in quarters] for row in table.frame.iter_rows(named=True)]
    steps = (PALE, ORANGE, LILAC, TEAL, NAVY)
    colours = [
        (step, colour)
        for number, colour in enumerate(steps)
        for step in (number / len(steps), (number + 1) / len(steps))
    ]
    heat = {
        "type": "heatmap",
        "z": [[codes[cell] for cell in row] for row in cells],
        "x": quarters,
        "y": hubs,
        "text": [[marks[cell] for cell in row] for row in cells],
        "customdata": cells,
        "texttemplate": "%{text}",
        "hovertemplate": "%{y}, %{x}: %{customdata}<extra></extra>",
        "colorscale": [list(step) for step in colours],
        "zmin": -0.5,
        "zmax": 4.5,
        "xgap": 3,
        "ygap": 3,
        "showscale": False,
        "textfont": {"size": 11},
    }
    return figure(
        heat,
        height=90 + 30 * len(hubs),
        xaxis=years_axis(quarters),
        yaxis={"autorange": "reversed", "showgrid": False},
    )


def _stack(table: Released) -> go.Figure:
    quarters = table.frame["quarter"].to_list()
    traces = [
        {"type": "bar", "x": quarters, "y": table.frame[name].to_list(), "name": words, "marker": {"color": colour}}
        for name, words, colour in _STATES
    ]
    return figure(
        *traces,
        legend=True,
        barmode="stack",
        y_title="Returns",
        yaxis={"rangemode": "tozero"},
        xaxis=quarters_axis(quarters),
    )


@over_time
def timeliness(edition: OpenEdition) -> Exhibit:
    """How many returns came in time, by quarter."""
    if not edition.table("submissions").height:
        return exhibit_unknown("timeliness", "timeliness of returns", NO_RETURNS, RETURNS_NEEDED)
    quarters = edition.quarters_so_far
    rows = quality.completeness_by_quarter(states(edition, quarters), quarters).select(
        "quarter", "on_time", "late", "not_known", "missing"
    )
    own = rows.filter(pl.col("quarter").is_in(edition.period.quarter_labels))

    def sent(fact_id: str, column: str, how: str) -> Fact:
        return count_returns(edition, fact_id, int(own[column].sum()), f"returns of the period that {how}")

    late = sent("quality.late", "late", "came after their due day")
    in_time = sent("quality.in-time", "on_time", "came by their due day")
    undated = sent("quality.time-not-known", "not_known", "say no day on which they were sent that can be read")
    facts, more = (
        ([in_time, late, undated], f"; of {undated} it is not known") if undated.value else ([in_time, late], "")
    )
    return exhibit_figure(
        "timeliness",
        f"{noun_for(in_time, 'return')} of {edition.period.label} came in time and {late} came late{more}",
        f"Stacked bars, one a quarter from {quarters[0]} to {quarters[-1]}: returns that came in time, late, and not at all.",
        _timeliness_table(rows),
        _timeliness_drawing(rows, quarters),
        f"For {edition.period.label}, {noun_for(in_time, 'return')} came in time and {late} late: that is, more than "
        f"{given(edition.network.due_days)} {'day' if edition.network.due_days == 1 else 'days'} after the quarter's end (@fig-timeliness)."
        + (f" {worded(edition, 'quality.undated', returns=undated)}" if more else ""),
        facts,
        data_folder=edition.data_folder,
    )


def _timeliness_table(rows: pl.DataFrame) -> Released:
    reads: Reads = (("submissions", {"quarter": []}),)
    fields = [
        Field("quarter", "Quarter", "key"),
        Field("on_time", "In time", unit="returns", how="returns that came by their due day", reads=reads),
        Field("late", "Late", unit="returns", how="returns that came after it", reads=reads),
        Field(
            "not_known", "Day not known", unit="returns", how="returns whose day of sending is not known", reads=reads
        ),
        Field("missing", "Missing", unit="returns", how="returns due that never came", reads=reads),
    ]
    return release_open("timeliness", rows, fields, COUNTS_RETURNS)


def _timeliness_drawing(rows: pl.DataFrame, quarters: list[str]) -> go.Figure:
    traces = [
        {"type": "bar", "x": quarters, "y": rows[name].to_list(), "name": words, "marker": {"color": colour}}
        for name, words, colour in _STATES
    ]
    return figure(*traces, legend=True, barmode="stack", height=320, y_title="Returns", xaxis=quarters_axis(quarters))
