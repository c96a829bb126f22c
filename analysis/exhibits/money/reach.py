"""Whom the money reaches in the end, and how much of it organisations of the area hold."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.drawing.theme import GREY, NAVY, TEAL, labelled_bars
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table
from analysis.exhibits.facts import Fact, derived, show_range
from analysis.exhibits.money.amounts import ON_RECORD, amount_in_words, the_amount, traced
from analysis.exhibits.money.facts import parts_of, said_of_yearly, share_in_words, total_fact
from analysis.exhibits.money.unknown import AWARDS_NEEDED, unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import plainly, worded
from analysis.measures.money import shares
from analysis.measures.money.funding import HOME

NO_WHOLE = "No award on record states its whole amount in pounds, so there is no sum to divide."


def money_reaching(edition: OpenEdition) -> Exhibit:
    """Who holds the money in the end: hubs, community groups and others, each pound once."""
    exhibit_id = "money-reaching"
    parts = parts_of(edition)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    total = total_fact(edition)
    held = shares.held_by_group(parts)
    found = shares.share_reaching(held)
    if total is None or found is None:
        return unknown_money(
            edition, exhibit_id, "what reaches hubs and community groups", NO_WHOLE, AWARDS_NEEDED, **more
        )
    frame = shares.with_shares(held)
    table = release_open(
        exhibit_id, frame, _held_fields(frame, "group", "Who holds it in the end", shares.MONEY_REACHING.how), ON_RECORD
    )
    said, facts = _bounds("funding.reaching", found, total, shares.MONEY_REACHING.how)
    if found.least == 0 and found.most > 99.5:
        title = f"The record does not say what kind of body receives {the_amount(total)}, so it is not known what reaches hubs"
    else:
        title = f"{said} {the_amount(total)} reaches hubs and community groups"
    text = f"{worded(edition, 'funding.held-in-the-end')}{_in_none_of_it(edition)}"
    colours = [
        TEAL if name in ("hubs", "community groups") else GREY if name == shares.UNKNOWN else NAVY
        for name in frame["group"]
    ]
    drawing = labelled_bars(
        [name.capitalize() for name in frame["group"]], frame["amount"].to_list(), _words_of(frame), colours
    )
    alt = "Bar chart of who holds the money in the end: " + "; ".join(
        f"{name} {words}" for name, words in zip(frame["group"], _words_of(frame), strict=True)
    )
    made = exhibit_figure(exhibit_id, title, f"{alt}.", table, drawing, text, [total, *facts], **more)
    return traced(made, "amount", "share")


def _held_fields(frame: pl.DataFrame, key: str, label: str, how: str) -> list[Field]:
    """With one decimal where a small share would else read as none of it, or all but that as the whole."""
    small = frame.filter(
        ((pl.col("share") > 0) & (pl.col("share") < 0.5)) | ((pl.col("share") >= 99.5) & (pl.col("share") < 100))
    )
    fields = [
        Field(key, label, "key", written=True),
        Field("amount", "Amount", unit=HOME, how=how),
        Field(
            "share", "Share", unit="percent", how=f"{how}, as a share of the total", decimals=1 if small.height else 0
        ),
    ]
    return [*fields, Field("qualifier", "How sure", "text")] if (frame["qualifier"] != "exact").any() else fields


def _words_of(frame: pl.DataFrame) -> list[str]:
    rows = frame.select("amount", "share", "share__least", "qualifier", "amount__least").rows()

    def percent(least: float, share: float) -> str:
        return show_range(least, share, "percent") or ("under 1%" if 0 < share < 0.5 else f"{share:.0f}%")

    return [
        f"{amount_in_words(round(amount), HOME, *about)}, {percent(least, share)}"
        for amount, share, least, *about in rows
    ]


def _in_none_of_it(edition: OpenEdition) -> str:
    """Said beside a share of whole amounts where other awards are stated by the year, and may be the larger part."""
    yearly = said_of_yearly(edition, "is", "are")
    return worded(edition, "funding.in-none-of-it", awards=yearly) if yearly else ""


def _bounds(fact_id: str, found: shares.Share, total: Fact, how: str) -> tuple[str, list[Fact]]:
    """`41% of`; `Between 41% and 58% of` where part of the money went to bodies of which it is not known, or may be on record twice."""
    least = derived(f"{fact_id}.least", round(found.least, 1), "percent", how, [total])
    most = derived(
        f"{fact_id}.most",
        round(found.most, 1),
        "percent",
        f"{how}; all that is not known, or may be on record twice, counted as well",
        [total],
    )
    if round(found.least) == round(found.most):
        return share_in_words(least, begins=True), [least]
    return f"Between {least} and {most} of", [least, most]


def money_local(edition: OpenEdition) -> Exhibit:
    """How much of the money organisations of the area hold: a share of awards, and no multiplier."""
    exhibit_id = "money-local"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    held, total = shares.held_locally(parts_of(edition)), total_fact(edition)
    found = shares.share_local(held)
    if total is None or found is None:
        unknown = plainly(edition, "funding.area-unknown")
        needed = plainly(edition, "funding.area-needed")
        return unknown_money(edition, exhibit_id, "how much stays in the area", unknown, needed, **more)
    frame = shares.with_shares(held)
    table = release_open(exhibit_id, frame, _held_fields(frame, "where", "Held", shares.MONEY_LOCAL.how), ON_RECORD)
    said, facts = _bounds("funding.local", found, total, shares.MONEY_LOCAL.how)
    title = f"{said} {the_amount(total)} is held by organisations of the area"
    text = f"{worded(edition, 'funding.local-share')}{_in_none_of_it(edition)}"
    made = exhibit_table(exhibit_id, title, table, text, [total, *facts], **more)
    return traced(made, "amount", "share")
