"""One series against its own past: a step from a declared quarter on, with trend, season and robust errors (interrupted time series)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, StatisticsError
from typing import Any

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.verdict import SIGNIFICANT

INTERRUPTED = declare(
    Measure(
        name="interrupted_series",
        unit="percent",
        question="Was there more since something began than the quarters before lead one to expect?",
        how="Poisson regression of the sum over the same hubs on a straight trend, the season and a step from the declared quarter on; "
        "the widest of three errors: of counts that vary more than by chance (quasi-Poisson), robust to neighbours that resemble each "
        "other (Newey and West), and where they do so by .5, with Student's t for the few quarters that are left over",
        better=None,
        reads="returns",
        source="Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46(1)",
    )
)
ALIKE = 0.5  # correlation of neighbouring quarters that is always allowed for
# Quarters: two whole years for the season and the trend, and one year with what was given.
FEWEST_BEFORE, FEWEST_SINCE = 8, 4


@dataclass(frozen=True)
class Step:
    """The step in a series. ratio, low, high: of the level since over what was to be expected; p: two-sided; spread: variance over mean of
    the counts about the fitted line; left_over: quarters less what is fitted."""

    ratio: float
    low: float
    high: float
    p: float
    spread: float
    left_over: int


def step_of(
    counts: Sequence[float],
    since: Sequence[bool],
    season: np.ndarray,
    exposure: Sequence[float] | None = None,
    errors: str = "robust",
) -> Step:
    """The step of a series of counts from where `since` is true on, beside a straight trend and the columns of `season`.

    season: counts x columns, as `quarters_of_year` gives it, or none. exposure: whom each count could have come from, where
    it is a rate. errors: `model` of Poisson counts alone, `quasi` widened by the spread, `robust` as this project publishes them.
    Raises StatisticsError where fewer than three counts are left over, or nothing was counted before it or since.
    """
    from statsmodels.genmod.families import Poisson  # here, for it takes a second that most pages need not wait for
    from statsmodels.genmod.generalized_linear_model import GLM

    outcome = np.asarray(counts, dtype=float)
    plain = np.column_stack([np.asarray(since, dtype=float), np.ones(len(outcome)), np.arange(len(outcome)), season])
    left_over = len(outcome) - plain.shape[1]
    if not outcome[plain[:, 0] > 0].any() or not outcome[plain[:, 0] == 0].any():
        raise StatisticsError("nothing was counted before it, or nothing since: a ratio would have no end")
    if left_over < 3:
        raise StatisticsError(f"{left_over} counts are left over: too few to tell how they vary")
    model = GLM(
        outcome, plain, Poisson(), offset=None if exposure is None else np.log(np.asarray(exposure, dtype=float))
    )
    fitted = model.fit()
    spread = float(fitted.pearson_chi2 / left_over)
    error = float(fitted.bse[0])
    if errors != "model":
        error *= math.sqrt(spread)
    if errors == "robust":
        lags = max(1, math.floor(4 * (len(outcome) / 100) ** (2 / 9)))  # Newey and West's rule
        near = model.fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
        error = max(error, float(near.bse[0]), _where_alike(plain, fitted))
    return _told(float(fitted.params[0]), error, spread, left_over, normal=errors == "model")


def _where_alike(columns: np.ndarray, fitted: Any) -> float:
    """The error of the first column's coefficient where each count resembles the one before by ALIKE, which a dozen quarters cannot tell
    of themselves: generalised least squares' variance of the weighted fit, its spread freed from what the likeness hides."""
    weights = np.sqrt(fitted.mu)
    weighted = columns * weights[:, None]
    inverse = np.linalg.pinv(weighted)
    places = np.arange(len(weights))
    likeness = ALIKE ** np.abs(places[:, None] - places)
    rest = np.eye(len(weights)) - weighted @ inverse
    spread = float(fitted.pearson_chi2) / float(np.trace(rest @ likeness))
    return math.sqrt(spread * float(inverse[0] @ likeness @ inverse[0]))


def _told(step: float, error: float, spread: float, left_over: int, normal: bool) -> Step:
    from scipy.stats import t

    far = NormalDist().inv_cdf(1 - SIGNIFICANT / 2) if normal else float(t.ppf(1 - SIGNIFICANT / 2, left_over))
    p = 2 * (1 - NormalDist().cdf(abs(step) / error)) if normal else float(2 * t.sf(abs(step) / error, left_over))
    return Step(math.exp(step), math.exp(step - far * error), math.exp(step + far * error), p, spread, left_over)


def quarters_of_year(places: Sequence[int]) -> np.ndarray:
    """Three columns, of the second to the fourth quarter of a year. places: of each count in its year, from 1 to 4."""
    return np.column_stack([np.asarray(places) == quarter for quarter in (2, 3, 4)]).astype(float)


@dataclass(frozen=True)
class Series:
    """Sums of a quarter over the hubs that answered, and their exposure: what those hubs had in a quarter on average before."""

    quarters: tuple[str, ...]
    counts: tuple[float, ...]
    exposure: tuple[float, ...]
    since: tuple[bool, ...]
    hubs: int


def series_of(answers: pl.DataFrame, outcome: str, hubs: Sequence[str], start: str, quarters: Sequence[str]) -> Series:
    """The series of these hubs; a hub that missed a quarter is in all the others.

    answers: hub_id, quarter and the outcome's column. start: the first quarter with what was given. Hubs that have no answer above nought
    from before are not in it, for nothing is known of what to expect there.
    """
    rows = answers.filter(
        pl.col("hub_id").is_in(list(hubs)), pl.col("quarter").is_in(list(quarters)), pl.col(outcome).is_not_null()
    )
    usual = rows.filter(pl.col("quarter") < start).group_by("hub_id").agg(usual=pl.col(outcome).mean())
    summed = (
        rows.join(usual.filter(pl.col("usual") > 0), on="hub_id")
        .group_by("quarter")
        .agg(counts=pl.col(outcome).sum().cast(pl.Float64), usual=pl.col("usual").sum())
        .sort("quarter")
    )
    told = summed["quarter"].to_list()
    return Series(
        tuple(told),
        tuple(summed["counts"]),
        tuple(summed["usual"]),
        tuple(quarter >= start for quarter in told),
        usual.filter(pl.col("usual") > 0).height,
    )
