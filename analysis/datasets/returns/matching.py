"""Each answer of a return with its question, letter for letter; and what may be an answer, but is not counted before the hub says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.beside import (
    is_changed,
    proposed_beside,
    said_below,
    tell_below,
    tell_beside,
    typed_beside,
)
from analysis.datasets.returns.collection import Collected
from analysis.datasets.returns.doubled_returns import MOST_STRANGE, tell_foreign
from analysis.datasets.returns.names import RowNames, Settled, settle_names
from analysis.datasets.returns.question_life import earlier_wordings
from analysis.datasets.returns.single_choices import Offered, join_choices, offered_by
from analysis.datasets.returns.untold_rewordings import Asked, tell_rewordings
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.periods import Period
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Answer, row_of

WRITTEN = {
    "hub_id": pl.String(),
    "quarter": pl.String(),
    "question_id": pl.String(),
    "written": pl.String(),
    "source_file": pl.String(),
    "source_sheet": pl.String(),
    "source_cell": pl.String(),
    "proposed": pl.List(pl.String()),
}

NAMES_APART = Rule(
    "names-apart",
    "On {count} rows ({cells}) the number, the wording and the code do not name the same question; the first of them has the "
    "wording `{wording}` and the code `{code}`.",
    "None of these answers is counted: under the wrong question they would look right.",
    "Ask the hub whether its answers belong to the words beside them, or for the form once more.",
    effect="left out",
    ignore="Never: these answers are counted nowhere.",
)
NEITHER = Rule(
    "not-yes-no",
    "Beside `{wording}` stands `{value}`, which is neither yes nor no.",
    "It is not counted as chosen.",
    "Write yes or no.",
    ignore="Where the choice was not meant to be ticked.",
)
ANSWERED_TWICE = Rule(
    "answered-twice",
    "The question is answered twice: `{first}` above and `{value}` here.",
    "The first answer was counted.",
    "Delete the one that is wrong.",
    ignore="Where the two answers are the same.",
)
STRANGE = Rule(
    "unknown-question",
    "`{value}` is not a question of this network (answers: {count}).",
    "Answers to it are left out.",
    "If it was reworded on the form, write the words before under `reworded`. If it is no longer asked, keep it in questions.yml with "
    "`asked_until`: then its answers stay, and so do corrections to them.",
    ignore="Where the question was added for the hub's own use.",
)


@dataclass
class _Matched:
    """One return: the answers by question, those proposed, and the questions that no answer is taken for."""

    answers: dict[str, Answer] = field(default_factory=dict)
    proposed: dict[str, list[Answer]] = field(default_factory=dict)
    strange: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    below: list[Answer] = field(default_factory=list)  # rows below all questions


class _Matcher:
    """Finds the question of each answer: by code, else by wording."""

    def __init__(self, questions: pl.DataFrame) -> None:
        self.about: dict[str, dict[str, Any]] = {row["question_id"]: row for row in questions.iter_rows(named=True)}
        listed = questions.select("wording", "question_id").drop_nulls().iter_rows()
        before = {plain_words(wording): code for wording, code in earlier_wordings(questions)}
        self.wordings = before | {plain_words(wording): code for wording, code in listed}
        self.offered: Offered = offered_by(questions)
        self.names = RowNames.of(questions)
        self._known: dict[tuple[str, str], str | None] = {}
        self._changed: dict[tuple[str, str], bool] = {}

    def question_of(self, answer: Answer) -> str | None:
        key = (answer.code, answer.wording)
        if key not in self._known:
            by_code = answer.code if answer.code in self.about else None
            self._known[key] = by_code or self.wordings.get(plain_words(answer.wording))
        return self._known[key]

    def is_changed(self, answer: Answer) -> bool:
        key = (answer.code, answer.wording)
        if key not in self._changed:
            self._changed[key] = is_changed(answer, self.about)
        return self._changed[key]

    def match(self, each: Collected) -> _Matched:
        settled = Settled(list(each.answers), [], frozenset()) if each.row else settle_names(each.answers, self.names)
        below = [] if each.row else said_below(each.answers, self.is_known)
        matched = _Matched(below=below)
        answers, neither = join_choices(settled.believed, self.offered)
        matched.findings += [
            NEITHER.at(
                _at(each, answer, answer.code.partition(":")[0]),
                wording=shortened(answer.wording),
                hub_id=each.hub_id,
                quarter=each.quarter,
            )
            for answer in neither
        ]
        for answer in answers:
            question = self.question_of(answer)
            if question is None:
                matched.strange += [answer] if answer.text and answer not in matched.below else []
            elif question not in matched.answers:
                matched.answers[question] = answer
            elif answer.text and plain_words(answer.text) != plain_words(matched.answers[question].text):
                first = shortened(matched.answers[question].text)
                matched.findings.append(
                    ANSWERED_TWICE.at(
                        _at(each, answer, question), first=first, hub_id=each.hub_id, quarter=each.quarter
                    )
                )
        if settled.apart:
            self._set_apart(each, settled, matched)
        if each.rivals:
            self._hold_against_rivals(each, matched)
        return matched

    def is_known(self, answer: Answer) -> bool:
        return self.question_of(answer) is not None or self.offered.choice_of(answer) is not None

    def _set_apart(self, each: Collected, settled: Settled, matched: _Matched) -> None:
        """Answers whose names differ are proposed as their wording has them, and none of the questions named is counted."""
        for code in settled.doubtful:
            question = code.partition(":")[0]
            matched.answers.pop(question, None)
            matched.proposed.setdefault(question, [])
        read = [answer._replace(code=code) for answer in settled.apart if (code := self.names.by_wording(answer))]
        self.propose(read, matched)
        answered = [answer for answer in settled.apart if answer.text]
        if answered:
            first, last = answered[0], answered[-1]
            place = Place(each.file, each.sheet, first.cell, row_of(first.cell), "returns", "", shortened(first.text))
            told = NAMES_APART.at(
                place,
                count=len(answered),
                cells=first.cell if first is last else f"{first.cell} to {last.cell}",
                wording=shortened(first.wording),
                code=first.code or "none",
                hub_id=each.hub_id,
                quarter=each.quarter,
            )
            matched.findings.append(told)

    def propose(self, answers: Sequence[Answer], matched: _Matched) -> None:
        """Answers that may be meant: each stands beside its question, which has none of its own."""
        joined, _ = join_choices(answers, self.offered)
        for answer in joined:
            question = self.question_of(answer)
            if (
                question is not None
                and answer.text
                and (question in matched.proposed or not self._has(matched, question))
            ):
                matched.proposed.setdefault(question, []).append(answer)

    def _has(self, matched: _Matched, question: str) -> bool:
        return question in matched.answers and bool(matched.answers[question].text)

    def _hold_against_rivals(self, each: Collected, matched: _Matched) -> None:
        """Of returns sent the same day, only what all of them say is counted; where they differ, each is proposed."""
        others = [self.match(rival) for rival in each.rivals]
        for question in sorted({question for other in (matched, *others) for question in other.answers}):
            own = [other.answers.get(question, Answer(question, "", "", "")) for other in (matched, *others)]
            if len({plain_words(answer.text) for answer in own}) > 1:
                matched.answers.pop(question, None)
                matched.proposed[question] = own


def holds_answers(questions: pl.DataFrame) -> Callable[[Collected], bool]:
    """Whether a return answers any of the questions."""
    matcher = _Matcher(questions)
    return lambda each: any(answer.text and matcher.is_known(answer) for answer in each.answers)


def match_answers(collected: list[Collected], questions: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Each answer with its question. An answer to no question of ours is told once a file.

    Columns: those of WRITTEN. `written` is empty where the box was left blank, or where what stands there is not counted; `proposed`
    holds the texts that may be meant then, and is null where there are none.
    """
    matcher = _Matcher(questions)
    matched = [matcher.match(each) for each in collected]
    said = {(each.hub_id, each.quarter): own.answers for each, own in zip(collected, matched, strict=True)}
    findings: list[Finding] = []
    strange: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    rows, changed = [], list[Asked]()
    for each, own in zip(collected, matched, strict=True):
        others = [] if each.row else [answer for answer in each.answers if matcher.is_changed(answer)]
        changed += [Asked(each.file, each.sheet, each.hub_id, each.quarter, answer) for answer in others]
        if others or any(answer.beside for answer in each.answers):
            _add_beside(each, own, matcher, said)
        findings += own.findings
        for answer in own.strange:
            strange[each.file, answer.wording or answer.code].append(answer)
        rows += _rows(each, own)
    findings += tell_rewordings(changed, questions)
    findings += tell_below(
        [
            (each.file, each.sheet, each.hub_id, each.quarter, own.below)
            for each, own in zip(collected, matched, strict=True)
        ]
    )
    return pl.DataFrame(rows, schema=WRITTEN, orient="row"), findings + _tell_strange(strange, collected, matched)


