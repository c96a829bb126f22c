"""Whether money is where need is: for each hub, for each resident, and against deprivation."""

from __future__ import annotations

import statistics
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.counts import counted
from analysis.exhibits.drawing.label_places import place_labels
from analysis.exhibits.drawing.theme import NAVY, ORANGE, TEAL, figure, labelled_bars
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import EXACT, Fact, derived, fact_of, facts_of, in_markdown, in_plot
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, rounded_money, traced
from analysis.exhibits.money.facts import parts_of
from analysis.exhibits.money.unknown import AWARDS_NEEDED, unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.register.network import LOCALITIES_NEEDED, NO_LOCALITIES, NO_REGISTER, REGISTER_NEEDED
from analysis.exhibits.wording import count_of, noun_for, of_tries, plainly, worded
from analysis.measures.money import need
from analysis.measures.money.funding import HOME
from analysis.measures.register import network
from analysis.measures.returns.designs import comparison
from analysis.measures.verdict import SIGNIFICANT
from analysis.periods import Period

_LABELLED = 20  # localities; with more of them, names would lie over each other
_TENTHS = (0.2, 10.8)
_BARS = 30  # hubs; above that they are drawn by kind
NO_PLACE = "No award on record with known dates names a hub or a place of the register as the one who receives it."


def _spans(edition: OpenEdition) -> list[Period]:
    """All quarters from the network's first to the period's last."""
    return [edition.network.period_of(label) for label in edition.quarters_so_far]


def _since(edition: OpenEdition) -> str:
    return f"{edition.quarters_so_far[0]} to {edition.quarters_so_far[-1]}"


def money_and_need(edition: OpenEdition) -> Exhibit:
    """Money for each resident of a locality against how deprived it is, over all quarters so far."""
    exhibit_id = "money-and-need"
    localities, subject = edition.table("localities"), "whether money is where need is"
    hubs = network.open_hubs(edition.table("hubs"), edition.period.quarters[-1].label)
    parts = parts_of(edition, everything=True)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not localities.height:
        return unknown_money(edition, exhibit_id, subject, NO_LOCALITIES, LOCALITIES_NEEDED, **more)
    frame = need.money_by_locality(parts, _spans(edition), hubs, localities)
    if not frame["money"].sum():
        return unknown_money(edition, exhibit_id, subject, NO_PLACE, AWARDS_NEEDED, **more)
    table = release_open(exhibit_id, frame, _fields(edition), ON_RECORD)
    rows = frame.filter(pl.col("each").is_not_null() & pl.col("deprivation_decile").is_not_null())
    found = comparison.rank_correlation(rows["deprivation_decile"].to_list(), rows["each"].to_list())
    if found is None:
        few = plainly(edition, "funding.too-few-localities")
        return unknown_money(edition, exhibit_id, subject, few, plainly(edition, "funding.localities-needed"), **more)
    title, text, facts = _told(edition, found, rows)
    made = exhibit_figure(exhibit_id, title, _alt(frame), table, _draw(rows), text, facts, **more)
    return traced(made, "money", "each")


def _fields(edition: OpenEdition) -> list[Field]:
    place = (("localities", {"locality_id": list[str]()}),)
    how = need.MONEY_AND_NEED.how
    return [
        Field("locality", "Locality", "text"),
        Field("locality_id", "Code", "key"),
        Field("deprivation_decile", "Deprivation tenth", unit="tenth", how="1 is the most deprived tenth", reads=place),
        Field("population", "Population", unit="people", how="as the register states it", reads=place),
        Field("hubs", "Open hubs", unit="hubs", how=network.HUBS.how, reads=(("hubs", {"locality_id": []}),)),
        Field("money", f"Money, {_since(edition)}", unit=HOME, how=how),
        Field("each", "For each resident", unit="GBP per head", how=f"{how}, over the population", decimals=2),
    ]


def _told(edition: OpenEdition, found: comparison.Correlation, rows: pl.DataFrame) -> tuple[str, str, list[Fact]]:
    """The finding with its interval, and what so few places can bear."""
    awards = sorted({name for names in rows["awards"].drop_nulls() for name in names})
    reads: Reads = (("localities", {"locality_id": rows["locality_id"].to_list()}), ("awards", {"award_id": awards}))
    facts = _link_facts(found, edition.period.slug, reads)
    pairs, rho, low, high, chance, least = facts
    if found.p <= SIGNIFICANT:
        where = "More" if found.rho < 0 else "Less"
        title = f"{where} money for each resident went where deprivation is greater"
        said = f"With the money dealt to places at random, a link as strong comes up in {of_tries(chance)} tries."
    else:
        title = "The record shows no link between money for each resident and deprivation"
        said = worded(edition, "funding.no-link", chance=of_tries(chance))
    text = (
        f"Over {noun_for(pairs, 'locality', 'localities')} the rank correlation of money with the deprivation "
        f"tenth is {rho} (95% interval {low} to {high}; below nought means more money where deprivation is greater). {said} With so many "
        f"places a link weaker than about {least} could not be told from chance."
    )
    if nothing := rows.filter(pl.col("money") == 0).height:
        name, noun = f"funding.without-money.{edition.period.slug}", ("locality", "localities")
        text += " " + worded(
            edition, "funding.without-money", localities=counted(name, nothing, noun, "those without money", [pairs])
        )
    text += f" {worded(edition, 'funding.money-of-places', period=in_markdown(_since(edition)))}"
    return title, text, facts


