"""Who pays, who leads, who receives: awards as the ways that money takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import counted, in_force, known_by_end, least_by_the_year, qualifier_of_sum
from analysis.measures.money.passing_on import parts_held
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
    amount__least: float
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
    "amount__least": pl.Float64,
    "qualifier": pl.String,
    "awards": pl.List(pl.String),
}


def passed_on(terms: pl.DataFrame, period: Period, currency: str) -> pl.DataFrame:
    """The awards that lead bodies made, by the period's end, out of awards in force in the period; rows of terms.

    What was passed on a second time is not among them: its money left the lead body once. Nor is what came out of an award whose
    whole amount is not known, which is in no total. Where more is said to have been passed on than there was, it is what there was.
    """
    rows = terms.filter(pl.col("currency") == currency)
    there = counted(in_force(rows, period)).filter(pl.col("amount").is_not_null())
    sources = there.select(passed_on_from="award_id", there_was="amount")
    made = known_by_end(rows, period).filter(pl.col("amount").is_not_null() & (pl.col("kind").ne_missing("in kind")))
    said = pl.col("amount").sum().over("passed_on_from")
    too_much = (said > pl.col("there_was")) & (said != 0)
    return (
        made.join(sources, on="passed_on_from", how="inner")
        .with_columns(
            *[
                pl.when(too_much).then(pl.col(name) * pl.col("there_was") / said).otherwise(name).alias(name)
                for name in ("amount", "least_amount")
            ],
            qualifier=pl.when(too_much).then(pl.lit("about")).otherwise("qualifier"),
        )
        .select(rows.columns)
        .sort("award_id")
    )


def money_ways(terms: pl.DataFrame, period: Period, currency: str) -> pl.DataFrame:
    """The ways of the money of all awards in force in the period, in one currency; whole amounts add up to their total.

    terms: awards with_terms. Whole amounts (basis `in all`) that take the same way are added; amounts stated by the year (basis
    `a year`) keep a row for each award. Columns out: those of Way, the largest amounts first.
    """
    parts = parts_held(terms, period, currency)
    passed = set(parts.filter(pl.col("via").list.len() > 0)["root"]) | set(parts.filter("kept")["root"])
    roots = counted(in_force(terms.filter(pl.col("currency") == currency), period)).sort("award_id")
    roots, parts = _with_names(roots), _with_names(parts)
    about = {row["award_id"]: row for row in roots.iter_rows(named=True)}
    holders = {about[root]["lead"] or about[root]["recipient"] for root in passed}
    ways = [_way_of(part, about[part["root"]], part["root"] in passed, holders) for part in parts.iter_rows(named=True)]
    by_year = roots.filter(pl.col("amount").is_null() & pl.col("annual_amount").is_not_null())
    ways += [_way_by_year(award, holders) for award in by_year.iter_rows(named=True)]
    return _added(pl.DataFrame(ways, schema=_SCHEMA, orient="row"))


def _with_names(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows, with words in place of a payer or a recipient that the record does not name."""
    return rows.with_columns(
        pl.col("payer").fill_null("payer not stated"), pl.col("recipient").fill_null("recipient not stated")
    )


def _way_of(part: Mapping[str, Any], root: Mapping[str, Any], divided: bool, holders: set[str]) -> Way:
    lead, holds = _lead_of(root, divided, holders)
    to = part["recipient"]
    if (part["kept"] and (to == lead or part["via"])) or to == lead:
        to = f"{to} (not passed on)"
    further = list(dict.fromkeys(name for name in part["via"][1:] if name not in (lead, part["recipient"])))
    lead = ", then ".join([lead, *further]) if lead else ""
    sure = qualifier_of_sum(part["qualifiers"])
    money, least = part["amount"], part["amount__least"]
    return Way("in all", "", root["payer"], lead, bool(lead) and holds, to, money, least, sure, part["awards"])


def _way_by_year(award: Mapping[str, Any], holders: set[str]) -> Way:
    lead, holds = _lead_of(award, False, holders)
    to = f"{award['recipient']} (not passed on)" if award["recipient"] == lead else award["recipient"]
    money, sure, names = award["annual_amount"], award["qualifier"], [award["award_id"]]
    least = least_by_the_year(award)
    return Way(
        "a year",
        award["title"],
        award["payer"],
        lead,
        bool(lead) and holds,
        to,
        money,
        money if least is None else least,
        sure,
        names,
    )


