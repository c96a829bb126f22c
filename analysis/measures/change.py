"""Whether something changed: XmR charts for one series, and a comparison of hubs that fits their small number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare

SPECIAL_CAUSE = declare(
    Measure(
        name="special_cause",
        unit="quarters",
        question="Did attendances change by more than they always vary?",
        how="XmR chart: limits at mean plus and minus 2.66 mean moving ranges; signals by the four rules of NHS England's Making "
        "Data Count",
        better=None,
        reads="returns",
    )
)
FACILITATION = declare(
    Measure(
        name="facilitation",
        unit="percent",
        question="Did attendances grow more where a facilitator came?",
        how="difference in differences of the logarithm of attendances with a level for each hub and each quarter; randomisation "
        "inference over all ways to pick as many hubs",
        better="higher",
        reads="returns",
    )
)

FEWEST_POINTS = 4
TRIAL_BELOW = 12  # points; with fewer the limits are trial limits
RUN = 7
_MOVING_RANGE_CONSTANT = 2.66  # 3 / d2 for moving ranges of two
_SCREEN = 3.267  # D4 for moving ranges of two


class TooFewPoints(ValueError):
    """An XmR chart needs at least four values."""


@dataclass(frozen=True)
class Limits:
    """Natural process limits, in the unit of the values. `trial` where they rest on fewer than 12 points."""

    centre: float
    lower: float
    upper: float
    trial: bool


def moving_range_limits(values: Sequence[float]) -> Limits:
    """Natural process limits of an XmR chart.

    values: one a quarter, in order, no gaps. Moving ranges above 3.267 times their mean are screened out before the limits are
    drawn, as NHSRplotthedots does. Raises TooFewPoints below 4 values. Source: Wheeler (1993), Understanding Variation; the
    constant 2.66 is 3 / d2 for moving ranges of two.
    """
    if len(values) < FEWEST_POINTS:
        raise TooFewPoints(f"{len(values)} values; an XmR chart needs at least {FEWEST_POINTS}")
    points = np.asarray(values, dtype=float)
    ranges = np.abs(np.diff(points))
    kept = ranges[ranges < _SCREEN * ranges.mean()] if ranges.any() else ranges
    centre = float(points.mean())
    spread = _MOVING_RANGE_CONSTANT * float(kept.mean())
    return Limits(centre, centre - spread, centre + spread, len(values) < TRIAL_BELOW)


def special_causes(values: Sequence[float], limits: Limits) -> list[str]:
    """The rule that each point breaks, first in this order, or an empty text: `outside the limits`, `run of seven rising`,
    `run of seven falling`, `two of three near a limit`, `seven on one side`. One text a value."""
    points = np.asarray(values, dtype=float)
    rules = (_outside, _runs, _near_limit, _one_side)
    found = [rule(points, limits) for rule in rules]
    return [next((texts[place] for texts in found if texts[place]), "") for place in range(len(points))]


def _outside(points: np.ndarray, limits: Limits) -> list[str]:
    return ["outside the limits" if point > limits.upper or point < limits.lower else "" for point in points]


def _runs(points: np.ndarray, limits: Limits) -> list[str]:
    marks = [""] * len(points)
    for start in range(len(points) - RUN + 1):
        steps = np.diff(points[start : start + RUN])
        word = "rising" if (steps > 0).all() else "falling" if (steps < 0).all() else ""
        if word:
            marks[start : start + RUN] = [f"run of seven {word}"] * RUN
    return marks


def _near_limit(points: np.ndarray, limits: Limits) -> list[str]:
    """Two of three successive points beyond two thirds of the way to the limit on the same side."""
    marks = [""] * len(points)
    third = (limits.upper - limits.centre) * 2 / 3
    for near in (points >= limits.centre + third, points <= limits.centre - third):
        for start in range(len(points) - 2):
            places = [place for place in range(start, start + 3) if near[place]]
            if len(places) >= 2 and third > 0:
                for place in places:
                    marks[place] = "two of three near a limit"
    return marks


def _one_side(points: np.ndarray, limits: Limits) -> list[str]:
    marks = [""] * len(points)
    for start in range(len(points) - RUN + 1):
        window = points[start : start + RUN]
        if (window > limits.centre).all() or (window < limits.centre).all():
            marks[start : start + RUN] = ["seven on one side"] * RUN
    return marks


@dataclass(frozen=True)
class Comparison:
    """What treated hubs gained over the others. effect, low, high: in percent; p: two-sided share of assignments at least as far
    from nought; interval at 95 in a hundred from inverting the same test."""

    effect: float
    low: float
    high: float
    p: float
    assignments: int
    treated: int
    others: int


def compare_treated(
    answers: pl.DataFrame, question: str, starts: dict[str, str], everyone: Sequence[str]
) -> Comparison | None:
    """Difference in differences with randomisation inference, for few hubs.

    answers: hub_id, quarter, and the question's column (above nought to count). starts: treated hub -> quarter from which it is
    treated. everyone: the hubs compared. Each assignment gives the observed starts to as many other hubs, in every way there is.
    None where either side has fewer than two hubs, or no hub has quarters before and after its start.
    Source: Rosenbaum (2002), Observational Studies, ch. 2; small numbers of clusters: MacKinnon and Webb (2020).
    """
    from statsmodels.regression.linear_model import OLS  # a second to import; only this measure and agreement need it

    rows = answers.filter(pl.col("hub_id").is_in(list(everyone)) & (pl.col(question) > 0)).sort("hub_id", "quarter")
    hubs = sorted(rows["hub_id"].unique().to_list())
    treated = [hub for hub in hubs if hub in starts]
    if len(treated) < 2 or len(hubs) - len(treated) < 2:
        return None
    hub_of, quarter_of = rows["hub_id"].to_list(), rows["quarter"].to_list()
    levels = np.column_stack(
        [np.array([name == hub for name in hub_of], dtype=float) for hub in hubs]
        + [np.array([name == quarter for name in quarter_of], dtype=float) for quarter in sorted(set(quarter_of))[1:]]
    )
    outcome = OLS(np.log(rows[question].to_numpy()), levels).fit().resid

    def cleared(order: Sequence[str]) -> np.ndarray:
        """The treatment's column for hubs treated in the order of the starts, less what hub and quarter levels explain."""
        begins = dict(zip(order, (starts[hub] for hub in treated), strict=True))
        raw = np.array(
            [hub in begins and quarter >= begins[hub] for hub, quarter in zip(hub_of, quarter_of, strict=True)]
        )
        return np.asarray(OLS(raw.astype(float), levels).fit().resid)

    observed = cleared(treated)
    if float(observed @ observed) < 1e-9:
        return None
    effect = float(OLS(outcome, observed).fit().params[0])
    columns = np.stack([cleared(order) for order in combinations(hubs, len(treated))])
    weights = columns / np.maximum((columns**2).sum(axis=1, keepdims=True), 1e-9)
    by_chance, shift = weights @ outcome, weights @ observed

    def p_of(assumed: float) -> float:
        return float((np.abs(by_chance - assumed * shift) >= abs(effect - assumed) - 1e-9).mean())

    tried = np.linspace(effect - 1.5, effect + 1.5, 601)
    inside = [value for value in tried if p_of(float(value)) > 0.05]
    low, high, *_ = (min(inside), max(inside)) if inside else (effect, effect)
    return Comparison(
        *(float(100 * np.expm1(value)) for value in (effect, low, high)),
        p=p_of(0.0),
        assignments=len(columns),
        treated=len(treated),
        others=len(hubs) - len(treated),
    )
