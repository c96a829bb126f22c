"""Ranges with the hubs behind them, declared lines added by kind, and what becomes of small groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.datasets.money.awards import AWARDS
from analysis.datasets.planning.cost_lines import COST_LINES, check_cost_lines
from analysis.measures.planning import costs
from analysis.periods import Period

QUARTERS = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4"]
INDEX = {"2023-24": 100.0, "2024-25": 110.0}


def lines(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"hub_kind": "any", "pattern": "stand-alone", "what": "Something", "basis": "a quotation"}
    made = []
    for number, row in enumerate(rows):
        unit = "GBP" if row.get("phase", "running") == "set-up" else "GBP per year"
        made.append({"line_id": f"l{number}", "phase": "running", "unit": unit, "source_file": "x.csv", "source_cell": f"A{number + 2}", **usual, **row})  # fmt: skip
    return pl.DataFrame(made, schema=COST_LINES.schema)


def answers(**money: list[float | None]) -> pl.DataFrame:
    """Money out by hub, a value a quarter; ten sessions and twenty hours in each."""
    rows = [
        {"hub_id": hub, "quarter": quarter, "money_out": value, "sessions": 10.0, "volunteer_hours": 20.0}
        for hub, values in money.items()
        for quarter, value in zip(QUARTERS, values, strict=True)
    ]
    return pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, **dict.fromkeys(("money_out", "sessions", "volunteer_hours"), pl.Float64)})  # fmt: skip


def kinds(**of: str) -> pl.DataFrame:
    return pl.DataFrame({"hub_id": list(of), "kind": list(of.values())})


def test_the_four_quarters_end_with_the_period() -> None:
    assert [each.label for each in costs.last_four(Period.parse("2024-25"))] == QUARTERS
    last = ["2023-24 Q3", "2023-24 Q4", "2024-25 Q1", "2024-25 Q2"]
    assert [each.label for each in costs.last_four(Period.parse("2024-25 Q2"))] == last


def test_only_hubs_that_told_all_four_quarters_are_in_a_range() -> None:
    told = answers(a=[100.0] * 4, b=[200.0] * 4, c=[300.0] * 4, d=[900.0, None, 900.0, 900.0])
    hubs = kinds(a="library", b="library", c="library", d="library")
    by_hub = costs.year_by_hub(told, hubs, QUARTERS, {})
    assert by_hub.select("hub_id", "money", "session", "hours").rows() == [
        ("a", 400.0, 10.0, 80.0),
        ("b", 800.0, 20.0, 80.0),
        ("c", 1200.0, 30.0, 80.0),
    ]
    found = costs.ranges(costs.with_small_kinds_together(by_hub), "money", 100)
    assert found.rows() == [("library", 3, 500.0, 1000.0, 1000.0)]  # rounded to 500, else all three could be worked out


def test_earlier_pounds_become_pounds_of_the_base() -> None:
    told = answers(a=[100.0] * 4).with_columns(quarter=pl.col("quarter").str.replace("2024-25", "2023-24"))
    quarters = [label.replace("2024-25", "2023-24") for label in QUARTERS]
    found = costs.year_by_hub(told, kinds(a="library"), quarters, dict.fromkeys(quarters, 1.1))
    assert found["money"].to_list() == pytest.approx([440.0])


def test_kinds_of_few_hubs_are_put_together_or_left_out() -> None:
    by_hub = pl.DataFrame({"hub_id": list("abcdef"), "kind": ["x", "x", "x", "y", "y", "z"], "money": [1.0] * 6})
    grouped = costs.with_small_kinds_together(by_hub)
    assert dict(grouped.group_by("group").len().rows()) == {"x": 3, costs.OTHERS: 3}
    alone = costs.with_small_kinds_together(
        by_hub.filter(pl.col("kind") != "z")
    )  # two hubs of one kind: nothing to hide among
    assert dict(alone.group_by("group").len().rows()) == {"x": 3}


def test_a_range_of_too_few_answers_is_not_shown() -> None:
    by_hub = pl.DataFrame({"group": ["x"] * 3, "hours": [10.0, None, 30.0]})
    assert costs.ranges(by_hub, "hours", 10).rows() == [("x", 2, None, None, None)]


def test_declared_lines_add_up_by_kind_and_shared_ones_count_by_their_share() -> None:
    declared = costs.declared_by_kind(
        lines(
            {"low": 100.0, "likely": 200.0, "high": 300.0},
            {"low": 10.0, "likely": 20.0, "high": 30.0, "hub_kind": "library"},
            {"low": 400.0, "likely": 800.0, "high": 1200.0, "shared_by": 4},
            {"low": 1.0, "likely": 1.0, "high": 1.0, "hub_kind": "network"},
            {"low": 5.0, "likely": 6.0, "high": 7.0, "phase": "set-up"},
            {"low": 9.0, "likely": 9.0, "high": 9.0, "pattern": "hub and spoke"},
        ),
        "stand-alone",
    )
    assert declared.select("phase", "kind", "low", "likely", "high").rows() == [
        ("running", "library", 210.0, 420.0, 630.0),
        ("set-up", "library", 5.0, 6.0, 7.0),
    ]
    assert costs.declared_by_kind(lines(), "stand-alone").is_empty()


def test_a_line_that_contradicts_itself_is_left_out_and_told() -> None:
    good = {"low": 1.0, "likely": 2.0, "high": 3.0}
    kept, findings = check_cost_lines(
        lines(
            good, {**good, "likely": 9.0}, {**good, "phase": "set-up", "unit": "GBP per year"}, {**good, "high": None}
        )
    )
    assert kept["line_id"].to_list() == ["l0"]
    assert [(finding.cell, finding.rule, finding.severity) for finding in findings] == [
        ("A3", "costs-contradict", "doubt"),
        ("A4", "costs-contradict", "doubt"),
    ]


def test_awards_to_set_up_are_added_by_hub_and_capital_stands_apart() -> None:
    usual = {"currency": "GBP", "kind": "grant", "qualifier": "exact", "payer": "Council", "recipient": "A hub", "source_file": "a.json"}  # fmt: skip
    made = [
        {"award_id": "1", "title": "Start-up grant", "amount": 1000.0, "recipient_hub": "a", "award_date": dt.date(2024, 5, 1)},
        {"award_id": "2", "title": "Chairs", "programme": "Set up fund", "amount": 500.0, "recipient_hub": "a", "award_date": dt.date(2023, 5, 1)},
        {"award_id": "3", "title": "A roof", "spending": "capital", "amount": 9000.0, "recipient_hub": "a"},
        {"award_id": "4", "title": "Running costs", "amount": 700.0, "recipient_hub": "a"},
        {"award_id": "5", "title": "Start-up", "amount": 700.0, "recipient_hub": "a", "currency": "EUR"},
        {"award_id": "6", "title": "Start-up", "amount": 700.0, "recipient_hub": "a", "qualifier": "up to"},
        {"award_id": "7", "title": "Start-up", "amount": 700.0},
    ]  # fmt: skip
    awards = pl.DataFrame([{**usual, **row} for row in made], schema=AWARDS.schema)
    found = costs.set_up_by_hub(awards, kinds(a="library"), INDEX, INDEX["2024-25"])
    assert found.select("purpose", "money", "awards").rows() == [
        ("capital", 9000.0, ["3"]),
        ("start-up", pytest.approx(1000.0 + 500.0 * 1.1), ["1", "2"]),
    ]


def test_ranges_of_few_hubs_are_rounded_so_far_that_no_hub_can_be_worked_out() -> None:
    spent = [9_040.0, 11_690.0, 14_270.0]
    few = pl.DataFrame({"group": ["x"] * 3, "money": spent})
    low, likely, high = costs.ranges(few, "money", costs.POUNDS).row(0)[2:]
    assert (low, likely, high) == (10_500.0, 11_500.0, 13_000.0)
    assert abs(2 * low - likely - spent[0]) > costs.POUNDS  # the least of three, as the quartiles would give it
    many = pl.DataFrame({"group": ["x"] * 5, "money": [*spent, 9_050.0, 14_200.0]})
    assert costs.ranges(many, "money", costs.POUNDS).row(0)[1:] == (5, 9_100.0, 11_700.0, 14_200.0)
