"""CR2 and its degrees of freedom against what R's dfadjust and clubSandwich publish, and in worlds where hubs vary unlike each other.

dfadjust (Kolesár, GPL-3; values alone): its tests, tests/testthat/test_clustervar.R and test-hc2-check.R, print errors checked against Stata.
clubSandwich (Pustejovsky, GPL-3; formulas alone): tests/testthat/test_intercept_formulas.R gives the error of a mean over clusters, and its
degrees of freedom, in closed form.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from analysis.measures.returns.designs.cluster_robust import cluster_robust, where_hubs_vary_unlike
from analysis.measures.returns.designs.counterfactual import NEVER, Panel
from analysis.measures.verdict import SIGNIFICANT


def of(place: int, number: int) -> np.ndarray:
    return np.eye(number)[place]


def test_rows_by_themselves_are_what_dfadjust_prints() -> None:
    """HC2 errors 0.4227339762 and 0.4421048122, degrees of freedom 17.6142349 and 12.10389102."""
    x = np.concatenate([np.sin(np.arange(1, 11)), np.sin(np.arange(2, 12))])
    y = np.concatenate([np.cos(np.arange(10)), np.tan(np.arange(1, 11))])
    columns = np.column_stack([np.ones(20), x])
    found = [cluster_robust(columns, y, np.arange(20), of(place, 2)) for place in (0, 1)]
    assert [(one.error, one.freedom) for one in found if one] == [
        (pytest.approx(0.4227339762, abs=5e-11), pytest.approx(17.6142349, abs=5e-8)),
        (pytest.approx(0.4421048122, abs=5e-11), pytest.approx(12.10389102, abs=5e-9)),
    ]


def test_three_columns_have_the_freedom_that_dfadjust_prints() -> None:
    columns = np.column_stack([np.ones(10), np.sin(np.arange(1, 11)), np.sin(np.arange(2, 12))])
    found = [cluster_robust(columns, np.arange(1.0, 11), np.arange(10), of(place, 3)) for place in range(3)]
    assert [one.freedom for one in found if one] == pytest.approx([4.94624731, 3.90754737, 4.77265484], abs=1e-8)


def test_errors_over_five_clusters_are_what_dfadjust_prints() -> None:
    """`HC2 se` 2.460094992 beside a square, and 18.62369808 beside the sine of the sine."""
    x, y = np.sin(np.arange(1, 101)), np.arange(1.0, 101)
    clusters = np.repeat([1, 5, 2, 3, 4], [40, 20, 20, 10, 10])
    squared = np.column_stack([np.ones(100), x, x**2])
    both = np.column_stack([squared, np.sin(x)])
    one, other = (
        cluster_robust(columns, y, clusters, of(place, columns.shape[1]))
        for columns, place in ((squared, 1), (both, 3))
    )
    assert one is not None and other is not None
    assert (one.coefficient, one.error) == (
        pytest.approx(-1.955355241, abs=5e-10),
        pytest.approx(2.460094992, abs=5e-10),
    )
    assert (other.coefficient, other.error) == (
        pytest.approx(-13.36138026, abs=5e-8),
        pytest.approx(18.62369808, abs=5e-7),
    )


def test_a_mean_over_clusters_has_the_error_and_freedom_of_clubsandwich_in_closed_form() -> None:
    sizes = np.array([2, 3, 3, 5, 8, 1, 13])
    lot = np.random.default_rng(3)
    clusters = np.repeat(np.arange(len(sizes)), sizes)
    y = lot.normal(size=sizes.sum()) + lot.normal(size=len(sizes))[clusters]
    n, far = sizes.sum(), np.array([y[clusters == each].mean() for each in range(len(sizes))]) - y.mean()
    variance = (sizes**2 * far**2 / (1 - sizes / n)).sum() / n**2
    freedom = n**2 / (
        n**2 * (sizes**2 / (n - sizes) ** 2).sum()
        - 2 * n * (sizes**3 / (n - sizes) ** 2).sum()
        + (sizes**2 / (n - sizes)).sum() ** 2
    )
    found = cluster_robust(np.ones((n, 1)), y, clusters, np.ones(1))
    assert found is not None
    assert (found.error, found.freedom) == (pytest.approx(math.sqrt(variance)), pytest.approx(freedom))


def panel_of(values: np.ndarray, given: int, start: int) -> Panel:
    starts = np.array([start] * given + [NEVER] * (len(values) - given))
    hubs = tuple(f"H{hub}" for hub in range(len(values)))
    quarters = tuple(f"{quarter:02}" for quarter in range(values.shape[1]))
    return Panel(hubs, quarters, values, starts, (tuple(range(len(hubs))),), "logarithms")


def test_with_all_answers_it_is_welchs_test_of_hubs_own_changes() -> None:
    """The error is that of the two means of changes (Welch's); the freedom is what Welch's would be if both sides varied alike."""
    lot = np.random.default_rng(5)
    values = lot.normal(size=(10, 12))
    found = where_hubs_vary_unlike(panel_of(values, 6, 4))
    change = values[:, 4:].mean(axis=1) - values[:, :4].mean(axis=1)
    welch = stats.ttest_ind(change[:6], change[6:], equal_var=False)
    assert found is not None
    assert found.coefficient / found.error == pytest.approx(welch.statistic)
    assert found.freedom == pytest.approx((1 / 6 + 1 / 4) ** 2 / ((1 / 6) ** 2 / 5 + (1 / 4) ** 2 / 3))
    assert found.p == pytest.approx(float(2 * stats.t.sf(abs(welch.statistic), found.freedom)))


def test_it_holds_its_level_where_the_hubs_given_it_are_the_steady_ones() -> None:
    """Six steady hubs and four three times as noisy, nothing planted: randomisation over ways to place takes the noise for an effect in 11 of 100."""
    lot = np.random.default_rng(9)
    noise = np.repeat([0.1, 0.3], [6, 4])[:, None]
    told = [where_hubs_vary_unlike(panel_of(noise * lot.normal(size=(10, 12)), 6, 4)) for _ in range(600)]
    assert sum(one.p <= SIGNIFICANT for one in told if one) / len(told) < SIGNIFICANT + 0.025


def test_where_hubs_begin_one_after_another_it_is_not_asked() -> None:
    panel = panel_of(np.random.default_rng(1).normal(size=(8, 8)), 4, 3)
    panel.starts[0] = 5
    assert where_hubs_vary_unlike(panel) is None


def test_an_answer_that_is_missing_is_left_out() -> None:
    values = np.random.default_rng(2).normal(size=(8, 8))
    values[1, 2] = np.nan
    values[:4, 4:] += 3
    found = where_hubs_vary_unlike(panel_of(values, 4, 4))
    assert found is not None and found.ends[0] < 3 < found.ends[1] and found.p < SIGNIFICANT
