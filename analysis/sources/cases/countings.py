"""How a program counted positions, found out from the texts: from the names of its passages, and from where words begin and end.

Each reading of the positions is given the likelihood of what is seen under it; a reading is taken as proven where every other one
that gives other words is at least 30 times less likely.
"""

from __future__ import annotations

import math
import re
from itertools import product
from typing import NamedTuple

from analysis.sources.cases.passages import Breaks, Counting, Passage, Placing, Selection, SourceText, Units

PROVEN = math.log(30)
OWN = math.log(
    400
)  # by how much a text of its own must be likelier under another reading than that of the whole project
# How often coders' passages begin and end so, as they mark them; a wrong reading cuts every second word.
_STARTS = {"word": math.log(0.92), "space": math.log(0.04), "cut": math.log(0.02), "mark": math.log(0.02)}
_ENDS = {"word": math.log(0.40), "before full stop": math.log(0.15), "space": math.log(0.05), "cut": math.log(0.02)}
_OUTSIDE, _SPLIT = math.log(0.0005), math.log(0.002)
_BEGINS_WITH_NAME, _NOT_NAMED = -3.0, -9.0
_SHORTEST_NAME = 4
_OPENING = "\"'“‘«([£$€-–—•*#@"


class Coded(NamedTuple):
    """One text and what is selected in it."""

    source: SourceText
    selections: list[Selection]


class Evidence(NamedTuple):
    """What a counting rests on: passages in all, those that are what their name says, those that cut no word."""

    passages: int
    named: int
    whole: int

    @property
    def fits(self) -> bool:
        """Whether at least half of the passages are their names' words or cut no word; of passages placed anywhere, a tenth do."""
        return 2 * max(self.named, self.whole) >= self.passages


class Found(NamedTuple):
    """How positions are counted in one text."""

    counting: Counting
    own: bool  # otherwise than in the rest of the project
    instead: Counting | None  # the likeliest reading that gives other words and is not ruled out
    evidence: Evidence

    @property
    def settled(self) -> bool:
        return self.instead is None and self.evidence.fits


def find_countings(coded: list[Coded]) -> tuple[Counting, list[Found], Evidence]:
    """The project's counting, that of each text, and what it rests on.

    All texts of a project are read in one way, unless one text alone is far likelier (400 times) to be counted otherwise.
    """
    candidates = _candidates([each.source for each in coded])
    trials = [_Trial(each, candidates) for each in coded]
    common = _likeliest(trials, candidates)
    own = [trial.own(common) for trial in trials]
    followers = [trial for trial, other in zip(trials, own, strict=True) if other is None]
    common = _likeliest(followers, candidates) if followers else common
    found = []
    for trial, other in zip(trials, own, strict=True):
        counting, witnesses = (common, followers) if other is None else (other, [trial])
        instead = _not_ruled_out(trial, counting, witnesses)
        found.append(Found(counting, other is not None, instead, trial.evidence(counting)))
    return common, found, Evidence(*(sum(each.evidence[at] for each in found) for at in range(3)))


def differences(sources: list[SourceText]) -> Counting:
    """Which of the differences between programs can be seen in these texts at all: fields other than the standard's."""
    return Counting(
        "UTF-16 units" if any(source.wide for source in sources) else "code points",
        "two" if any(source.returns for source in sources) else "as stored",
        any(source.marked for source in sources),
        True,
    )


def _candidates(sources: list[SourceText]) -> list[Counting]:
    """The readings to try, the standard's first; differences that these texts cannot show are left out."""
    seen = differences(sources)
    units: list[Units] = ["code points", "UTF-16 units"] if seen.units != "code points" else ["code points"]
    breaks: list[Breaks] = ["as stored"]
    if any(source.returns for source in sources):
        breaks.append("one")
    if any(len(source.returns) < len(source.breaks) for source in sources):
        breaks.append("two")
    marks = [False, True] if seen.mark_counts else [False]
    return sorted((Counting(*each) for each in product(units, breaks, marks, [False, True])), key=_rarity)


def _rarity(counting: Counting) -> tuple[int, bool, bool]:
    """How far a reading is from the standard's; to count the mark is rarest."""
    departures = (counting.units != "code points") + (counting.breaks != "as stored") + counting.end_is_last
    return departures + 3 * counting.mark_counts, counting.breaks == "two", counting.end_is_last


