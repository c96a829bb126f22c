"""Which codes come together: counted, held against chance, found where planted and not where chance put them."""

from __future__ import annotations

from math import comb

import numpy as np
import polars as pl
import pytest
from scipy.stats import fisher_exact

from analysis.measures.cases.co_occurrence import as_many_by_chance, together
from tests.measures.drawn_codings import cases, codings


def test_a_case_study_counts_once_a_pair_whoever_gave_the_codes() -> None:
    given = codings(
        ("a", "x", "A", 0, 9),
        ("a", "x", "B", 0, 9),
        ("a", "y", "B", 20, 30),
        ("b", "x", "A", 0, 9),
        ("b", "y", "A", 1, 9),
        ("c", "y", "A", 0, 9),
    )
    found = together(given, cases("a", "b", "c", "d"), ["x"], ["y", "z"])
    assert found.select("first", "second", "cases", "first_cases", "second_cases", "expected", "passages").rows() == [
        ("x", "y", 2, 2, 3, 1.5, 1),
        ("x", "z", 0, 2, 0, 0.0, 0),
    ]
    assert found["case_ids"].to_list() == [["a", "b"], []]


def test_each_two_codes_stand_once_and_no_code_with_itself() -> None:
    given = codings(("a", "x", "A"), ("a", "y", "A"))
    pairs = together(given, cases("a"), ["x", "y", "z"]).select("first", "second").rows()
    assert pairs == [("x", "y"), ("x", "z"), ("y", "z")]
    assert together(given, cases("a"), ["x", "y"], ["x"]).select("first", "second").rows() == [("y", "x")]


def test_chance_is_that_of_fishers_exact_test() -> None:
    """Fisher's tea: of 8 cups the 4 with milk first all told right; 1 in 70."""
    assert as_many_by_chance(4, 4, 4, 8) == pytest.approx(1 / comb(8, 4))
    for both, first, second, number in ((3, 5, 7, 23), (0, 4, 4, 20), (6, 8, 13, 23), (2, 2, 9, 9)):
        table = [[both, first - both], [second - both, number - first - second + both]]
        assert as_many_by_chance(both, first, second, number) == pytest.approx(
            fisher_exact(table, alternative="greater").pvalue
        )


def by_chance(seed: int, codes: int = 12, number: int = 40) -> list[tuple[str, str, str]]:
    """Each code given to three in ten case studies without regard to the others."""
    told = np.random.default_rng(seed).random((number, codes)) < 0.3
    return [(f"case-{case:02d}", f"k{code:02d}", "A") for case, code in zip(*np.nonzero(told), strict=True)]


def test_a_planted_pair_is_found_and_no_other() -> None:
    names = [f"case-{number:02d}" for number in range(40)]
    planted = [(name, code, "A") for name in names[:10] for code in ("food", "company")]
    found = together(
        codings(*by_chance(1), *planted), cases(*names), [*[f"k{code:02d}" for code in range(12)], "food", "company"]
    )
    assert found.filter("beyond").select("first", "second").rows() == [("food", "company")]


def test_where_chance_alone_is_at_work_a_pair_is_seldom_called_more() -> None:
    """All pairs are held to account together: in at most about one study of twenty is any pair called more than chance."""
    names = [f"case-{number:02d}" for number in range(40)]
    wrong = sum(
        bool(together(codings(*by_chance(seed)), cases(*names), [f"k{code:02d}" for code in range(12)])["beyond"].any())
        for seed in range(60)
    )
    assert wrong <= 6


def test_nothing_coded_gives_noughts() -> None:
    found = together(codings(), cases("a"), ["x"], ["y"])
    assert found.select("cases", "expected", "chance", "beyond", "passages").rows() == [(0, 0.0, 1.0, False, 0)]
    assert together(codings(), cases(), ["x", "y"])["beyond"].to_list() == [False]
    assert together(codings(), cases("a"), [], ["y"]).is_empty()
    assert together(codings(), cases("a"), ["x"], ["y"]).schema["beyond"] == pl.Boolean
