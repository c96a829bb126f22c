"""The declarations hold together, and the dictionary says all of them."""

from __future__ import annotations

from analysis.datasets.processing.dictionary import dictionary, dictionary_csv, dictionary_markdown
from analysis.datasets.processing.tables import TABLES
from analysis.datasets.returns.questions import CORE_QUESTIONS, QUESTION_KINDS


def test_keys_and_references_name_columns_that_are_there() -> None:
    assert len(TABLES) > 20
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert set(table.key) <= set(names)
        assert all(table.column(name).required for name in table.key)
        for column in table.columns:
            if column.refers_to:
                target, name = column.refers_to.split(".")
                assert TABLES[target].key == (name,)


def test_the_return_takes_under_twenty_minutes() -> None:
    assert sum(question.minutes for question in CORE_QUESTIONS) < 20
    assert len({question.number.rstrip("abc") for question in CORE_QUESTIONS}) == 15
    assert len({question.wording for question in CORE_QUESTIONS}) == len(CORE_QUESTIONS)
    assert all(question.why and question.kind in QUESTION_KINDS for question in CORE_QUESTIONS)


def test_the_dictionary_has_every_column() -> None:
    frame = dictionary()
    assert frame.height == sum(len(table.columns) for table in TABLES.values())
    decile = next(row for row in frame.iter_rows(named=True) if row["column"] == "deprivation_decile")
    assert (decile["constraint"], decile["kind"]) == ("from 1 to 10", "whole number")
    assert dictionary_csv().count("\n") == frame.height + 1
    assert all(f"## {name}\n" in dictionary_markdown() for name in TABLES)
