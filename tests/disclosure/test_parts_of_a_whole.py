"""How many parts are withheld beside a small one: counted out by hand, at the edges of what an intruder can work out.

The rule is 1 to 7 withheld and the others rounded to fives: 13 is shown as 15 and may be 13 to 17; a withheld count has to stay possible
for five values or more.
"""

from __future__ import annotations

import polars as pl
import pytest

from analysis.disclosure.parts import Parts
from analysis.disclosure.release import Field, release_counts
from analysis.disclosure.rule import Rule

RULE = Rule(threshold=7, base=5, source="a test")


def withheld(counts: list[float | None], whole: float | None = None) -> str:
    """A letter a part: w where it is withheld, - where it is shown."""
    names = [f"p{number}" for number in range(len(counts))]
    all_of_it = {} if whole is None else {"whole": [whole]}
    frame = pl.DataFrame({"hub": ["a"], **{name: [count] for name, count in zip(names, counts, strict=True)}, **all_of_it}).with_columns(pl.exclude("hub").cast(pl.Float64))  # fmt: skip
    columns = [*names, *all_of_it]
    fields = [Field("hub", "Hub", "key"), *(Field(name, name) for name in columns)]
    parts = Parts(names, "whole" if all_of_it else "")
    released = release_counts("t", frame, fields, RULE, columns, [parts])
    return "".join("w" if released.mark(name, 0) else "-" for name in names)


@pytest.mark.parametrize(
    ("counts", "whole", "shown"),
    [
        # Without a whole that is printed only one that is withheld alone could be found in another table's whole.
        ([3, 20, 30], None, "ww-"),
        ([3, 4, 30], None, "ww-"),
        ([3, 30, 20], None, "w-w"),
        ([3, 20, 20], None, "ww-"),  # of two alike the first
        ([3, 0, 20], None, "w-w"),  # a nought tells nothing of the others
        ([3, None, 20], None, "w-w"),
        ([3, 0, 0], None, "w--"),  # there is nothing more to withhold
        ([8, 20, 30], None, "---"),
        ([7, 20, 30], None, "ww-"),
        # 28 is shown as 30 and may be 28 to 32; the two shown are 13 to 17 each. The first small one is at most 32 - 13 - 13 - 1 = 5
        # and at least 1: five values.
        ([1, 1, 13, 13], 28, "ww--"),
        # 41 is shown as 40: 42 - 3 * 13 - 1 = 2 at most. One more is withheld.
        ([1, 1, 13, 13, 13], 41, "www--"),
        # 50 - 48 = 2: alone it could be worked out, and so it is with the next, which is shown as 10.
        ([2, 10, 20, 18], 50, "ww--"),
        # The whole is small itself: every part is withheld, noughts too.
        ([1, 0, 2], 3, "www"),
        ([1, None, 2], 3, "w-w"),
        ([0, 0, 0], 0, "---"),
    ],
)
def test_so_many_parts_are_withheld_that_none_is_bounded_too_closely(
    counts: list[float | None], whole: float | None, shown: str
) -> None:
    assert withheld(counts, whole) == shown
