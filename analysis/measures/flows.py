"""Who pays, who leads, who receives: awards as the ways that money takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import polars as pl

from analysis.measures.funding import counted, in_force, known_by_end, qualifier_of_sum
from analysis.measures.measure import Measure, declare
from analysis.periods import Period

MONEY_FLOW = declare(
    Measure(
        name="money_flow",
        unit="GBP",
        question="Where did the money go?",
        how="each award in force in the period from its payer, with the body that leads it, to its recipient; money that a lead body "
        "passed on goes to the recipients of the awards made from it, the rest stays where it was awarded",
        better=None,
        reads="awards",
    )
)

SMALL = 0.05  # recipients of less than this share may be drawn together


class Way(NamedTuple):
    """The way of some money. `award`: what an amount stated by the year is for; empty for whole amounts.

    holds: whether the record shows that the money passes through the lead body; else it only leads, and may hold none of it.
    """

    basis: Literal["in all", "a year"]
    award: str
    payer: str
    lead: str
    holds: bool
    recipient: str
    amount: float
    qualifier: str
    awards: list[str]


_SCHEMA: dict[str, Any] = {
    "basis": pl.String,
    "award": pl.String,
    "payer": pl.String,
    "lead": pl.String,
    "holds": pl.Boolean,
    "recipient": pl.String,
    "amount": pl.Float64,
    "qualifier": pl.String,
    "awards": pl.List(pl.String),
}


def passed_on(terms: pl.DataFrame, period: Period, currency: str) -> pl.DataFrame:
    """The awards that lead bodies made, by the period's end, out of awards in force in the period; rows of terms."""
    rows = terms.filter(pl.col("currency") == currency)
    sources = counted(in_force(rows, period))["award_id"].to_list()
    made = pl.col("passed_on_from").is_in(sources) & pl.col("amount").is_not_null() & (pl.col("kind") != "in kind")
    return known_by_end(rows, period).filter(made).sort("award_id")


def money_ways(terms: pl.DataFrame, period: Period, currency: str) -> pl.DataFrame:
    """The ways of the money of all awards in force in the period, in one currency; whole amounts add up to their total.

    terms: awards with_terms. Whole amounts (basis `in all`) that take the same way are added; amounts stated by the year (basis
    `a year`) keep a row for each award. Columns out: those of Way, the largest amounts first.
    """
    rows = terms.filter(pl.col("currency") == currency)
    made_from: dict[str, list[dict[str, Any]]] = {}
    for row in passed_on(terms, period, currency).iter_rows(named=True):
        made_from.setdefault(row["passed_on_from"], []).append(row)
    awards = list(counted(in_force(rows, period)).sort("award_id").iter_rows(named=True))
    holders = {award["lead"] or award["recipient"] for award in awards if award["award_id"] in made_from}
    ways = [way for award in awards for way in _ways_of(award, made_from.get(award["award_id"], []), holders)]
    return _added(pl.DataFrame(ways, schema=_SCHEMA, orient="row"))


def _ways_of(award: Mapping[str, Any], parts: list[dict[str, Any]], holders: set[str]) -> list[Way]:
    whole = award["amount"] is not None
    amount = award["amount"] if whole else award["annual_amount"]
    if amount is None:
        return []
    payer, lead, recipient = award["payer"], award["lead"] or "", award["recipient"]
    if parts:
        lead = lead or recipient
    elif recipient in holders and recipient != payer:
        lead = recipient  # its own money goes through the same point as what it passes on
    holds = bool(parts) or lead == recipient or bool(award["regrant_type"])
    lead = "" if lead == payer or (lead == recipient and lead not in holders) else lead

    def way(to: str, money: float, rows: list[Mapping[str, Any]]) -> Way:
        basis: Literal["in all", "a year"] = "in all" if whole else "a year"
        sure = qualifier_of_sum(row["qualifier"] for row in rows)
        names = [row["award_id"] for row in rows]
        return Way(basis, "" if whole else award["title"], payer, lead, bool(lead) and holds, to, money, sure, names)

    ways = [way(part["recipient"], part["amount"], [part, award]) for part in parts]
    rest = amount - sum(part["amount"] for part in parts)
    if rest > 0.005:
        ways.append(way(f"{lead} (not passed on)" if lead == recipient else recipient, rest, [award, *parts]))
    return ways


def _added(ways: pl.DataFrame) -> pl.DataFrame:
    keys = ["basis", "award", "payer", "lead", "holds", "recipient"]
    apart = pl.when(pl.col("basis") == "a year").then(pl.col("awards").list.first())  # two may bear the same title
    added = ways.group_by(*keys, apart.alias("apart"), maintain_order=True).agg(
        pl.col("amount").sum(), pl.col("qualifier"), pl.col("awards").list.explode().unique().sort()
    )
    return (
        added.drop("apart")
        .with_columns(pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .sort("basis", "amount", "payer", "recipient", "award", descending=[True, True, False, False, False])
    )


def together_small(ways: pl.DataFrame, kinds: Mapping[str, str], most: int) -> pl.DataFrame:
    """Where more than `most` bodies receive money, those of a small share in one row a kind: `31 recipients: lunch club`.

    kinds: what kind of place a recipient is, by its name. A kind with one member keeps its name.
    """
    received = ways.filter(pl.col("basis") == "in all")
    if received["recipient"].n_unique() <= most:
        return ways
    shares = received.group_by("recipient").agg(share=pl.col("amount").sum() / received["amount"].sum())
    members: dict[str, list[str]] = {}
    for name in sorted(shares.filter(pl.col("share") < SMALL)["recipient"].to_list()):
        members.setdefault(kinds.get(name, "other"), []).append(name)
    named = {
        name: f"{len(names)} recipients: {kind}" for kind, names in members.items() if len(names) > 1 for name in names
    }
    together = pl.when(pl.col("basis") == "in all").then(pl.col("recipient").replace(named))
    return _added(ways.with_columns(recipient=together.otherwise(pl.col("recipient"))))
