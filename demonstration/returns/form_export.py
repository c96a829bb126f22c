"""The export of an online form: one row a return, headings that are the questions' wording."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.datasets.returns.questions import CORE_QUESTIONS, Question
from demonstration.returns.activity import Answers

STAMP, HUB, QUARTER = (
    "Timestamp",
    "Which hub are you filling this in for?",
    "Which quarter is this return for?",
)


@dataclass(frozen=True)
class FormRow:
    """One sending of the form."""

    sent: dt.datetime
    hub_name: str
    quarter: str
    answers: Answers

    def cells(self, questions: Sequence[Question]) -> list[str]:
        told = ("" if self.answers[question.id] is None else str(self.answers[question.id]) for question in questions)
        return [self.sent.strftime("%Y-%m-%d %H:%M:%S"), self.hub_name, self.quarter, *told]


def form_export(rows: Iterable[FormRow], questions: Sequence[Question]) -> bytes:
    """UTF-8 with a byte order mark and CRLF, as form services write it; rows in the order in which they were sent."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([STAMP, HUB, QUARTER, *(question.wording for question in questions)])
    writer.writerows(row.cells(questions) for row in sorted(rows, key=lambda row: (row.sent, row.hub_name)))
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def column(field: str) -> str:
    """The heading of a header field or of a question, by its code."""
    fields = {"sent": STAMP, "hub": HUB, "quarter": QUARTER}
    return fields.get(field) or next(question.wording for question in CORE_QUESTIONS if question.id == field)
