"""Numbers as people write them, in figures and in words, English or Welsh: decided here once for all that reads them.

Figures of other scripts and widths are read as what they stand for, and signs that break a word for whoever searches and not for whoever
reads are taken out (`as_read`). Welsh numbers with their mutations are those of the decimal count (dau ddeg tri, 23) and the most used of
the older one (Welsh Government, Terminology and style guide).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_UNITS = "nought zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = {
    word: 10 * at
    for at, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
UNITS = {word: at - 1 if at else 0 for at, word in enumerate(_UNITS.split())}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
GROUPS = {"single": 1, "sole": 1, "both": 2, "couple": 2, "pair": 2, "trio": 3, "threesome": 3, "quartet": 4, "foursome": 4, "quintet": 5}  # fmt: skip
WELSH = {
    "un": 1, "dau": 2, "ddau": 2, "dwy": 2, "ddwy": 2, "tri": 3, "dri": 3, "thri": 3, "tair": 3, "dair": 3, "thair": 3, "pedwar": 4, "bedwar": 4,
    "phedwar": 4, "pedair": 4, "bedair": 4, "phedair": 4, "pump": 5, "pum": 5, "bump": 5, "bum": 5, "phump": 5, "phum": 5, "chwech": 6,
    "chwe": 6, "saith": 7, "wyth": 8, "naw": 9, "deg": 10, "ddeg": 10, "deng": 10, "deuddeg": 12, "ddeuddeg": 12, "pymtheg": 15, "bymtheg": 15,
    "ugain": 20, "hugain": 20, "cant": 100, "gant": 100,
}  # fmt: skip
ENGLISH_TOO = {"un", "pump", "bump", "bum", "cant"}  # Welsh numbers that are no numbers where the language is not known
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
OTHER_FORMS = {
    word: at for at, word in enumerate(_ORDINALS.split(), 3)
}  # that tell a number, and count nothing that follows
OTHER_FORMS |= dict.fromkeys(["once", "alone"], 1) | dict.fromkeys(["nobody", "none", "nil"], 0)
OTHER_FORMS |= dict.fromkeys(["twice", "double", "doubled", "half", "twin", "twins"], 2)
OTHER_FORMS |= dict.fromkeys(["thrice", "triple", "tripled", "treble", "trebled"], 3)
OTHER_FORMS |= dict.fromkeys(["quadruple", "quadrupled"], 4)

_COUNTING = UNITS | TENS | SCALES | GROUPS


def any_of(words: dict[str, int] | set[str] | list[str]) -> str:
    """Of a pattern: one of the words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_ENGLISH = rf"(?:half\s+(?:a\s+)?(?:dozen|score)|(?:{any_of(_COUNTING)})(?:(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)(?:{any_of(_COUNTING)})){{0,7}})\b"
_IN_WELSH = rf"(?:{any_of(WELSH)})(?:\s+(?:{any_of(WELSH)})){{0,3}}\b"
_FIGURES = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?![\d%]|[.,]\d)(?:\s+(?:{any_of(SCALES)})\b)?"
NUMBER = rf"(?:{_FIGURES}|\b{_ENGLISH}|\b{_IN_WELSH})"  # without groups of its own; `value_of` reads what it finds
_NUMBER = re.compile(rf"(?<![\w,.]){NUMBER}", re.IGNORECASE)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


class Told(NamedTuple):
    """A number in a text, with what it was written as."""

    value: int
    written: str


def as_read(text: str) -> str:
    """The text as a reader sees it: letters and figures in their plain form, without signs that nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def numbers_told(text: str) -> Iterator[Told]:
    """Each number that the text counts with. text: as of `as_read`."""
    return (Told(value_of(found[0]), found[0]) for found in _NUMBER.finditer(text))


def value_of(number: str) -> int:
    """The value of what NUMBER finds.

    >>> [value_of(each) for each in ("seven hundred and five", "two dozen", "half a dozen", "twenty-two", "dau ddeg tri", "1,003", "2 million")]
    [705, 24, 6, 22, 23, 1003, 2000000]
    """
    total = current = 0
    words = [word for word in re.split(r"[\s-]+", number.lower().replace(",", "")) if word not in ("and", "a")]
    if words[0] == "half":
        return SCALES[words[1]] // 2
    for word in words:
        if word in ("thousand", "million"):
            total, current = total + (current or 1) * SCALES[word], 0
        elif word in SCALES or (word in ("deg", "ddeg", "cant", "gant") and current):
            current = (current or 1) * (SCALES.get(word) or WELSH[word])
        else:
            current += int(word) if word.isdecimal() else _COUNTING.get(word, WELSH.get(word, 0))
    return total + current
