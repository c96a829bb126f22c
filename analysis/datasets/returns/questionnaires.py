"""What makes a list of questions a good return: few of them, each with its reason, and a core that networks share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from analysis.datasets.returns.core_questions import CORE
from analysis.datasets.returns.question_life import busiest_quarter, rewordings
from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Reading

MOST_QUESTIONS, MOST_MINUTES = 15, 20
_NUMBERS = ("count", "money", "hours")
_TOO_LONG = "Volunteers fill this in in their own time: past 15 questions or 20 minutes they stop sending it, or guess."

Row = dict[str, Any]


def reason_for_more(readings: Iterable[Reading]) -> str:
    """The reason that questions.yml gives under `allow_more`, empty where it gives none."""
    given = (record for reading in readings for record in reading.records.get("questionnaires", []))
    return next((record.values["allow_more"] for record in given), "")


def numbered(questions: pl.DataFrame) -> int:
    """How many numbered questions there are: 4a, 4b and 4c are one."""
    return questions["number"].str.extract(r"^(\d+)").fill_null(questions["number"]).n_unique()


def check_questionnaire(questions: pl.DataFrame, allow_more: str = "") -> list[Finding]:
    """Findings on a network's questions taken together, in words for whoever keeps questions.yml.

    questions: the typed table. allow_more: the reason given there for asking more than 15, empty where none is.
    """
    questions = questions.drop_nulls(["question_id", "number", "wording", "kind"])  # told of with the cells themselves
    if questions.is_empty():
        return []
    rows = list(questions.iter_rows(named=True))
    findings = [*_length(busiest_quarter(questions), questions["source_file"][0], allow_more.strip()), *_core(rows)]
    for column, same in (("number", str.lower), ("wording", plain_words)):
        findings += _twice(rows, column, same)
    for row in rows:
        findings += [*_codes(row), *_bounds(row), *_choices(row), *_published(row), *_life(row)]
    return findings + _without_help(rows)


def _length(questions: pl.DataFrame, file: str, reason: str) -> Iterator[Finding]:
    """questions: those asked together, where most are."""
    asked, minutes = numbered(questions), questions["minutes"].sum()
    if asked > MOST_QUESTIONS and not reason:
        yield _say(
            file,
            f"It asks {asked} questions; at most {MOST_QUESTIONS} are asked without a reason.",
            _TOO_LONG,
            "Take questions out (00-data-quality lists those that nothing uses), or begin the file with `allow_more:` and the "
            "reason, followed by `questions:` and the list.",
            "too-many-questions",
        )
    elif asked <= MOST_QUESTIONS and reason:
        remedy = "Take `allow_more` out, so that the next question too many is noticed."
        why = "A reason that is no longer needed would let questions creep in."
        yield _say(
            file, f"It asks {asked} questions and needs no `allow_more`.", why, remedy, "allow-more-unused", "note"
        )
    if minutes >= MOST_MINUTES:
        remedy = "Take out what costs most and is used least, as 00-data-quality lists it."
        problem = (
            f"The questions take {minutes:g} minutes in all, by the minutes declared; under {MOST_MINUTES} is the aim."
        )
        yield _say(file, problem, _TOO_LONG, remedy, "too-many-minutes", "note")


def _core(rows: list[Row]) -> Iterator[Finding]:
    """Questions of the shared core must mean the same in every network; those left out are told once."""
    asked = {row["question_id"]: row for row in rows}
    for name, question in CORE.items():
        row = asked.get(name)
        for column, wanted in (("kind", question.kind), ("unit", question.unit), ("people", question.people)):
            if row is not None and (row[column] or "") != (wanted or ""):
                shown = str(wanted).lower() if isinstance(wanted, bool) else wanted or "left out"
                yield _about(
                    row,
                    column,
                    f"`{name}` is a question of the core that all networks share, whose `{column}` is {shown}.",
                    "Answers of a different kind under the same code would be compared with those of other networks.",
                    f"Write {shown}, or give the question a code of its own.",
                    "core-question-changed",
                )
    if left_out := [name for name in CORE if name not in asked]:
        yield _say(
            rows[0]["source_file"],
            f"Not asked, of the core that all networks share: {', '.join(left_out)}.",
            "On these the network cannot be compared with others.",
            "Nothing to do, if that was meant.",
            "core-questions-left-out",
            "note",
        )


def _twice(rows: list[Row], column: str, same: Any) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for row in rows:
        text = same(row[column] or "")
        if column == "number" and row["asked_until"]:  # what is not asked any more leaves its number to another
            continue
        if text in first:
            yield _about(
                row,
                column,
                f"`{row[column]}` is the {column} of `{first[text]}` already.",
                "Answers are matched with their question by it, and could be taken for the other's.",
                f"Give each question a {column} of its own.",
                f"{column}-twice",
            )
        first.setdefault(text, row["question_id"])


def _codes(row: Row) -> Iterator[Finding]:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", row["question_id"]):
        why = "Codes stand on forms and in files; spaces and signs get lost on the way."
        remedy = "Use small letters, digits and underscores, such as warm_space."
        yield _about(row, "id", f"`{row['question_id']}` is not a plain code.", why, remedy, "question-code")
    if not re.fullmatch(r"\d+[a-z]?", row["number"]):
        why, remedy = "The form prints it, and 4a to 4c count as one question.", "Write it as 4 or 4b."
        yield _about(
            row, "number", f"`{row['number']}` is not a number such as 4 or 4b.", why, remedy, "question-number"
        )


def _bounds(row: Row) -> Iterator[Finding]:
    lowest, highest = row["minimum"], row["maximum"]
    if row["kind"] not in _NUMBERS:
        if lowest is not None or highest is not None:
            why, remedy = "There is no number to hold against them.", "Take `minimum` and `maximum` out."
            problem = f"A question answered by {row['kind']} takes no smallest or largest number."
            yield _about(row, "minimum", problem, why, remedy, "bounds-unused", "note")
    elif lowest is not None and highest is not None and lowest > highest:
        problem = f"The smallest answer, {lowest:g}, is above the largest, {highest:g}."
        why, remedy = "Every answer would be asked about.", "Exchange the two."
        yield _about(row, "minimum", problem, why, remedy, "bounds-crossed")


def _published(row: Row) -> Iterator[Finding]:
    if (row["publish"] or "never") == "never":
        return
    if row["kind"] != "text":
        why, remedy = "Numbers are shown by the disclosure rule, and choices are counted.", "Take `publish` out."
        yield _about(row, "publish", "Only answers in words are printed.", why, remedy, "publish-unused", "note")
    elif not row["publish_from"]:
        why = "What was written before a hub was told that it may be printed must not be; nothing is printed until this is known."
        remedy = "Add `publish_from: 2025-26 Q1`, the first quarter whose form says so."
        problem = "It may be printed, but since which quarter the form says so is not told."
        yield _about(row, "publish", problem, why, remedy, "publish-since-when", "doubt")


def _life(row: Row) -> Iterator[Finding]:
    """A question that ends before it begins, or is reworded while it is not asked, is a slip."""
    begins, ends = row["asked_from"] or "", row["asked_until"] or "9999"
    if begins > ends:
        problem = f"It is asked until {ends}, before {begins}, when it is first asked."
        why, remedy = "It would stand on no form.", "Exchange the two."
        yield _about(row, "asked_until", problem, why, remedy, "question-life")
    for quarter in rewordings(row):
        if not begins < quarter <= ends:
            problem = f"It is reworded in {quarter}, when it is not asked, or for the first time."
            why = "The mark of a break would stand where there is none."
            remedy = "Write the first quarter in which the form had the new words."
            yield _about(row, "reworded", problem, why, remedy, "question-life")


def _choices(row: Row) -> Iterator[Finding]:
    choices = [choice for choice in (row["choices"] or "").split(";") if choice]
    if row["kind"] == "choices" and len(choices) < 2:
        why, remedy = "The form has nothing to choose from.", "List at least two under `choices:`."
        yield _about(row, "choices", "It offers no choices.", why, remedy, "no-choices")
    if row["kind"] != "choices" and choices:
        remedy = "Take `choices` out, or make the kind `choices`."
        problem = f"A question answered by {row['kind']} takes no choices."
        yield _about(row, "choices", problem, "They would not be offered.", remedy, "choices-unused", "note")
    alike = defaultdict(list)
    for choice in choices:
        alike[choice_code("", choice)].append(choice)
    for same in alike.values():
        if len(same) > 1:
            problem = f"The choices {' and '.join(f'`{choice}`' for choice in same)} are the same."
            why, remedy = "Which of them was chosen could not be told.", "Reword or delete one."
            yield _about(row, "choices", problem, why, remedy, "choices-alike")


def _without_help(rows: list[Row]) -> list[Finding]:
    lacking = [
        row["question_id"]
        for row in rows
        if not row["help"] or (row["kind"] in _NUMBERS and (row["minimum"] is None or row["maximum"] is None))
    ]
    if not lacking:
        return []
    return [
        _say(
            rows[0]["source_file"],
            f"Without a help text, or without smallest and largest answer: {', '.join(lacking)}.",
            "The form then explains less, and a slipped digit is noticed later.",
            "Add `help`, `minimum` and `maximum`, as the core questions have them.",
            "questions-without-help",
            "note",
        )
    ]


def _say(file: str, problem: str, why: str, remedy: str, rule: str, severity: Severity = "stops") -> Finding:
    return Finding(
        file=file, problem=problem, why=why, remedy=remedy, severity=severity, rule=rule, row=1, table="questions"
    )


def _about(
    row: Row, column: str, problem: str, why: str, remedy: str, rule: str, severity: Severity = "stops"
) -> Finding:
    return Finding(
        file=row["source_file"],
        problem=f"Question {row['number']} ({row['question_id']}): {problem}",
        why=why,
        remedy=remedy,
        severity=severity,
        rule=rule,
        cell=f"{row['source_cell']}/{column}",
        table="questions",
        column="question_id" if column == "id" else column,
        value=str(row["question_id"] if column == "id" else ("" if row[column] is None else row[column]))[:80],
    )