def _link_facts(found: comparison.Correlation, slug: str, reads: Reads) -> list[Fact]:
    """Localities, rank correlation, its interval, how often chance gives one as strong, and the weakest that could be told from it."""
    how = need.MONEY_AND_NEED.how
    cells = release_open(
        "money-and-need-correlation",
        pl.DataFrame({"pairs": [found.pairs]}),
        [
            Field(
                "pairs",
                "Localities",
                unit="localities",
                how="localities compared",
                reads=reads,
            )
        ],
        ON_RECORD,
    )
    pairs = fact_of(cells, "pairs", 0, f"funding.need-pairs.{slug}")

    def number(name: str, value: float, what: str, unit: str = "rank correlation", places: int = 2) -> Fact:
        return derived(f"funding.need-{name}.{slug}", round(value, 3), unit, what, [pairs], places)

    rho = number("rho", found.rho, how)
    interval = need.interval_of_rank(found.rho, found.pairs)
    low, high = (
        number(name, value, f"{how}; 95% interval")
        for name, value in zip(("low", "high"), interval or (-1.0, 1.0), strict=True)
    )
    chance = number(
        "chance",
        100 * found.p,
        "share of tries, the localities dealt at random, in which it is at least as strong",
        "percent",
        1,
    )
    least = number(
        "least",
        need.least_telling(found.pairs),
        "1.96 / square root of (n - 1): the weakest link that this number of places could tell from chance",
    )
    return [pairs, rho, low, high, chance, least]


def _draw(rows: pl.DataFrame) -> go.Figure:
    most = max(max(rows["each"].to_list()) * 1.12, 0.01)
    across, up = rows["deprivation_decile"].to_list(), rows["each"].to_list()
    names = [in_plot(name) for name in rows["locality"].to_list()]
    labels = place_labels(names, across, up, _TENTHS, (0, most)) if rows.height <= _LABELLED else []
    traces = []
    for with_hub, name, colour, symbol in (
        (True, "With a hub", NAVY, "circle"),
        (False, "Without", ORANGE, "diamond-open"),
    ):
        at = [place for place, hubs in enumerate(rows["hubs"].to_list()) if (hubs > 0) == with_hub]
        if not at:
            continue
        traces.append(
            go.Scatter(
                x=[across[place] for place in at],
                y=[up[place] for place in at],
                mode="markers+text" if labels else "markers",
                text=[labels[place][0] for place in at] if labels else None,
                textposition=[labels[place][1] for place in at] if labels else None,
                textfont={"size": 12},
                customdata=[names[place] for place in at],
                name=name,
                cliponaxis=False,
                marker={"color": colour, "size": 11, "symbol": symbol, "opacity": 0.85},
                hovertemplate="%{customdata}: £%{y:,.2f}<extra></extra>",
            )
        )
    axis = {"title": {"text": "Deprivation tenth (1 = most deprived)"}, "dtick": 1, "range": _TENTHS, "showgrid": True}
    money = {"range": [0, most], "tickprefix": "£"}
    return figure(
        *traces, legend=len(traces) > 1, height=400, y_title="Money for each resident", yaxis=money, xaxis=axis
    )


def _alt(frame: pl.DataFrame) -> str:
    most = frame.sort("each", descending=True, nulls_last=True).head(5)
    said = [
        f"{row['locality']} (tenth {row['deprivation_decile']}) {amount_in_words(round(row['each'], 2), HOME, least=row['each__least'])}"
        for row in most.iter_rows(named=True)
        if row["each"] is not None
    ]
    return (
        f"Dot plot of {count_of(frame.height, 'locality', 'localities')}: deprivation tenth across (1 is the most deprived), money for each resident up. The most: "
        f"{'; '.join(said)}."
    )


_OF_THE_HUB: Reads = (("hubs", {"hub_id": []}),)


