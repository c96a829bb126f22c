"""questions.yml: the questions that a network asks, as a list, or as `questions:` beside a reason to `allow_more:`."""

from __future__ import annotations

from dataclasses import field, make_dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from analysis.settings.declaration import about
from analysis.sources.entries import read_entries, record_of
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Reading, Record

QUESTIONS_FILE = "questions.yml"
WRONG = Rule(
    "questions-unreadable",
    "{problem}",
    "Without the questions no answer can be understood.",
    "{remedy}",
    "stops",
)
NO_QUESTIONS = Rule(
    "questions-unreadable",
    "It holds no list of questions.",
    "Without the questions no answer can be understood.",
    "Begin each question with `- id:`; `id`, `number`, `wording`, `kind`, `minutes` and `why` of each are needed.",
    "stops",
)
PARTED = Rule(
    "choice-with-semicolon",
    "The choice `{value}` has a semicolon in it.",
    "Several choices in one cell are parted by semicolons, so it would be read as two.",
    "Write a comma or a dash instead.",
    "stops",
)


@cache
def content_of(question: type) -> Any:
    """What questions.yml may hold: a list of questions, or that list beside a reason to ask more of them."""
    questions: Any = Annotated[tuple[question, ...], about("the questions, in the order in which the form asks them")]  # type: ignore[valid-type]
    more = Annotated[
        str,
        about(
            "the reason for asking more than 15", why="Past 15 questions volunteers stop sending the form, or guess."
        ),
    ]
    with_reason = make_dataclass(
        "Questionnaire", [("questions", questions), ("allow_more", more, field(default=""))], frozen=True
    )
    return tuple[question, ...] | with_reason  # type: ignore[valid-type]


def read_questionnaire(path: Path, file: str, question: type) -> Reading:
    """One record of `questions` a question, at its line, and one of `questionnaires` where `allow_more` is given.

    question: the type of one, as it is declared. A file that cannot be used stops the build.
    """
    settings, findings = read_entries(path, file, content_of(question), WRONG, "questions")
    entries = [entry for entry in settings.entries if entry.kind is question]
    records = []
    for entry in entries:
        record = _in_one_line(record_of(entry, {"id": "question_id"}))
        findings += _parted(file, entry.values.get("choices", ()), record)
        records += [record] if "question_id" in record.values else []
    if not entries and not findings:
        findings.append(NO_QUESTIONS.at(Record("", {}, {}, 1).at(file, "questions")._replace(row=1)))
    found = {"questions": records} if records else {}
    reasons = [entry.values["allow_more"] for entry in settings.entries if "allow_more" in entry.values]
    if reasons:
        found["questionnaires"] = [Record("/allow_more", {"allow_more": reasons[0]}, {}, 1)]
    return Reading(found, [], findings)


def _in_one_line(record: Record) -> Record:
    return record._replace(values={name: " ".join(text.split()) for name, text in record.values.items()})


def _parted(file: str, choices: tuple[str, ...], record: Record) -> list[Finding]:
    """A choice with a semicolon in it: several choices are parted by one wherever they stand in one cell."""
    return [
        PARTED.at(record.at(file, "questions", "choices", choice[:80])._replace(row=record.row))
        for choice in choices
        if ";" in choice
    ]