class _Trial:
    """One text read under every candidate."""

    def __init__(self, coded: Coded, candidates: list[Counting]) -> None:
        self.text = coded.source.text
        self.selections = list(dict.fromkeys(coded.selections))  # two coders' same passage is one observation
        placing = Placing(coded.source)
        self.passages = {
            counting: [placing.place(selection, counting) for selection in self.selections] for counting in candidates
        }
        self.fits = {
            counting: sum(
                _fit(self.text, passage, selection.name)
                for passage, selection in zip(passages, self.selections, strict=True)
            )
            for counting, passages in self.passages.items()
        }

    def own(self, common: Counting) -> Counting | None:
        """Another reading that this text alone speaks for, beyond doubt."""
        best = max(self.fits, key=lambda counting: self.fits[counting])
        return best if self.fits[best] - self.fits[common] >= OWN else None

    def evidence(self, counting: Counting) -> Evidence:
        named = whole = 0
        for passage, selection in zip(self.passages[counting], self.selections, strict=True):
            if passage is not None:
                words = self.text[passage.start : passage.end]
                named += _tells(selection) and _named(words, selection.name) > _NOT_NAMED
                whole += _start(self.text, passage) == "word" and _end(self.text, passage) != "cut"
        return Evidence(len(self.selections), named, whole)

    def words(self, counting: Counting) -> list[list[str] | None]:
        return [
            re.findall(r"\w+", self.text[passage.start : passage.end]) if passage else None
            for passage in self.passages[counting]
        ]


def _likeliest(trials: list[_Trial], candidates: list[Counting]) -> Counting:
    """Ties go to the candidate that comes first. A text that speaks against it weighs no more than being counted otherwise."""
    best = [max(trial.fits.values()) for trial in trials]

    def weight(counting: Counting) -> float:
        return sum(max(trial.fits[counting] - top, -OWN) for trial, top in zip(trials, best, strict=True))

    return max(candidates, key=weight)


def _not_ruled_out(trial: _Trial, counting: Counting, witnesses: list[_Trial]) -> Counting | None:
    """The likeliest other reading that gives other words in this text and that the witnesses do not rule out."""
    rest = [other for other in trial.fits if other != counting]
    lead = {other: sum(each.fits[counting] - each.fits[other] for each in witnesses) for other in rest}
    words = trial.words(counting)
    open_still = [other for other in rest if lead[other] < PROVEN and trial.words(other) != words]
    return min(open_still, key=lambda other: lead[other]) if open_still else None


def _fit(text: str, passage: Passage | None, name: str) -> float:
    """The log-likelihood of a passage being this one."""
    if passage is None:
        return _OUTSIDE + _NOT_NAMED
    bounds = _SPLIT if passage.split else _STARTS[_start(text, passage)] + _ENDS[_end(text, passage)]
    return bounds + _named(text[passage.start : passage.end], name)


def _start(text: str, passage: Passage) -> str:
    first = text[passage.start]
    if first.isspace():
        return "space"
    if first.isalnum():
        return "cut" if passage.start and text[passage.start - 1].isalnum() else "word"
    return "word" if first in _OPENING or not first.isascii() else "mark"


def _end(text: str, passage: Passage) -> str:
    last, after = text[passage.end - 1], text[passage.end : passage.end + 2]
    if last.isspace():
        return "space"
    if last.isalnum() and after and (after[0].isalnum() or (after[0] in "'’" and after[1:].isalnum())):
        return "cut"
    return "before full stop" if last.isalnum() and after[:1] and after[0] in ".!?…" else "word"


def _tells(selection: Selection) -> bool:
    return len(_plain(selection.name)) >= _SHORTEST_NAME


def _named(passage: str, name: str) -> float:
    """How well a passage is the one that its name says; names that are no part of any text weigh the same everywhere."""
    plain = _plain(name)
    if len(plain) < _SHORTEST_NAME:
        return 0.0
    words = " ".join(passage.split())
    if words == " ".join(name.split()):
        return 0.0
    if words.startswith(plain):
        shortened = name.rstrip().endswith(("…", "..."))
        return 0.0 if shortened and len(words) > len(plain) else _BEGINS_WITH_NAME
    return _NOT_NAMED


def _plain(name: str) -> str:
    """The name on one line, without the dots that say it was shortened."""
    return " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()
