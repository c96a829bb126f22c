"""Numbers that are a part of a name: of a hub, a place, an organisation. They count nothing and need no source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


class NamesWithNumbers:
    """Names, found by the numbers in them. Two of the same names are equal."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = tuple(sorted({" ".join(name.split()) for name in names}))
        self._by_number: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        for name in self.names:
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            for number in set(_NUMBER.findall(name)):
                self._by_number[number].append(pattern)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamesWithNumbers) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)

    def hold(self, text: str, start: int, end: int) -> bool:
        """Whether what stands from start to end of a text is a part of one of the names there."""
        number = _NUMBER.search(text, start, end)
        patterns = self._by_number.get(number[0], ()) if number else ()
        return any(found.start() <= start and end <= found.end() for each in patterns for found in each.finditer(text))


NO_NAMES = NamesWithNumbers()
