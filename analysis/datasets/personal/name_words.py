"""Words of a text as the search for names sees them, and the lists that names are known by.

The lists are text files in `datasets/lists`: given names, names that are words as well, and the words around names by their use.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LISTS = Path(__file__).parents[1] / "lists"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def word_sections() -> dict[str, frozenset[str]]:
    """The words around names, by what they tell."""
    held: dict[str, set[str]] = {}
    section = ""
    for line in (_LISTS / "words-around-names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            held.setdefault(section, set()).update(line.split())
    return {name: frozenset(words) for name, words in held.items()}


class Word(NamedTuple):
    """A word with its place in the text; without accents where the lists write it so."""

    start: int
    end: int
    text: str  # without 's
    low: str
    cap: bool
    first: bool  # of a sentence
    owns: bool  # ends in 's


@cache
def given_names() -> frozenset[str]:
    """First names of many languages, in small letters."""
    return _read("given-names.txt")


@cache
def names_that_are_words() -> frozenset[str]:
    """Names that are other words as well, as hope and will."""
    return _read("names-that-are-words.txt")


@cache
def nobodies() -> re.Pattern[str]:
    """What is called after a person and is nobody who could be met, as Mrs Beeton and Punch and Judy."""
    phrases = sorted(_lines("names-of-nobody.txt"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def _read(name: str) -> frozenset[str]:
    return frozenset(line.lower() for line in _lines(name))


def _lines(name: str) -> list[str]:
    lines = (_LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _low(word: str, accented: bool) -> str:
    """As the lists have it: in small letters, and without accents where the list writes it so: Zoë, Renée."""
    low = word.lower().replace("’", "'")
    if not accented or low in given_names() or low in names_that_are_words():
        return low
    return "".join(sign for sign in unicodedata.normalize("NFD", low) if not unicodedata.combining(sign))


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    words = []
    accented = not text.isascii()
    for hit in _TOKEN.finditer(text):
        whole = hit[0]
        owns = whole[-2:] in ("'s", "’s") or (whole[-1] in "'’")
        plain = whole[:-2] if whole[-2:] in ("'s", "’s") else whole.rstrip("'’")
        before = text[max(0, hit.start() - 20) : hit.start()].rstrip("\"“”‘'’( \t*")
        first = not before or before[-1] in ".!?:;\n–—•"
        words.append(Word(hit.start(), hit.end(), plain, _low(plain, accented), plain[:1].isupper(), first, owns))
    return words


def end_of(word: Word) -> int:
    """Where a word ends, without its 's."""
    return word.start + len(word.text)


def merged_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
