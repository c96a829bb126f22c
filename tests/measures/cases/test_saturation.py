"""What a further case study adds."""

from __future__ import annotations

import datetime as dt
from math import comb

import polars as pl
import pytest

from analysis.measures.cases.saturation import new_information, saturation
from tests.measures.drawn_codings import cases, codings

# Collected in the order c, a, b, d; of one day in the order of their names.
DAYS = {"c": dt.date(2024, 4, 1), "a": dt.date(2024, 5, 1), "b": dt.date(2024, 5, 1), "d": dt.date(2024, 6, 1)}


def collected() -> pl.DataFrame:
    return cases(*DAYS).with_columns(collected=pl.col("case_id").replace_strict(DAYS))


def test_new_codes_are_counted_in_the_order_of_collection() -> None:
    given = codings(
        ("a", "x", "A"),
        ("a", "y", "A"),
        ("a", "y", "B"),
        ("b", "y", "A"),
        ("c", "x", "A"),
        ("d", "w", "A"),
        ("d", "other", "A"),
    )
    found = saturation(given, ["x", "y", "w", "unused"], collected())
    assert found.select("number", "case_id", "new", "so_far").rows() == [
        (1, "c", 1, 1),
        (2, "a", 1, 2),
        (3, "b", 0, 2),
        (4, "d", 1, 3),
    ]


def test_orders_drawn_by_chance_have_the_mean_that_counting_all_orders_gives() -> None:
    """After n of N case studies a code borne by k is met with the chance 1 - C(N - k, n) / C(N, n)."""
    borne = {"x": "abcdefgh", "y": "abc", "z": "a"}
    given = codings(*[(case, code, "A") for code, who in borne.items() for case in who])
    found = saturation(given, list(borne), cases(*"abcdefghij"))
    exact = [
        sum(1 - comb(10 - len(who), number) / comb(10, number) for who in borne.values()) for number in range(1, 11)
    ]
    assert found["mean"].to_list() == pytest.approx(exact, abs=0.06)
    assert ((found["low"] <= found["mean"]) & (found["mean"] <= found["high"])).all()
    assert found.row(-1, named=True)["low"] == found.row(-1, named=True)["high"] == 3
    assert found.equals(saturation(given, list(borne), cases(*"abcdefghij")))


def test_the_last_three_are_held_against_the_first_four() -> None:
    assert new_information([3, 5, 8, 10, 10, 11, 12, 12]) == pytest.approx(20.0)
    assert new_information([3, 5, 8, 10, 12, 12, 12, 12]) == 0
    assert new_information([1, 2, 3, 4, 5, 6]) is None
    assert new_information([0] * 9) is None


def test_no_case_studies_and_no_codes_give_nothing_new() -> None:
    assert saturation(codings(), ["x"], cases()).is_empty()
    assert saturation(codings(), [], cases("a"))["so_far"].to_list() == [0]


def test_what_is_met_on_average_is_told_to_two_places() -> None:
    """Of three case studies one bears the code: after the first it is met in a third of all orders, give or take some drawn by chance."""
    found = saturation(codings(("a", "x", "A")), ["x"], cases("a", "b", "c"))
    first, *_ = found["mean"].to_list()
    assert first == pytest.approx(1 / 3, abs=0.05) and round(first * 100, 9) % 1 == 0
