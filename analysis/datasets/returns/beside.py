"""What hubs wrote beside and below the boxes of the form: told with cell and text, asked of them, and not counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from analysis.datasets.checks import shortened
from analysis.datasets.returns.question_life import rewordings
from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.numbers_and_days import plain_words, read_numbers
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Answer, Beside, row_of
from analysis.sources.returns.form_tables import HELP, LAST

_ONE_BY_ONE = 3  # cells beside boxes that are told singly; more are told as one
_YES_NO = ("yes", "y", "no", "n", "true", "false", "x", "✓", "✔")
_CORRECTED = " (corrected)"

BESIDE_THE_BOX = Rule(
    "beside-the-box",
    "The box {box} is empty, but `{value}` stands beside it.",
    "The answer is missing from the report; it is not counted as zero.",
    "If it is the answer, the hub says so on its query sheet.",
    effect="left out",
    ignore="Where it is a remark and no answer.",
)
ALL_BESIDE = Rule(
    "beside-the-boxes",
    "{count} boxes are empty, but something stands beside them, from `{value}` on{where}.",
    "The answers are missing from the report; they are not counted as zero.",
    "If they are this quarter's answers, the hub says so on its query sheet.",
    effect="left out",
    ignore="Where what stands beside the boxes are last quarter's answers.",
)
NOTE_BESIDE = Rule(
    "note-beside",
    "`{value}` stands beside the box {box}, which says `{text}`.",
    "Only what stands in the box was read.",
    "Nothing to do, unless it is the answer.",
    "note",
    ignore="Where it is a remark and no answer.",
)


INTO = "the question's own words"

INTO_THE_QUESTION = Rule(
    "into-the-question",
    "The box {box} is empty, but `{value}` is written to the words of its question.",
    "The answer is missing from the report; it is not counted as zero.",
    "If it is the answer, the hub says so on its query sheet.",
    effect="left out",
    ignore="Where it only explains the question.",
)
QUESTION_CHANGED = Rule(
    "question-changed",
    "`{value}` was written to the words of the question beside the box {box}, which says `{text}`.",
    "The answer may count more or less than the question asks; it is counted.",
    "Read it: if the hub answered another question, correct the answer.",
    "note",
    ignore="Where it changes nothing in what is counted.",
)
BELOW_THE_FORM = Rule(
    "below-the-form",
    "Below the last question stands `{value}`{more}, which answers none.",
    "It was not read: it may put an answer right, or say why a number is unusual.",
    "The hub says on its query sheet whether its answers stand.",
    effect="kept",
    ignore="Where it is a greeting, or a remark that changes no answer.",
)
_FIGURES = re.compile(r"\d+")
_NUMBERED = re.compile(r"\d")  # a question's number begins with one; a month or a name in that column is no number
_OF_THE_FORM = 3  # hubs with the same words below their questions: these are the form's


class Typed(NamedTuple):
    """One text that somebody typed beside a box, and the answer that it was typed beside."""

    answer: Answer
    beside: Beside
    question: str


def typed_beside(
    answers: Sequence[Answer], questions: Mapping[str, dict[str, Any]], before: Mapping[str, str]
) -> Iterator[Typed]:
    """The texts beside boxes that the form did not say.

    questions: what is asked, by code. before: the hub's answers of the quarter before, letter for letter, by question.
    """
    for answer in answers:
        question = answer.code.partition(":")[0]
        about = questions.get(question)
        for beside in answer.beside:
            if about is not None and not beside.certain and _is_ours(answer, beside, about, before.get(question, "")):
                continue
            if beside.heading == HELP and any(_holds_help(beside.text, each) for each in questions.values()):
                continue
            yield Typed(answer, beside, question)
        if about is not None and is_changed(answer, questions) and (into := _typed_into(answer, about)):
            yield Typed(answer, into, question)


def is_changed(answer: Answer, questions: Mapping[str, dict[str, Any]]) -> bool:
    """Whether the row of a question, known by its code, has more words than the question."""
    about = questions.get(answer.code)
    return about is not None and plain_words(answer.wording) != plain_words(about["wording"] or "")


def _typed_into(answer: Answer, about: Mapping[str, Any]) -> Beside | None:
    """What stands before or after the words of a question on its row, now or as they were once; None where nothing does."""
    written = " ".join(answer.wording.split())
    for wording in (about.get("wording") or "", *rewordings(about).values()):
        words = " ".join(wording.split())
        if not words or plain_words(words) == plain_words(written):
            return None
        before, found, after = written.lower().partition(words.lower().rstrip(" .:;?!"))
        if found and len(before) + len(found) + len(after) == len(written):
            texts = (written[: len(before)], written[len(written) - len(after) :])
            added = [plain for text in texts if any(map(str.isalnum, plain := text.strip(" .:;?!–—-=_")))]
            return Beside(answer.cell, INTO, " ".join(added)) if added else None
    return None


def _is_ours(answer: Answer, beside: Beside, about: dict[str, Any], before: str) -> bool:
    """Whether a text in a column of the form's own is what the form says there."""
    if beside.heading == HELP:
        said = plain_words(f"{about.get('unit') or ''} {about.get('help') or ''} {about.get('wording') or ''}")
        plain = plain_words(beside.text)
        return plain in said or not _may_answer(beside.text, about, said)
    if beside.heading == LAST:
        return beside.text.endswith(_CORRECTED) or _says_the_same(beside.text, before, answer, about)
    return False


