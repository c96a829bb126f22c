"""Whether each passage is the one that was coded: its own noted name, its own ends, and whether the text moved before it.

How positions are counted is found out for a text as a whole. A text that was edited after it was coded reads well up to the edit; so
what the whole text speaks for licenses no single passage.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.sources.cases.passage_fit import NOT_NAMED, end_of, named, plain_name, start_of, tells
from analysis.sources.cases.passages import Passage, Selection

OPEN_END = "it may begin or end one character further"
OTHER_NAME = "its words are not those that the program noted with it"
CUT = "it begins or ends inside a word"
LONGER = "it is longer than the words that the program noted with it"
OPEN_BEHIND = "the program noted its beginning alone, and nothing behind it shows that the text is as it was"
MOVED = "the text was changed in it or before it, as the passages beside it show"
_FIRST_LETTERS = 8  # of a name, by which a passage's beginning is known


_STOPS = tuple(".!?…\n")  # where a sentence or a line ends
_SHUT = '"”’)'  # what may stand behind its stop


class Placed(NamedTuple):
    """The passages of one text as one counting places them; None for one that lies outside the text."""

    text: str
    passages: list[tuple[Selection, Passage | None]]


class Names(NamedTuple):
    """What the names of a project's passages are. tell: they are words of the passages. longest: after so many letters they are cut."""

    tell: bool
    longest: int


def names_in(placed: list[Placed]) -> Names:
    """MAXQDA notes the place for a name, and most programs the words: a name that is its passage's words shows which."""
    shown = [
        plain_name(selection.name)
        for each in placed
        for selection, passage in each.passages
        if passage and tells(selection) and named(each.text[passage.start : passage.end], selection.name) > NOT_NAMED
    ]
    return Names(bool(shown), max(map(len, shown), default=0))


def unproven_in(placed: Placed, names: Names) -> dict[Selection, str]:
    """The passages that may not be quoted, each with the reason.

    One that its name contradicts; one that cuts a word where no name bears it out whole. Where one is contradicted or two are cut the
    text was changed: in the passage before the first of them, or between the two; so that passage and all that follow are not quoted
    either, unless their own names speak for them.
    """
    inside = [(selection, passage) for selection, passage in placed.passages if passage]
    ordered = sorted(inside, key=lambda each: each[1].start)
    reasons = [_reason(placed.text, *each, names) for each in ordered]
    changed = [number for number, reason in enumerate(reasons) if reason in (OTHER_NAME, CUT)]
    if OTHER_NAME in reasons or len(changed) > 1:
        last = max(0, changed[0] - 1)
        for number in range(last, len(ordered)):
            reasons[number] = reasons[number] or ("" if _borne_out(placed.text, *ordered[number]) else MOVED)
        # The change may lie within the last passage before, or in one that reaches into that: its beginning alone proves no end.
        first = changed[0] if _starts_right(placed.text, *ordered[changed[0]]) else last
        for number, (selection, passage) in enumerate(ordered[: changed[0]]):
            if passage.end > ordered[first][1].start and not _whole(placed.text, selection, passage):
                reasons[number] = reasons[number] or MOVED
    for number, each in enumerate(ordered):
        if names.tell and not _end_proven(placed.text, each, ordered):
            reasons[number] = reasons[number] or OPEN_BEHIND
    return {selection: reason for (selection, _), reason in zip(ordered, reasons, strict=True) if reason}


def _end_proven(text: str, each: tuple[Selection, Passage], ordered: list[tuple[Selection, Passage]]) -> bool:
    """Whether a passage whose beginning alone is noted ends where it was marked: a passage that begins behind it and is borne out says
    that nothing was written in before; so does an end that is the text's, a sentence's or a line's: after words written in it would be none.
    One without a name stands on its ends alone."""
    selection, passage = each
    if not tells(selection) or _whole(text, selection, passage) or not text[passage.end :].strip():
        return True
    if (
        text[passage.start : passage.end].rstrip().rstrip(_SHUT)[-1:] in _STOPS
        or text[passage.end : passage.end + 1] in _STOPS
    ):
        return True
    return any(later.start >= passage.end and _borne_out(text, other, later) for other, later in ordered)


def _reason(text: str, selection: Selection, passage: Passage, names: Names) -> str:
    words = text[passage.start : passage.end]
    whole = _whole(text, selection, passage)
    if whole and tells(selection):
        return ""
    if names.tell and selection.name.strip() and not tells(selection) and not whole:
        return OTHER_NAME  # too short to be a beginning that was cut: it is the whole
    if names.tell and tells(selection):
        if named(words, selection.name) == NOT_NAMED:
            return OTHER_NAME
        dotted = selection.name.rstrip().endswith(("…", "..."))
        if not dotted and len(plain_name(selection.name)) < names.longest:
            return LONGER
    return CUT if passage.split or start_of(text, passage) == "cut" or end_of(text, passage) == "cut" else ""


def _whole(text: str, selection: Selection, passage: Passage) -> bool:
    """Whether the passage is its noted name, word for word."""
    return " ".join(text[passage.start : passage.end].split()) == " ".join(selection.name.split())


def _starts_right(text: str, selection: Selection, passage: Passage) -> bool:
    """Whether the passage's first letters are its name's: then the change lies behind its beginning."""
    name = plain_name(selection.name)
    return tells(selection) and text[passage.start :].startswith(name[:_FIRST_LETTERS])


def _borne_out(text: str, selection: Selection, passage: Passage) -> bool:
    """Whether the passage's own name says that it is this one."""
    return tells(selection) and named(text[passage.start : passage.end], selection.name) > NOT_NAMED
