"""The course of attendances in networks that send returns: like for like hubs in the quarters that all of them hold."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Reads, Released, stacked
from analysis.exhibits.comparing.answers import (
    FEWEST_HUBS,
    asked,
    called,
    more_of,
    throughout,
    traced_to_networks,
    unknown_answers,
    with_facts,
    with_returns,
    without_codes,
)
from analysis.exhibits.drawing.theme import GREY, NAVY, ORANGE, TEAL, figure, line, quarters_axis
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact, fact_of, in_markdown, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import change_between, direction, listed
from analysis.measures.comparing import networks as networks_compared
from analysis.periods import Period

QUESTION = "attendances"


def attendances_by_quarter(edition: OpenEdition) -> Exhibit:
    """The middle hub's attendances in the quarters that all networks hold, as a share of the first of them."""
    exhibit_id, networks = "attendances-compared", with_returns(edition)
    quarters = [label for label in edition.quarters_so_far if all(label in one.quarters_so_far for one in networks)]
    unasked = any(QUESTION not in asked(one) for one in networks)
    if unasked or not networks or any(len(throughout(one, quarters, QUESTION)) < FEWEST_HUBS for one in networks):
        return unknown_answers(edition, exhibit_id, "attendances in the same quarters")
    tables = [_by_quarter(one, quarters, exhibit_id) for one in networks]
    table = stacked(exhibit_id, tables)
    facts = traced_to_networks(edition, tables, ["median", "index", "hubs"])
    before = _year_before(quarters)
    changes = [_change(facts, one, before, quarters[-1]) for one in networks]
    words = [
        f"{direction(change)} in {in_markdown(called(one))}" for change, one in zip(changes, networks, strict=True)
    ]
    title = f"Attendances of the middle hub {listed(words)}, {in_markdown(quarters[-1])} against {in_markdown(before)}"
    text = (
        f"@fig-{exhibit_id} follows hubs that counted them in each quarter that all networks hold, each network as "
        "a share of its own first quarter. How busy a hub is depends on its kind; only the courses can be held against each other, and "
        "they say nothing of why."
    )
    courses = "; ".join(_course(table, one) for one in networks)
    alt = f"Line chart, a line for each network: attendances of the middle hub as a share of {quarters[0]}. {courses}."
    made = exhibit_figure(
        exhibit_id,
        title,
        alt,
        without_codes(table),
        _lines(table, networks, quarters),
        text,
        changes,
        **more_of(edition),
    )
    return with_facts(made, facts, table)


def _by_quarter(one: OpenEdition, quarters: list[str], name: str) -> Released:
    hubs = throughout(one, quarters, QUESTION)

    def medians(answers: pl.DataFrame) -> pl.DataFrame:
        rows: list[dict[str, Any]] = []
        for quarter in quarters:
            inside = answers.filter((pl.col("quarter") == quarter) & pl.col("hub_id").is_in(hubs))
            middle = networks_compared.per_hub(inside, QUESTION)["median"]
            number, mark = (None, middle) if isinstance(middle, str) else (middle, None)
            about = {"network": called(one), "network_name": one.network.name, "quarter": quarter}
            rows.append({**about, "median": number, "median__mark": mark, "hubs": len(hubs)})
        types = {"median": pl.Float64, "median__mark": pl.String, "hubs": pl.Int64}
        frame = pl.DataFrame(rows, schema_overrides=types)
        first = pl.col("median").first()
        return frame.with_columns(index=pl.when(first > 0).then(100 * pl.col("median") / first))

    reads: Reads = (("returns", {"question_id": [QUESTION], "quarter": [], "hub_id": hubs}),)
    how = "median over hubs that counted them in each of the quarters, as released"
    return one.answers.derive(
        name,
        medians,
        [
            Field("quarter", "Quarter", "key"),
            Field("network", "Network", "text"),
            Field("network_name", "Its folder", "key"),
            Field("median", "Attendances of the middle hub", unit="attendances", how=how, reads=reads),
            Field(
                "index",
                f"As a share of {quarters[0]}",
                unit="percent",
                how=f"{how}, over that of the first",
                reads=reads,
            ),
            Field("hubs", "Hubs", unit="hubs", how="hubs that answered it in each of the quarters", reads=reads),
        ],
    )


def _year_before(quarters: list[str]) -> str:
    """The same quarter a year before the last, so that no season is taken for a change; else the first there is."""
    before = Period.parse(quarters[-1]).same_last_year.label
    return before if before in quarters else quarters[0]


def _change(facts: list[Fact], one: OpenEdition, before: str, after: str) -> Fact:
    by = {fact.id: fact for fact in facts}
    first, last = (by[_median_id(one, quarter)] for quarter in (before, after))
    name = f"attendances-compared.change.{one.network.name}"
    return change_between(name, first, last, "attendances of the middle hub")


def _median_id(one: OpenEdition, quarter: str) -> str:
    return f"attendances-compared.median.{quarter.lower().replace(' ', '-')}.{one.network.name}"


def _course(table: Released, one: OpenEdition) -> str:
    rows = [row for row, name in enumerate(table.frame["network_name"]) if name == one.network.name]
    return f"{called(one)} {', '.join(fact_of(table, 'index', row).shown for row in rows)}"


def _lines(table: Released, networks: list[OpenEdition], quarters: list[str]) -> Any:
    colours, dashes = [NAVY, ORANGE, TEAL, GREY], ["solid", "dash", "dot", "dashdot"]
    traces = [
        line(
            quarters,
            table.frame.filter(pl.col("network_name") == one.network.name)["index"].to_list(),
            in_plot(called(one)),
            colours[number % len(colours)],
            dashes[number % len(dashes)],
        )
        for number, one in enumerate(networks)
    ]
    return figure(
        *traces,
        height=340,
        legend=True,
        y_title=f"Share of {quarters[0]}",
        xaxis=quarters_axis(quarters),
        yaxis={"rangemode": "tozero", "ticksuffix": "%"},
    )
