"""Magnitudes of few people: the hours that volunteers gave are withheld where the volunteers are.

One volunteer's 26 hours are that volunteer's, and who knows one of two knows the other's. So a magnitude is withheld wherever the people
behind it are too few to be shown. Those withheld of several units of a group are added up where no unit, knowing its own, can work out
another's: at least three units; by the p% rule the two largest leave the third and the rest so much of the largest; and by the n-k rule
the few largest are not nearly all of it. The same holds of the difference between two such sums, of which one left in an edition before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from analysis.disclosure.rule import WITHHELD, Dominance, Rule

AS_ACRO = Dominance()
FEWEST_UNITS = 3  # ACRO and tau-argus: a total of one or two contributors is never safe


class Magnitude(NamedTuple):
    """A column, and the column that counts the people whose magnitude it is."""

    column: str
    people: str


def adds_up(values: Sequence[float], rule: Dominance = AS_ACRO) -> bool:
    """Whether the sum of such magnitudes may be shown: nobody can work out the largest by the p% rule, and none dominate by the n-k rule.

    Source: Eurostat's handbook on disclosure control (Hundepool et al. 2012), chapter 4.

    >>> adds_up([30.0, 28.0, 25.0, 20.0]), adds_up([30.0, 28.0]), adds_up([100.0, 50.0, 4.0])
    (True, False, False)
    """
    ordered = sorted(values, reverse=True)
    if len(ordered) < FEWEST_UNITS or ordered[0] <= 0:
        return False
    dominated = sum(ordered[: rule.largest]) * 100 > rule.share * sum(ordered)
    return sum(ordered[2:]) * 100 >= rule.percent * ordered[0] and not dominated


def add_up_apart(
    hubs: frozenset[str], others: Collection[frozenset[str]], values: Mapping[str, float], rule: Dominance
) -> bool:
    """Whether a sum over these hubs may stand beside sums over others: neither what they have more nor what they have less is of too few.

    values: of all of them, by hub; what is not known of a hub (it is withheld no more) is taken for too little.
    """
    apart = [part for each in others for part in (each - hubs, hubs - each) if part]
    return all(adds_up([values.get(hub, 0.0) for hub in part], rule) for part in apart)


def few_behind(magnitude: Magnitude, rule: Rule) -> pl.Expr:
    """Where a magnitude is withheld: it is of people, and they are too few to be shown. Of exact counts."""
    return (pl.col(magnitude.column).is_not_null() & rule.withholds(pl.col(magnitude.people))).fill_null(False)


def withhold_magnitudes(frame: pl.DataFrame, magnitudes: Sequence[Magnitude], rule: Rule) -> pl.DataFrame:
    """Those of few people null, marked [c]. frame: exact."""
    return frame.with_columns(
        *[pl.when(~few_behind(each, rule)).then(pl.col(each.column)).alias(each.column) for each in magnitudes],
        *[pl.when(few_behind(each, rule)).then(pl.lit(WITHHELD)).alias(f"{each.column}__mark") for each in magnitudes],
    )


def pooled_magnitudes(
    frame: pl.DataFrame,
    magnitudes: Sequence[Magnitude],
    rule: Rule,
    group: str,
    refused: Collection[tuple[str, str]] = (),
) -> pl.DataFrame:
    """One row a group with a sum that may be shown: for each column its sum, to the base, and COLUMN__units. frame: exact; refused: (group,
    column) of which none is."""
    rows: dict[str, dict[str, object]] = {}
    for each in magnitudes:
        few = frame.filter(few_behind(each, rule)).group_by(group, maintain_order=True).agg(pl.col(each.column))
        for name, values in few.iter_rows():
            if adds_up(values, rule.dominance) and (name, each.column) not in refused:
                rows.setdefault(name, {group: name}).update(
                    {each.column: rule.round_one(sum(values)), f"{each.column}__units": len(values)}
                )
    schema = {group: pl.String, **{each.column: pl.Float64 for each in magnitudes}}
    return pl.DataFrame(list(rows.values()), schema=schema | {f"{each.column}__units": pl.Int64 for each in magnitudes})
