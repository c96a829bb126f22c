"""Withheld cells of several units released as one: column by column, and no pool for one alone."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.release import Field
from analysis.disclosure.several import POOLED, Pool

RULE = Rule(threshold=7, base=5, source="test")
COLUMNS = ["people", "next_steps"]
FIELDS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"), *[Field(name, name) for name in COLUMNS]]


def pools(*rows: tuple[str, str, float | None, float | None]) -> list[tuple[Any, ...]]:
    frame = pl.DataFrame(
        rows,
        schema=dict(zip(["hub_id", "quarter"], [pl.String] * 2, strict=True)) | dict.fromkeys(COLUMNS, pl.Float64),
        orient="row",
    )
    released = release_counts("t", frame, FIELDS, RULE, COLUMNS, pool=Pool("hub_id", "quarter")).frame
    columns = ["quarter", *COLUMNS, *[f"{name}__units" for name in COLUMNS]]
    return released.filter(pl.col("hub_id") == POOLED).select(columns).sort("quarter").rows()


def at_four(
    quarter: str, people: list[float], next_steps: list[float | None]
) -> list[tuple[str, str, float, float | None]]:
    return [(hub, quarter, one, other) for hub, one, other in zip("abcd", people, next_steps, strict=True)]


def test_a_quarter_is_pooled_where_one_of_its_columns_alone_can_be() -> None:
    assert pools(
        *at_four("Q1", [6, 4, 3, 2], [40, 50, 60, 70]),  # 15 people of four hubs; no next steps are withheld
        *at_four("Q2", [30, 40, 50, 60], [5, 4, 3, 4]),  # the other way about
    ) == [("Q1", 15.0, None, 4, 0), ("Q2", None, 15.0, 0, 4)]


def test_a_count_that_nobody_told_is_in_no_pool_and_hinders_none() -> None:
    told = at_four("Q1", [6, 4, 3, 2], [None] * 4)
    assert pools(*told, ("e", "Q1", None, None)) == [("Q1", 15.0, None, 4, 0)]


def test_one_hub_alone_and_a_sum_that_tells_too_much_are_not_pooled() -> None:
    assert pools(("a", "Q1", 6.0, 6.0), ("b", "Q1", 40.0, 40.0)) == []
    assert pools(*at_four("Q1", [6, 6, 6, 6], [6, 6, 5, 5])) == [("Q1", None, 20.0, 0, 4)]  # 25: who has 1 knows of 22
    assert pools(("a", "Q1", 3.0, 4.0), ("b", "Q1", 4.0, 4.0)) == []  # who has 4 of 8 knows the other's
