"""Questions that forms of some quarters ask in other words than now, where nobody said that they were reworded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.question_life import rewordings
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Answer, row_of

_OF_THE_FORM = 2  # hubs with the same other words on their forms: no single hub wrote them

REWORDED_UNTOLD = Rule(
    "reworded-untold",
    "The forms of {quarters} ask `{asked}`, and questions.yml has `{wording}`.",
    "If hubs were asked something else, answers before and since are no one series, and no chart marks where it breaks.",
    "Write under `reworded` of the question since when it is asked as it is now, and the words before.",
    effect="kept",
    ignore="Where the words mean the same.",
)


class Asked(NamedTuple):
    """One row of a form that asks a known question: whose form, of which quarter, and the row."""

    file: str
    sheet: str
    hub_id: str
    quarter: str
    answer: Answer


def tell_rewordings(rows: Sequence[Asked], questions: pl.DataFrame) -> list[Finding]:
    """A doubt for each question and other wording. rows: whose wording is not the question's.

    Words on the forms of one hub alone are its own, and so are words that hold the question's.
    """
    about = {row["question_id"]: row for row in questions.iter_rows(named=True)}
    known = {
        plain_words(words) for row in about.values() for words in (row["wording"] or "", *rewordings(row).values())
    }
    by_words: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for row in rows:
        plain, wording = plain_words(row.answer.wording), plain_words(about[row.answer.code]["wording"] or "")
        if plain and wording and wording not in plain and plain not in known:
            by_words[row.answer.code, plain].append(row)
    return [
        _finding(held, about[question]["wording"])
        for (question, _), held in by_words.items()
        if len({row.hub_id for row in held}) >= _OF_THE_FORM
    ]


def _finding(rows: Sequence[Asked], wording: str) -> Finding:
    first, last = (choose(rows, key=lambda row: row.quarter) for choose in (min, max))
    answer, asked = first.answer, shortened(first.answer.wording)
    place = Place(first.file, first.sheet, answer.cell, row_of(answer.cell), "returns", answer.code, asked)
    quarters = first.quarter if first.quarter == last.quarter else f"{first.quarter} to {last.quarter}"
    return REWORDED_UNTOLD.at(place, quarters=quarters, asked=asked, wording=shortened(wording))
