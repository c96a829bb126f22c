"""Hubs that became part of others, compared as one with them: the attack on all that leaves finds no withheld count in it."""

from __future__ import annotations

import random

import polars as pl

from analysis.datasets.register.hub_life import joined_hubs
from analysis.disclosure.protection import Family, attacked, held_back
from analysis.disclosure.release import Field
from analysis.disclosure.rule import Rule
from analysis.disclosure.steady import SPAN_POOLED, Compared, Span
from analysis.exhibits.families import CountedFamily

QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]
HUBS = [f"h{number}" for number in range(9)]
INTO = {"h0": "h2", "h1": "h3"}  # after the second quarter
SPAN = Span(tuple(QUARTERS))


def drawn(seed: int) -> CountedFamily:
    """Nine hubs, most of them with counts about the threshold of 7; two become part of two others."""
    chance = random.Random(seed)
    lives = [(hub, QUARTERS[1] if hub in INTO else None, INTO.get(hub), None, None) for hub in HUBS]
    names = ("hub_id", "closed", "merged_into", "opened", "paused")
    register = pl.DataFrame(lives, schema=dict.fromkeys(names, pl.String), orient="row")
    rows = [
        (hub, quarter, float(chance.randint(1, 9) if chance.random() < 0.75 else chance.randint(20, 60)))
        for hub in HUBS
        for quarter in QUARTERS
        if hub not in INTO or quarter <= QUARTERS[1]
    ]
    exact = pl.DataFrame(rows, schema=["hub_id", "quarter", "people"], orient="row")
    keys = (Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"))
    fields = (*keys, Field("people", "People", unit="people", how="as returned"))
    family = Family(("people",), (), Rule(7, 5, "test"))
    return CountedFamily("answers", exact, fields, family, Compared((SPAN,), joined_hubs(register, QUARTERS)))


def test_no_count_is_given_away_by_hubs_compared_as_one() -> None:
    """As a build does it: what is given away beside the pools of all hubs costs the pools of those compared."""
    compared, protected_cells = 0, 0
    for seed in range(40):
        counted = drawn(seed)
        protected = counted.protected(counted.frame)
        more, found = held_back(counted.family, counted.released, protected)
        assert not found
        if attacked(counted.family, counted.leaving(more), protected):
            refused = pl.DataFrame([(SPAN_POOLED + SPAN.label, "", "people")], schema=more.schema, orient="row")
            more = pl.concat([more, refused])
        assert attacked(counted.family, counted.leaving(more), protected) == []
        told = counted.steady(more).frame["hubs"].str.split("|")
        compared += told.list.set_intersection(list(INTO.values())).list.len().sum() > 0
        protected_cells += len(protected)
    assert compared >= 5 and protected_cells > 500, "no such hubs are compared: nothing was attacked"


def test_a_part_put_together_with_nobody_would_be_found() -> None:
    """A count of 1 or 2, shown alone as 0 to the nearest 5, is one of two numbers."""
    counted = drawn(1)
    low = counted.frame.filter(pl.col("hub_id").is_in(list(INTO)) & pl.col("people").is_in([1.0, 2.0]))
    hub, quarter, _ = low.row(0)
    alone = pl.DataFrame(
        {"hub_id": [SPAN_POOLED + SPAN.label], "quarter": [quarter], "people": [0.0], "people__cells": [hub]}
    )
    leaving = pl.concat([counted.released(None).frame, alone], how="diagonal_relaxed")
    found = attacked(counted.family, leaving, counted.protected(counted.frame))
    assert (hub, quarter, "people") in [each.cell for each in found]
