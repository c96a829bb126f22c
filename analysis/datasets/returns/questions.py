"""The questions of the quarterly return, as a network declares them in questions.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.entries import entry_of
from analysis.datasets.returns.core_questions import CORE, CORE_QUESTIONS, SUPPORT_KINDS
from analysis.datasets.returns.question import QUESTION_KINDS, Question, QuestionKind
from analysis.settings.declaration import Quarter, about

__all__ = ["CORE_QUESTIONS", "QUESTIONS", "QUESTION_KINDS", "SUPPORT_KINDS", "Question", "QuestionKind", "choice_code"]

NEVER, HUB_PAGE, REPORT = PUBLISH = ("never", "hub page", "report")

QUESTIONS = Table(
    name="questions",
    meaning="One row a question that hubs are asked each quarter.",
    key=("question_id",),
    as_sent=True,
    columns=(
        Column("question_id", "text", "the question's code", required=True, why="Answers find their question by it."),
        Column("number", "text", "the number printed on the form, such as 4b", required=True),
        Column(
            "wording",
            "text",
            "the question as it is asked",
            required=True,
            why="The form export's headings are matched with it, letter for letter.",
        ),
        Column(
            "kind",
            "choice",
            "what kind of answer is asked for",
            required=True,
            choices=QUESTION_KINDS,
            why="An answer is read as a number, a sum of money or words according to it.",
        ),
        Column("unit", "text", "the unit of the answer"),
        Column(
            "minutes",
            "number",
            "minutes that answering is expected to take",
            unit="minutes",
            required=True,
            minimum=0,
            maximum=20,
            why="The whole return should take a volunteer under 20 minutes.",
        ),
        Column(
            "why",
            "text",
            "what the answer is used for, as told to the volunteer",
            required=True,
            why="Nobody should be asked for what nobody needs.",
        ),
        Column("help", "text", "how to find the answer, as it stands beside the box on the form"),
        Column("minimum", "number", "the smallest answer that is not asked about, in the question's unit"),
        Column("maximum", "number", "the largest answer that is not asked about, in the question's unit"),
        Column("ignore_when", "text", "when an answer beyond those two may be right all the same"),
        Column(
            "people",
            "boolean",
            "whether the answer counts persons, so that small numbers are withheld",
            required=True,
            why="Left out, small groups of people might be published.",
        ),
        Column(
            "stock",
            "boolean",
            "whether the same ones are counted again in the next quarter, such as volunteers; left out: as the core says, else not",
            why="Quarters of what comes anew, such as attendances, are added; those of a stock are averaged, for nobody is four people.",
        ),
        Column("required", "boolean", "whether every return should answer it", required=True),
        Column("choices", "text", "the answers offered, joined by ;"),
        Column(
            "publish",
            "choice",
            "where the words of an answer may be printed: never (also where left blank), on the hub's own page, or in the report too",
            choices=PUBLISH,
            why="Nobody whom a story tells of has agreed to anything; the hub has, where its form said that it may be printed.",
        ),
        Column("publish_from", "quarter", "the first quarter whose form said so; earlier answers are not printed"),
        Column("asked_from", "quarter", "the first quarter it is asked in; left out: since the beginning"),
        Column(
            "asked_until", "quarter", "the last quarter it is asked in; its answers stay, and so do corrections to them"
        ),
        Column(
            "reworded",
            "text",
            "since which quarters it is asked in other words, each with the words before",
            why="Answers before and since are not of one series, and old exports are headed by the old words.",
        ),
        Column(
            "label",
            "text",
            "what it is called in tables and drawings; left out: as the core calls it, else the wording",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

# One entry of questions.yml.
REWORDED: Any = Annotated[
    dict[Quarter, str],
    about(
        "the quarters since which it is asked in other words, each with the words before",
        why="Answers before and since are not of one series, and old exports are headed by the old words.",
        example={"2024-25 Q1": "How many people came in all?"},
    ),
]
QUESTION = entry_of(
    QUESTIONS, called={"question_id": "id"}, lists=("choices",), without=("reworded",), more={"reworded": REWORDED}
)


NUMERIC: tuple[QuestionKind, ...] = ("count", "hours", "money")  # answers that add up


def label_of(question: Mapping[str, Any]) -> str:
    """What a question, a row of the table, is called in tables and drawings."""
    core = CORE.get(str(question["question_id"]))
    return str(question.get("label") or (core.label if core else "") or question["wording"])


def stocks_among(questions: pl.DataFrame) -> frozenset[str]:
    """The questions whose answers are never added over quarters: by questions.yml, and where it is silent by the core."""
    told = questions.select("question_id", "stock").iter_rows()
    return frozenset(name for name, stock in told if stock or (stock is None and name in CORE and CORE[name].stock))


def with_unasked(questions: pl.DataFrame) -> pl.DataFrame:
    """The network's questions, and after them those of the core that it does not ask."""
    asked = set(questions["question_id"])
    left_out: list[dict[str, Any]] = [
        {"question_id": one.id, "number": one.number, "wording": one.wording, "kind": one.kind}
        | {"unit": one.unit or None, "people": one.people}
        for one in CORE_QUESTIONS
        if one.id not in asked
    ]
    more = (
        pl.DataFrame(left_out, schema_overrides={name: questions.schema[name] for name in _SHARED})
        if left_out
        else None
    )
    return questions if more is None else pl.concat([questions, more], how="diagonal")


_SHARED = ("question_id", "number", "wording", "kind", "unit", "people")


def choice_code(question_id: str, choice: str) -> str:
    """The code that one choice of a question has on the form, where each is a row: `support_kinds:food`."""
    return f"{question_id}:{re.sub(r'[^a-z0-9]+', '-', choice.lower()).strip('-')}"
