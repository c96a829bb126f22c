"""Who stands behind a row of several small ones, and with how much."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from analysis.exhibits.facts import in_markdown
from analysis.exhibits.money.amounts import amount_in_words
from analysis.exhibits.wording import listed

MOST_NAMED = 12  # of a row; the others are counted, with what they have together


def put_together_in_words(groups: Mapping[str, pl.DataFrame]) -> str:
    """` The 6 other payers: A (£900), B (£50) and ...`, a sentence a row; nothing without such rows.

    groups: by the row's name its members, with name, amount (null where no whole amount is stated), amount__least, qualifier and currency.
    """
    said = []
    for name, members in groups.items():
        ordered = members.sort(pl.col("amount").fill_null(0.0), "name", descending=[True, False])
        named = [_member(row) for row in ordered.head(MOST_NAMED).iter_rows(named=True)]
        rest = ordered.slice(MOST_NAMED)
        if rest.height:
            named.append(f"{rest.height} more{_together(rest)}")
        said.append(f" The {in_markdown(name)}: {listed(named)}.")
    return "".join(said)


def _member(row: Mapping[str, object]) -> str:
    return f"{in_markdown(str(row['name']))} ({_amount(row)})"


def _amount(row: Mapping[str, object]) -> str:
    amount, least = row["amount"], row["amount__least"]
    if not isinstance(amount, float):
        return "no whole amount stated"
    low = least if isinstance(least, float) else None
    return amount_in_words(round(amount), str(row["currency"]), str(row["qualifier"]), low)


def _together(rest: pl.DataFrame) -> str:
    amount = rest["amount"].sum()
    return f" with {amount_in_words(round(amount), rest['currency'][0])} together" if amount else ""
