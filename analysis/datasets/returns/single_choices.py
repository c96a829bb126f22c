"""Choices that the form asks for one by one, a row each with yes or no, become the one answer they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.records import Answer

_YES = frozenset(("yes", "y", "true", "1", "x", "✓", "✔"))
_NO = frozenset(("no", "n", "false", "0", "-", "–", ""))


@dataclass(frozen=True)
class Offered:
    """What a row of the form may stand for. `choices`: (question, choice) by code and by wording; `questions` by wording."""

    choices: dict[str, tuple[str, str]]
    questions: dict[str, str]

    def choice_of(self, answer: Answer) -> tuple[str, str] | None:
        return self.choices.get(answer.code or plain_words(answer.wording))

    def question_of(self, answer: Answer) -> str | None:
        return answer.code or self.questions.get(plain_words(answer.wording))


def offered_by(questions: pl.DataFrame) -> Offered:
    """The choices by their codes; by their wording too, where it is no question's and no other question's choice."""
    asked = questions.select("wording", "question_id").drop_nulls()
    wordings = {plain_words(wording): code for wording, code in asked.iter_rows()}
    choices: dict[str, tuple[str, str]] = {}
    alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for question, listed in questions.select("question_id", "choices").drop_nulls().iter_rows():
        for choice in filter(None, listed.split(";")):
            choices[choice_code(question, choice)] = (question, choice)
            alike[plain_words(choice)].append((question, choice))
    for wording, meant in alike.items():
        if len(meant) == 1 and wording not in wordings:
            choices.setdefault(wording, meant[0])
    return Offered(choices, wordings)


def join_choices(answers: Sequence[Answer], offered: Offered) -> tuple[list[Answer], list[Answer]]:
    """The answers with all rows of a question's choices as one; and those of the rows that say neither yes nor no.

    The joined answer's cell is the range of its rows. What was typed beside the question itself counts as well.
    """
    others: list[Answer] = []
    rows: dict[str, list[tuple[Answer, str]]] = defaultdict(list)
    for answer in answers:
        if meant := offered.choice_of(answer):
            rows[meant[0]].append((answer, meant[1]))
        else:
            others.append(answer)
    for question, asked in rows.items():
        own = [answer for answer in others if offered.question_of(answer) == question]
        others = [answer for answer in others if answer not in own]
        chosen = [choice for answer, choice in asked if _says(answer.text, choice) in _YES]
        text = ";".join([*filter(None, (answer.text for answer in own)), *chosen])
        first, last = asked[0][0].cell, asked[-1][0].cell
        others.append(Answer(question, "", text, first if first == last else f"{first}:{last}"))
    every = (each for asked in rows.values() for each in asked)
    return others, [answer for answer, choice in every if _says(answer.text, choice) not in _YES | _NO]


def _says(text: str, choice: str) -> str:
    """What stands beside a choice in plain words: the choice's own name says yes."""
    plain = plain_words(text)
    return "yes" if plain and plain == plain_words(choice) else plain
