"""How alike two questions are: by the words they share, the rare ones counting most, and by their letters."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from analysis.datasets.written.numbers_and_days import plain_words

_COMMON = set(
    re.findall(
        r"\w+",
        "a about all an and any are at be by came come did do does for from had has have hub hubs how i if in into is it its "
        "many me much number of on or our please quarter tell that the their there these they this to total was we were what "
        "which who with would you your",
    )
)
_ENDINGS = re.compile(r"(?:ation|ance|eering|eer|ing|al|ee|er|or|i?e|)s?$|ies$|ed$")


@dataclass(frozen=True)
class Asked:
    """One question as it can be compared: its plain wording and the stems of its telling words."""

    wording: str
    stems: frozenset[str]
    short: frozenset[str]  # the stems of its code, such as volunteer_hours

    @classmethod
    def of(cls, wording: str, code: str = "") -> Asked:
        return cls(plain_words(wording), stems_of(wording), stems_of(code.replace("_", " ")))


def stems_of(text: str) -> frozenset[str]:
    """The words that tell something, without their endings: volunteers and volunteering have one stem."""
    words = re.findall(r"[a-z]+|\d+", plain_words(text))
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    ending = _ENDINGS.search(word, 3)
    return word[: ending.start()] if ending else word


class Likeness:
    """Compares wordings with a network's questions; a word that many questions use tells little."""

    def __init__(self, asked: list[Asked]) -> None:
        counted = Counter(stem for each in asked for stem in each.stems | each.short)
        self._weight = {stem: 1 + math.log((1 + len(asked)) / (1 + times)) for stem, times in counted.items()}
        self._strange = 1 + math.log(1 + len(asked)) / 2

    def of(self, wording: Asked, question: Asked) -> float:
        """Between 0 and 1; 1 for the same words."""
        if wording.wording == question.wording:
            return 1.0
        letters = SequenceMatcher(None, wording.wording, question.wording).ratio()
        whole = self._shared(wording.stems, question.stems)
        short = self._shared(wording.stems, question.short)
        inside = self._inside(wording.stems, question.stems | question.short)
        return min(0.99, max(0.7 * whole + 0.3 * letters, 0.95 * short, 0.8 * inside))

    def by_words(self, wording: Asked, question: Asked) -> float:
        """Between 0 and 1, by the words alone: likeness of letters may only add to what words say."""
        return 1.0 if wording.wording == question.wording else min(0.99, self._shared(wording.stems, question.stems))

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        both = self._sum(one) + self._sum(other)
        return 2 * self._sum(one & other) / both if both else 0.0

    def _inside(self, wording: frozenset[str], question: frozenset[str]) -> float:
        """How much of a wording is in the question: a short heading may say only half of it. One word alone says too little."""
        return self._sum(wording & question) / self._sum(wording) if len(wording & question) > 1 else 0.0

    def _sum(self, stems: frozenset[str]) -> float:
        return sum(self._weight.get(stem, self._strange) for stem in stems)
