"""Coefficients of agreement against published worked examples, against statsmodels, and against a known truth."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

from analysis.measures.cases.agreement_intervals import intervals, left_out, standard_errors
from analysis.measures.cases.coefficients import (
    AC1,
    BRENNAN_PREDIGER,
    COHEN,
    CONGER,
    FLEISS,
    LEVELS,
    PERCENT,
    alpha,
    coefficient_named,
)
from tests.measures.drawn_ratings import agreement_of, error_of, interval_of, sure_of

NO = np.nan
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: 4 observers, 12 units, judgements missing.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
        [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
    ]
)
# Fleiss (1971), Measuring nominal scale agreement among many raters, table 1: 30 patients, 6 psychiatrists each, 5 diagnoses.
PATIENTS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 "
    "333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
DIAGNOSES = np.array([[float(given) for given in patient] for patient in PATIENTS.split()]).T


def crossed(table: list[list[int]]) -> np.ndarray:
    """The ratings of two coders whose values make up this table."""
    cells = [
        (row, column) for row, line in enumerate(table) for column, number in enumerate(line) for _ in range(number)
    ]
    return np.array(cells, dtype=float).T


@pytest.mark.parametrize(("level", "published"), list(zip(LEVELS, (0.743, 0.815, 0.849, 0.797), strict=True)))
def test_alpha_is_that_of_krippendorff_on_every_level(level: str, published: float) -> None:
    assert agreement_of(alpha(level), OBSERVERS) == pytest.approx(published, abs=5e-4)


def test_alpha_takes_no_notice_of_units_that_one_coder_judged_alone() -> None:
    assert agreement_of(alpha(), OBSERVERS[:, :11]) == pytest.approx(agreement_of(alpha(), OBSERVERS))


def test_fleiss_kappa_is_that_of_fleiss() -> None:
    assert agreement_of(FLEISS, DIAGNOSES) == pytest.approx(0.430, abs=5e-4)
    assert agreement_of(FLEISS, DIAGNOSES) == pytest.approx(fleiss_kappa(aggregate_raters(DIAGNOSES.T)[0]))


def test_ac1_is_that_of_gwet() -> None:
    """Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, as the vignette of its author's R package irrCAC prints it:
    four raters with missing ratings, AC1 0.77544 (Fleiss' kappa 0.76117); abstractors of 100 charts, AC1 0.8493305."""
    assert agreement_of(AC1, OBSERVERS) == pytest.approx(0.77544, abs=5e-6)
    assert agreement_of(FLEISS, OBSERVERS) == pytest.approx(0.76117, abs=5e-6)
    charts = crossed([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert agreement_of(AC1, charts) == pytest.approx(0.8493305, abs=5e-8)
    assert agreement_of(COHEN, charts) == pytest.approx(0.7964094, abs=5e-8)
    assert agreement_of(alpha(), charts) == pytest.approx(0.7972585, abs=5e-8)
    assert agreement_of(AC1, DIAGNOSES[:, :15]) == pytest.approx(0.4448007, abs=5e-8)  # his 15 of Fleiss's patients


# Gwet (2014), as `cac.raw4raters` of irrCAC: Krippendorff's ratings, but the twelfth unit is the third rater's.
RATERS = OBSERVERS.copy()
RATERS[1, 11], RATERS[2, 11] = NO, 3
CHARTS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]  # `cont3x3abstractors`: two abstractors of 100 charts


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("percent", 0.81818, 0.12561),
        ("ac1", 0.77544, 0.14295),
        ("fleiss", 0.76117, 0.15302),
        ("conger", 0.76282, 0.14917),
        ("brennan-prediger", 0.77273, 0.14472),
    ],
)
def test_values_and_standard_errors_of_raw_ratings_are_those_that_irrcac_prints(
    key: str, value: float, error: float
) -> None:
    """README of kgwet/irrCAC, the R package of Gwet, `*.raw(cac.raw4raters)`: coeff.val and coeff.se."""
    assert agreement_of(coefficient_named(key), RATERS) == pytest.approx(value, abs=5.1e-6)
    assert error_of(coefficient_named(key), RATERS) == pytest.approx(error, abs=5.1e-6)


