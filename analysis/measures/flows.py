"""Who pays, who leads, who receives: awards as links of a flow of money."""

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
        how="each award in force in the period from its payer, by way of the body that leads it, to its recipient; money that a lead "
        "body passes on leaves that body in the amounts of the awards it made",
        better=None,
        reads="awards",
    )
)

Stage = Literal["payer", "lead", "recipient"]
SMALL = 0.05  # recipients of less than this share may be drawn together


class Link(NamedTuple):
    """Money between two bodies. `award`: what an amount stated by the year is for; empty for whole amounts."""

    basis: Literal["in all", "a year"]
    award: str
    source: str
    source_stage: Stage
    target: str
    target_stage: Stage
    amount: float
    qualifier: str
    awards: list[str]


_SCHEMA: dict[str, Any] = {
    "basis": pl.String,
    "award": pl.String,
    "source": pl.String,
    "source_stage": pl.String,
    "target": pl.String,
    "target_stage": pl.String,
    "amount": pl.Float64,
    "qualifier": pl.String,
    "awards": pl.List(pl.String),
}


def money_links(terms: pl.DataFrame, period: Period, currency: str) -> pl.DataFrame:
    """The links of all awards in force in the period, in one currency.

    terms: awards with_terms. Whole amounts (basis `in all`) between the same two bodies are added; amounts stated by the year (basis
    `a year`) keep a row for each award. Columns out: those of Link.
    """
    rows = terms.filter(pl.col("currency") == currency)
    onward = known_by_end(rows, period).filter(pl.col("passed_on_from").is_not_null() & pl.col("amount").is_not_null())
    made_from: dict[str, list[dict[str, Any]]] = {}
    for row in onward.sort("award_id").iter_rows(named=True):
        made_from.setdefault(row["passed_on_from"], []).append(row)
    awards = list(counted(in_force(rows, period)).sort("award_id").iter_rows(named=True))
    leads = {_holder(award, made_from) for award in awards} - {""}
    links = [link for award in awards for link in _links_of(award, made_from, leads)]
    return _added(pl.DataFrame(links, schema=_SCHEMA, orient="row"))


def _holder(award: Mapping[str, Any], made_from: Mapping[str, Any]) -> str:
    """The body between payer and recipients, or nothing."""
    if award["award_id"] in made_from:
        return str(award["lead"] or award["recipient"])
    lead = award["lead"] or ""
    return lead if lead not in ("", award["payer"], award["recipient"]) else ""


def _links_of(award: Mapping[str, Any], made_from: Mapping[str, list[dict[str, Any]]], leads: set[str]) -> list[Link]:
    whole = award["amount"] is not None
    amount = award["amount"] if whole else award["annual_amount"]
    if amount is None:
        return []
    holder = _holder(award, made_from)
    if not holder and award["recipient"] in leads and award["recipient"] != award["payer"]:
        holder = award["recipient"]  # a lead body's own money goes through the same point, and stays there

    def link(source: str, at: Stage, target: str, to: Stage, money: float, rows: list[Mapping[str, Any]]) -> Link:
        sure = qualifier_of_sum(row["qualifier"] for row in rows)
        title = "" if whole else award["title"]
        names = [row["award_id"] for row in rows]
        return Link("in all" if whole else "a year", title, source, at, target, to, money, sure, names)

    if not holder:
        return [link(award["payer"], "payer", award["recipient"], "recipient", amount, [award])]
    links = [link(award["payer"], "payer", holder, "lead", amount, [award])]
    parts = made_from.get(award["award_id"], []) if whole else []
    for part in parts:
        links.append(link(holder, "lead", part["recipient"], "recipient", part["amount"], [part]))
    rest = amount - sum(part["amount"] for part in parts)
    if rest > 0.005:
        stays = award["recipient"] == holder
        target = f"{holder} (not passed on)" if stays else award["recipient"]
        links.append(link(holder, "lead", target, "recipient", rest, [award, *parts]))
    return links


def _added(links: pl.DataFrame) -> pl.DataFrame:
    keys = ["basis", "award", "source", "source_stage", "target", "target_stage"]
    return (
        links.group_by(keys, maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("qualifier"), pl.col("awards").list.explode().unique().sort())
        .with_columns(pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .sort("basis", "source_stage", "source", "target", "award", descending=[True, True, False, False, False])
    )


def together_small(links: pl.DataFrame, kinds: Mapping[str, str], most: int) -> pl.DataFrame:
    """Where more than `most` bodies receive money, those of a small share as one row a kind: `31 recipients: lunch club`.

    kinds: what kind of place a recipient is, by its name. A kind with one member keeps its name.
    """
    received = links.filter((pl.col("basis") == "in all") & (pl.col("target_stage") == "recipient"))
    if received["target"].n_unique() <= most:
        return links
    shares = received.group_by("target").agg(share=pl.col("amount").sum() / received["amount"].sum())
    small = sorted(shares.filter(pl.col("share") < SMALL)["target"].to_list())
    members: dict[str, list[str]] = {}
    for name in small:
        members.setdefault(kinds.get(name, "other"), []).append(name)
    named = {
        name: f"{len(names)} recipients: {kind}" for kind, names in members.items() if len(names) > 1 for name in names
    }
    grouped = (pl.col("basis") == "in all") & (pl.col("target_stage") == "recipient")
    return _added(
        links.with_columns(target=pl.when(grouped).then(pl.col("target").replace(named)).otherwise(pl.col("target")))
    )