def _tell_strange(
    strange: Mapping[tuple[str, str], list[Answer]], collected: Sequence[Collected], matched: Sequence[_Matched]
) -> list[Finding]:
    """What answers no question: column by column; as one where an export is worded in other words throughout."""
    known: dict[str, set[str]] = defaultdict(set)
    for each, own in zip(collected, matched, strict=True):
        if each.row is not None:
            known[each.file] |= own.answers.keys()
    wordings: dict[str, list[str]] = defaultdict(list)
    for file, wording in strange:
        wordings[file].append(wording)
    foreign = [
        file
        for file, named in wordings.items()
        if file in known and len(named) > MOST_STRANGE and len(named) >= len(known[file])
    ]
    return [tell_foreign(file, wordings[file]) for file in foreign] + [
        STRANGE.at(
            Place(file, "", answers[0].cell, row_of(answers[0].cell), "returns", "", shortened(wording)),
            count=len(answers),
        )
        for (file, wording), answers in strange.items()
        if file not in foreign
    ]


def _add_beside(
    each: Collected, own: _Matched, matcher: _Matcher, said: Mapping[tuple[str, str], Mapping[str, Answer]]
) -> None:
    """What was typed beside the boxes: told, and proposed where a box is empty."""
    previous = said.get((each.hub_id, Period.parse(each.quarter).previous.label), {}) if each.quarter else {}
    before = {question: answer.text for question, answer in previous.items()}
    known = {question for question, answers in own.proposed.items() if answers}
    named = [  # a form whose column of codes was deleted is known by its words
        answer if answer.code else answer._replace(code=matcher.names.by_wording(answer))
        for answer in each.answers
        if answer not in own.below
    ]
    typed = [one for one in typed_beside(named, matcher.about, before) if one.answer.text or one.question not in known]
    matcher.propose(proposed_beside(typed), own)
    own.findings += tell_beside(each.file, each.sheet, each.hub_id, each.quarter, typed)


def _rows(each: Collected, own: _Matched) -> list[tuple[Any, ...]]:
    place = (each.file, each.sheet or None)
    rows: list[tuple[Any, ...]] = [
        (each.hub_id, each.quarter, question, answer.text, *place, answer.cell, None)
        for question, answer in own.answers.items()
        if question not in own.proposed
    ]
    for question, answers in own.proposed.items():
        cell = next((answer.cell for answer in answers if answer.cell), "")
        rows.append((each.hub_id, each.quarter, question, "", *place, cell, [answer.text for answer in answers]))
    return rows


def _at(each: Collected, answer: Answer, question: str) -> Place:
    return Place(each.file, each.sheet, answer.cell, row_of(answer.cell), "returns", question, shortened(answer.text))
