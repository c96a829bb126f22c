"""What was asked for and not given, and what was promised with what was given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Reads, release_open
from analysis.exhibits.counts import counted, rows_of
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived
from analysis.exhibits.money.amounts import money_fact, rounded_money
from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for, plainly, worded
from analysis.handover import Origin
from analysis.measures.money import bids as measure
from analysis.measures.money.funding import HOME, known_by_end

OWN_RECORD = "The network's own record of bids and commitments: it names bodies and sums, and counts no people."


def bids_and_outcomes(edition: OpenEdition) -> Exhibit:
    """Table: the bids decided in the period or waiting at its end, the lost ones first, with the reason given and what is done instead."""
    exhibit_id = "bids"
    held = measure.bids_of(edition.table("bids"), edition.period)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not held.height:
        return exhibit_unknown(
            exhibit_id,
            "bids for money, won and lost",
            plainly(edition, "funding.no-bid", period=edition.period.label),
            plainly(edition, "funding.bids-needed"),
            **more,
        )
    shown = held.with_columns(
        sent=pl.col("asked_on").dt.strftime("%-d %B %Y"),
        reason=pl.col("reason").fill_null("none given"),
        next_step=pl.col("next_step").fill_null("not said"),
    )
    table = release_open(exhibit_id, shown, _bid_fields(), OWN_RECORD)
    title, facts = _bids_title(held, edition)
    text = worded(edition, "funding.hours-of-bids")
    made = exhibit_table(exhibit_id, title, table, text, facts, **more)
    return replace(made, facts=tuple(_in_pounds(fact) for fact in made.facts))


def _bid_fields() -> list[Field]:
    reads: Reads = (("bids", {"bid_id": []}),)
    return [
        Field("bid_id", "Code", "key"),
        Field("bidder", "Who asked", "text"),
        Field("funder", "Whom", "text"),
        Field("title", "For what", "text"),
        Field("asked", "Asked for", unit=HOME, how="as the bidder recorded it", reads=reads),
        Field("sent", "Sent", "text"),
        Field("outcome", "What became of it", "text"),
        Field("reason", "Reason given", "text"),
        Field("next_step", "What is done instead", "text"),
    ]


def _bids_title(held: pl.DataFrame, edition: OpenEdition) -> tuple[str, list[Fact]]:
    """How many were lost, won and wait, and what the lost ones asked for."""
    slug = edition.period.slug
    by = {
        outcome: held.filter(pl.col("outcome").eq_missing(outcome))
        for outcome in ("lost", "won", "withdrawn", "waiting")
    }
    counts = {
        outcome: _count(
            f"bids.{outcome}.{slug}", rows, "bids", "bid_id", f"bids that were {outcome} at the period's end"
        )
        for outcome, rows in by.items()
        if rows.height
    }
    said = [f"{noun_for(fact, 'bid') if not number else fact} {_verb(outcome, fact)}" for number, (outcome, fact) in enumerate(counts.items())]  # fmt: skip
    facts = list(counts.values())
    lost = by["lost"].filter(pl.col("asked").is_not_null())
    if not lost.height:
        return listed(said), facts
    sure = "exact" if lost.height == by["lost"].height else "at least"
    sum_ = money_fact(f"bids.lost-money.{slug}", float(lost["asked"].sum()), HOME, "sum asked for in the bids that were lost", [], sure)  # fmt: skip
    sum_ = replace(sum_, origins=_rests("bids", "bid_id", lost))
    return f"{listed(said)}; {sum_} asked for was not given", [*facts, sum_]


def _verb(outcome: str, count: Fact) -> str:
    was = "was" if count.value == 1 else "were"
    return "still waited" if outcome == "waiting" else f"{was} {outcome}"


def commitments_followed(edition: OpenEdition) -> Exhibit:
    """Table: what was promised with the awards on record, what was due by the period's end, and what became of it."""
    exhibit_id = "commitments"
    known = known_by_end(terms_of(edition), edition.period)
    titles = known.select("award_id", award="title").unique("award_id")
    held = measure.commitments_of(edition.table("commitments"), known["award_id"].to_list(), edition.period)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not held.height:
        return exhibit_unknown(
            exhibit_id,
            "what was promised with the money",
            plainly(edition, "funding.no-commitment"),
            plainly(edition, "funding.commitments-needed"),
            **more,
        )
    shown = held.join(titles, on="award_id", how="left", maintain_order="left").with_columns(
        by=pl.col("due").dt.strftime("%-d %B %Y").fill_null("no day named"),
        award=pl.col("award").fill_null("not stated"),
        progress=pl.col("progress").fill_null("nothing said"),
    )
    fields = [
        Field("commitment_id", "Code", "key"),
        Field("award", "Made with", "text"),
        Field("made_by", "By whom", "text"),
        Field("commitment", "What was promised", "text"),
        Field("by", "Due", "text"),
        Field("status", "What became of it", "text"),
        Field("progress", "What has been done", "text"),
    ]
    table = release_open(exhibit_id, shown, fields, OWN_RECORD)
    title, facts = _commitments_title(held, edition)
    open_ = held.filter(pl.col("is_due") & ~pl.col("is_done"))
    rests = [rows_of("commitments", {"commitment_id": open_["commitment_id"].to_list()})]
    verb = ("due by then is", "due by then are")
    told = counted("funding.commitments-open", open_.height, "commitment", "commitments due and not done", rests, verb)
    text = f"{told[0].upper()}{told[1:]} not done." if open_.height else ""
    return exhibit_table(exhibit_id, title, table, text, facts, **more)


def _commitments_title(held: pl.DataFrame, edition: OpenEdition) -> tuple[str, list[Fact]]:
    slug, end = edition.period.slug, f"{edition.period.end:%-d %B %Y}"
    due = held.filter("is_due")
    if not due.height:
        every = _count(f"commitments.all.{slug}", held, "commitments", "commitment_id", "commitments on record")
        return f"None of {noun_for(every, 'commitment')} made with awards was due by {end}", [every]
    number = _count(
        f"commitments.due.{slug}", due, "commitments", "commitment_id", "commitments due by the period's end"
    )
    done = _count(
        f"commitments.done.{slug}",
        due.filter("is_done"),
        "commitments",
        "commitment_id",
        "of these, those that were done",
        due,
    )
    return f"{done} of {noun_for(number, 'commitment')} due by {end} {'was' if done.value == 1 else 'were'} done", [
        done,
        number,
    ]


def _count(fact_id: str, rows: pl.DataFrame, unit: str, key: str, how: str, among: pl.DataFrame | None = None) -> Fact:
    """A number of rows, led back to them; where none is counted, to those it was counted among."""
    fact = derived(fact_id, rows.height, unit, how, [])
    return replace(fact, origins=_rests(unit, key, rows if rows.height or among is None else among))


def _rests(table: str, key: str, rows: pl.DataFrame) -> tuple[Origin, ...]:
    return (Origin(table, ((key, tuple(rows[key].to_list())),)),)


def _in_pounds(fact: Fact) -> Fact:
    return rounded_money(fact) if fact.unit == HOME else fact
