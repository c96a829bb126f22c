"""Which months a quarter holds, said where a page's sentences first name it: few readers know what the third quarter of a year is."""

from __future__ import annotations

import re
from typing import Any

from analysis.periods import Period

# A quarter in a sentence as exhibits write it, but for one whose months are told already, and one that a longer span begins with.
_QUARTER = re.compile(r"(?<![\w-])(\d{4})(?:\\?-(\d\d))? Q([1-4])\b(?! \(| to )")
_APART = re.compile(
    r"(\{[^}]*\}|`[^`]*`|\]\([^)]*\)|^:::.*$|^#.*$)", re.MULTILINE
)  # attributes, code, targets of links, headings

FIRST = "first-screen"  # the id of the first answers

Cell = dict[str, Any]


def with_months(cells: list[Cell], begins: int) -> list[Cell]:
    """Render copies of a page's cells, each sentence's first mention of a quarter followed by its months; the first answers name the months
    alone, for they are to be read on one screen.

    begins: the month in which the network's years do. Tables, drawings and captions keep the short name.
    """
    told: set[str] = set()
    for cell in cells:
        for output in cell.get("outputs", []):
            handed = output.get("handover")
            if handed is not None and handed.exhibit.kind == "sentence":
                text, alone = output["data"]["text/markdown"], handed.exhibit.id == FIRST
                output["data"]["text/markdown"] = _with_months(text, begins, set() if alone else told, alone)
    return cells


def _with_months(text: str, begins: int, told: set[str], alone: bool) -> str:
    def explained(found: re.Match[str]) -> str:
        period = Period(int(found[1]), int(found[3]), begins)
        if period.key in told or period.key != found[0].replace("\\", ""):
            return found[0]
        if alone:
            return period.months
        told.add(period.key)
        return f"{found[0]} ({period.months})"

    parts = _APART.split(text)
    return "".join(part if place % 2 else _QUARTER.sub(explained, part) for place, part in enumerate(parts))
