"""Citations as a writer types them: `{fact: ID}`, `{fact: ID, rose}`, `{quote: ID}`; and what is no citation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from analysis.sources.number_words import TENS, UNITS, any_of

CONNECTING, OUR_VIEW = "connecting", "our view"  # marks of sentences that rest on no number, and say so
TESTS = ("size", "higher", "lower", "rose", "fell", "steady", "more than", "less than")

FOOTNOTE_MARK = re.compile(r"(?<!\\)\[\^([^\s\[\]{}^]{1,40})\](?!:)")

_BRACES = re.compile(r"(?<!\\)\{([^{}]*)\}")
_CITED = re.compile(r"^(fact|quote)\s*:?\s+(\S+?)\s*(?:,\s*(.*))?$", re.IGNORECASE | re.DOTALL)
_COLONED = re.compile(r"^(fact|quote)\s*:\s*", re.IGNORECASE)
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"})


@dataclass(frozen=True)
class Citation:
    """One citation. test: what the sentence says of the fact, one of TESTS or empty; other: the fact it is held against."""

    kind: Literal["fact", "quote"]
    id: str
    test: str = ""
    other: str = ""

    def __str__(self) -> str:
        said = f", {self.test} {self.other}".rstrip() if self.test else ""
        return f"{{{self.kind}: {self.id}{said}}}"


@dataclass(frozen=True)
class Braced:
    """Something in curly braces: a citation, a mark, or neither (`problem` says why)."""

    start: int
    end: int
    citation: Citation | None = None
    mark: str = ""
    problem: str = ""


def braced_in(text: str) -> list[Braced]:
    """All that stands in curly braces, in order; a brace that is never closed is told too."""
    found = [_braced(match) for match in _BRACES.finditer(text)]
    rest = list(text)
    for each in found:
        rest[each.start : each.end] = " " * (each.end - each.start)
    lone = [place for place, letter in enumerate(rest) if letter in "{}" and (not place or rest[place - 1] != "\\")]
    if lone:
        found.append(Braced(lone[0], lone[0] + 1, problem="A curly brace is not closed, or not opened."))
    return sorted(found, key=lambda each: each.start)


def _braced(match: re.Match[str]) -> Braced:
    start, end = match.span()
    inside = " ".join(match[1].replace("\u00a0", " ").split())
    if inside.lower() in (CONNECTING, OUR_VIEW):
        return Braced(start, end, mark=inside.lower())
    cited = _CITED.match(_COLONED.sub(lambda kind: f"{kind[1]}: ", inside))
    if not cited:
        return Braced(start, end, problem=f"`{{{inside[:60]}}}` is no citation and no mark.")
    kind, name, said = cited[1].lower(), cited[2].translate(_DASHES), " ".join((cited[3] or "").split())
    if kind == "quote":
        if said:
            return Braced(
                start, end, problem=f"`{{{inside[:60]}}}`: a quote is shown as it is; nothing follows its id."
            )
        return Braced(start, end, Citation("quote", name))
    return _fact(start, end, name, said, inside)


def _fact(start: int, end: int, name: str, said: str, inside: str) -> Braced:
    words = said.split()
    if not words:
        return Braced(start, end, Citation("fact", name))
    test = " ".join(words[:2]).lower()
    if test in ("more than", "less than") and len(words) == 3:
        return Braced(start, end, Citation("fact", name, test, words[2].translate(_DASHES)))
    if len(words) == 1 and words[0].lower() in TESTS:
        return Braced(start, end, Citation("fact", name, words[0].lower()))
    known = "size, higher, lower, rose, fell, steady, more than ID, less than ID"
    return Braced(start, end, problem=f"`{{{inside[:60]}}}`: after the comma may stand {known}.")


def citations_in(text: str) -> list[Citation]:
    return [each.citation for each in braced_in(text) if each.citation]


def mark_of(text: str) -> str:
    """`connecting`, `our view`, or nothing."""
    return next((each.mark for each in braced_in(text) if each.mark), "")


def without_footnote_marks(text: str) -> str:
    """The text without the marks of its footnotes, so that none of them parts a word or a row of words from the rest."""
    return FOOTNOTE_MARK.sub("", text)


def without_braces(text: str) -> str:
    """The text without citations and marks."""
    return " ".join(_BRACES.sub(" ", without_footnote_marks(text)).split())


def in_short(text: str, longest: int = 160) -> str:
    """The text with a dot line in each citation's place, for messages."""
    said = " ".join(_BRACES.sub("…", without_footnote_marks(text)).split())
    return said if len(said) <= longest else f"{said[: longest - 1]}…"


# ---- sentences ----