def test_alphas_standard_error_is_over_the_units_that_two_judged() -> None:
    """README of kgwet/irrCAC, `krippen.alpha.raw(cac.raw4raters)`: 0.74342, 0.14548; of two raters of charts 0.05905473."""
    assert error_of(alpha(), RATERS[:, :11]) == pytest.approx(0.14548, abs=5.1e-6)


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("cohen", 0.7964094, 0.05891072),
        ("scott", 0.7962397, 0.05905473),
        ("ac1", 0.8493305, 0.04321747),
        ("brennan-prediger", 0.835, 0.04693346),
        ("alpha", 0.7972585, 0.05905473),
        ("percent", 0.89, 0.03128898),
    ],
)
def test_values_and_standard_errors_of_a_table_are_those_that_irrcac_prints(
    key: str, value: float, error: float
) -> None:
    """README of kgwet/irrCAC, `*2.table(cont3x3abstractors)`. For tables it divides the variance by n, for raw ratings by n - 1."""
    charts = crossed(CHARTS)
    assert agreement_of(coefficient_named(key), charts) == pytest.approx(value, abs=5.1e-8)
    assert error_of(coefficient_named(key), charts) * (99 / 100) ** 0.5 == pytest.approx(error, abs=5.1e-8)


def test_standard_errors_of_six_raters_are_those_that_irrcac_prints() -> None:
    """README of kgwet/irrCAC, `*.dist(distrib.6raters)`: 15 of Fleiss's patients."""
    for key, error in (("ac1", 0.08418757), ("fleiss", 0.08119291), ("brennan-prediger", 0.08312142)):
        assert error_of(coefficient_named(key), DIAGNOSES[:, :15]) == pytest.approx(error, abs=5.1e-8)


@pytest.mark.parametrize(
    ("key", "level", "value", "error"),
    [
        ("ac1", "interval", 0.914, 0.10396),
        ("ac1", "ordinal", 0.899, 0.107),
        ("ac1", "ratio", 0.857, 0.122),
        ("conger", "interval", 0.858, 0.144),
        ("conger", "ordinal", 0.844, 0.144),
        ("conger", "ratio", 0.812, 0.149),
        ("fleiss", "interval", 0.865, 0.146),
        ("fleiss", "ordinal", 0.850, 0.147),
        ("fleiss", "ratio", 0.821, 0.152),
        ("brennan-prediger", "interval", 0.902, 0.111),
        ("brennan-prediger", "ordinal", 0.886, 0.114),
        ("brennan-prediger", "ratio", 0.840, 0.132),
    ],
)
def test_weighted_coefficients_are_those_that_irrcac_prints(key: str, level: str, value: float, error: float) -> None:
    """AC2 and the weighted kappas of cac.raw4raters with quadratic, ordinal and ratio weights, from the tests and the notebook of
    afergadis/irrCAC, the port to Python that is held against the R package."""
    weighted = coefficient_named(key, level)
    assert agreement_of(weighted, RATERS) == pytest.approx(value, abs=5.1e-4)
    assert error_of(weighted, RATERS) == pytest.approx(error, abs=5.1e-4)


@pytest.mark.parametrize(
    ("key", "level", "value"),
    [
        ("cohen", "interval", 0.8921569),
        ("cohen", "ordinal", 0.872),
        ("cohen", "ratio", 0.927),
        ("ac1", "interval", 0.940),
        ("ac1", "ordinal", 0.925),
        ("ac1", "ratio", 0.963),
        ("brennan-prediger", "interval", 0.918),
        ("brennan-prediger", "ratio", 0.951),
    ],
)
def test_weighted_coefficients_of_a_table_are_those_that_irrcac_prints(key: str, level: str, value: float) -> None:
    """The charts again: kappa by the example output of kappa2.table with quadratic.weights on rdrr.io, the others as above."""
    digits = 5.1e-8 if value == 0.8921569 else 5.1e-4
    assert agreement_of(coefficient_named(key, level), crossed(CHARTS) + 1) == pytest.approx(value, abs=digits)


