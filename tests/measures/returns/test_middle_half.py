"""The middle half of numbers of hubs: as numpy works the same definition out, and no end of it is one hub's own number."""

from __future__ import annotations

import random

import numpy as np
import pytest

from analysis.measures.returns.middle_half import middle_half


def test_of_nine_hubs_by_hand() -> None:
    """Places 2 2/3 and 7 1/3 of 10, 20 ... 90: a linear quartile would be the third hub's 30 and the seventh's 70."""
    assert middle_half([90, 10, 80, 20, 70, 30, 60, 40, 50]) == (26.7, 73.3)
    assert middle_half([10, 20, 30, 40, 50, 60, 70, 80]) is None


@pytest.mark.parametrize("hubs", range(9, 40))
def test_the_ends_are_those_of_definition_8_and_of_no_hub(hubs: int) -> None:
    chance = random.Random(hubs)
    for spread in (1, 5, 40):  # whole ones one beside the other, and fives
        numbers = [spread * number for number in chance.sample(range(1, 100), hubs)]
        found = middle_half(numbers)
        wanted = np.quantile(numbers, [0.25, 0.75], method="median_unbiased")
        assert found == pytest.approx(wanted, abs=0.0501)
        assert found is not None and not set(found) & set(numbers)


def test_hubs_that_counted_the_same_are_none_of_them_outside() -> None:
    assert middle_half([6.0] * 12) == (6.0, 6.0)