_STARTS = r"""(?=\s+["'“‘(\[*_{]*[^\W\d_a-z]|\s+\{|\s+[“‘"(]?\d)"""
_END = re.compile(rf"""[.!?…]["'”’)\]*_}}]*{_STARTS}|\u0001\}}(?=\s+["'“‘(\[*_]*[A-Z])""")
_SHORT = re.compile(r"(?:^|[\s(“‘])(?:e\.g|i\.e|etc|dr|mr|mrs|ms|st|approx|vs|incl|no|cf|c|[A-Z])\.$", re.IGNORECASE)


# Citations and marks before a capital, or before nothing, were typed after the stop of their sentence.
_AFTERWARDS = re.compile(r"""(?:\s*\{[^{}]*\})+[\s.]*(?=\s["'“‘(\[*_]*[A-Z]|$)""")


def sentences_of(text: str) -> list[tuple[int, str]]:
    """(offset, sentence) of each sentence of a paragraph.

    Citations after a full stop belong to the sentence before; a quote before a capital ends its sentence.
    """
    shut = FOOTNOTE_MARK.sub(lambda mark: ")" * len(mark[0]), _BRACES.sub(_masked, text))
    pieces, start = [], 0
    for end in _END.finditer(shut):
        if _SHORT.search(shut[start : end.start() + 1]):
            continue
        pieces.append((start, end.end()))
        start = end.end()
    pieces.append((start, len(text)))
    joined: list[tuple[int, int]] = []
    for begin, stop in pieces:
        after = _AFTERWARDS.match(text, begin, stop) if joined else None
        if after:
            joined[-1] = (joined[-1][0], after.end())
            begin = after.end()
        if text[begin:stop].strip():
            joined.append((begin, stop))
    return [_trimmed(text, begin, stop) for begin, stop in joined]


def _masked(found: re.Match[str]) -> str:
    """As long as what it stands for, and without stops; a quote is known by its last letter."""
    quote = found[1].strip().lower().startswith("quote")
    return "{" + "x" * (len(found[0]) - 3) + ("\u0001" if quote else "x") + "}" if found[1] else found[0]


def _trimmed(text: str, begin: int, stop: int) -> tuple[int, str]:
    said = text[begin:stop]
    return begin + len(said) - len(said.lstrip()), said.strip()


# ---- numbers that no fact stands behind ----

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec)\.?"
)
_BEFORE_YEAR = (
    r"(?:in|since|by|until|till|from|during|to|of|early|late|mid|before|after|and|between|for|through|year|spring|"
    rf"summer|autumn|winter|{_MONTH})"
)
_ALLOWED = re.compile(
    r"(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)(?:[\s,]*Q[1-4])?"  # a financial year, a quarter of one
    r"|\b(?:19|20)\d\d[\s,]*Q[1-4]\b"  # a quarter of a calendar year
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+(?:19|20)\d\d)?\b"
    rf"|\b{_BEFORE_YEAR}[\s-]+(?:19|20)\d\d\b(?![\d,.]*\d|\s*%|[-–/]\d)"
    r"|\b[A-Z][A-Za-z]*-?\d+\b",  # names: A38, COVID-19, Q3
    re.IGNORECASE,
)
_NAMED = re.compile(r"^[A-Z]")
_TOKEN = re.compile(r"\S+")
_COUNTED = any_of({word for word, value in UNITS.items() if value > 1} | TENS.keys())
_WORDS = re.compile(
    rf"\b(?:{_COUNTED}|hundreds?|thousands?|millions?|dozens?|half|halved|"
    r"twice|doubled|trebled|tripled|thirds?\s+of|fifths?\s+of|tenths?\s+of)\b",
    re.IGNORECASE,
)


def typed_numbers(sentence: str) -> list[str]:
    """Numbers typed in figures that are neither cited, nor a date, a year or part of a name."""
    text = re.sub(r"\]\([^)]*\)", "]", _BRACES.sub(" ", without_footnote_marks(sentence)))
    text = _ALLOWED.sub(lambda found: _kept(found[0]), text)
    return [
        token.strip(".,;:!?()[]“”‘’\"'*_")
        for token in _TOKEN.findall(text)
        if any(unicodedata.category(letter).startswith("N") for letter in token)
    ]


def _kept(found: str) -> str:
    """A name begins with a capital; `c30` and `up2` are numbers all the same."""
    single = " " not in found and re.match(r"[A-Za-z]", found)
    return " " if not single or _NAMED.match(found) else found


def numbers_in_words(sentence: str) -> list[str]:
    return [found[0].lower() for found in _WORDS.finditer(without_braces(sentence))]


_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")


def typed_quotations(sentence: str) -> list[str]:
    """Quotations of six words or more that were typed and not cited."""
    return [found[1] for found in _QUOTED.finditer(without_braces(sentence)) if len(found[1].split()) >= 6]
