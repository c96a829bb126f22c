"""What makes a list of questions a good return: few of them, each with its reason, and a core that networks share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

import polars as pl

from analysis.datasets.returns.checks.questionnaire_rules import (
    ALLOW_MORE_UNUSED,
    BOUNDS_CROSSED,
    BOUNDS_UNUSED,
    CHOICES_ALIKE,
    CHOICES_UNUSED,
    CORE_CHANGED,
    CORE_LEFT_OUT,
    CORE_MISSPELT,
    ENDS_FIRST,
    NO_CHOICES,
    NO_PLAIN_CODE,
    NO_PLAIN_NUMBER,
    NUMBER_TWICE,
    PUBLISH_SINCE_WHEN,
    PUBLISH_UNUSED,
    REWORDED_ELSEWHERE,
    REWORDED_UNASKED,
    TOO_MANY_MINUTES,
    TOO_MANY_QUESTIONS,
    WITHOUT_HELP,
    WORDING_TWICE,
)
from analysis.datasets.returns.core_questions import CORE
from analysis.datasets.returns.question_life import busiest_quarter, rewordings
from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.numbers_and_days import plain_words, read_quarter
from analysis.periods import quarters_are_written
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading

MOST_QUESTIONS, MOST_MINUTES = 15, 20
_NUMBERS = ("count", "money", "hours")

Row = dict[str, Any]


def reason_for_more(readings: Iterable[Reading]) -> str:
    """The reason that questions.yml gives under `allow_more`, empty where it gives none."""
    given = (record for reading in readings for record in reading.records.get("questionnaires", []))
    return next((record.values["allow_more"] for record in given), "")


def numbered(questions: pl.DataFrame) -> int:
    """How many numbered questions there are: 4a, 4b and 4c are one."""
    return questions["number"].str.extract(r"^(\d+)").fill_null(questions["number"]).n_unique()


def check_questionnaire(questions: pl.DataFrame, allow_more: str = "", begins: int | None = None) -> list[Finding]:
    """Findings on a network's questions taken together, in words for whoever keeps questions.yml.

    questions: the typed table. allow_more: the reason given there for asking more than 15, empty where none is. begins: the month
    in which the network's years begin, as `read_quarter` takes it.
    """
    questions = questions.drop_nulls(["question_id", "number", "wording", "kind"])  # told of with the cells themselves
    if questions.is_empty():
        return []
    rows = list(questions.iter_rows(named=True))
    findings = [*_length(busiest_quarter(questions), questions["source_file"][0], allow_more.strip()), *_core(rows)]
    findings += [*_twice(rows, "number", str.lower, NUMBER_TWICE), *_twice(rows, "wording", plain_words, WORDING_TWICE)]
    for row in rows:
        findings += [*_codes(row), *_bounds(row), *_choices(row), *_published(row), *_life(row, begins)]
    return findings + _without_help(rows)


def _length(questions: pl.DataFrame, file: str, reason: str) -> Iterator[Finding]:
    """questions: those asked together, where most are."""
    asked, minutes = numbered(questions), questions["minutes"].sum()
    if asked > MOST_QUESTIONS and not reason:
        yield TOO_MANY_QUESTIONS.at(_whole(file), asked=asked, most=MOST_QUESTIONS)
    elif asked <= MOST_QUESTIONS and reason:
        yield ALLOW_MORE_UNUSED.at(_whole(file), asked=asked)
    if minutes >= MOST_MINUTES:
        yield TOO_MANY_MINUTES.at(_whole(file), minutes=minutes, most=MOST_MINUTES)


def _core(rows: list[Row]) -> Iterator[Finding]:
    """Questions of the shared core must mean the same in every network; those left out are told once."""
    asked = {row["question_id"]: row for row in rows}
    for name, question in CORE.items():
        row = asked.get(name)
        for column, wanted in (("kind", question.kind), ("unit", question.unit), ("people", question.people)):
            if row is not None and (row[column] or "") != (wanted or ""):
                shown = str(wanted).lower() if isinstance(wanted, bool) else wanted or "left out"
                yield CORE_CHANGED.at(_at(row, column), whose=_whose(row), code=name, key=column, wanted=shown)
    own = {code: row for code, row in asked.items() if code not in CORE}
    for name in (name for name in CORE if name not in asked):
        same_ages = [code for code in own if re.findall(r"\d+", code) == re.findall(r"\d+", name)]
        for code in get_close_matches(name, same_ages, 1, 0.88):
            yield CORE_MISSPELT.at(_at(own[code], "id"), whose=_whose(own[code]), code=code, core=name)
    if left_out := [name for name in CORE if name not in asked]:
        yield CORE_LEFT_OUT.at(_whole(rows[0]["source_file"]), codes=", ".join(left_out))


def _twice(rows: list[Row], column: str, same: Callable[[str], str], rule: Rule) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for row in rows:
        text = same(row[column] or "")
        if column == "number" and row["asked_until"]:  # what is not asked any more leaves its number to another
            continue
        if text in first:
            yield rule.at(_at(row, column), whose=_whose(row), text=row[column], key=column, first=first[text])
        first.setdefault(text, row["question_id"])


def _codes(row: Row) -> Iterator[Finding]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", row["question_id"]):
        yield NO_PLAIN_CODE.at(_at(row, "id"), whose=_whose(row), code=row["question_id"])
    if not re.fullmatch(r"\d+[a-z]?", row["number"]):
        yield NO_PLAIN_NUMBER.at(_at(row, "number"), whose=_whose(row), number=row["number"])


def _bounds(row: Row) -> Iterator[Finding]:
    lowest, highest = row["minimum"], row["maximum"]
    if row["kind"] not in _NUMBERS:
        if lowest is not None or highest is not None:
            yield BOUNDS_UNUSED.at(_at(row, "minimum"), whose=_whose(row), kind=row["kind"])
    elif lowest is not None and highest is not None and lowest > highest:
        yield BOUNDS_CROSSED.at(_at(row, "minimum"), whose=_whose(row), lowest=lowest, highest=highest)


def _published(row: Row) -> Iterator[Finding]:
    if (row["publish"] or "never") == "never":
        return
    if row["kind"] != "text":
        yield PUBLISH_UNUSED.at(_at(row, "publish"), whose=_whose(row))
    elif not row["publish_from"]:
        yield PUBLISH_SINCE_WHEN.at(_at(row, "publish"), whose=_whose(row))


def _life(row: Row, begins_in: int | None) -> Iterator[Finding]:
    """A question that ends before it begins, or is reworded while it is not asked, is a slip."""
    begins, ends = row["asked_from"] or "", row["asked_until"] or "9999"
    if begins > ends:
        yield ENDS_FIRST.at(_at(row, "asked_until"), whose=_whose(row), begins=begins, ends=ends)
    for quarter in rewordings(row):
        if read_quarter(quarter, begins_in) is None:
            yield REWORDED_ELSEWHERE.at(
                _at(row, "reworded"), whose=_whose(row), quarter_of_words=quarter, like=quarters_are_written(begins_in)
            )
        elif not begins < quarter <= ends:
            yield REWORDED_UNASKED.at(_at(row, "reworded"), whose=_whose(row), quarter_of_words=quarter)


def _choices(row: Row) -> Iterator[Finding]:
    choices = [choice for choice in (row["choices"] or "").split(";") if choice]
    if row["kind"] == "choices" and len(choices) < 2:
        yield NO_CHOICES.at(_at(row, "choices"), whose=_whose(row))
    if row["kind"] != "choices" and choices:
        yield CHOICES_UNUSED.at(_at(row, "choices"), whose=_whose(row), kind=row["kind"])
    alike = defaultdict(list)
    for choice in choices:
        alike[choice_code("", choice)].append(choice)
    for same in alike.values():
        if len(same) > 1:
            said = " and ".join(f"`{choice}`" for choice in same)
            yield CHOICES_ALIKE.at(_at(row, "choices"), whose=_whose(row), same=said)


def _without_help(rows: list[Row]) -> list[Finding]:
    lacking = [
        row["question_id"]
        for row in rows
        if not row["help"] or (row["kind"] in _NUMBERS and (row["minimum"] is None or row["maximum"] is None))
    ]
    return [WITHOUT_HELP.at(_whole(rows[0]["source_file"]), codes=", ".join(lacking))] if lacking else []


def _whole(file: str) -> Place:
    """The list as a whole."""
    return Place(file, row=1, table="questions")


def _at(row: Row, key: str) -> Place:
    """One key of a question's entry, with what stands there."""
    column = "question_id" if key == "id" else key
    written = "" if row[column] is None else str(row[column])
    return Place(row["source_file"], "", f"{row['source_cell']}/{key}", None, "questions", column, written[:80])


def _whose(row: Row) -> str:
    return f"Question {row['number']} ({row['question_id']})"
