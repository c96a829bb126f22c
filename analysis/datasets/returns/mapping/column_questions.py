"""Which question each column of a form's export answers: by the same words, by what the words mean, by its code, by the choices that head columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.datasets.returns.mapping.meanings import meaning_of
from analysis.datasets.returns.questions import choice_code
from analysis.datasets.written.likeness import Asked, Likeness, stems_of
from analysis.datasets.written.numbers_and_days import plain_words, read_numbers
from analysis.sources.returns.exported_groups import Grouped, split_groups

_LEAST = 0.6  # of likeness by words: below this nothing is proposed, as a person reads an empty line more carefully than a wrong one
_FEWEST_SHARED = 2  # telling words: one alone, as `money`, is in too many questions
_MEANT, _MEANT_BY_SEVERAL = 0.75, 0.85
_CHOICE = 0.9
_YES_NO = ("yes", "no", "y", "n", "true", "false")
_TICKS = (*_YES_NO, "1", "0", "x", "✓", "✔", "checked", "selected", "")
_NOTHING = "no question of the network is like it"

Row = dict[str, Any]


@dataclass(frozen=True)
class Proposed:
    """What one column is taken for. `question` is empty where nothing is like it."""

    wording: str
    question: str
    confidence: float
    reason: str


def propose_questions(written: Mapping[str, Sequence[str]], questions: pl.DataFrame) -> list[Proposed]:
    """Each column with at most one question. written: the answers of each column, by its heading.

    Where two columns are as likely the answer to one question, neither is proposed: a person sees both.
    """
    about = questions.rows(named=True)
    headings = split_groups(written)
    chosen = _choices(written, headings, about)
    spread = {each.question.partition(":")[0] for each in chosen.values()}
    claims: dict[str, list[Proposed]] = defaultdict(list)
    for wording, texts in written.items():
        if wording not in chosen and (claim := _claim(wording, headings[wording], texts, about)):
            claims[claim.question].append(claim)
    for question, rivals in claims.items():
        rivals.sort(key=lambda each: -each.confidence)
        if question in spread:
            chosen |= {
                each.wording: _left(each.wording, "its choices stand in columns of their own") for each in rivals
            }
        elif len(rivals) > 1 and rivals[0].confidence == rivals[1].confidence:
            told = f"`{question}` may be answered here, and by another column as well"
            chosen |= {each.wording: _left(each.wording, told) for each in rivals}
        else:
            chosen[rivals[0].wording] = rivals[0]
    return [chosen.get(wording, _left(wording, _NOTHING)) for wording in written]


def _left(wording: str, reason: str) -> Proposed:
    return Proposed(wording, "", 0.0, reason)


def _claim(wording: str, heading: Grouped, texts: Sequence[str], about: Sequence[Row]) -> Proposed | None:
    """The one question that a column seems to answer: by its own words, else by what they mean, else by most of them, else by its code."""
    asked = {row["question_id"]: row for row in about}
    by_words = _by_words(wording, heading, about)
    meant = meaning_of(heading.heading, heading.group)
    claim = by_words
    if meant.question in asked and (by_words is None or by_words.confidence < 1):
        words = ", ".join(f"`{word}`" for word in dict.fromkeys(meant.words))
        sure = _MEANT_BY_SEVERAL if meant.told_by > 1 else _MEANT
        claim = Proposed(wording, meant.question, sure, f"it says {words}")
    claim = claim or _by_code(wording, heading, asked)
    if claim is None or (claim.confidence < 1 and _misfit(texts, asked[claim.question])):
        return None
    return claim


def _by_code(wording: str, heading: Grouped, asked: Mapping[str, Row]) -> Proposed | None:
    """By a question's code alone, which forms of KoBo and ODK head a column with, its group before it: `meals`, `kitchen/hall_hires`."""
    named = heading.heading if " " in wording.strip() else wording.strip().rpartition("/")[2]
    code = "_".join(plain_words(named).replace("-", " ").replace("_", " ").split())
    return Proposed(wording, code, _MEANT, f"it is the code `{code}`") if code in asked else None


def _by_words(wording: str, heading: Grouped, about: Sequence[Row]) -> Proposed | None:
    """By the same words as a question's, or nearly all of them."""
    asked = [Asked.of(row["wording"] or "") for row in about]
    likeness = Likeness(asked)
    compared = Asked.of(heading.heading)
    scores = sorted(((likeness.by_words(compared, each), at) for at, each in enumerate(asked)), reverse=True)
    if not scores or scores[0][0] < _LEAST:
        return None
    (best, at), *others = scores
    if others and best < 1 and others[0][0] > best - 0.1:
        return None
    shared = stems_of(heading.heading) & asked[at].stems
    if best < 1 and len(shared) < _FEWEST_SHARED:
        return None
    words = [
        word for word in heading.heading.replace(",", " ").split() if any(stems_of(word) & {stem} for stem in shared)
    ]
    reason = "the same words" if best == 1 else f"both say {', '.join(f'`{word}`' for word in dict.fromkeys(words))}"
    return Proposed(wording, str(about[at]["question_id"]), round(best, 2), reason)


def _choices(
    written: Mapping[str, Sequence[str]], headings: Mapping[str, Grouped], about: Sequence[Row]
) -> dict[str, Proposed]:
    """Columns that each are one choice of a question: headed `Which kinds of support? [Food]`, `.../Food`, or `Food` alone where several
    columns are headed by choices of one question."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in about:
        for choice in filter(None, str(row["choices"] or "").split(";")):
            for wording, texts in written.items():
                label = _label(headings[wording])
                if label == plain_words(choice) and all(plain_words(text) in (*_TICKS, label) for text in texts):
                    found[str(row["question_id"])][wording] = (choice, choice_code(str(row["question_id"]), choice))
    return {
        wording: Proposed(wording, code, _CHOICE, f"its label is the choice `{choice}`")
        for columns in found.values()
        if len(columns) > 1 or any("[" in wording or headings[wording].group for wording in columns)
        for wording, (choice, code) in columns.items()
    }


def _label(heading: Grouped) -> str:
    plain = plain_words(heading.heading)
    inside = plain.rpartition("[")[2].removesuffix("]") if "[" in plain else plain
    return plain_words(inside.replace("_", " "))


def _misfit(texts: Sequence[str], row: Row) -> str:
    """Why the answers of a column are not of the question's kind; empty where they may be."""
    given = [text for text in texts if text]
    if not given:
        return ""
    states = read_numbers(pl.Series(given), pl.Series([row["unit"]] * len(given), dtype=pl.String))["state"]
    numbers = (states != "unreadable").sum() / len(given)
    if row["kind"] in ("count", "hours", "money"):
        return "" if numbers >= 0.5 else "few of its answers are numbers"
    if row["kind"] == "yes-no":
        plain = sum(plain_words(text) in _YES_NO or text in ("1", "0") for text in given) / len(given)
        return "" if plain >= 0.5 else "few of its answers are yes or no"
    return "" if numbers < 0.8 else "its answers are numbers"
