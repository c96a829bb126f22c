"""Withheld cells of several units released as one: column by column, and no pool for one alone."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.release import POOLED, Field

RULE = Rule(threshold=7, base=5, source="test")
COLUMNS = ["people", "next_steps"]
FIELDS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"), *[Field(name, name) for name in COLUMNS]]


def pools(*rows: tuple[str, str, float | None, float | None]) -> list[tuple[Any, ...]]:
    frame = pl.DataFrame(
        rows,
        schema=dict(zip(["hub_id", "quarter"], [pl.String] * 2, strict=True)) | dict.fromkeys(COLUMNS, pl.Float64),
        orient="row",
    )
    released = release_counts("t", frame, FIELDS, RULE, COLUMNS, pool=("hub_id", "quarter")).frame
    columns = ["quarter", *COLUMNS, *[f"{name}__units" for name in COLUMNS]]
    return released.filter(pl.col("hub_id") == POOLED).select(columns).sort("quarter").rows()


def test_a_quarter_is_pooled_where_one_of_its_columns_alone_can_be() -> None:
    assert pools(
        #               people  next steps
        ("a", "Q1", 6.0, 40.0),
        ("b", "Q1", 4.0, 50.0),  # 10 people of two hubs; no next steps are withheld
        ("a", "Q2", 30.0, 5.0),
        ("b", "Q2", 40.0, 4.0),  # the other way about
    ) == [("Q1", 10.0, None, 2, 0), ("Q2", None, 10.0, 0, 2)]


def test_a_count_that_nobody_told_is_in_no_pool_and_hinders_none() -> None:
    assert pools(("a", "Q1", 6.0, None), ("b", "Q1", 4.0, None), ("c", "Q1", None, None)) == [("Q1", 10.0, None, 2, 0)]


def test_one_hub_alone_and_a_sum_that_tells_too_much_are_not_pooled() -> None:
    assert pools(("a", "Q1", 6.0, 6.0), ("b", "Q1", 40.0, 40.0)) == []
    assert pools(("a", "Q1", 3.0, 4.0), ("b", "Q1", 4.0, 4.0)) == [
        ("Q1", None, 10.0, 0, 2)
    ]  # 7 leaves no 7 possible; 8 leaves all
