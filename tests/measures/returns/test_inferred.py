"""One way to say what a test by lot found, whoever made the test: its ends are where its p crosses one in twenty."""

from __future__ import annotations

import math

import pytest
from scipy.stats import norm

from analysis.measures.returns.designs.inferred import end_of, estimate_of


@pytest.mark.parametrize(("effect", "error"), [(0.3, 0.1), (-0.2, 0.05), (0.0, 0.4)])
def test_the_interval_of_a_test_by_the_normal_law_is_that_of_the_books(effect: float, error: float) -> None:
    """effect and 1.96 standard errors to either side, within 1.5 / 2 to the twelfth of a logarithm."""

    def p_without(assumed: float) -> float:
        return float(2 * norm.sf(abs(effect - assumed) / error))

    found = estimate_of(effect, p_without, 1_000, 7, 9, 0.001)
    ends = [math.log1p(end / 100) for end in (found.low, found.high) if end is not None]
    wanted = [effect - 1.959964 * error, effect + 1.959964 * error]
    assert ends == pytest.approx(wanted, abs=1.5 / 2**12)
    assert found.effect == pytest.approx(100 * (math.exp(effect) - 1)) and found.p == p_without(0.0)
    assert (found.ways, found.given, found.others, found.can_tell) == (1_000, 7, 9, True)


def test_an_end_that_lies_beyond_what_is_looked_through_is_none() -> None:
    assert end_of(0.1, lambda assumed: 0.06, 1) is None
    assert end_of(0.1, lambda assumed: 0.06 if assumed > 0.1 else 0.01, -1) == pytest.approx(0.1, abs=1e-3)


def test_where_no_difference_could_be_told_there_is_no_interval() -> None:
    """Three of six hubs in two groups can be placed in 20 ways: no p below one in ten."""
    found = estimate_of(0.5, lambda assumed: 0.1, 20, 3, 3, 0.1)
    assert (found.low, found.high, found.can_tell, found.p) == (None, None, False, 0.1)


@pytest.mark.parametrize("effect", [0.16, -0.16])
@pytest.mark.parametrize(("of_nought", "holds_nought"), [(0.056, True), (0.037, False)])
def test_an_interval_holds_nought_just_where_chance_does_as_much_too_often(
    effect: float, of_nought: float, holds_nought: bool
) -> None:
    """Of a few ways to place, p goes up and down in steps, so that it may cross one in twenty more than once: p of nought decides."""

    def p_without(assumed: float) -> float:
        return of_nought if assumed == 0 else 0.06 if abs(assumed - effect) < 0.1 or abs(assumed) < 0.02 else 0.02

    found = estimate_of(effect, p_without, 54, 6, 4, 1 / 54)
    assert found.low is not None and found.high is not None
    assert (found.low <= 0 <= found.high) is holds_nought
