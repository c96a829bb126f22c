"""How a program counted positions, found out from the texts: from the names of its passages, and from where words begin and end.

Each reading of the positions is given the likelihood of what is seen under it; a reading is taken as proven where every other one
that gives other words is at least 30 times less likely.
"""

from __future__ import annotations

import math
import re
from itertools import product
from typing import NamedTuple

from analysis.sources.cases.passage_fit import NOT_NAMED, end_of, fit, named, start_of, tells
from analysis.sources.cases.passage_proof import OPEN_END, Placed, names_in, unproven_in
from analysis.sources.cases.passages import Breaks, Counting, Placing, Selection, SourceText, Units

PROVEN = math.log(30)
OWN = math.log(
    400
)  # by how much a text of its own must be likelier under another reading than that of the whole project


RARE = math.log(3)  # by how much less likely bytes are before anything is seen: no program that we know counts them


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
    unproven: dict[Selection, str]  # passages that may be other words than those that were coded, each with the reason

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
    followers = [trial for trial in followers if trial.evidence(common).fits] or followers  # others are no witnesses
    taken = [
        (common, followers) if other is None else (other, [trial]) for trial, other in zip(trials, own, strict=True)
    ]
    names = names_in([trial.placed(counting) for trial, (counting, _) in zip(trials, taken, strict=True)])
    found = []
    for trial, other, (counting, witnesses) in zip(trials, own, taken, strict=True):
        open_still = _open_still(trial, counting, witnesses)
        unproven = dict.fromkeys(trial.other_ends(counting, open_still), OPEN_END)
        unproven |= unproven_in(trial.placed(counting), names)
        instead = _instead(trial, counting, open_still)
        found.append(Found(counting, other is not None, instead, trial.evidence(counting), unproven))
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
    if not all(source.text.isascii() for source in sources):
        units.append("UTF-8 bytes")
    breaks: list[Breaks] = ["as stored"]
    if any(source.returns for source in sources):
        breaks.append("one")
    if any(len(source.returns) < len(source.breaks) for source in sources):
        breaks.append("two")
    marks = [False, True] if seen.mark_counts else [False]
    return sorted((Counting(*each) for each in product(units, breaks, marks, [False, True])), key=_rarity)


def _rarity(counting: Counting) -> tuple[int, bool, bool]:
    """How far a reading is from the standard's; to count the mark, or bytes, is rarest."""
    departures = (
        (counting.units != "code points")
        + 2 * (counting.units == "UTF-8 bytes")
        + (counting.breaks != "as stored")
        + counting.end_is_last
    )
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
            counting: -RARE * (counting.units == "UTF-8 bytes")
            + sum(
                fit(self.text, passage, selection.name)
                for passage, selection in zip(passages, self.selections, strict=True)
            )
            for counting, passages in self.passages.items()
        }

    def own(self, common: Counting) -> Counting | None:
        """Another reading that this text alone speaks for, beyond doubt."""
        best = max(self.fits, key=lambda counting: self.fits[counting])
        return best if self.fits[best] - self.fits[common] >= OWN else None

    def evidence(self, counting: Counting) -> Evidence:
        borne_out = whole = 0
        for passage, selection in zip(self.passages[counting], self.selections, strict=True):
            if passage is not None:
                words = self.text[passage.start : passage.end]
                borne_out += tells(selection) and named(words, selection.name) > NOT_NAMED
                whole += start_of(self.text, passage) == "word" and end_of(self.text, passage) != "cut"
        return Evidence(len(self.selections), borne_out, whole)

    def placed(self, counting: Counting) -> Placed:
        return Placed(self.text, list(zip(self.selections, self.passages[counting], strict=True)))

    def other_ends(self, counting: Counting, others: list[Counting]) -> list[Selection]:
        """The passages that begin or end with another character, were it counted in one of the other ways."""
        shown = {each: self._characters(each) for each in [counting, *others]}
        return [
            selection
            for number, selection in enumerate(self.selections)
            if any(shown[other][number] != shown[counting][number] for other in others)
        ]

    def _characters(self, counting: Counting) -> list[str | None]:
        return [self.text[each.start : each.end].strip() if each else None for each in self.passages[counting]]

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


def _open_still(trial: _Trial, counting: Counting, witnesses: list[_Trial]) -> list[Counting]:
    """The other readings that the witnesses do not rule out, the likeliest first."""
    lead = {
        other: sum(each.fits[counting] - each.fits[other] for each in witnesses)
        for other in trial.fits
        if other != counting
    }
    return sorted((other for other in lead if lead[other] < PROVEN), key=lambda other: lead[other])


def _instead(trial: _Trial, counting: Counting, open_still: list[Counting]) -> Counting | None:
    """The likeliest of them that gives other words in this text."""
    words = trial.words(counting)
    return next((other for other in open_still if trial.words(other) != words), None)
