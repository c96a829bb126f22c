"""Ratios over quarters that hold both answers: nothing is worked out from half of a hub."""

from __future__ import annotations

import polars as pl

from analysis.measures.returns.charts.ratios import ratio_by_hub, ratio_by_quarter

SCHEMA = {
    "hub_id": pl.String,
    "quarter": pl.String,
    "visits": pl.Float64,
    "people": pl.Float64,
    "people__mark": pl.String,
}
ANSWERS = pl.DataFrame(
    [
        ("mill", "Q1", 40.0, 10.0, None),
        ("mill", "Q2", 90.0, None, None),  # no answer: this quarter is in neither sum
        ("hall", "Q1", 30.0, 15.0, None),
        ("hall", "Q2", 50.0, None, "[c]"),  # withheld: its other quarters would be the busier ones alone
        ("barn", "Q1", 12.0, 0.0, None),
    ],
    schema=SCHEMA,
    orient="row",
)


def test_a_hub_with_a_count_too_small_to_show_is_left_out_whole_and_counted() -> None:
    found, withheld = ratio_by_hub(ANSWERS, "visits", ["people"], ["Q1", "Q2"])
    assert found.select("hub_id", "count", "size", "size__counts", "quarters").rows() == [("mill", 40.0, 10.0, 1, 1)]
    assert withheld == 1


def test_a_quarter_is_over_the_hubs_that_gave_both() -> None:
    found = ratio_by_quarter(ANSWERS, "visits", ["people"], ["Q1", "Q2"])
    told = found.select("quarter", "count", "size", "size__counts", "hubs")
    assert told.rows() == [("Q1", 82.0, 25.0, 2, 3)]  # nought is not rounded
