"""A funder's awards as they were stated, and which of them go on after the period."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, stated_in_words
from analysis.exhibits.money.awards import amounts_of, cautions, of_each, slug_of, term_in_words
from analysis.exhibits.money.facts import awards_told
from analysis.exhibits.money.funders.funder import Funder
from analysis.exhibits.opening import OpenEdition


def awards_of(edition: OpenEdition, funder: Funder) -> Exhibit:
    """Every award of the funder by the period's end: to whom, when, how much and for how long, as stated."""
    name = f"funder-awards-{funder.slug}"
    titles = dict(edition.table("awards").select("award_id", "title").rows())
    awards = funder.awards
    frame = awards.with_columns(
        date=pl.col("award_date").dt.strftime("%-d %B %Y").fill_null("not stated"),
        stated=of_each(awards, stated_in_words),
        term=of_each(awards, term_in_words),
        caution=of_each(awards, lambda award: cautions(award, titles)),
        fact=of_each(awards, lambda award: f"{name}.amount.{slug_of(award['award_id'])}"),
    )
    fields = [
        Field("title", "For", "text", written=True),
        Field("recipient", "To", "text", written=True),
        Field("date", "Awarded", "text"),
        Field("stated", "Amount, as stated", "text", states="fact", written=True),
        Field("term", "Term, as stated", "text", written=True),
        *([Field("caution", "Caution", "text", written=True)] if (frame["caution"] != "").any() else []),
    ]
    table = release_open(name, frame, fields, ON_RECORD)
    title = f"Awards of {in_markdown(funder.name)} up to the end of {edition.period.closes}"
    text = (
        f"@tbl-{name} is the record of them, not a sum: what a lead body passed on stands under whoever paid it first."
    )
    return exhibit_table(name, title, table, text, amounts_of(awards, name), data_folder=edition.data_folder)


def what_goes_on(edition: OpenEdition, funder: Funder) -> Exhibit:
    """Which of its awards pay for days after the period, and until when; and of how many the last day is not known."""
    name, end = f"funder-goes-on-{funder.slug}", edition.period.end
    going = funder.awards.filter(pl.col("last_day") > end).sort("last_day", "award_id")
    unknown = funder.awards.filter(pl.col("last_day").is_null())
    open_ended = (
        f" {awards_told(f'no-end-of-{funder.slug}', unknown, 'awards of this funder whose last day is not known', ('has', 'have'))} no last day "
        "on record."
        if unknown.height
        else ""
    )
    if not going.height:
        said = f"No award of this funder is known to pay for a day after {end:%-d %B %Y}."
        more = " Where no last day is on record, ask it before planning." if unknown.height else ""
        return exhibit_none(name, "Nothing is known to go on", said + more, data_folder=edition.data_folder)
    frame = going.with_columns(until=pl.col("last_day").dt.strftime("%-d %B %Y"))
    fields = [
        Field("title", "Award", "text", written=True),
        Field("recipient", "To", "text", written=True),
        Field("until", "Goes on until", "text"),
    ]
    table = release_open(name, frame, fields, ON_RECORD)
    told = awards_told(
        f"going-on-of-{funder.slug}", going, "awards of this funder that pay for days after the period", ("goes", "go")
    )
    title = f"{told.strip()} on after {end:%-d %B %Y}"
    return exhibit_table(
        name, title, table, f"@tbl-{name} says until when.{open_ended}", data_folder=edition.data_folder
    )
