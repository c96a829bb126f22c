"""Projects drawn at random: texts of short lines, passages as coders mark them, positions counted in any way that there is."""

from __future__ import annotations

import random
from typing import NamedTuple

from analysis.sources.cases.countings import Coded
from analysis.sources.cases.passages import Counting, Selection, SourceText

_WORDS = [
    "hub",
    "soup",
    "café",
    "bus",
    "🌱",
    "it’s",
    "garden",
    "naïve",
    "she",
    "£250",
    "neighbours",
    "we",
    "open",
    "🚌",
    "don’t",
    "“the",
    "talk”",
    "–",
    "Tuesdays",
    "I",
    "a",
    "of",
    "to",
    "the",
    "and",
    "was",
]


class Drawn(NamedTuple):
    """What was marked, text by text, and the words that were meant."""

    counting: Counting
    coded: list[Coded]
    meant: list[list[str]]


class Stored(NamedTuple):
    """How the texts of a project are stored and counted."""

    counting: Counting
    returns: bool
    marked: bool

    def position(self, text: str, at: int) -> int:
        """Worked out letter by letter from what stands before, and by no code of the reader's."""
        before, counting = text[:at], self.counting
        letters = {
            "code points": at,
            "UTF-16 units": len(before.encode("utf-16-le")) // 2,
            "UTF-8 bytes": len(before.encode()),
        }[counting.units]
        twice = counting.breaks == "two" or (counting.breaks == "as stored" and self.returns)
        mark = (3 if counting.units == "UTF-8 bytes" else 1) if counting.mark_counts else 0
        return letters + before.count("\n") * twice + mark


def draw_project(seed: int) -> Drawn:
    """One to five texts with one to twelve passages each, named in one of the ways in which programs name them."""
    chance = random.Random(seed)
    stored = _stored(chance)
    naming = chance.choice(["none", "none", "whole", "beginning", "cut", "place"])
    coded, meant = [], []
    for _ in range(chance.randint(1, 5)):
        lines = [
            " ".join(chance.choices(_WORDS, k=chance.randint(2, 14))) + chance.choice("....!?")
            for _ in range(chance.randint(3, 40))
        ]
        text = "\n".join(lines)
        written = ("\ufeff" if stored.marked else "") + (text.replace("\n", "\r\n") if stored.returns else text)
        passages = [passage for _ in range(chance.randint(1, 12)) if (passage := _passage(chance, lines))]
        selections = [
            Selection(
                stored.position(text, start),
                stored.position(text, end) - stored.counting.end_is_last,
                _name(naming, text[start:end], number),
            )
            for number, (start, end) in enumerate(passages)
        ]
        if selections:
            coded.append(Coded(SourceText(written), selections))
            meant.append([text[start:end] for start, end in passages])
    return Drawn(stored.counting, coded, meant)


def _stored(chance: random.Random) -> Stored:
    returns, marked = chance.random() < 0.5, chance.random() < 0.3
    units = chance.choice(["code points", "UTF-16 units", "UTF-8 bytes"])
    breaks = chance.choice(["as stored", "one"] if returns else ["as stored", "two"])
    counting = Counting(units, breaks, marked and chance.random() < 0.5, chance.random() < 0.5)  # type: ignore[arg-type]
    return Stored(counting, returns, marked)


def _passage(chance: random.Random, lines: list[str]) -> tuple[int, int] | None:
    """A line, a line without its stop, or some words of it; one in thirty is marked a letter short."""
    number, how = chance.randrange(len(lines)), chance.random()
    line, above = lines[number], sum(len(each) + 1 for each in lines[:number])
    start, end = 0, len(line)
    if 0.35 <= how < 0.5:
        end -= 1
    elif how >= 0.5:
        words = line.split(" ")
        first = chance.randrange(len(words))
        last = chance.randint(first + 1, len(words))
        start, end = len(" ".join(words[:first])) + (first > 0), len(" ".join(words[:last]))
    end -= chance.random() < 0.03
    return (above + start, above + end) if end > start else None


def _name(naming: str, passage: str, number: int) -> str:
    named = {"none": "", "whole": passage, "beginning": f"{passage[:12]}…", "cut": passage[:40]}
    return named.get(naming, f"{number}: 1 - 1: 40")
