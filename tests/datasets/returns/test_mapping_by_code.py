"""Columns that are headed by a question's code and nothing else, as the names of KoBo and ODK are."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.returns.mapping.column_questions import propose_questions
from analysis.datasets.returns.mapping.surroundings import core_questions


def questions_with(code: str, wording: str) -> pl.DataFrame:
    """The core's questions and one of the network's own, a count like the first of them."""
    core = core_questions()
    own = core.head(1).with_columns(question_id=pl.lit(code), wording=pl.lit(wording))
    return pl.concat([core, own])


@pytest.mark.parametrize("heading", ["hall_hires", "Hall hires", "hall-hires", "grp_kitchen/hall_hires"])
def test_a_question_of_the_networks_own_is_found_by_its_code(heading: str) -> None:
    """Its wording shares one word with the code, or none; the code says which it is all the same."""
    asked = questions_with("hall_hires", "How often was the large room let to others?")
    assert [each.question for each in propose_questions({heading: ["4", "12"]}, asked)] == ["hall_hires"]


def test_a_question_of_the_core_is_found_by_its_code_in_a_group_of_one() -> None:
    assert [each.question for each in propose_questions({"grp_a/people": ["60"]}, core_questions())] == ["people"]


@pytest.mark.parametrize(
    ("heading", "texts"),
    [("hall_hires", ["see the diary"]), ("hall_hires_note", ["4"]), ("hall", ["4"]), ("hall_hires/of these", ["4"])],
)
def test_what_is_not_the_code_or_no_number_is_left_to_a_person(heading: str, texts: list[str]) -> None:
    asked = questions_with("hall_hires", "How often was the large room let to others?")
    assert [each.question for each in propose_questions({heading: texts}, asked)] == [""]
