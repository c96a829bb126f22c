"""Rates of a hub's first return, held against those of other hubs: by the nearer half of them, found without sorting them for each."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from analysis.datasets.returns.checks.young_series import apart_from_ordered

RATES = st.floats(0.01, 1000)


@given(RATES, st.lists(RATES, min_size=1, max_size=30))
def test_it_is_the_distance_that_half_of_the_others_are_within(value: float, others: list[float]) -> None:
    """At least half are as near as it says, and fewer than half are nearer."""
    apart = apart_from_ordered(value, sorted(others))
    far = abs(math.log(apart))
    distances = [abs(math.log(value / other)) for other in others]
    half = math.ceil(len(others) / 2)
    assert sum(distance <= far + 1e-9 for distance in distances) >= half
    assert sum(distance < far - 1e-9 for distance in distances) < half


def test_it_says_which_way() -> None:
    """Of 1, 2, 3, 40 and 50 the nearest three to 20 are 40, 50 and 3, and 3 is the farthest of them; to 0.5 they are 1, 2 and 3."""
    assert math.isclose(apart_from_ordered(20, [1, 2, 3, 40, 50]), 20 / 3)
    assert math.isclose(apart_from_ordered(0.5, [1, 2, 3, 40, 50]), 0.5 / 3)
