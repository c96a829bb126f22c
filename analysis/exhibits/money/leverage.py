"""What the record ties to each pound invested in the network, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table
from analysis.exhibits.facts import derived, in_markdown
from analysis.exhibits.money.amounts import ON_RECORD, money_fact, traced
from analysis.exhibits.money.facts import terms_of
from analysis.exhibits.money.unknown import unknown_money
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of
from analysis.measures.money import funding
from analysis.measures.money.funding import HOME
from analysis.measures.money.leverage import LEVERAGE, leverage_of

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
        unknown = "No award on record that invests in the network itself states a whole amount in pounds."
        needed = "For each award whether it pays for the network itself (network_investment), and which such award another was won with (leveraged_by)."
        return unknown_money(
            edition, exhibit_id, "what came with each pound of network investment", unknown, needed, **more
        )
    rows = [
        ("Invested in the network itself", len(found.investments), found.invested, found.investments),
        ("Tied to it by the record", len(found.tied_awards), found.tied, found.tied_awards),
        ("All other money on record, not tied to it", len(found.wider_awards), found.wider, found.wider_awards),
    ]
    schema: dict[str, Any] = {"what": pl.String, "number": pl.Int64, "amount": pl.Float64, "awards": pl.List(pl.String)}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    fields = [
        Field("what", "Money on record", "key"),
        Field("number", "Awards", unit="awards", how="awards that state a whole amount, counted"),
        Field("amount", "Whole amounts", unit=HOME, how=LEVERAGE.how),
    ]
    table = release_open(exhibit_id, frame, fields, f"{ON_RECORD} {RULE}")
    sure = funding.qualifier_of_sum(found.unsure)
    invested = money_fact("funding.leverage.invested", found.invested, HOME, LEVERAGE.how, found.investments, sure)
    tied = money_fact(
        "funding.leverage.tied", found.tied, HOME, LEVERAGE.how, found.tied_awards or found.investments, sure
    )
    shown = f"{'' if sure == 'exact' else sure + ' '}£{found.ratio:,.2f}"
    ratio = derived(
        "funding.leverage.ratio", round(found.ratio, 4), LEVERAGE.unit, LEVERAGE.how, [invested, tied], shown=shown
    )
    ratio = replace(ratio, qualifier=sure)
    title = (
        f"The record ties {ratio} of other money to each pound invested in the network"
        if found.tied
        else f"{invested} was invested in the network; the record ties no other award to it"
    )
    text = f"{title} (@tbl-{exhibit_id}), by the end of {in_markdown(edition.period.closes)}. {RULE}"
    text += " Amounts are as awarded, of different years."
    if found.without_amount:
        text += f" {count_of(found.without_amount, 'award')} of the two kinds {'states' if found.without_amount == 1 else 'state'} no whole amount and {'is' if found.without_amount == 1 else 'are'} in neither sum."
    stated = [invested, tied, ratio] if found.tied else [invested]
    return traced(exhibit_table(exhibit_id, title, table, text, stated, **more), "number", "amount")
