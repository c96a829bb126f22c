"""Which case studies were judged by two coders, and where in a text a passage stands."""

from __future__ import annotations

from analysis.measures.cases.coding_units import judged
from tests.measures.drawn_codings import cases, codings

TEXT = "First line.\nSecond line.\n\nThird line."


def test_two_codings_by_one_coder_are_not_two_coders() -> None:
    held = cases("one", "two", text=TEXT)
    given = codings(
        ("one", "A", "Ann", 0, 5),
        ("one", "B", "Ann", 6, 10),  # the same coder again
        ("two", "A", "Ann", 0, 5),
        ("two", "A", "Ben", 0, 5),
    )
    table = judged(given, ["A", "B"], held, "case")
    assert table.cases == ("two",) and table.coders == ("Ann", "Ben") and table.units == 1


def test_a_passage_at_the_very_first_character_belongs_to_the_first_paragraph() -> None:
    given = codings(("one", "A", "Ann", 0, 1), ("one", "A", "Ben", 12, 18))
    table = judged(given, ["A"], cases("one", text=TEXT), "paragraph")
    assert table.units == 3
    #                        Ann's marks        Ben's marks
    assert table.ratings[0].tolist() == [[1, 0, 0], [0, 1, 0]]


def test_blank_lines_before_the_first_paragraph_belong_to_it() -> None:
    text = "\n\nFirst.\nSecond."
    given = codings(("one", "A", "Ann", 0, 1), ("one", "A", "Ben", 9, 12))
    table = judged(given, ["A"], cases("one", text=text), "paragraph")
    assert table.ratings[0].tolist() == [[1, 0], [0, 1]]


def test_a_coding_without_a_coder_judges_nothing() -> None:
    given = codings(("one", "A", "Ann", 0, 5), ("one", "A", None, 0, 5))
    assert judged(given, ["A"], cases("one", text=TEXT), "case").cases == ()
