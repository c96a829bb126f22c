"""How many were asked for a case study and how many declined, in two editions that are read beside each other: every pair of numbers is tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from analysis.disclosure.rule import Rule
from analysis.exhibits.cases.study_methods import people_shown

RULE = Rule(threshold=7, base=5, source="test")
MOST = 32  # asked; what is printed of the last few could be of more, so of these nothing is asked
TOLD = (0, 1, 2, 5, 9)
Printed = tuple[int, str, str]  # told, asked, declined


def worlds() -> dict[Printed, np.ndarray]:
    """What is printed to all that it may be of: asked, told and declined, a row each."""
    found: dict[Printed, list[tuple[int, int, int]]] = defaultdict(list)
    for told in TOLD:
        for asked in range(told, MOST + 1):
            for declined in range(asked - told + 1):
                shown = people_shown({"asked": asked, "declined": declined}, told, RULE)
                found[told, shown["asked"], shown["declined"]].append((asked, told, declined))
    return {key: np.array(rows) for key, rows in found.items() if key[1] not in ("30", "35")}


def narrow(values: np.ndarray) -> bool:
    """Whether a number of people that may be few is known more closely than the protection interval."""
    few = (values > 0) & (values <= RULE.threshold)
    return bool(few.any()) and int(values.max() - values.min()) < RULE.least_width


def pairs(printed: dict[Printed, np.ndarray]) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Two editions as printed, with all that they may be of: nobody is asked, tells or declines less in the later one."""
    for one, before in printed.items():
        for other, after in printed.items():
            if other[0] >= one[0]:
                grown = (before[:, None, 0] <= after[None, :, 0]) & (before[:, None, 2] <= after[None, :, 2])
                first, second = np.nonzero(grown)
                if len(first):
                    yield f"{one}, then {other}", before[first], after[second]


def test_neither_who_declined_nor_who_did_not_tell_is_told_by_one_edition() -> None:
    told = [key for key, rows in worlds().items() if narrow(rows[:, 2]) or narrow(rows[:, 0] - rows[:, 1])]
    assert told == []
    assert narrow(np.array([3, 5])) and not narrow(np.array([3, 7])) and not narrow(np.array([8, 9]))


def test_nor_by_two_nor_how_many_declined_since() -> None:
    looked_at, told = 0, []
    for said, before, after in pairs(worlds()):
        looked_at += 1
        if any(map(narrow, (before[:, 2], after[:, 2], after[:, 2] - before[:, 2], after[:, 0] - after[:, 1]))):
            told.append(said)
    assert told == []
    assert looked_at > 500
