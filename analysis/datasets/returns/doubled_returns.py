"""Which of several returns of one hub for one quarter counts: the one sent later, where a day that can be trusted says which that is;
and returns that say again what that of an earlier quarter said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.datasets.checks import shortened
from analysis.datasets.returns.submissions import SUBMISSIONS
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding, Place, Rule

if TYPE_CHECKING:
    from analysis.datasets.returns.collection import Collected

DOUBLED = Rule(
    "doubled-return",
    "The return for {about} came twice: here and in {other}; both say the same.",
    "One of them was counted.",
    "Nothing to do.",
    "note",
    ignore="Always: both say the same.",
)
SAYS_NOTHING = Rule(
    "doubled-return",
    "The return for {about} came twice: here and in {other}; in this one nothing stands in the box of a question of the network.",
    "The other one was counted.",
    "Nothing to do, unless this one holds answers elsewhere.",
    "note",
    ignore="Always, unless it holds answers elsewhere.",
)
DIFFERING = Rule(
    "differing-returns",
    "The return for {about} came twice: here and in {other}; they differ in {answers}.",
    "The one received later was counted: {other}.",
    "Ask the hub which one holds, and delete the other.",
    ignore="Where the later one was sent to put the earlier one right.",
)
SAME_DAY = Rule(
    "same-day-returns",
    "The return for {about} came twice, here and in {other}, and nobody can tell which came later; they differ in {answers}.",
    "Where they differ neither was counted.",
    "Ask the hub which one holds, and delete the other.",
    effect="left out",
    ignore="Never: nobody can tell which came later.",
)
REPEATED = Rule(
    "repeated-return",
    "All {count} numbers of the return for {about} are those of the return for {other} ({held}) too.",
    "If that return was sent again, its numbers are counted in both quarters. They are counted as they stand until the hub has said.",
    "Ask the hub for its numbers of {about}.",
    effect="kept",
    ignore="Where the hub looked, and the quarters were alike in all of them.",
)
_FEWEST_NUMBERS = 6  # a lunch club with three numbers may well have the same ones twice

FOREIGN = Rule(
    "mapping-needed",
    "{count} columns of this export are no questions of this network: {wordings}.",
    "Their answers are left out; returns that hold no others count as missing.",
    "Type `hub-learning map 'data/raw/NETWORK/{file}'`, read what it proposes, and confirm it. No hub has to be asked.",
    effect="left out",
    ignore="Where the columns are for the hub's or the partner's own use.",
)
_FIGURE = re.compile(r"\d")
MOST_STRANGE = 3  # columns of an export that are told one by one; where there are more, and as many as are known, it needs a mapping


def settle_doubled(
    collected: Sequence[Collected], says_something: Callable[[Collected], bool]
) -> tuple[list[Collected], list[Finding]]:
    """One return for each hub and quarter: the one sent last of those that say something. Others of which that cannot be said are its
    rivals."""
    groups = defaultdict(list)
    for each in collected:
        groups[each.hub_id, each.quarter].append(each)
    kept, silent, findings = [], [], []
    for key in sorted(groups):
        together = sorted(groups[key], key=lambda each: (each.file, each.row or 0, each.sheet))
        saying = [each for each in together if len(together) > 1 and says_something(each)] or together
        last = [each for each in saying if not any(_came_later(other, each) for other in saying)]
        different: dict[tuple[tuple[str, str], ...], Collected] = {}
        for each in last if len(last) > 1 else ():
            different.setdefault(tuple(sorted(_content(each).items())), each)
        first, *rivals = different.values() or last
        kept.append(replace(first, rivals=tuple(rivals)))
        silent += [each for each in together if each not in saying]
        findings += [
            _told(each, first, SAYS_NOTHING if each not in saying else SAME_DAY if each in rivals else DIFFERING)
            for each in together
            if each is not first
        ]
    return kept, findings + _unread_exports(silent, {each.file for each in kept})


def tell_repeated(collected: Sequence[Collected]) -> list[Finding]:
    """A doubt for each return whose numbers are all those of an earlier quarter's: last quarter's form may have been sent again."""
    first: dict[tuple[str, tuple[tuple[str, str], ...]], Collected] = {}
    findings = []
    for each in sorted(collected, key=lambda one: (one.hub_id, one.quarter)):
        numbers = [(question, text) for question, text in sorted(_content(each).items()) if _FIGURE.search(text)]
        before = first.setdefault((each.hub_id, tuple(numbers)), each)
        if before is not each and len(numbers) >= _FEWEST_NUMBERS:
            told = REPEATED.at(
                Place(each.file, each.sheet, f"A{each.row}" if each.row else "", each.row, SUBMISSIONS.name),
                hub_id=each.hub_id,
                quarter=each.quarter,
                count=len(numbers),
                about=each.quarter,
                other=before.quarter,
                held=before.place,
            )
            findings.append(told)
    return findings


def _unread_exports(silent: Sequence[Collected], read: Set[str]) -> list[Finding]:
    """Exports none of whose rows took its hub's place, for none answers a question: other returns came, and theirs are other words."""
    wordings: dict[str, dict[str, None]] = defaultdict(dict)
    for each in silent:
        if each.row is not None and each.file not in read:
            wordings[each.file] |= {answer.wording: None for answer in each.answers if answer.text}
    return [tell_foreign(file, list(named)) for file, named in wordings.items() if named]


def tell_foreign(file: str, wordings: Sequence[str]) -> Finding:
    """That an export is worded in other words throughout."""
    named = ", ".join(f"`{shortened(wording)}`" for wording in wordings[:MOST_STRANGE])
    more = " and others" if len(wordings) > MOST_STRANGE else ""
    return FOREIGN.at(Place(file, "", table="returns"), count=len(wordings), wordings=named + more)


def _came_later(one: Collected, other: Collected) -> bool:
    """Whether one return is known to have been sent after another. Times are compared within one service's file alone."""
    if one.received is None or other.received is None:
        return False
    if one.file == other.file and one.moment and other.moment:
        return one.moment > other.moment
    return one.received > other.received


def _told(each: Collected, counted: Collected, rule: Rule) -> Finding:
    before, after = _content(each), _content(counted)
    differing = [question for question in before.keys() | after.keys() if before.get(question) != after.get(question)]
    cell = f"A{each.row}" if each.row else ""
    place = Place(each.file, each.sheet, cell, each.row, SUBMISSIONS.name)
    other = (
        f"sheet {counted.sheet} of the same file" if counted.file == each.file and not counted.row else counted.place
    )
    hub, quarter = each.hub_id, each.quarter
    if not differing:
        return DOUBLED.at(place, hub_id=hub, quarter=quarter, about=quarter, other=other)
    answers = f"{len(differing)} answer{'s' if len(differing) != 1 else ''}"
    return rule.at(place, hub_id=hub, quarter=quarter, about=quarter, other=other, answers=answers)


def _content(each: Collected) -> dict[str, str]:
    return {
        answer.code or plain_words(answer.wording): plain_words(answer.text) for answer in each.answers if answer.text
    }