def _lead_of(award: Mapping[str, Any], divided: bool, holders: set[str]) -> tuple[str, bool]:
    """The body in the middle, and whether the record shows that it holds the money. divided: some of it was passed on."""
    lead, recipient = award["lead"] or "", award["recipient"]
    if divided:
        lead = lead or recipient
    elif recipient in holders and recipient != award["payer"]:
        lead = recipient  # its own money goes through the same point as what it passes on
    holds = divided or lead == recipient or bool(award["regrant_type"])
    return ("" if lead == award["payer"] or (lead == recipient and lead not in holders) else lead), holds


def _added(ways: pl.DataFrame) -> pl.DataFrame:
    keys = ["basis", "award", "payer", "lead", "holds", "recipient"]
    apart = pl.when(pl.col("basis") == "a year").then(pl.col("awards").list.first())  # two may bear the same title
    added = ways.group_by(*keys, apart.alias("apart"), maintain_order=True).agg(
        pl.col("amount", "amount__least").sum(), pl.col("qualifier"), pl.col("awards").list.explode().unique().sort()
    )
    return (
        added.drop("apart")
        .with_columns(pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
        .sort("basis", "amount", "payer", "recipient", "award", descending=[True, True, False, False, False])
    )


def together_small(ways: pl.DataFrame, kinds: Mapping[str, str], most: int) -> pl.DataFrame:
    """Where more than `most` bodies receive money, those of a small share in one row a kind: `31 recipients: lunch club`.

    kinds: what kind of place a recipient is, by its name. A kind with one member keeps its name. So with those who pay and
    with lead bodies, where there are more than `most`: `12 other payers`.
    """
    ways = _together(ways, "recipient", kinds, most)
    ways = _together(ways, "lead", {}, most)
    return _together(ways, "payer", {}, most)


_CALLED = {"recipient": "recipients", "lead": "lead bodies", "payer": "payers"}


def members_together(ways: pl.DataFrame, kinds: Mapping[str, str], most: int) -> dict[str, pl.DataFrame]:
    """Who stands in the rows of together_small, but for hubs of a kind, by the row's name. Columns: name, amount, amount__least, qualifier,
    awards."""
    whole = ways.filter(pl.col("basis") == "in all")
    groups: dict[str, pl.DataFrame] = {}
    for side in _CALLED:
        of_kinds = kinds if side == "recipient" else {}
        named = _row_names(ways, side, of_kinds, most)
        named = {body: row for body, row in named.items() if not of_kinds.get(body)}
        rows = whole.filter(pl.col(side).is_in(list(named))).group_by(name=side)
        behind = pl.col("awards").list.explode().unique().sort()
        members = rows.agg(pl.col("amount", "amount__least").sum(), pl.col("qualifier"), behind)
        members = members.with_columns(pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
        groups |= dict.fromkeys(set(named.values()), members)
    return groups


def _row_names(ways: pl.DataFrame, side: str, kinds: Mapping[str, str], most: int) -> dict[str, str]:
    """By body the name of the row that it stands in with others; those with a row of their own are left out."""
    whole = ways.filter((pl.col("basis") == "in all") & (pl.col(side) != ""))
    if whole[side].n_unique() <= most:
        return {}
    shares = whole.group_by(side).agg(share=pl.col("amount").sum() / (whole["amount"].sum() or 1.0))
    members: dict[str, list[str]] = {}
    for name in sorted(shares.filter(pl.col("share") < SMALL)[side].to_list()):
        members.setdefault(kinds.get(name, ""), []).append(name)
    return {
        name: f"{len(names):,} {_CALLED[side]}: {kind}" if kind else f"{len(names):,} other {_CALLED[side]}"
        for kind, names in members.items()
        if len(names) > 1
        for name in names
    }


def _together(ways: pl.DataFrame, side: str, kinds: Mapping[str, str], most: int) -> pl.DataFrame:
    named = _row_names(ways, side, kinds, most)
    if not named:
        return ways
    together = pl.when(pl.col("basis") == "in all").then(pl.col(side).replace(named))
    return _added(ways.with_columns(together.otherwise(pl.col(side)).alias(side)))
