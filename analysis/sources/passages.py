"""Where a coded passage begins and ends: programs count its end and its line breaks differently, so find out how."""

from __future__ import annotations

from typing import NamedTuple


class Selection(NamedTuple):
    """A passage as stored: zero-based positions, and the name, which most programs fill with the passage's beginning."""

    text: str  # of the whole source, line breaks as they are in the file
    start: int
    end: int
    name: str


class Counting(NamedTuple):
    """How positions were counted: whether `end` is the last character itself, and whether \\r\\n counts as one."""

    end_is_last: bool
    breaks_are_one: bool

    @property
    def in_words(self) -> str:
        end = "the passage's last character" if self.end_is_last else "the character after the passage"
        breaks = "one character" if self.breaks_are_one else "two characters where the text has two"
        return f"The end position is {end}, and a line break counts as {breaks}."


_COUNTINGS = [Counting(last, one) for one in (False, True) for last in (False, True)]


def detect_counting(selections: list[Selection]) -> Counting:
    """The counting under which most passages equal their names and fewest cut a word in two.

    Ties go to the standard: the end is the character after, positions are those of the file.
    """
    scores = {counting: sum(_fit(selection, counting) for selection in selections) for counting in _COUNTINGS}
    return max(_COUNTINGS, key=lambda counting: (scores[counting], -_COUNTINGS.index(counting)))


def _fit(selection: Selection, counting: Counting) -> int:
    text = _counted_text(selection.text, counting)
    start, end = selection.start, selection.end + counting.end_is_last
    if not 0 <= start < end <= len(text):
        return -3
    passage, name = text[start:end], selection.name.strip().rstrip(".…").strip()
    fit = 0
    if name and passage.split() == selection.name.split():
        fit += 4
    elif len(name) > 8 and " ".join(passage.split()).startswith(" ".join(name.split())):
        fit += 2
    cuts_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    cuts_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    ends_in_space = passage[-1].isspace()
    return fit - cuts_after - cuts_before - ends_in_space


def _counted_text(text: str, counting: Counting) -> str:
    return text.replace("\r\n", "\n") if counting.breaks_are_one else text


def place_passage(selection: Selection, counting: Counting) -> tuple[int, int] | None:
    """Start and end (the character after) in the text with \\n line breaks; None where they lie outside the text."""
    text = _counted_text(selection.text, counting)
    start, end = selection.start, selection.end + counting.end_is_last
    if not 0 <= start < end <= len(text):
        return None
    if counting.breaks_are_one or "\r\n" not in text:
        return start, end
    return start - text.count("\r\n", 0, start), end - text.count("\r\n", 0, end)
