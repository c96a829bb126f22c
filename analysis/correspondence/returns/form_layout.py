"""The form's layout, version 3: which rows it has, in which words, and what each box takes."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.datasets.returns.questions import choice_code
from analysis.networks import Network
from analysis.periods import Period

VERSION = 3
SHEET = "Return"
# What a volunteer must know before writing: what may be printed, and that nobody else agreed to it.
PRINTED = {
    "hub page": "It may be printed on your hub's own page: please name nobody.",
    "report": "It may be printed in the report and on your hub's page: please name nobody.",
}
HEADINGS = ("No.", "Question", "Last quarter", "Your answer", "Unit or help", "Code")
INVENTED = "Invented for demonstration: this hub, its people and its numbers do not exist."


@dataclass(frozen=True)
class FormRow:
    """One row of the form's table. `answered_by` is the kind of answer its box takes; empty for a row without a box."""

    number: str
    wording: str
    last: str
    help: str
    code: str
    answered_by: str
    why: str = ""
    minimum: float | None = None
    maximum: float | None = None
    ignore_when: str = ""


@dataclass(frozen=True)
class Form:
    """One hub's form for one quarter. `minutes` is the total that the questions declare."""

    network: Network
    quarter: Period
    hub_id: str
    hub: str
    questions: int
    minutes: float
    rows: list[FormRow]

    @property
    def title(self) -> str:
        return f"Community hub return, {self.quarter.months}"

    @property
    def due(self) -> dt.date:
        return self.quarter.end + dt.timedelta(days=self.network.due_days)

    @property
    def welcome(self) -> tuple[str, ...]:
        """Short lines, one beside each of the head's rows."""
        due = f"{self.due.day} {self.due:%B %Y}"
        before = any(row.last for row in self.rows)
        last = re.match(r"\d+", self.rows[-1].number) if self.rows else None
        numbers = f" (the last is No. {last[0]})" if last and int(last[0]) != self.questions else ""
        return (
            f"{self.questions} questions{numbers}, about {math.ceil(self.minutes)} minutes in all.",
            "Type in the yellow boxes; Tab leads from one to the next.",
            "Leave blank what you do not know. 0 means there were none.",
            f"An estimate is welcome: write about 30. Please send it by {due}.",
            "Your role, such as chair or volunteer; no names of people, please.",
            "Your own answers of last quarter stand beside the boxes."
            if before
            else "In the column “Last quarter” stands nothing yet: it fills from your first return.",
        )


def form_rows(questions: pl.DataFrame, last: dict[str, str]) -> list[FormRow]:
    """The rows in the order the questions are asked: one each, and one for each choice of a question with choices."""
    rows = []
    for question in questions.iter_rows(named=True):
        rows.append(_question_row(question, last))
        if question["kind"] == "choices":
            choices = [choice for choice in (question["choices"] or "").split(";") if choice]
            rows += [_choice_row(question, place, each, last) for place, each in enumerate(choices, 1)]
    return rows


def _question_row(question: dict[str, Any], last: dict[str, str]) -> FormRow:
    code = question["question_id"]
    return FormRow(
        question["number"],
        question["wording"],
        last.get(code, ""),
        _help(question),
        code,
        "" if question["kind"] == "choices" else question["kind"],
        question["why"] or "",
        question["minimum"],
        question["maximum"],
        question["ignore_when"] or "",
    )


def _choice_row(question: dict[str, Any], place: int, choice: str, last: dict[str, str]) -> FormRow:
    code = choice_code(question["question_id"], choice)
    wording = choice[:1].upper() + choice[1:]
    return FormRow(
        f"{question['number']}.{place}", wording, last.get(code, ""), "", code, "yes-no", question["why"] or ""
    )


def _help(question: dict[str, Any]) -> str:
    """The unit, what to choose from, and the help text."""
    unit = "in £" if question["unit"] == "GBP" else question["unit"] or ""
    lead = "Yes or No." if question["kind"] == "yes-no" else f"{unit[:1].upper()}{unit[1:]}." if unit else ""
    lead = "" if question["kind"] in ("choices", "text") else lead
    printed = PRINTED.get(question.get("publish") or "", "")
    return " ".join(part for part in (lead, question["help"] or "", printed) if part)
