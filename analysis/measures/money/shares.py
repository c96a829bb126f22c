"""Whom money reaches in the end, how much of it is held in the area, and how it divides by any column of the awards."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.money.funding import qualifier_of_sum

MONEY_REACHING = declare(
    Measure(
        name="money_reaching",
        unit="percent",
        question="What share of the money reaches hubs and community groups?",
        how="stated amounts of the awards in force in the period, each pound once, by who holds it after what was passed on; what a "
        "body keeps of money that it passes on stands apart, and so do recipients of unknown kind",
        better=None,
        reads="awards",
    )
)
MONEY_LOCAL = declare(
    Measure(
        name="money_local",
        unit="percent",
        question="How much of the money is held by organisations of the area?",
        how="share of the stated amounts of the awards in force, each pound once, whose last recipient on record is a hub of the "
        "network or is recorded as local; it says nothing of where the money is spent",
        better=None,
        reads="awards",
    )
)
MONEY_BY = declare(
    Measure(
        name="money_by",
        unit="GBP",
        question="How does the money divide by funder, lead, recipient, place, purpose and kind?",
        how="stated amounts of the awards in force in the period, each pound once and by who holds it after what was passed on",
        better=None,
        reads="awards",
    )
)

KEPT, UNKNOWN = "kept by bodies that pass money on", "not known"
REACHED = ("hub", "community group")
GROUPS = {
    "hub": "hubs",
    "community group": "community groups",
    "charity": "charities",
    "public body": "public bodies",
    "business": "businesses",
    "individual": "individuals",
    "other": "others",
}


class Share(NamedTuple):
    """A share of a sum between two bounds, in percent: equal where all is known."""

    least: float
    most: float


def share_between(part: float, part_otherwise: float, whole: float, whole_otherwise: float) -> Share:
    """The share of a part in a whole of which something may be on record twice, from as little to as much as it may be.

    part, whole: the amounts if nothing is; `otherwise`: if all is that may be. What is decided of the part and of the rest of the whole is
    decided by itself, so the share is least where the part is at its least and the rest at its most. Percent; nought of a whole of nought.
    """
    parts, rests = sorted((part, part_otherwise)), sorted((whole - part, whole_otherwise - part_otherwise))
    ends = [(mine, mine + other) for mine, other in zip(parts, reversed(rests), strict=True)]
    return Share(*(100 * mine / all_of_it if all_of_it else 0.0 for mine, all_of_it in ends))


def with_shares(held: pl.DataFrame) -> pl.DataFrame:
    """Rows of one whole (amount, amount__least) with `share`, as much of it in percent as each may be, and share__least, as little."""
    whole, otherwise = (float(held[name].sum()) for name in ("amount", "amount__least"))
    rows = held.select("amount", "amount__least").iter_rows()
    found = [share_between(part, least, whole, otherwise) for part, least in rows]
    return held.with_columns(
        share=pl.Series([each.most for each in found], dtype=pl.Float64),
        share__least=pl.Series([each.least for each in found], dtype=pl.Float64),
    )


def held_by_group(parts: pl.DataFrame) -> pl.DataFrame:
    """parts (parts_held) by who holds them. Columns out: group, amount, amount__least, qualifier, awards; in the order of GROUPS, then KEPT, UNKNOWN."""
    order = [*GROUPS.values(), KEPT, UNKNOWN]
    rows = parts.with_columns(group=group_of())
    return added_by(rows, "group").sort(pl.col("group").replace_strict({name: n for n, name in enumerate(order)}))


def group_of() -> pl.Expr:
    """Who holds a part: what it was passed on to, or received; a hub of the register is a hub whatever else the record calls it."""
    return (
        pl.when(pl.col("kept"))
        .then(pl.lit(KEPT))
        .when(pl.col("recipient_hub").is_not_null())
        .then(pl.lit(GROUPS["hub"]))
        .otherwise(pl.col("recipient_kind").replace_strict(GROUPS, default=None))
        .fill_null(UNKNOWN)
    )


def share_reaching(held: pl.DataFrame) -> Share | None:
    """The share of held_by_group that hubs and community groups hold. None where there is no money."""
    return _share_of(held, pl.col("group").is_in([GROUPS[kind] for kind in REACHED]), pl.col("group") == UNKNOWN)


def held_locally(parts: pl.DataFrame) -> pl.DataFrame:
    """parts by whether an organisation of the area holds them: `in the area`, `elsewhere`, `not known`.

    Columns out: where, amount, amount__least, qualifier, awards. Hubs of the register are of the area.
    """
    local = pl.col("local") | (pl.col("recipient_hub").is_not_null() & ~pl.col("kept"))
    where = (
        pl.when(local)
        .then(pl.lit("in the area"))
        .when(~pl.col("local"))
        .then(pl.lit("elsewhere"))
        .otherwise(pl.lit(UNKNOWN))
    )
    order = {"in the area": 0, "elsewhere": 1, UNKNOWN: 2}
    return added_by(parts.with_columns(where=where), "where").sort(pl.col("where").replace_strict(order))


def share_local(held: pl.DataFrame) -> Share | None:
    """The share of held_locally that is held in the area. None where there is no money, or nothing is known of where it lies."""
    if not set(held["where"]) - {UNKNOWN}:
        return None
    return _share_of(held, pl.col("where") == "in the area", pl.col("where") == UNKNOWN)


def _share_of(held: pl.DataFrame, counts: pl.Expr, may_count: pl.Expr) -> Share | None:
    """What surely counts as a share of all, up to that with what may count: not known, or on record twice."""

    def sums(rows: pl.Expr) -> tuple[float, float]:
        of_them = held.filter(rows)
        return float(of_them["amount"].sum()), float(of_them["amount__least"].sum())

    whole = sums(pl.lit(True))
    if not whole[0]:
        return None
    return Share(share_between(*sums(counts), *whole).least, share_between(*sums(counts | may_count), *whole).most)


def added_by(parts: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Parts with the same values of the columns, added. Columns out: those, amount, amount__least (as little as it may be), qualifier, awards (the ids it rests on)."""
    return (
        parts.sort("award_id")
        .group_by(*columns, maintain_order=True)
        .agg(
            pl.col("amount").sum(),
            amount__least=pl.col("amount__least").sum(),
            qualifier=pl.col("qualifiers").list.explode().unique().sort(),
            awards=pl.col("awards").list.explode().unique().sort(),
        )
        .with_columns(qualifier=pl.col("qualifier").map_elements(qualifier_of_sum, return_dtype=pl.String))
    )
