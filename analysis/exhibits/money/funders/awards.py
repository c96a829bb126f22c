"""A funder's awards as they were stated, and which of them go on after the period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table
from analysis.exhibits.facts import in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, stated_in_words
from analysis.exhibits.money.awards import amounts_of, cautions, of_each, slug_of, term_in_words
from analysis.exhibits.money.facts import awards_told
from analysis.exhibits.money.funders.funder import Funder
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, worded


def awards_of(edition: OpenEdition, funder: Funder) -> Exhibit:
    """Every award of the funder by the period's end: to whom, when, how much and for how long, and which of them pay for days after it."""
    name, end = f"funder-awards-{funder.slug}", edition.period.end
    titles = dict(edition.table("awards").select("award_id", "title").rows())
    awards = funder.awards
    frame = awards.with_columns(
        date=pl.col("award_date").dt.strftime("%-d %B %Y").fill_null("not stated"),
        stated=of_each(awards, stated_in_words),
        term=of_each(awards, term_in_words),
        caution=of_each(awards, lambda award: cautions(award, titles)),
        after=of_each(awards, lambda award: _after(award, end)),
        fact=of_each(awards, lambda award: f"{name}.amount.{slug_of(award['award_id'])}"),
    )
    fields = [
        Field("title", "For", "text", written=True),
        Field("recipient", "To", "text", written=True),
        Field("date", "Awarded", "text"),
        Field("stated", "Amount, as stated", "text", states="fact", written=True),
        Field("term", "Term, as stated", "text", written=True),
        Field("after", f"After {end:%-d %B %Y}", "text"),
        *([Field("caution", "Caution", "text", written=True)] if (frame["caution"] != "").any() else []),
    ]
    table = release_open(name, frame, fields, ON_RECORD)
    title = f"Awards of {in_markdown(funder.name)} up to the end of {edition.period.closes}"
    text = _what_goes_on(edition, funder)
    return exhibit_table(name, title, table, text, amounts_of(awards, name), data_folder=edition.data_folder)


def _after(award: dict[str, Any], end: dt.date) -> str:
    first, last = award["first_day"], award["last_day"]
    if last is None:
        return "not known"
    if last <= end:
        return "over"
    return f"begins {first:%-d %B %Y}" if first is not None and first > end else f"goes on until {last:%-d %B %Y}"


def _what_goes_on(edition: OpenEdition, funder: Funder) -> str:
    """How many awards pay for days after the period, begin then, or may do so; said of none too."""
    end = edition.period.end
    after = funder.awards.filter(pl.col("last_day") > end)
    begins = pl.col("first_day").is_not_null() & (pl.col("first_day") > end)
    parts = [
        (f"going-on-of-{funder.slug}", after.filter(~begins), _GOES_ON, ("goes on", "go on")),
        (f"beginning-of-{funder.slug}", after.filter(begins), _BEGINS, ("begins only then", "begin only then")),
        (f"no-end-of-{funder.slug}", funder.awards.filter(pl.col("last_day").is_null()), _NO_END, _NO_LAST_DAY),
    ]
    told = [awards_told(name, awards, how, verb).strip() for name, awards, how, verb in parts if awards.height]
    when = f"{end:%-d %B %Y}"
    if not told:
        return worded(edition, "funder.nothing-goes-on", day=when)
    table = f"@tbl-funder-awards-{funder.slug}"
    return worded(edition, "funder.goes-on", day=when, awards=listed(told), table=table)


_GOES_ON = "awards of this funder that began by the period's end and pay for days after it"
_BEGINS = "awards of this funder made by the period's end that pay for days after it alone"
_NO_END = "awards of this funder whose last day is not known"
_NO_LAST_DAY = ("has no last day on record", "have no last day on record")
