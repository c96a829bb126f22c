"""Exhibits on what hubs cost: a year of running by kind, what it took to set up, and the lines that were declared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.money.prices import read_prices
from analysis.datasets.planning.cost_lines import STAND_ALONE
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.drawing.theme import NAVY, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.register.network import open_now
from analysis.exhibits.wording import count_of, listed, noun_for, plainly, worded
from analysis.handover import Origin
from analysis.measures.money.funding import known_by_end
from analysis.measures.planning import costs
from analysis.periods import Period

FEW = (
    f"A range is the middle half of {costs.FEWEST} hubs or more, for fewer have no middle half; it is rounded to £{costs.POUNDS}, and with fewer "
    f"than {costs.ENOUGH} hubs to £{costs.COARSE * costs.POUNDS}, as the next hub would move it by more. Kinds with fewer hubs are put together."
)
OWN = f"What each hub told stands on its page to the nearest £{costs.POUNDS}, as money of a hub does everywhere: a range hides nothing that is not there."
RETURNS_NEEDED = (
    f"Returns of four quarters in a row with money out (question 13) from at least {costs.FEWEST} hubs of a kind."
)
LINES_NEEDED = (
    "costs/cost-lines.csv: each thing that is paid for, once or each year, with a low, a likely and a high amount and what "
    "these rest on; or awards that name start-up or capital and the hub that received them."
)
_DECLARED = "Declared cost lines are plans and quotations; they name no hub."


def running_costs(edition: OpenEdition) -> Exhibit:
    """What a year of running takes, by kind of hub: the middle half of the hubs, and volunteers' hours."""
    table = running_table(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not len(table):
        unknown = plainly(edition, "planning.too-few-told", fewest=costs.FEWEST, period=edition.period.closes)
        return exhibit_unknown("running-costs", "what a hub costs to run", unknown, RETURNS_NEEDED, **more)
    frame = table.frame.with_row_index("row").sort("likely")
    least, most = frame.row(0, named=True), frame.row(-1, named=True)
    low, high = fact_of(table, "likely", least["row"]), fact_of(table, "likely", most["row"])
    behind = derived(
        f"costs.hubs-behind.{edition.period.slug}",
        int(table.frame["hubs"].sum()),
        "hubs",
        "hubs that told their money out in all four quarters",
        [fact_of(table, "hubs", row) for row in range(len(table))],
    )
    title = f"A year of running took about {low} ({in_markdown(least['group'])})"
    title += f" to {high} ({in_markdown(most['group'])})" if len(table) > 1 else ""
    said = (
        f"It is the middle of {noun_for(behind, 'hub')} that told what they spent in all four quarters up to "
        f"{in_markdown(edition.period.closes)} (@fig-running-costs). {in_markdown(OWN)} [{in_markdown(FEW)}]{{.given}}{_put_together(edition, table)}{_rests_on_few(table)}"
    )
    alt = "A line for each kind of hub from the lower to the upper quarter of the hubs, with a dot at the middle: " + "; ".join(
        f"{row['group']} £{row['low']:,.0f} to £{row['high']:,.0f}, middle £{row['likely']:,.0f}, {count_of(row['hubs'], 'hub')}"
        for row in frame.iter_rows(named=True)
    )  # fmt: skip
    return exhibit_figure("running-costs", title, f"{alt}.", table, _draw(frame), said, [low, high, behind], **more)


def _rests_on_few(table: Released) -> str:
    """A caution where a range rests on three or four hubs."""
    few = min(table.frame["hubs"].to_list(), default=costs.ENOUGH)
    return (
        " A range of so few hubs is a first hint: the next hub may well lie outside it." if few < costs.ENOUGH else ""
    )


def running_table(edition: OpenEdition) -> Released:
    """Worked out from the released answers: money, cost of a session and volunteers' hours, a row a kind that is large enough."""
    last_four, base = costs.last_four(edition.period), edition.network.price_base
    quarters = [quarter.label for quarter in last_four]
    factors, hubs = read_prices().factors(last_four, base), edition.table("hubs").select("hub_id", "kind")

    def made(answers: pl.DataFrame) -> pl.DataFrame:
        by_hub = costs.with_small_kinds_together(costs.year_by_hub(answers, hubs, quarters, factors))
        money = costs.ranges(by_hub, "money", costs.POUNDS)
        hours = costs.ranges(by_hub, "hours", costs.HOURS).drop("hubs").rename({name: f"hours_{name}" for name in costs.PARTS})  # fmt: skip
        session = by_hub.group_by("group").agg(
            session=pl.when(pl.col("session").count() >= costs.FEWEST).then(pl.col("session").median())
        )
        return money.join(session, on="group", maintain_order="left").join(hours, on="group", maintain_order="left")

    reads = (("returns", {"question_id": ["money_out"], "quarter": quarters}),)
    timed = (("returns", {"question_id": ["volunteer_hours"], "quarter": quarters}),)
    held = (("returns", {"question_id": ["money_out", "sessions"], "quarter": quarters}),)
    fields = [
        Field("group", "Kind of hub", "key"),
        Field("hubs", "Hubs behind it", unit="hubs", how="hubs that told their money out in all four quarters", reads=reads),
        *[Field(name, _ENDS[name], unit="GBP per year", how=costs.RUNNING_COST.how, reads=reads) for name in costs.PARTS],
        Field("session", "One session", unit="GBP", how=costs.SESSION_COST.how, reads=held),
        *[Field(f"hours_{name}", f"Volunteers' hours: {_ENDS[name].lower()}", unit="hours", how=costs.YEARLY_HOURS.how, reads=timed) for name in costs.PARTS],
    ]  # fmt: skip
    asked = set(edition.table("questions")["question_id"])
    unasked = [
        name for name, question in (("session", "sessions"), ("hours_", "volunteer_hours")) if question not in asked
    ]
    fields = [field for field in fields if not field.name.startswith(tuple(unasked))]
    note = f"In pounds of {base}, for the four quarters {quarters[0]} to {quarters[-1]}. {OWN} {FEW} Hours likewise, rounded to {costs.HOURS}."
    return edition.answers.derive("running-costs", made, fields, note)


_ENDS = {"low": "Lower quarter", "likely": "Middle", "high": "Upper quarter"}


def _put_together(edition: OpenEdition, table: Released) -> str:
    """Which kinds stand behind the row of small kinds; where there is none, which are in no range."""
    own = set(table.frame["group"].to_list())
    kinds = open_now(edition)["kind"].drop_nulls().unique().sort().to_list()
    names = [in_markdown(kind) for kind in kinds if kind not in own]
    where = "Put together here" if costs.OTHERS in own else f"In no range, for fewer than {costs.FEWEST} hubs told it"
    return f" {where}: {listed(names)}." if names else ""


def _draw(frame: pl.DataFrame) -> go.Figure:
    names = [in_plot(f"{row['group']} ({row['hubs']})") for row in frame.iter_rows(named=True)]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row["low"], row["high"]],
            "y": [name, name],
            "line": {"color": NAVY, "width": 7},
            "opacity": 0.35,
            "hoverinfo": "skip",
        }
        for name, row in zip(names, frame.iter_rows(named=True), strict=True)
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": frame["likely"].to_list(),
            "y": names,
            "marker": {"color": NAVY, "size": 13},
            "customdata": frame.select("low", "high").rows(),
            "hovertemplate": "%{y}: £%{x:,.0f}, middle half £%{customdata[0]:,.0f} to £%{customdata[1]:,.0f}<extra></extra>",
        }
    )
    return figure(
        *traces,
        height=100 + 42 * len(names),
        xaxis={"rangemode": "tozero", "showgrid": True, "tickprefix": "£", "tickformat": ",", "title": {"text": "Pounds a year; in brackets: hubs"}},
        yaxis={"type": "category", "showgrid": False},
        margin={"l": 8, "r": 24, "t": 12, "b": 52},
    )  # fmt: skip


