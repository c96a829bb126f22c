"""A value is read from what is written in its own cell: what stands in the cells beside it changes nothing."""

from __future__ import annotations

import string

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.datasets.written.money import read_amounts
from analysis.datasets.written.numbers_and_days import read_numbers

SIGNS = string.digits + "٣๔५" + ".,-−£€$ ()'kKmM%/" + "aboutprxlesrmiou"
WRITTEN = st.one_of(
    st.text(SIGNS, max_size=12),
    st.integers(-10_000_000, 10_000_000).map(str),
    st.decimals(0, 1_000_000, places=2).map(str),
    st.sampled_from(
        [
            "",
            "about 60",
            "up to £2,500",
            "(500)",
            "1.000,50",
            "60,000 a year",
            "£1.8m",
            "EUR 500",
            "tbc",
            "6 or 7",
            "none",
        ]
    ),
)


@given(st.lists(WRITTEN, min_size=1, max_size=6))
@example(["١٢٣", "x"])
@example(["12", "1.000,50"])
def test_an_amount_alone_is_the_amount_among_others(texts: list[str]) -> None:
    assert read_amounts(texts) == [read_amounts([text])[0] for text in texts]


@given(st.lists(st.tuples(WRITTEN, st.sampled_from(["GBP", "people", "hours", "sessions"])), min_size=1, max_size=6))
@example([("١٢٣", "people"), ("x", "people")])
def test_a_number_alone_is_the_number_among_others(cells: list[tuple[str, str]]) -> None:
    for bounds in (False, True):
        assert numbers(cells, bounds) == [numbers([cell], bounds)[0] for cell in cells]


def numbers(cells: list[tuple[str, str]], bounds: bool) -> list[tuple[object, ...]]:
    texts = pl.Series([text for text, _ in cells], dtype=pl.String)
    units = pl.Series([unit for _, unit in cells], dtype=pl.String)
    return read_numbers(texts, units, bounds).rows()


@given(st.integers(0, 10**9), st.sampled_from(["{}", " {} ", "{:,}", "£{:,}", "£{}", "{}.00", "{:,}.00"]))
def test_an_amount_is_the_number_that_was_written(pounds: int, form: str) -> None:
    assert read_amounts([form.format(pounds)])[0].value == pounds


@given(st.text(SIGNS, max_size=12))
def test_no_figure_is_invented(text: str) -> None:
    """What has no figure in it has no value but nought, which somebody may write in a word."""
    value = read_amounts([text])[0].value
    assert value is None or any(sign.isdigit() for sign in text) or value == 0
