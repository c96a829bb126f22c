"""What a row of the form asks, by its number, its code and its wording: where they name different questions, none is believed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import polars as pl

from analysis.datasets.returns.question_life import rewordings
from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.records import Answer

Names = frozenset[str]  # codes of questions, and of choices that have a row of their own
_NOTHING: Names = frozenset()


class Meant(NamedTuple):
    """What one row asks. `known`: how far its names agree.

    agree: two names or more mean the same; alone: one name is known; apart: code and wording differ; number: the number differs
    from the one other name that is known; strange: no name is known.
    """

    known: Literal["agree", "alone", "apart", "number", "strange"]
    named: Names  # all that any of the names stands for


@dataclass(frozen=True)
class RowNames:
    """The names that rows of the form may bear, of questions and of choices asked one by one."""

    codes: Names
    wordings: dict[str, Names]
    numbers: dict[str, Names]
    _known: dict[tuple[str, str, str], Meant] = field(default_factory=dict)

    @classmethod
    def of(cls, questions: pl.DataFrame) -> RowNames:
        wordings: dict[str, set[str]] = defaultdict(set)
        numbers: dict[str, set[str]] = defaultdict(set)
        codes = set()
        for row in questions.iter_rows(named=True):
            asked = [(row["question_id"], row["wording"] or "", row["number"] or "")]
            choices = [choice for choice in (row["choices"] or "").split(";") if choice]
            asked += [
                (choice_code(row["question_id"], choice), choice, f"{row['number']}.{place}")
                for place, choice in enumerate(choices, 1)
            ]
            asked += [(row["question_id"], before, "") for before in rewordings(row).values()]
            for code, wording, number in asked:
                codes.add(code)
                wordings[plain_words(wording)].add(code)
                numbers[plain_number(number)].add(code)
        by_wording, by_number = (
            {name: frozenset(held) for name, held in each.items() if name} for each in (wordings, numbers)
        )
        return cls(frozenset(codes), by_wording, by_number)

    def meant(self, answer: Answer) -> Meant:
        key = (answer.code, answer.wording, answer.number)
        if key not in self._known:
            self._known[key] = self._look(*key)
        return self._known[key]

    def _look(self, code: str, wording: str, number: str) -> Meant:
        by_code = frozenset({code}) if code in self.codes else _NOTHING
        by_wording = self.wordings.get(plain_words(wording), _NOTHING)
        by_number = self.numbers.get(plain_number(number), _NOTHING)
        named = by_code | by_wording | by_number
        if by_code and by_wording:
            return Meant("agree" if by_code & by_wording else "apart", named)
        one = by_code or by_wording
        if not one:
            return Meant("strange", named)
        if by_number and not one & by_number:
            return Meant("number", named)
        return Meant("agree" if by_number else "alone", named)

    def by_wording(self, answer: Answer) -> str:
        """What the row asks by what a person reads on it: its wording, else its number; empty where they name none or several."""
        words = self.wordings.get(plain_words(answer.wording), _NOTHING)
        numbered = self.numbers.get(plain_number(answer.number), _NOTHING)
        read = (words & numbered) or words or numbered
        return next(iter(read)) if len(read) == 1 else ""


def plain_number(number: str) -> str:
    """A question's number for comparing; 7.10 and 7.1 are one, as spreadsheets make one of them."""
    plain = number.strip().strip(".)").lower()
    return plain.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", plain) else plain


class Settled(NamedTuple):
    """The rows of one return. `apart`: rows whose names differ, and what is not counted because of them."""

    believed: list[Answer]
    apart: list[Answer]
    doubtful: Names


def settle_names(answers: Sequence[Answer], names: RowNames) -> Settled:
    """The rows of a return whose names can be believed, and those whose names cannot.

    A number is asked only where code and wording cannot settle it, and only if the form is numbered as the questions are now: rows
    whose code and wording agree show that. Where rows are apart, others that bear one known name alone are not believed either,
    for cells were moved in the sheet.
    """
    meant = [names.meant(answer) for answer in answers]
    apart = {at for at, each in enumerate(meant) if each.known == "apart"}
    if numbered := {at for at, each in enumerate(meant) if each.known == "number"}:
        apart |= numbered if _numbered_as_now(answers, meant, names) else set()
    if not apart:
        return Settled(list(answers), [], _NOTHING)
    alone = {at for at, each in enumerate(meant) if each.known in ("alone", "number")}
    doubted = [at for at in range(len(answers)) if at in apart | alone]
    doubtful = frozenset(code for at in doubted for code in meant[at].named)
    believed = [
        answer for at, answer in enumerate(answers) if at not in apart | alone and not meant[at].named & doubtful
    ]
    return Settled(believed, [answers[at] for at in doubted], doubtful)


def _numbered_as_now(answers: Sequence[Answer], meant: Sequence[Meant], names: RowNames) -> bool:
    """Whether the rows that are sure by code and wording bear the numbers that the questions have now."""
    sure = [
        (answer.code, names.numbers.get(plain_number(answer.number), _NOTHING))
        for answer, each in zip(answers, meant, strict=True)
        if each.known == "agree" and answer.code and answer.number
    ]
    return all(code in numbered for code, numbered in sure)
