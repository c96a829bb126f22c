"""What a funder decides next: each award that ends within a year, what going on costs, what else pays there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.counts import counted, packed
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.money.amounts import ON_RECORD, rests_on, rounded_money, traced
from analysis.exhibits.money.facts import parts_of, terms_of
from analysis.exhibits.money.outlook.endings import ENDS_NEEDED, NO_ENDS
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for
from analysis.measures.money import decisions, endings, funding
from analysis.measures.money.funding import HOME, qualifier_of_sum

EXHIBIT = "decisions-due"


def decisions_due(edition: OpenEdition) -> Exhibit:
    """Each award that ends with the period or in the twelve months after it: where, who pays, what a year of it costs, what else pays there."""
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    due = awards_due(edition)
    if due is None:
        return unknown_money(edition, EXHIBIT, "which decisions are due", NO_ENDS, ENDS_NEEDED, **more)
    last = last_due(edition)
    if not due.height:
        title = f"No award on record ends by {last}"
        return exhibit_none(EXHIBIT, title, f"{title}, as far as ends are known.", **more)
    frame = _told_of(edition, due)
    table = _released(frame)
    facts = _facts(edition, table, due)
    title = _title(facts, due, last)
    said = _sentence(facts, due, edition.period.end)
    made = exhibit_table(EXHIBIT, title, table, said, facts, **more)
    rests = {"rate": ("awards", "rests"), "else_rate": ("awards", "else_awards")}
    return traced(made, *rests, rests=rests)


def awards_due(edition: OpenEdition) -> pl.DataFrame | None:
    """What is to be decided on, a row a part of an award (decisions.decisions_due); None where no award's end is known."""
    parts = _parts(edition)
    return decisions.decisions_due(parts, edition.period) if parts.height else None


def last_due(edition: OpenEdition) -> str:
    """The last day on which an award may end to be among them."""
    return f"{decisions.a_year_on(edition.period.end):%-d %B %Y}"


def _ended_with(due: pl.DataFrame, last: dt.date) -> str:
    """Of the awards in the table, those whose last day is that of the period: decided on already, or overdue."""
    gone = due.filter(pl.col("last_day") == last)
    ended = gone.height
    if not ended:
        return ""
    on, which = f"the period itself, on {last:%-d %B %Y}", "stands under what ends when."
    if ended == due.height:
        return f" {'It ends' if ended == 1 else 'All of them end'} with {on}; what is known to follow {which}"
    rests = rests_on([name for names in gone["awards"].to_list() for name in names])
    number = Fact(
        "funding.decisions-ended",
        ended,
        "awards",
        f"{ended:,}",
        "awards whose last day is that of the period",
        origins=rests,
    )
    return f" {packed(number)} of them {'ends' if ended == 1 else 'end'} with {on}; what is known to follow {'it' if ended == 1 else 'them'} {which}"


def _parts(edition: OpenEdition) -> pl.DataFrame:
    """All money known by the period's end whose last day is known, each part with its amount for a year and who pays it."""
    whole = endings.with_rates(parts_of(edition, everything=True))
    terms = funding.counted(funding.known_by_end(terms_of(edition), edition.period))
    yearly = endings.by_the_year(terms.filter(pl.col("currency") == HOME))
    columns = [
        "award_id",
        "payer",
        "recipient",
        "recipient_hub",
        "kept",
        "locality_id",
        "rate__least",
        "rate",
        "qualifiers",
        "awards",
    ]
    columns += ["first_day", "last_day"]
    return pl.concat([whole.select(columns), yearly.select(columns)])


