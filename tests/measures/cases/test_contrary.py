"""A contrary passage belongs to an outcome only where the coding says so: by its name, its passage or its paragraph."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODEBOOK, CODINGS
from analysis.measures.cases.contrary import contrary_codes, contrary_passages, not_contrary

TEXT = "He came twice.\nNobody spoke to him. He went home.\nThe bus was late."
CASES = pl.DataFrame([{"case_id": case, "text": TEXT} for case in "ab"], schema=CASE_STUDIES.schema)


def codebook(*codes: tuple[str, str, str, str | None]) -> pl.DataFrame:
    """code_id, name, frame, parent_id."""
    names = ("code_id", "name", "frame", "parent_id")
    return pl.DataFrame(
        [dict(zip(names, code, strict=True)) | {"codable": True} for code in codes], schema=CODEBOOK.schema
    )


BOOK = codebook(
    ("alone", "Less alone", "outcome", None),
    ("step", "A next step", "outcome", None),
    ("not", "Contrary", "contrary", None),
)


def coded(*rows: tuple[str, str, int, int]) -> pl.DataFrame:
    """case_id, code_id, start, end."""
    names = ("case_id", "code_id", "start", "end")
    made = [{"coding_id": f"c{n}", **dict(zip(names, row, strict=True))} for n, row in enumerate(rows)]
    return pl.DataFrame(made, schema=CODINGS.schema)


@pytest.mark.parametrize(
    ("own", "against", "of_it"),
    [
        ((15, 35), (36, 49), True),  # one paragraph
        ((0, 14), (15, 35), False),  # the next one
        ((0, 20), (15, 35), True),  # over a line break
        ((15, 35), (15, 35), True),  # one passage
        ((0, 14), (14, 15), True),  # the line break belongs to the paragraph that it ends
        ((50, 67), (0, 14), False),
    ],
)
def test_what_stands_in_one_paragraph_is_of_one_thing(
    own: tuple[int, int], against: tuple[int, int], of_it: bool
) -> None:
    found = contrary_passages(coded(("a", "alone", *own), ("a", "not", *against)), CASES, BOOK, ["alone"])
    assert found.select("coding_id", "of_it").rows() == [("c1", of_it)]


def test_a_text_of_one_paragraph_binds_nothing_that_does_not_overlap() -> None:
    plain = CASES.with_columns(text=pl.col("text").str.replace_all("\n", " "))
    given = coded(("a", "alone", 0, 14), ("a", "not", 15, 35), ("b", "alone", 0, 14), ("b", "not", 10, 35))
    assert contrary_passages(given, plain, BOOK, ["alone"])["of_it"].to_list() == [False, True]


def test_places_that_are_not_certain_bind_nothing() -> None:
    given = coded(("a", "alone", 15, 35), ("a", "not", 15, 35))
    for unsure in ({"quotable": False}, {"start": None, "end": None}):
        columns = {name: pl.lit(value, CODINGS.schema[name]) for name, value in unsure.items()}
        assert contrary_passages(given.with_columns(**columns), CASES, BOOK, ["alone"])["of_it"].to_list() == [False]


def test_a_contrary_code_that_names_an_outcome_is_of_it_and_of_no_other() -> None:
    book = pl.concat(
        [
            BOOK,
            codebook(("no-step", "Contrary: a next step", "contrary", None), ("under", "Contrary", "outcome", "alone")),
        ]
    )
    assert contrary_codes(book, ["step"]) == (["no-step"], ["not"])
    assert contrary_codes(book, ["alone"]) == (["under"], ["not"])
    given = coded(("a", "no-step", 0, 14), ("b", "alone", 15, 35), ("b", "no-step", 15, 35))
    assert contrary_passages(given, CASES, book, ["alone"]).is_empty()
    assert contrary_passages(given, CASES, book, ["step"])["of_it"].to_list() == [True, True]
    assert contrary_codes(book, ["step", "not"]) == (["not", "no-step"], [])  # somebody confirmed what it stands for


def test_case_studies_that_are_not_used_tell_nothing() -> None:
    given = coded(("gone", "alone", 0, 14), ("gone", "not", 0, 14), ("a", "step", 0, 14), ("a", "not", 0, 14))
    assert contrary_passages(given, CASES, BOOK, ["alone"]).is_empty()


def test_words_that_a_coder_gave_a_contrary_code_too_do_not_stand_for_the_outcome() -> None:
    given = coded(("a", "alone", 0, 14), ("a", "alone", 15, 35), ("a", "not", 20, 49), ("b", "alone", 20, 49))
    assert not_contrary(given, given, BOOK)["coding_id"].to_list() == ["c0", "c2", "c3"]