def test_weighted_kappa_is_that_of_statsmodels() -> None:
    for table in ([[5, 2, 1], [0, 9, 3], [1, 1, 8]], CHARTS):
        quadratic = cohens_kappa(table, wt="quadratic").kappa
        assert agreement_of(coefficient_named("cohen", "interval"), crossed(table)) == pytest.approx(quadratic)


def test_where_all_agree_ac1_is_one_also_on_one_value_alone() -> None:
    """What AC1 is made for: Gwet (2008). Coefficients that take chance from the shares that were given have none to take."""
    for everywhere in (np.zeros((2, 9)), np.ones((3, 9))):
        assert agreement_of(AC1, everywhere, values=[0, 1]) == 1
        assert agreement_of(BRENNAN_PREDIGER, everywhere, values=[0, 1]) == 1
        assert agreement_of(PERCENT, everywhere, values=[0, 1]) == 1
        assert [agreement_of(each, everywhere, values=[0, 1]) for each in (alpha(), FLEISS, CONGER)] == [None] * 3


@pytest.mark.parametrize("key", ["alpha", "ac1", "fleiss", "conger", "brennan-prediger", "percent", "cohen", "scott"])
def test_where_no_two_judged_the_same_there_is_no_agreement(key: str) -> None:
    apart = [[1, NO], [NO, 0]]
    assert agreement_of(coefficient_named(key), apart, values=[0, 1]) is None
    assert interval_of(coefficient_named(key), apart) is None


