"""What the record ties to each pound invested in the network, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, money_fact, traced
from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, plainly, worded
from analysis.measures.money import funding
from analysis.measures.money.funding import HOME
from analysis.measures.money.leverage import LEVERAGE, Leverage, leverage_of

RULE = (
    "Only awards count that the record itself ties to an investment in the network, by naming it; all else stands apart. It says that "
    "the money came with the network's work, not that it would not have come without it."
)


def leverage(edition: OpenEdition) -> Exhibit:
    """Tied money for each pound of network investment, up to the period's end; the wider sum stands apart."""
    exhibit_id = "leverage"
    found = leverage_of(terms_of(edition), edition.period, HOME)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if found.ratio is None:
        unknown = plainly(edition, "funding.no-investment")
        needed = plainly(edition, "funding.investment-needed")
        return unknown_money(
            edition, exhibit_id, "what came with each pound of network investment", unknown, needed, **more
        )
    table = _table(exhibit_id, found)
    invested, tied, ratio = _facts(found)
    title = (
        f"The record ties {ratio} of other money to each pound invested in the network"
        if found.tied
        else f"{invested} was invested in the network; the record ties no other award to it"
    )
    text = f"{worded(edition, 'funding.tied-by-the-record', table=f'@tbl-{exhibit_id}', period=in_markdown(edition.period.closes))} {RULE}"
    text += f" {worded(edition, 'funding.different-years')}"
    if found.without_amount:
        text += f" {count_of(found.without_amount, 'award')} of the two kinds {'states' if found.without_amount == 1 else 'state'} no whole amount and {'is' if found.without_amount == 1 else 'are'} in neither sum."
    stated = [invested, tied, ratio] if found.tied else [invested]
    return traced(exhibit_table(exhibit_id, title, table, text, stated, **more), "number", "amount")


def _table(exhibit_id: str, found: Leverage) -> Released:
    whats = ("Invested in the network itself", "Tied to it by the record", "All other money on record, not tied to it")
    awards = (found.investments, found.tied_awards, found.wider_awards)
    frame = pl.DataFrame(
        {
            "what": whats,
            "number": [len(names) for names in awards],
            "amount": [found.invested, found.tied, found.wider],
            "amount__least": found.least,
            "awards": awards,
        },
        schema_overrides={"awards": pl.List(pl.String)},
    )
    fields = [
        Field("what", "Money on record", "key"),
        Field("number", "Awards", unit="awards", how="awards that state a whole amount, counted"),
        Field("amount", "Whole amounts", unit=HOME, how=LEVERAGE.how),
    ]
    return release_open(exhibit_id, frame, fields, f"{ON_RECORD} {RULE}")


def _facts(found: Leverage) -> tuple[Fact, Fact, Fact]:
    """What was invested, what is tied to it, and how much of that to each pound invested: a range where either sum is one."""
    sure, name, how = funding.qualifier_of_sum(found.unsure), "funding.leverage", LEVERAGE.how
    least_invested, least_tied, _ = found.least
    invested = money_fact(f"{name}.invested", found.invested, HOME, how, found.investments, sure, least_invested)
    rests = found.tied_awards or found.investments
    tied = money_fact(f"{name}.tied", found.tied, HOME, how, rests, sure, least_tied)
    low, high = least_tied / found.invested, found.tied / (least_invested or found.invested)
    shown = (
        f"{'' if sure == 'exact' else sure + ' '}£{high:,.2f}"
        if round(low, 2) == round(high, 2)
        else f"£{low:,.2f} to £{high:,.2f}"
    )
    ratio = derived(
        f"{name}.ratio", round(found.tied / found.invested, 4), LEVERAGE.unit, how, [invested, tied], shown=shown
    )
    return invested, tied, replace(ratio, qualifier=sure)