def _told_of(edition: OpenEdition, due: pl.DataFrame) -> pl.DataFrame:
    """The rows with what is known of hub, area and award: text columns, and hidden ones for tracing."""
    hubs = edition.table("hubs").select(recipient_hub="hub_id", hub="name", of_hub="locality_id")
    places = edition.table("localities").select(locality="locality_id", area="name")
    titles = edition.table("awards").select("award_id", "title")
    return (
        due.join(hubs, on="recipient_hub", how="left", maintain_order="left")
        .join(titles.unique("award_id"), on="award_id", how="left", maintain_order="left")
        .with_columns(locality=pl.coalesce("of_hub", "locality_id"))
        .join(places, on="locality", how="left", maintain_order="left")
        .with_columns(
            hub=pl.coalesce("hub", "recipient", pl.lit("not stated")),
            area=pl.col("area").fill_null("not known"),
            title=pl.col("title").fill_null("not stated"),
            payer=pl.col("payer").fill_null("not stated"),
            ends=pl.col("last_day").dt.strftime("%-d %B %Y"),
            rests=pl.col("awards"),
            rate_sure=pl.col("qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String),
            else_rate_sure=pl.col("else_qualifiers").map_elements(qualifier_of_sum, return_dtype=pl.String),
        )
    )


def _released(frame: pl.DataFrame) -> Released:
    how = decisions.DECISIONS_DUE.how
    fields = [
        Field("hub", "Hub or body", "text"),
        Field("area", "Area", "text"),
        Field("title", "Award", "text"),
        Field("payer", "Who pays", "text"),
        Field("ends", "Ends", "text"),
        Field("award_id", "Award's code", "key"),
        Field("rate", "To go on, a year", unit="GBP per year", how=how),
        Field(
            "else_rate",
            "Else known to pay there, a year",
            unit="GBP per year",
            how="other awards of the same body that run on after this one or begin within a year of its end, each at its amount for a year",
        ),
    ]
    return release_open(EXHIBIT, frame, fields, ON_RECORD)


def _facts(edition: OpenEdition, table: Released, due: pl.DataFrame) -> list[Fact]:
    """How many awards end, what they are a year, and how much of that has nothing else beside it."""
    rates = [
        replace(fact_of(table, "rate", row, qualifier=about["rate_sure"]), origins=rests_on(about["rests"]))
        for row, about in enumerate(table.frame.iter_rows(named=True))
    ]
    rests = rests_on([name for names in due["awards"].to_list() for name in names])
    slug = edition.period.slug
    number = replace(
        derived(
            f"funding.decisions.{slug}",
            due.height,
            "awards",
            "awards that end with the period or in the twelve months after",
            rates,
        ),
        origins=rests,
    )
    sure = qualifier_of_sum([name for row in due["qualifiers"].to_list() for name in row])
    whole, least = (round(float(due[name].sum()), 2) for name in ("rate", "rate__least"))
    cost = derived(f"funding.decisions-cost.{slug}", whole, "GBP per year", decisions.DECISIONS_DUE.how, rates)
    alone = due.filter(pl.col("else_rate") == 0)
    bare = derived(
        f"funding.decisions-alone.{slug}",
        alone.height,
        "awards",
        "awards that end with the period or in the twelve months after, whose holder has no other award on record that runs on or follows",
        [number],
    )
    return [number, rounded_money(replace(cost, qualifier=sure, least=least)), bare]


def _title(facts: list[Fact], due: pl.DataFrame, last: str) -> str:
    number, cost, _ = facts
    verb = "ends" if due.height == 1 else "end"
    return f"{noun_for(number, 'award')} {verb} by {last}; to go on with {'it' if due.height == 1 else 'them'} would cost {cost}"


def _sentence(facts: list[Fact], due: pl.DataFrame, last: dt.date) -> str:
    bare = due.filter(pl.col("else_rate") == 0)
    text = _ended_with(due, last)
    if bare.height:
        hubs = bare["recipient_hub"].drop_nulls().n_unique()
        at = counted("funding.decisions-alone-hubs", hubs, "hub", "hubs that hold these awards", [facts[2]])
        where = f", at {at}" if hubs else ""
        has = f"{facts[2]} of the {facts[0]} {'has' if bare.height == 1 else 'have'}" if due.height > 1 else "It has"
        text += f" {has} nothing beside that is known to go on{where}."
    return text.lstrip().lstrip().lstrip()