def test_other_coefficients_are_those_that_irrcac_and_irr_print() -> None:
    """irrCAC 1.0 on its cac.raw4raters: Brennan-Prediger 0.77273, agreement 0.81818; on Gwet's charts of two abstractors agreement 0.89, Scott's pi 0.7962397.
    irr 0.84 on Fleiss's patients: Conger's exact kappa 0.442."""
    assert agreement_of(BRENNAN_PREDIGER, OBSERVERS) == pytest.approx(0.77273, abs=5e-6)
    assert agreement_of(PERCENT, OBSERVERS) == pytest.approx(0.81818, abs=5e-6)
    assert agreement_of(CONGER, DIAGNOSES) == pytest.approx(0.442, abs=5e-4)
    charts = crossed([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert agreement_of(PERCENT, charts) == pytest.approx(0.89)
    assert agreement_of(FLEISS, charts) == pytest.approx(0.7962397, abs=5e-8)
    assert agreement_of(CONGER, charts) == pytest.approx(agreement_of(COHEN, charts))  # of two coders they are one


def test_cohens_kappa_is_that_of_the_worked_example_and_of_statsmodels() -> None:
    """50 proposals read by two: both yes 20, only the first 5, only the second 10, both no 15: kappa 0.40, the first worked
    example of the encyclopaedia article on Cohen's kappa. Gwet's of three values stands above."""
    assert agreement_of(COHEN, crossed([[20, 5], [10, 15]])) == pytest.approx(0.4)
    for table in ([[3, 1], [2, 18]], [[0, 4], [4, 16]], [[7, 0], [1, 15]], [[5, 2, 1], [0, 9, 3], [1, 1, 8]]):
        assert agreement_of(COHEN, crossed(table)) == pytest.approx(cohens_kappa(table).kappa)
    with pytest.raises(ValueError, match="two coders, not of 4"):
        agreement_of(COHEN, OBSERVERS)


def test_a_code_that_is_everywhere_or_nowhere_has_no_agreement_to_speak_of() -> None:
    for coefficient in (alpha(), COHEN, FLEISS):
        assert agreement_of(coefficient, np.zeros((2, 9)), values=[0, 1]) is None
    for coefficient in (alpha(), AC1, COHEN, FLEISS):
        assert agreement_of(coefficient, np.full((2, 9), NO), values=[0, 1]) is None


def test_chance_gives_nought_and_full_disagreement_less() -> None:
    apart = np.array([[1, 0, 1, 0], [0, 1, 0, 1]], dtype=float)
    assert agreement_of(COHEN, apart) == pytest.approx(-1)
    chance = np.random.default_rng(4).integers(0, 2, (2, 20_000)).astype(float)
    for coefficient in (alpha(), AC1, COHEN, FLEISS):
        assert agreement_of(coefficient, chance) == pytest.approx(0, abs=0.03)


def test_an_unknown_level_is_named() -> None:
    for named in (alpha, lambda level: coefficient_named("ac1", level)):
        with pytest.raises(ValueError, match="no level of measurement 'cardinal'"):
            named("cardinal")


# --- Intervals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cases", [6, 12, 60])
def test_intervals_hold_the_truth_about_as_often_as_they_promise(cases: int) -> None:
    """Two coders agree with chance 0.6 on each of eight codes and answer on their own otherwise: the alpha of the population is 0.6.

    The bench measures it more closely (`python -m bench agreement-intervals`); 1,000 resamples of six cases held it in 0.82."""
    truth, codes, studies = 0.6, 8, 200
    chance = np.random.default_rng(11)
    held = 0
    for _ in range(studies):
        first, alone = (chance.random((2, codes, cases)) < 0.35).astype(float)
        second = np.where(chance.random((codes, cases)) < truth, first, alone)
        ratings = np.stack([first, second], axis=1)
        found = left_out(alpha(), ratings, np.array([0.0, 1.0]), np.arange(cases))
        varied = [len(np.unique(given)) > 1 for given in ratings]
        low, high = intervals(found.over(varied))[0] or (0.0, 0.0)
        held += low <= truth <= high
    assert 0.91 <= held / studies <= 0.99


def test_more_units_have_a_narrower_interval() -> None:
    chance = np.random.default_rng(2)
    first = (chance.random(40) < 0.4).astype(float)
    ratings = np.array([first, np.where(chance.random(40) < 0.2, 1 - first, first)])
    few, many = interval_of(alpha(), ratings), interval_of(alpha(), np.tile(ratings, 4))
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < 0.6 * (few[1] - few[0])
    assert few[1] < 1


def test_passages_of_one_text_are_left_out_together() -> None:
    """Each text's ten passages say the same: there are 12 things to know and not 120, and the interval must be as wide as of 12."""
    chance = np.random.default_rng(5)
    first = (chance.random(12) < 0.5).astype(float)
    ratings = np.array([first, np.where(chance.random(12) < 0.25, 1 - first, first)])
    repeated, groups = np.repeat(ratings, 10, axis=1), np.repeat(np.arange(12), 10)
    for coefficient in (AC1, FLEISS):
        assert interval_of(coefficient, repeated, groups) == pytest.approx(interval_of(coefficient, ratings))
        together = standard_errors(sure_of(coefficient, repeated, groups=groups))[0]
        assert together == pytest.approx(error_of(coefficient, ratings))


def test_no_interval_where_coders_never_differ_or_the_code_is_too_rare() -> None:
    assert interval_of(alpha(), np.array([[1, 0, 1, 0, 0, 1]] * 2)) is None
    once = np.zeros((2, 30))
    once[:, 0] = 1
    assert interval_of(alpha(), once) is None
    assert interval_of(AC1, np.array([[1.0], [0.0]])) is None


def test_one_disagreement_alone_gives_an_interval_that_ends_at_one() -> None:
    one = np.array([[1, 0, 1, 0, 0, 1, 1, 0], [1, 0, 1, 0, 0, 1, 0, 0]])
    low, high = interval_of(alpha(), one) or (None, None)
    assert low is not None
    assert low < 0.6 and high == 1