def money_per_hub(edition: OpenEdition) -> Exhibit:
    """The money known to have fallen to each open hub over all quarters so far; by kind of hub where there are many."""
    exhibit_id = "money-per-hub"
    hubs = network.open_hubs(edition.table("hubs"), edition.period.quarters[-1].label)
    parts = parts_of(edition, everything=True)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    fallen = need.money_by_hub(parts, _spans(edition))
    if not hubs.height:
        return unknown_money(edition, exhibit_id, "the money of each hub", NO_REGISTER, REGISTER_NEEDED, **more)
    if not fallen.height:
        return unknown_money(edition, exhibit_id, "the money of each hub", NO_PLACE, AWARDS_NEEDED, **more)
    frame = (
        hubs.select("hub_id", "name", "kind")
        .join(fallen, on="hub_id", how="left")
        .with_columns(pl.col("money", "money__least").fill_null(0.0), pl.col("kind").fill_null("other"))
        .sort(["money", "name"], descending=[True, False])
    )
    fields = [
        Field("name", "Hub", "text"),
        Field("hub_id", "Code", "key"),
        Field("kind", "Kind", "text"),
        Field("money", f"Money, {_since(edition)}", unit=HOME, how=need.MONEY_AND_NEED.how, reads=_OF_THE_HUB),
    ]
    table = release_open(exhibit_id, frame, fields, ON_RECORD)
    title, facts = _hubs_title(table, frame, edition)
    text = worded(edition, "funding.money-of-hubs", figure=f"@fig-{exhibit_id}")
    made = exhibit_figure(exhibit_id, title, _hubs_alt(frame), table, _draw_hubs(frame), text, facts, **more)
    with_money = frame.filter(pl.col("money") > 0)
    return traced(made, "money") if with_money.height == frame.height else _kept_origins(made, traced(made, "money"))


def _kept_origins(made: Exhibit, led: Exhibit) -> Exhibit:
    """Hubs without an award rest on the register, those with money on their awards."""
    own = {fact.id: fact for fact in made.facts}
    facts = tuple(
        fact if fact.origins or fact.inputs else replace(fact, origins=own[fact.id].origins) for fact in led.facts
    )
    return replace(led, facts=facts)


def _hubs_title(table: Released, frame: pl.DataFrame, edition: OpenEdition) -> tuple[str, list[Fact]]:
    cells = facts_of(table)
    paid = frame.filter(pl.col("money") > 0).height
    number = derived("funding.hubs", frame.height, "hubs", "open hubs of the register", cells)
    having = derived("funding.hubs-paid", paid, "hubs", "hubs with any money on record", cells)
    half, least = (round(statistics.median(frame[name].to_list()), 2) for name in ("money", "money__least"))
    middle = derived("funding.hub-median", half, HOME, "half of the hubs had less, half more", cells)
    middle = rounded_money(replace(middle, least=least, qualifier=EXACT))
    who = f"All {noun_for(number, 'hub')}" if paid == frame.height else f"{having} of {noun_for(number, 'hub')}"
    title = f"{who} had money on record; half of the hubs had less than {middle} in {in_markdown(_since(edition))}, half more"
    return title, [number, having, middle]


def _draw_hubs(frame: pl.DataFrame) -> go.Figure:
    if frame.height <= _BARS:
        names = [in_plot(name) for name in frame["name"].to_list()]
        return labelled_bars(names, frame["money"].to_list(), _amounts(frame))
    kinds = _by_kind(frame)
    marks = go.Scatter(
        x=frame["money"].to_list(),
        y=frame["kind"].to_list(),
        mode="markers",
        marker={"color": TEAL, "size": 10, "opacity": 0.55},
        text=[in_plot(name) for name in frame["name"].to_list()],
        hovertemplate="%{text}: £%{x:,.0f}<extra></extra>",
    )
    order = kinds["kind"].to_list()[::-1]
    money = {"rangemode": "tozero", "tickprefix": "£", "tickformat": "~s", "showgrid": True}
    return figure(
        marks, height=80 + 30 * len(order), xaxis=money, yaxis={"categoryorder": "array", "categoryarray": order}
    )


def _amounts(frame: pl.DataFrame) -> list[str]:
    rows = frame.select("money", "money__least").rows()
    return [amount_in_words(round(value), HOME, least=least) for value, least in rows]


def _by_kind(frame: pl.DataFrame) -> pl.DataFrame:
    return (
        frame.group_by("kind").agg(middle=pl.col("money").median(), most=pl.col("money").max(), hubs=pl.len()).sort("most", "kind", descending=[True, False])
    )  # fmt: skip


def _hubs_alt(frame: pl.DataFrame) -> str:
    if frame.height <= _BARS:
        said = [f"{name} {amount}" for name, amount in zip(frame["name"], _amounts(frame), strict=True)]
        return f"Bar chart of money on record by hub: {'; '.join(said)}."
    said = [
        f"{kind}: {count_of(hubs, 'hub')}, up to {amount_in_words(round(most), HOME)}"
        for kind, _, most, hubs in _by_kind(frame).rows()
    ]
    return f"Dot plot of money on record, a dot a hub, by kind of hub. {'; '.join(said)}."