def set_up_costs(edition: OpenEdition) -> Exhibit:
    """What it took to set up: awards for it by kind of hub, and what cost lines declare."""
    table = set_up_table(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not len(table):
        unknown = plainly(edition, "planning.no-set-up")
        return exhibit_unknown("set-up-costs", "what it takes to set a hub up", unknown, LINES_NEEDED, **more)
    known = [row for row in range(len(table)) if table.frame["likely"][row] is not None]
    works = [row for row in known if table.frame["source"][row] == f"{costs.BUILDING} awards"]
    shown = [row for row in known if row not in works]
    facts = [fact_of(table, "likely", row) for row in shown]
    if not facts and works:
        title = "No price of setting up is on record, only capital awards"
    elif not facts:
        title = f"Fewer than {costs.FEWEST} hubs of any kind had an award to set up, so no range is shown"
    else:
        ends = sorted(zip(facts, shown, strict=True), key=lambda pair: pair[0].number)
        (low, first), (high, last) = ends[0], ends[-1]
        title = f"Setting a hub up is put at {low} ({_row_words(table, first)})"
        title += f" to {high} ({_row_words(table, last)})" if len(ends) > 1 else ""
    said = worded(edition, "planning.not-all")
    if works:
        said += f" {worded(edition, 'planning.works')}"
    made = exhibit_table("set-up-costs", title, table, said, facts, **more)
    return _led_back(made, table)


def _row_words(table: Released, row: int) -> str:
    about = table.frame.row(row, named=True)
    return in_markdown(f"{about['group']}, {about['source']}")


def set_up_table(edition: OpenEdition) -> Released:
    """Rows of two kinds: awards by kind of hub and purpose, and declared lines by kind of hub; a hidden column says what each rests on."""
    base, hubs = edition.network.price_base, edition.table("hubs")
    awards = known_by_end(edition.table("awards"), edition.period)
    prices = read_prices()
    by_hub = costs.set_up_by_hub(awards, hubs, prices.index, prices.level(Period.parse(base)))
    parts = []
    for purpose in (costs.STARTING, costs.BUILDING):
        mine = costs.with_small_kinds_together(by_hub.filter(pl.col("purpose") == purpose))
        rests = mine.group_by("group").agg(rests=pl.col("awards").explode(empty_as_null=True).sort())
        found = costs.ranges(mine, "money", costs.POUNDS).join(rests, on="group", maintain_order="left")
        parts.append(found.with_columns(source=pl.lit(f"{purpose} awards"), table=pl.lit("awards")))
    lines = edition.table("cost_lines")
    any_kind = lines.filter(pl.col("hub_kind") == "any")  # what a kind takes that has no line of its own
    declared = pl.concat([costs.declared_by_kind(each, STAND_ALONE) for each in (lines, any_kind)]).unique(
        ["phase", "kind"], maintain_order=True
    )
    declared = declared.filter(pl.col("phase") == "set-up")
    called = "any other kind" if declared.height > 1 else "every kind"
    parts.append(
        declared.select(
            pl.col("kind").replace("any", called).alias("group"),
            pl.lit(None, pl.Int64).alias("hubs"),
            *costs.PARTS,
            pl.col("lines").alias("rests"),
            pl.lit("declared").alias("source"),
            pl.lit("cost_lines").alias("table"),
        )
    )
    frame = pl.concat(parts, how="vertical_relaxed").with_columns(
        hubs__mark=pl.when(pl.col("hubs").is_null()).then(pl.lit("[z]")),
    )
    fields = [
        Field("group", "Kind of hub", "key"),
        Field("source", "From", "key"),
        Field("hubs", "Hubs behind it", unit="hubs", how="hubs that had such an award"),
        *[Field(name, name.capitalize(), unit="GBP", how=f"{costs.SET_UP_AWARDS.how}; declared: {costs.DECLARED_COST.how}") for name in costs.PARTS],
    ]  # fmt: skip
    note = (
        f"Awards in pounds of {base}: low and high are the quarters of the hubs, likely is their middle. {FEW} {_DECLARED} [z] where no hub "
        "stands behind a plan."
    )
    return release_open("set-up-costs", frame, fields, note)


def _led_back(exhibit: Exhibit, table: Released) -> Exhibit:
    """The exhibit's facts with the awards or the cost lines of their row as their origin."""
    facts = {fact.id: fact for fact in exhibit.facts}
    for row, about in enumerate(table.frame.iter_rows(named=True)):
        for field in table.values:
            fact = fact_of(table, field.name, row)
            facts[fact.id] = replace(fact, origins=origins_of_row(about))
    return replace(exhibit, facts=tuple(facts.values()))


def origins_of_row(about: dict[str, Any]) -> tuple[Origin, ...]:
    column = "award_id" if about["table"] == "awards" else "line_id"
    return (Origin(about["table"], ((column, tuple(about["rests"])),)),)


def declared_lines(edition: OpenEdition) -> Exhibit:
    """Every declared cost line of the first pattern, with its range and its basis."""
    lines = edition.table("cost_lines").filter(pl.col("pattern") == STAND_ALONE)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not lines.height:
        unknown = plainly(edition, "planning.no-lines")
        return exhibit_unknown("cost-lines", "what a hub is expected to cost", unknown, LINES_NEEDED, **more)
    table = lines_table("cost-lines", lines)
    number = lines_fact("cost-lines", table)
    title = f"{noun_for(number, 'declared cost line')} for setting up and running a hub"
    said = worded(edition, "planning.lines", table="@tbl-cost-lines")
    return exhibit_table("cost-lines", title, table, said, [number], **more)


def lines_table(name: str, lines: pl.DataFrame) -> Released:
    reads = (("cost_lines", {"line_id": list[str]()}),)
    how = "as declared, in the pounds of the day it was declared"
    shown = lines.with_columns(
        hub_kind=pl.col("hub_kind").replace({"any": "every kind", "network": "the network"}),
        shared=pl.when(pl.col("shared_by").is_not_null()).then(pl.format("one for {} hubs", "shared_by")),
    )
    fields = [
        Field("what", "What", "text", written=True),
        Field("hub_kind", "For", "text"),
        Field("phase", "When", "text"),
        *[Field(part, part.capitalize(), unit="GBP", how=how, reads=reads) for part in costs.PARTS],
        *([Field("shared", "Shared", "text", written=True)] if shown["shared"].count() else []),
        Field("basis", "What it rests on", "text", written=True),
        Field("line_id", "Line", "key"),
    ]
    return release_open(name, shown, fields, _DECLARED)


def lines_fact(fact_id: str, table: Released) -> Fact:
    cells = [fact_of(table, "likely", row) for row in range(len(table))]
    return derived(f"{fact_id}.number", len(table), "lines", "declared lines, counted", cells)
