"""An end of an interval is never shown as nought that is not nought."""

from __future__ import annotations

import pytest

from analysis.exhibits.facts import show_number
from analysis.exhibits.intervals import digits_of, end_shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (-0.246, 26.89, ["−0.2%", "26.9%"]),
        (-0.004, 26.89, ["−0.1%", "26.9%"]),
        (0.004, 12.2, ["0.1%", "12.2%"]),
        (-12.4, -0.46, ["−12.4%", "−0.5%"]),
        (1.6, 26.89, ["2%", "27%"]),
        (0.0, 26.89, ["0%", "27%"]),
        (-2e-14, 26.89, ["0%", "27%"]),
    ],
)
def test_an_end_keeps_its_side_of_nought(low: float, high: float, shown: list[str]) -> None:
    digits = digits_of([low, high])
    assert [show_number(end_shown(end), "percent", digits) for end in (low, high)] == shown


def test_an_end_that_the_evidence_does_not_give_stays_unknown() -> None:
    assert end_shown(None) is None and digits_of([None, 12.0]) == 0
