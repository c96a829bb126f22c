"""A sum of money in a quote can be looked up among awards: its teller bears no number, which would tell it of the other quotes."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.exhibits.report.case_puzzle import tellers_with_sums


def passages(*words: str) -> pl.DataFrame:
    """One teller of these words, each with a code of its own; and another of two passages without a sum."""
    own = [("c1", at, at + 1, quote, "interview", f"code-{at}") for at, quote in enumerate(words)]
    others = [("c2", at, at + 1, "We sang every week.", "diary", f"code-{at}") for at in range(2)]
    columns = ("case_id", "start", "end", "quote", "source_kind", "code_id")
    return pl.DataFrame([*own, *others], schema=columns, orient="row")


@pytest.mark.parametrize(
    "words",
    ["The bid brought £4,800.", "We gave back 1,100 pounds.", "It was a thousand pounds.", "£ 640 for a boiler", "Cawsom fil o bunnoedd: mil o bunnoedd."],
)  # fmt: skip
def test_a_teller_of_several_passages_of_which_one_names_a_sum_bears_no_number(words: str) -> None:
    assert tellers_with_sums(passages("We meet on Mondays.", words)) == {("interview", ("code-0", "code-1"))}


@pytest.mark.parametrize(
    "words", ["Forty people came in 2024.", "I lost ten pounds in weight, I think, or 5 stone.", "12 of us sang."]
)
def test_other_numbers_are_no_sums(words: str) -> None:
    assert tellers_with_sums(passages("We meet on Mondays.", words)) == set()


def test_a_single_passage_has_nothing_to_be_joined_to() -> None:
    assert tellers_with_sums(passages("The bid brought £4,800.")) == set()


def test_one_passage_of_two_codes_is_one_passage() -> None:
    one = passages("The bid brought £4,800.")
    twice = pl.concat([one, one.filter(pl.col("case_id") == "c1").with_columns(code_id=pl.lit("code-9"))])
    assert tellers_with_sums(twice) == set()