def _holds_help(text: str, about: Mapping[str, Any]) -> bool:
    """Whether a text is a question's help, with what else the form says there; it may stand a row off, where cells were moved."""
    return bool(about.get("help")) and plain_words(about["help"]) in plain_words(text)


def _says_the_same(text: str, before: str, answer: Answer, about: dict[str, Any]) -> bool:
    """Whether a text is what the hub answered last quarter, as the form shows it."""
    if about["kind"] == "choices":
        chosen = {choice_code(about["question_id"], part.strip()) for part in before.replace("\n", ";").split(";")}
        return bool(before) and (plain_words(text) == "yes") == (answer.code in chosen)
    if about["kind"] in ("count", "hours", "money"):
        one, other = (_number(each, about["unit"]) for each in (text, before))
        return one is not None and one == other
    if about["kind"] == "yes-no":
        return bool(before) and plain_words(text)[:1] == plain_words(before)[:1]
    begins = " ".join(text.removesuffix("…").split())
    return bool(before) and " ".join(before.split()).startswith(begins)


@lru_cache(maxsize=8192)  # the same few numbers stand beside the boxes of all returns
def _number(text: str, unit: str | None) -> float | None:
    read = read_numbers(pl.Series([text], dtype=pl.String), pl.Series([unit], dtype=pl.String))
    value: float | None = read["value"][0]
    return value


def _may_answer(text: str, about: dict[str, Any], said: str) -> bool:
    """Whether a text could be the answer to a question of this kind: to one after a number, if it holds one that the question does not."""
    if about["kind"] in ("count", "hours", "money"):
        return _number(text, about["unit"]) is not None or not set(_FIGURES.findall(text)) <= set(
            _FIGURES.findall(said)
        )
    return plain_words(text) in _YES_NO if about["kind"] in ("yes-no", "choices") else True


def proposed_beside(typed: Sequence[Typed]) -> list[Answer]:
    """The answers as they would be if what stands beside the empty boxes were meant: the first text on each row."""
    proposed: dict[str, Answer] = {}
    for each in typed:
        if not each.answer.text:
            proposed.setdefault(each.answer.cell, each.answer._replace(text=each.beside.text, cell=each.beside.cell))
    return list(proposed.values())


def tell_beside(file: str, sheet: str, hub: str, quarter: str, typed: Sequence[Typed]) -> list[Finding]:
    """One finding a cell; one for all of them where most boxes were left empty for what stands beside them."""

    def at(each: Typed, column: str) -> Place:
        return Place(file, sheet, each.beside.cell, None, "returns", column, shortened(each.beside.text))

    empty = [each for each in typed if not each.answer.text]
    notes = [
        (QUESTION_CHANGED if each.beside.heading == INTO else NOTE_BESIDE).at(
            at(each, each.question), box=each.answer.cell, text=shortened(each.answer.text), hub_id=hub, quarter=quarter
        )
        for each in typed
        if each.answer.text
    ]
    if len(empty) <= _ONE_BY_ONE:
        return [
            (INTO_THE_QUESTION if each.beside.heading == INTO else BESIDE_THE_BOX).at(
                at(each, each.question), box=each.answer.cell, hub_id=hub, quarter=quarter
            )
            for each in empty
        ] + notes
    headings = {each.beside.heading for each in empty}
    where = f", under `{next(iter(headings))}`" if len(headings) == 1 and headings != {""} else ""
    cells = f"{empty[0].beside.cell}:{empty[-1].beside.cell}"
    return [
        ALL_BESIDE.at(
            at(empty[0], "")._replace(cell=cells), count=len(empty), where=where, hub_id=hub, quarter=quarter
        ),
        *notes,
    ]


def said_below(answers: Sequence[Answer], is_known: Callable[[Answer], bool]) -> list[Answer]:
    """The rows below the last question that is known, but for those that somebody numbered or coded as one more question."""
    last = next((at for at in reversed(range(len(answers))) if is_known(answers[at])), len(answers))
    return [
        answer
        for answer in answers[last + 1 :]
        if not _NUMBERED.match(answer.number) and (not answer.code or " " in answer.code)
    ]


def tell_below(below: Sequence[tuple[str, str, str, str, Sequence[Answer]]]) -> list[Finding]:
    """A doubt for each return with words below its questions that are not the form's own. below: file, sheet, hub, quarter, and the rows."""
    hubs: dict[str, set[str]] = defaultdict(set)
    for _, _, hub, _, rows in below:
        for row in rows:
            hubs[plain_words(_words(row))].add(hub)
    findings = []
    for file, sheet, hub, quarter, rows in below:
        own = [row for row in rows if _words(row) and len(hubs[plain_words(_words(row))]) < _OF_THE_FORM]
        if own:
            place = Place(file, sheet, own[0].cell, row_of(own[0].cell), "returns", "", shortened(_words(own[0])))
            more = f" (and more on {len(own) - 1} rows below it)" if len(own) > 1 else ""
            findings.append(BELOW_THE_FORM.at(place, more=more, hub_id=hub, quarter=quarter))
    return findings


def _words(row: Answer) -> str:
    return " ".join(filter(None, (row.code, row.number, row.wording, row.text)))
