"""p, u and funnel charts against published examples, and spread beyond chance that was planted."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.measures.returns.change import TooFewPoints
from analysis.measures.returns.charts.funnels import ALMOST_NEVER, funnel_of, variance_between, winsorised
from analysis.measures.returns.charts.rates import rate_chart

# NIST/SEMATECH e-Handbook of Statistical Methods (public domain). 6.3.3.2: defective chips on 30 wafers of 50 each; 6.3.3.1: defects on 25 wafers.
DEFECTIVE = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
DEFECTS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]


def test_the_p_chart_of_the_wafers() -> None:
    """Mean .2313, limits .4102 and .0524; wafers 15 and 23 lie outside."""
    chart = rate_chart(DEFECTIVE, [50] * 30, "share", by_chance_alone=True)
    found = (chart.lower[0], chart.centre, chart.upper[0])
    assert [round(value, 4) for value in found] == [0.0524, 0.2313, 0.4102]
    assert [place + 1 for place, outside in enumerate(chart.outside) if outside] == [15, 23]


def test_the_chart_of_counted_defects() -> None:
    """Mean 16, limits 28 and 4 (rounded), and wafer 24 outside: a u chart where all sizes are one."""
    chart = rate_chart(DEFECTS, [1] * 25, "rate", by_chance_alone=True)
    assert [round(value) for value in (chart.lower[0], chart.centre, chart.upper[0])] == [4, 16, 28]
    assert [place + 1 for place, outside in enumerate(chart.outside) if outside] == [24]


def test_limits_follow_the_size_behind_each_quarter() -> None:
    """By hand: share .25 of 48 and of 300, so three standard errors are 3 * sqrt(.1875 / n)."""
    chart = rate_chart([12, 75, 12, 75], [48, 300, 48, 300], "share", by_chance_alone=True)
    assert chart.upper[:2] == pytest.approx((0.25 + 3 * math.sqrt(0.1875 / 48), 0.25 + 3 * math.sqrt(0.1875 / 300)))


def test_planted_spread_beyond_chance_is_recovered_and_marks_are_seldom() -> None:
    """Rates that vary by a tenth around theirs beside sizes at which chance makes a hundredth: the plain chart marks most, this one few."""
    lot = np.random.default_rng(5)
    sizes = np.full(400, 10_000.0)
    counts = lot.poisson(sizes * np.exp(0.1 * lot.normal(size=400)))
    chart = rate_chart(counts.tolist(), sizes.tolist(), "rate")
    assert chart.spread == pytest.approx(math.sqrt(1 + 0.1**2 * 10_000), rel=0.1)
    plain = rate_chart(counts.tolist(), sizes.tolist(), "rate", by_chance_alone=True)
    assert sum(plain.outside) > 200 and sum(chart.outside) <= 5


def test_too_few_quarters_and_nobody_counted_are_refused() -> None:
    with pytest.raises(TooFewPoints):
        rate_chart([1, 2, 3], [10, 10, 10], "rate")
    with pytest.raises(ValueError, match="somebody counted"):
        rate_chart([0, 0, 0, 0], [10, 10, 10, 10], "rate")
    with pytest.raises(ValueError, match="above nought"):
        funnel_of([1, 2], [10, 0], "share")


# Colditz and others (1994), JAMA 271(9): thirteen trials of the BCG vaccine; cases and others among the vaccinated, cases and others without it.
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip


def test_variance_between_units_as_published_for_the_vaccine_trials() -> None:
    """metafor's documentation (dat.bcg, method DL): tau squared of the log risk ratios is 0.3088."""
    values = np.array([math.log((a / (a + b)) / (c / (c + d))) for a, b, c, d in BCG])
    errors = np.sqrt([1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in BCG])
    centre = (values / errors**2).sum() / (1 / errors**2).sum()
    assert variance_between((values - centre) / errors, errors) == pytest.approx(0.3088, abs=5e-5)


def test_hubs_that_differ_by_chance_alone_have_no_spread_between_them_and_few_stand_apart() -> None:
    lot = np.random.default_rng(7)
    apart = 0
    for _ in range(200):
        sizes = lot.uniform(20, 800, size=40).round()
        funnel = funnel_of(lot.binomial(sizes.astype(int), 0.3).tolist(), sizes.tolist(), "share")
        apart += sum(funnel.apart)
    assert apart / (200 * 40) < 0.006  # one in 500 by chance, and a little more for limits that are estimated


def test_planted_spread_is_recovered_and_the_one_planted_far_out_is_found() -> None:
    """On the scale of the square root a spread of .1 between hubs; one hub six of it away, of one in 500 by chance beyond three."""
    lot = np.random.default_rng(11)
    sizes = lot.uniform(200, 4000, size=300).round()
    roots = 0.9 + 0.1 * lot.normal(size=300)
    roots[17] = 0.9 + 0.6
    funnel = funnel_of(lot.poisson(sizes * roots**2).tolist(), sizes.tolist(), "rate")
    assert math.sqrt(funnel.between) == pytest.approx(0.1 * winsorised_spread(), rel=0.12)
    assert funnel.apart[17]
    inside = funnel.limits(1e9, ALMOST_NEVER)
    assert inside[0] < funnel.target < inside[1]  # however large a hub, the spread between hubs stays


def winsorised_spread() -> float:
    """What drawing in the outer tenths leaves of a normal spread: by drawing many."""
    return float(winsorised(np.random.default_rng(1).normal(size=200_000)).std())


def test_limits_of_a_share_by_hand() -> None:
    """All hubs at a half: arcsine of the square root is pi / 4, and 1.96 standard errors at 100 people are .098."""
    funnel = funnel_of([50] * 10, [100] * 10, "share")
    assert funnel.between == 0.0 and funnel.dispersion == pytest.approx(0.0)
    expected = [math.sin(math.pi / 4 + sign * 1.96 / 20) ** 2 for sign in (-1, 1)]
    assert funnel.limits(100, 1.96) == pytest.approx(tuple(expected))
