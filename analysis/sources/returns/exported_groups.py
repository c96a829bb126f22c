"""The parts of a form that some services write before each heading: `Finance >> Income`, `people/Volunteers`, `people-volunteer_hours`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

_MARK = re.compile(r"\s*(?:>>|::)\s*")
_PATH = re.compile(r"([a-z0-9_]+)/(.+)", re.DOTALL)  # a name of KoBo or ODK, without blanks
_NAME = re.compile(r"([a-z0-9_]+)-([a-z0-9_-]+)")  # likewise, as ODK Central writes it into its tables
# The column of a table in which a form asks for several numbers, each in a row that says which: it says nothing itself.
_COLUMN = re.compile(
    r"(?i)(?:number|no\.?|count|how many|total|value|amount|answer|response|£|gbp|column \d+)(?: \(?£\)?)?[?:]?"
)


class Grouped(NamedTuple):
    """A heading, without the groups it stands in. `group`: the innermost. Names of a service have their words parted by blanks."""

    group: str
    heading: str


def split_groups(headings: Iterable[str]) -> dict[str, Grouped]:
    """By heading, the group and what is left. A stroke parts a group only where several headings begin with it: `and/or` is none."""
    listed = list(dict.fromkeys(headings))
    begun = Counter(found[1] for text in listed if (found := _begun(text)))
    split = {text: _split(text, begun) for text in listed}
    return {text: Grouped(_in_words(each.group), _in_words(each.heading)) for text, each in split.items()}


def _begun(text: str) -> re.Match[str] | None:
    return _PATH.match(text) or _NAME.fullmatch(text)


def _in_words(text: str) -> str:
    """`sessions_held` is two words; what has blanks is in words already, and what begins with a line is the service's own."""
    return text if " " in text or text.startswith("_") else text.replace("_", " ")


def _split(text: str, begun: Counter[str]) -> Grouped:
    parts = [part for part in _MARK.split(text) if part]
    if len(parts) > 2 and _COLUMN.fullmatch(parts[-1]):
        del parts[-1]
    if len(parts) > 1:
        return Grouped(parts[-2], parts[-1])
    found = _begun(text)
    if not found or begun[found[1]] < 2:
        return Grouped("", text)
    # A choice of a question stands one step deeper: support/Which kinds of support?/Food.
    before, _, last = found[2].rpartition("/")
    return Grouped(before, last) if before and begun[found[1]] > 2 else Grouped(found[1], found[2])
