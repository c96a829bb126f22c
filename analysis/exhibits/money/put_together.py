"""Who stands behind a row of several small ones, and with how much."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from analysis.exhibits.counts import packed
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.money.amounts import amount_in_words
from analysis.exhibits.wording import listed
from analysis.handover import Origin

MOST_NAMED = 12  # of a row; the others are counted, with what they have together


def put_together_in_words(exhibit_id: str, groups: Mapping[str, pl.DataFrame]) -> str:
    """` The 6 other payers: A (£900), B (£50) and ...`, a sentence a row; nothing without such rows.

    exhibit_id: whose row it is. groups: by the row's name its members, with name, amount (null where no whole amount is stated), amount__least, qualifier, currency and awards.
    """
    said = []
    for name, members in groups.items():
        ordered = members.sort(pl.col("amount").fill_null(0.0), "name", descending=[True, False])
        group = f"{exhibit_id}.{name}"
        named = [_member(group, row) for row in ordered.head(MOST_NAMED).iter_rows(named=True)]
        rest = ordered.slice(MOST_NAMED)
        if rest.height:
            named.append(f"{rest.height} more{_together(f'{exhibit_id}.{name}', rest)}")
        said.append(f" The {in_markdown(name)}: {listed(named)}.")
    return "".join(said)


def _member(group: str, row: Mapping[str, Any]) -> str:
    return f"{in_markdown(str(row['name']))} ({_amount(group, row)})"


def _amount(group: str, row: Mapping[str, Any]) -> str:
    amount, least = row["amount"], row["amount__least"]
    if not isinstance(amount, float):
        return "no whole amount stated"
    low = least if isinstance(least, float) else None
    currency, sure = str(row["currency"]), str(row["qualifier"])
    shown = amount_in_words(round(amount), currency, sure, low)
    return _told(group, str(row["name"]), amount, currency, shown, row["awards"], sure)


def _told(
    group: str, member: str, amount: float, currency: str, shown: str, awards: Sequence[str], sure: str = "exact"
) -> str:
    slug = ".".join(re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") for text in (*group.split(".", 1), member))
    how = f"whole amounts on record, one of the {group.partition('.')[2]}"
    return packed(
        Fact(
            f"funding.together.{slug}",
            amount,
            currency,
            shown,
            how,
            sure,
            (Origin("awards", (("award_id", tuple(awards)),)),),
        )
    )


def _together(group: str, rest: pl.DataFrame) -> str:
    amount, currency = float(rest["amount"].sum()), rest["currency"][0]
    if not amount:
        return ""
    awards = sorted({name for names in rest["awards"].drop_nulls() for name in names})
    told = _told(group, "the rest", amount, currency, amount_in_words(round(amount), currency), awards)
    return f" with {told} together"
