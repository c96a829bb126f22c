"""Coefficients of agreement against published worked examples, against statsmodels, and against a known truth."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa

from analysis.measures.cases.coefficients import (
    AC1,
    BRENNAN_PREDIGER,
    COHEN,
    CONGER,
    FLEISS,
    LEVELS,
    PERCENT,
    alpha,
    coefficient_of,
    disagreements,
    interval,
    resamples,
)
from tests.measures.drawn_ratings import agreement_of

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
    for coefficient in (alpha(), AC1, COHEN, FLEISS):
        assert agreement_of(coefficient, np.zeros((2, 9)), values=[0, 1]) is None
        assert agreement_of(coefficient, np.full((2, 9), NO), values=[0, 1]) is None


def test_chance_gives_nought_and_full_disagreement_less() -> None:
    apart = np.array([[1, 0, 1, 0], [0, 1, 0, 1]], dtype=float)
    assert agreement_of(COHEN, apart) == pytest.approx(-1)
    chance = np.random.default_rng(4).integers(0, 2, (2, 20_000)).astype(float)
    for coefficient in (alpha(), AC1, COHEN, FLEISS):
        assert agreement_of(coefficient, chance) == pytest.approx(0, abs=0.03)


def test_an_unknown_level_is_named() -> None:
    with pytest.raises(ValueError, match="no level of measurement 'cardinal'"):
        alpha("cardinal")


# --- Intervals ------------------------------------------------------------------------------------------------------


def drawn_of(ratings: np.ndarray, weights: np.ndarray, groups: np.ndarray | None = None) -> np.ndarray:
    """Alpha of each resample, over presence and absence."""
    which = np.arange(ratings.shape[1]) if groups is None else groups
    _, resampled = disagreements(alpha(), ratings[None], np.array([0.0, 1.0]), which, weights)
    return coefficient_of(*resampled)[:, 0]


def test_intervals_hold_the_truth_about_as_often_as_they_promise() -> None:
    """Two coders agree with chance 0.6 and answer on their own otherwise: the alpha of the population is 0.6."""
    truth, units, studies = 0.6, 60, 300
    chance = np.random.default_rng(11)
    weights = resamples(units, 400)
    held = 0
    for _ in range(studies):
        first, alone = (chance.random((2, units)) < 0.3).astype(float)
        second = np.where(chance.random(units) < truth, first, alone)
        low, high = interval(drawn_of(np.array([first, second]), weights)) or (0.0, 0.0)
        held += low <= truth <= high
    assert 0.90 <= held / studies <= 0.98


def test_the_same_ratings_have_the_same_interval_and_more_units_a_narrower_one() -> None:
    chance = np.random.default_rng(2)
    first = (chance.random(40) < 0.4).astype(float)
    ratings = np.array([first, np.where(chance.random(40) < 0.2, 1 - first, first)])
    few = interval(drawn_of(ratings, resamples(40)))
    many = interval(drawn_of(np.tile(ratings, 4), resamples(160)))
    assert few is not None
    assert many is not None
    assert few == interval(drawn_of(ratings, resamples(40)))
    assert many[1] - many[0] < 0.7 * (few[1] - few[0])


def test_passages_of_one_text_are_resampled_together() -> None:
    """Each text's ten passages say the same: there are 12 things to know and not 120, and the interval must be as wide as of 12."""
    chance = np.random.default_rng(5)
    first = (chance.random(12) < 0.5).astype(float)
    ratings = np.array([first, np.where(chance.random(12) < 0.25, 1 - first, first)])
    repeated = np.repeat(ratings, 10, axis=1)
    alone = interval(drawn_of(ratings, resamples(12)))
    together = interval(drawn_of(repeated, resamples(12), np.repeat(np.arange(12), 10)))
    assert alone is not None
    assert together is not None
    assert together == pytest.approx(alone, abs=0.06)  # alpha's correction for few values differs a little


def test_no_interval_where_coders_never_differ_or_the_code_is_too_rare() -> None:
    same = np.array([[1, 0, 1, 0, 0, 1]] * 2, dtype=float)
    assert interval(drawn_of(same, resamples(6))) is None
    once = np.zeros((2, 30))
    once[:, 0] = 1
    assert interval(drawn_of(once, resamples(30))) is None
