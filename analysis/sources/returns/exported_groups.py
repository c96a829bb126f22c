"""The parts of a form that some services write before each heading: `Finance >> Income`, `people/Volunteers`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

_MARK = re.compile(r"\s*(?:>>|::)\s*")
_PATH = re.compile(r"([a-z0-9_]+)/(.+)", re.DOTALL)  # a name of KoBo or ODK, without blanks


class Grouped(NamedTuple):
    """A heading, without the groups it stands in. `group`: the innermost."""

    group: str
    heading: str


def split_groups(headings: Iterable[str]) -> dict[str, Grouped]:
    """By heading, the group and what is left. A stroke parts a group only where several headings begin with it: `and/or` is none."""
    listed = list(dict.fromkeys(headings))
    begun = Counter(found[1] for text in listed if (found := _PATH.match(text)))
    return {text: _split(text, begun) for text in listed}


def _split(text: str, begun: Counter[str]) -> Grouped:
    parts = [part for part in _MARK.split(text) if part]
    if len(parts) > 1:
        return Grouped(parts[-2], parts[-1])
    found = _PATH.match(text)
    if not found or begun[found[1]] < 2:
        return Grouped("", text)
    # A choice of a question stands one step deeper: support/Which kinds of support?/Food.
    before, _, last = found[2].rpartition("/")
    return Grouped(before, last) if before and begun[found[1]] > 2 else Grouped(found[1], found[2])
