"""Where a coded passage begins and ends in its text: programs count characters, line breaks, marks and ends differently."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

_BREAK = re.compile(r"\r\n|\r")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WIDE = re.compile(r"[\U00010000-\U0010ffff]")
_MARK = "\ufeff"

Units = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
Breaks = Literal["as stored", "one", "two"]


class SourceText:
    """A text as it is read: line breaks as \\n, no byte order mark; and what the file had instead, which some programs count."""

    def __init__(self, stored: str) -> None:
        self.marked = stored.startswith(_MARK)
        self._stored = stored.removeprefix(_MARK)
        self.text = _BREAK.sub("\n", self._stored)

    @cached_property
    def returns(self) -> list[int]:
        """Where breaks stand that are stored as two characters."""
        places = [match.start() for match in re.finditer("\r\n", self._stored)]
        return [place - before for before, place in enumerate(places)]

    @cached_property
    def breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def wide(self) -> list[int]:
        """Where characters stand that are two units of UTF-16, as most pictures of faces and plants are."""
        return [match.start() for match in _WIDE.finditer(self.text)]

    @cached_property
    def bytes_more(self) -> list[tuple[int, int]]:
        """Where characters stand that are more than one byte of UTF-8, and how many more."""
        return [(match.start(), len(match[0].encode()) - 1) for match in _BEYOND_ASCII.finditer(self.text)]


class Selection(NamedTuple):
    """A passage as stored: its positions, and its name, which most programs fill with the passage's beginning."""

    start: int
    end: int
    name: str


class Counting(NamedTuple):
    """How a program counted: the standard counts code points, breaks as stored, no mark, and ends after the passage."""

    units: Units = "code points"
    breaks: Breaks = "as stored"
    mark_counts: bool = False
    end_is_last: bool = False


class Passage(NamedTuple):
    """Start and end (the character after) in the text with \\n line breaks. `split`: an end falls inside one character."""

    start: int
    end: int
    split: bool = False


def counted_words(counting: Counting, seen: Counting) -> str:
    """The counting as a reader is told it. seen: which of the differences the texts can show at all, as `differences` gives it."""
    end = "the passage's last character" if counting.end_is_last else "the character after the passage"
    parts = [f"the end position is {end}"]
    if seen.breaks == "two" or counting.breaks != "as stored":
        how = {
            "as stored": "as it is stored, as two characters where the text has two",
            "one": "as one character",
            "two": "as two characters, though the text has one",
        }
        parts.append(f"a line break counts {how[counting.breaks]}")
    if counting.units == "UTF-8 bytes":
        parts.append("a character such as é counts as two, and others as more, as in UTF-8")
    elif seen.units != "code points":
        how_wide = "two characters, as in UTF-16" if counting.units == "UTF-16 units" else "one character"
        parts.append(f"a character such as 🌱 counts as {how_wide}")
    if seen.mark_counts:
        parts.append(f"the mark at the beginning of the file is {'counted' if counting.mark_counts else 'not counted'}")
    said = "; ".join(parts)
    return said[0].upper() + said[1:] + "."


class Placing:
    """Places stored positions in one text, however they were counted."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self._wider: dict[tuple[Units, Breaks], tuple[list[int], list[int], list[int]]] = {}

    def place(self, selection: Selection, counting: Counting) -> Passage | None:
        """The passage; None where it does not lie within the text, or holds nothing."""
        start, cut_start = self._index(selection.start, counting)
        end, cut_end = self._index(selection.end + counting.end_is_last, counting)
        if not 0 <= start < end <= len(self.source.text):
            return None
        return Passage(start, end, cut_start or cut_end)

    def _index(self, position: int, counting: Counting) -> tuple[int, bool]:
        """The place in the text of a counted position, and whether it falls inside one character."""
        if counting.mark_counts and self.source.marked and position > 0:
            position -= len(_MARK.encode()) if counting.units == "UTF-8 bytes" else 1
        begin, end, more = self._wider_characters(counting)
        before = bisect_right(end, position)  # of those, that lie wholly before it
        inside = before < len(begin) and begin[before] < position
        if inside:
            position = begin[before]
        return position - more[before], inside

    def _wider_characters(self, counting: Counting) -> tuple[list[int], list[int], list[int]]:
        """Of all that counts as more than one: where it begins and ends as counted, and what those before each count more."""
        kind = (counting.units, counting.breaks)
        if kind not in self._wider:
            breaks = {"as stored": self.source.returns, "one": [], "two": self.source.breaks}[counting.breaks]
            wide = {
                "code points": [],
                "UTF-16 units": [(place, 1) for place in self.source.wide],
                "UTF-8 bytes": self.source.bytes_more,
            }[counting.units]
            places = sorted([*((place, 1) for place in breaks), *wide])
            more = [0, *accumulate(extra for _, extra in places)]
            begin = [place + before for (place, _), before in zip(places, more, strict=False)]
            end = [start + 1 + extra for start, (_, extra) in zip(begin, places, strict=True)]
            self._wider[kind] = begin, end, more
        return self._wider[kind]
