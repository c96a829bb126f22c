"""When a question was asked, and in which words: questions begin, end and are reworded, and their answers stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

LIFE = ("asked_from", "asked_until")
_REWORDED = re.compile(r"(?:^|;\s*)(\d{4}(?:-\d{2})? Q[1-4]):\s*")


def asked_in(questions: pl.DataFrame, quarters: Sequence[str]) -> pl.DataFrame:
    """The questions that were asked in at least one of the quarters."""
    return questions.filter(pl.any_horizontal([is_asked(pl.lit(quarter)) for quarter in quarters]))


def is_asked(quarter: pl.Expr) -> pl.Expr:
    """Whether a question, of whose row this is an expression, was asked in a quarter. Labels of quarters follow on as texts do."""
    begun = pl.col("asked_from").is_null() | (pl.col("asked_from") <= quarter)
    return begun & (pl.col("asked_until").is_null() | (pl.col("asked_until") >= quarter))


def rewordings(question: Mapping[str, Any]) -> dict[str, str]:
    """The quarters since which a question is asked in other words, in order, each with the words that went before."""
    _, *parts = _REWORDED.split(question.get("reworded") or "")
    return dict(sorted(zip(parts[::2], (words.strip() for words in parts[1::2]), strict=True)))


def breaks_between(question: Mapping[str, Any], first: str, last: str) -> dict[str, str]:
    """Those rewordings after the first of two quarters and up to the last: answers before and since are not of one series."""
    return {quarter: words for quarter, words in rewordings(question).items() if first < quarter <= last}


def earlier_wordings(questions: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """(words, question id) of all wordings that went before: old exports are headed by them."""
    for row in questions.iter_rows(named=True):
        for words in rewordings(row).values():
            if words and row["question_id"]:
                yield words, row["question_id"]


def busiest_quarter(questions: pl.DataFrame) -> pl.DataFrame:
    """The questions that stand together on one form, where most do: what a volunteer has to answer at once."""
    begins = questions["asked_from"].drop_nulls().unique().sort().to_list()
    together = [asked_in(questions, [quarter]) for quarter in ["0000-01 Q1", *begins]]
    return max(together, key=lambda asked: (asked["minutes"].fill_null(0).sum(), asked.height))
