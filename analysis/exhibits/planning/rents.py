"""Exhibits on the second pattern of running a hub: rooms let at tiered rents, and staff and systems shared by several hubs."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.planning.cost_lines import SHARED
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.drawing.theme import GREY, LILAC, NAVY, ORANGE, PLUM, TEAL, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, facts_of, in_markdown, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.planning.costs import lines_fact, lines_table
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.planning import costs, rents
from analysis.measures.planning.costs import PARTS
from analysis.measures.planning.rents import RentModel

PATTERN = (
    "The pattern: affordable rents for small community groups, made possible by higher rents for private hirers, public bodies and "
    "national charities; staff, booking and entry shared by several hubs."
)
NEEDED = (
    "costs/rent-tiers.csv: who pays which rent an hour and how many hours a year are let to them; and in costs/cost-lines.csv the "
    f"running costs of such a building, marked “{SHARED}”, with how many hubs share each person or system."
)
_DECLARED = "Declared rents and costs are plans; they name no hirer."


def rent_model(edition: OpenEdition) -> Exhibit:
    """What share of a building's running cost rents by tier cover, and how many hours have to be let to break even."""
    tiers, lines = edition.table("rent_tiers"), _lines(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    running = _running(lines)
    model = rents.rent_model(tiers, running) if tiers.height and running else None
    if model is None:
        unknown = (
            f"No rents by tier, or no running costs to hold them against, are declared for this network. {PATTERN}"
        )
        return exhibit_unknown("rent-model", "what rents would cover", unknown, NEEDED, **more)
    table = _tier_table(tiers)
    facts = _facts(model, facts_of(table), lines)
    title = (
        f"Rents would cover {facts['cover.likely']} of what such a building costs to run: between {facts['cover.low']} and "
        f"{facts['cover.high']}"
    )
    alt = (
        f"Two bars of pounds a year. Rents in a likely year, by who pays: {_tiers_in_words(table)}. Running cost: "
        f"{facts['cost.likely'].shown}, from {facts['cost.low'].shown} to {facts['cost.high'].shown}."
    )
    return exhibit_figure(
        "rent-model", title, alt, table, _draw(table, model), _said(facts, model), list(facts.values()), **more
    )


def _lines(edition: OpenEdition) -> pl.DataFrame:
    """The running lines of one building of the pattern; what is for no hub but for the network is left out."""
    return edition.table("cost_lines").filter(
        (pl.col("pattern") == SHARED) & (pl.col("phase") == "running") & (pl.col("hub_kind") == "any")
    )


def _running(lines: pl.DataFrame) -> dict[str, float]:
    found = costs.declared_by_kind(lines, SHARED)
    return dict(zip(PARTS, found.select(PARTS).row(0), strict=True)) if found.height else {}


def _tier_table(tiers: pl.DataFrame) -> Released:
    reads: Reads = (("rent_tiers", {"tier_id": []}),)
    how = "rate by hours, both as declared"
    fields = [
        Field("who", "Who hires", "text"),
        Field("tier_id", "Tier", "key"),
        Field("rate", "An hour", unit="GBP", how="as declared", reads=reads),
        Field("hours_likely", "Hours a year", unit="hours", how="as declared, for a likely year", reads=reads),
        Field("share", "Share of the hours", unit="percent", how="of all hours let in a likely year", reads=reads),
        Field("low", "Rents, poor year", unit="GBP per year", how=how, reads=reads),
        Field("likely", "Likely year", unit="GBP per year", how=how, reads=reads),
        Field("high", "Good year", unit="GBP per year", how=how, reads=reads),
        Field("basis", "What it rests on", "text"),
    ]
    return release_open("rent-model", rents.income_by_tier(tiers), fields, _DECLARED)


def _facts(model: RentModel, cells: list[Fact], lines: pl.DataFrame) -> dict[str, Fact]:
    costed = [fact for fact in facts_of(lines_table("shared-costs", lines)) if fact.value is not None]
    made: dict[str, Fact] = {}
    for part in PARTS:
        made[f"income.{part}"] = derived(
            f"rents.income.{part}", round(model.income[part], 2), "GBP per year", "rents added over the tiers", cells
        )
        made[f"cost.{part}"] = derived(
            f"rents.cost.{part}", round(model.cost[part], 2), "GBP per year", costs.DECLARED_COST.how, costed
        )
    both = list(made.values())
    for part in PARTS:
        made[f"cover.{part}"] = derived(
            f"rents.cover.{part}", round(model.cover[part], 1), "percent", rents.RENT_COVER.how, both
        )
        made[f"break-even.{part}"] = derived(
            f"rents.break-even.{part}", round(model.break_even[part]), "hours a year", rents.BREAK_EVEN.how, both
        )
    made["hours"] = derived(
        "rents.hours", model.hours, "hours a year", "hours let in a likely year, added over the tiers", cells
    )
    made["affordable"] = derived(
        "rents.affordable-share",
        round(model.affordable_share, 1),
        "percent",
        "hours let at an affordable rent as a share of all hours",
        cells,
    )
    made["forgone"] = derived(
        "rents.forgone",
        round(model.forgone, 2),
        "GBP per year",
        "affordable hours by how far their rent lies below the mean of the other rents",
        cells,
    )
    return made  # fmt: skip


def _said(facts: dict[str, Fact], model: RentModel) -> str:
    hours, need = facts["hours"], facts["break-even.likely"]
    enough = model.hours >= model.break_even["likely"]
    text = (
        f"{in_markdown(PATTERN)} In a likely year rents bring in {facts['income.likely']} against running costs of {facts['cost.likely']} "
        f"(@fig-rent-model): {facts['cover.likely']}. In a poor year with high costs it would be {facts['cover.low']}, in a good one with "
        f"low costs {facts['cover.high']}. To break even {noun_for(need, 'hour')} a year would have to be let in the same mix; {hours} are likely, "
        f"{'which is enough' if enough else 'so that the rest has to come from elsewhere'}."
    )
    if model.affordable_share > 0:
        text += (
            f" {facts['affordable']} of the hours go to groups at an affordable rent; at the mean of the other rents these hours would "
            f"bring in about {_hundreds(facts['forgone'])} more a year, which is what the affordable rents give."
        )
    return text


def _hundreds(fact: Fact) -> Fact:
    """Pounds as plans deserve them: to the nearest hundred."""
    return fact.reading(f"£{round(fact.number, -2):,.0f}")


def _tiers_in_words(table: Released) -> str:
    return "; ".join(f"{row['who']} £{row['likely']:,.0f}" for row in table.frame.iter_rows(named=True))


def _draw(table: Released, model: RentModel) -> go.Figure:
    colours = [NAVY, TEAL, PLUM, ORANGE, LILAC, GREY]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": ["Rents"],
            "x": [row["likely"]],
            "name": in_plot(row["who"]),
            "marker": {"color": colours[place % len(colours)], "line": {"color": "#FFFFFF", "width": 1.5}},
            "hovertemplate": f"{in_plot(row['who'])}: £%{{x:,.0f}}<extra></extra>",
        }
        for place, row in enumerate(table.frame.iter_rows(named=True))
    ]
    traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "y": ["Running cost"],
            "x": [model.cost["likely"]],
            "name": "Running cost",
            "showlegend": False,
            "marker": {"color": "#B8C4D0"},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [model.cost["high"] - model.cost["likely"]],
                "arrayminus": [model.cost["likely"] - model.cost["low"]],
                "color": GREY,
                "thickness": 2,
            },
            "hovertemplate": "Running cost: £%{x:,.0f}<extra></extra>",
        }
    )
    return figure(
        *traces,
        legend=True,
        height=330,
        barmode="stack",
        legend_traceorder="normal",
        margin={"l": 8, "r": 24, "t": 40, "b": 52},
        xaxis={"rangemode": "tozero", "showgrid": True, "tickprefix": "£", "tickformat": ",", "title": {"text": "Pounds a year"}},
        yaxis={"type": "category", "showgrid": False, "categoryorder": "array", "categoryarray": ["Running cost", "Rents"]},
    )  # fmt: skip


def shared_costs(edition: OpenEdition) -> Exhibit:
    """The running lines of the pattern, and what one hub saves because several share people and systems."""
    lines = _lines(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not lines.height:
        unknown = plainly(edition, "planning.nothing-shared")
        return exhibit_unknown("shared-costs", "what sharing staff saves", unknown, NEEDED, **more)
    table = lines_table("shared-costs", lines)
    number = lines_fact("shared-costs", table)
    saved = derived(
        "rents.saved-by-sharing",
        round(rents.saved_by_sharing(lines), 2),
        "GBP per year",
        "likely amount of each shared line, less one hub's share of it, added",
        [fact for fact in facts_of(table) if ".likely." in fact.id],
    )
    if not saved.value:
        title = f"{noun_for(number, 'running cost')} of such a building, none of them shared"
    else:
        title = f"Sharing would cost each hub about {_hundreds(saved)} a year less than paying for all of it alone, which few would"
    said = worded(edition, "planning.share-of-line") if saved.value else ""
    return exhibit_table("shared-costs", title, table, said, [number, saved], **more)
