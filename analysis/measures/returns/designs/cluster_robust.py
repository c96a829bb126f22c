"""Errors of a regression whose clusters need not vary alike, freed from bias for a handful of clusters (CR2), with their own degrees of freedom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.designs.counterfactual import Panel
from analysis.measures.verdict import SIGNIFICANT

UNLIKE_HUBS = declare(
    Measure(
        name="unlike_hubs",
        unit="percent",
        question="Does a comparison hold where the hubs that were given something vary less, or more, than the others?",
        how="two-way regression of the returns' logarithms, a level a hub and a level a quarter, where all began in one quarter; its error robust to hubs "
        "that vary unlike each other, freed from bias for few hubs (CR2), with degrees of freedom by Satterthwaite; where somebody chose the hubs a difference is told only where it is rare by this too, and the wider interval is printed",
        better=None,
        reads="returns",
        source="Bell and McCaffrey (2002), Survey Methodology 28(2); Pustejovsky and Tipton (2018), Journal of Business and Economic Statistics 36(4)",
    )
)
_NOUGHT = 1e-9


@dataclass(frozen=True)
class Robust:
    """A coefficient with its error and how many degrees of freedom that error has."""

    coefficient: float
    error: float
    freedom: float

    @property
    def p(self) -> float:
        """Two-sided, by Student's t."""
        return float(2 * stdtr(self.freedom, -abs(self.coefficient) / self.error))

    @property
    def ends(self) -> tuple[float, float]:
        """Of the 95% interval."""
        reach = float(stdtrit(self.freedom, 1 - SIGNIFICANT / 2)) * self.error
        return self.coefficient - reach, self.coefficient + reach


def cluster_robust(columns: np.ndarray, outcome: np.ndarray, clusters: np.ndarray, of: np.ndarray) -> Robust | None:
    """Least squares of the outcome on the columns, and the error of a combination of their coefficients.

    columns: rows x columns, of full rank. clusters: of each row, any value. of: the weight of each coefficient. Each cluster's residuals are
    multiplied by the inverse square root of what the fit leaves of them, so that the variance has no bias where all vary alike; a direction of which
    the fit leaves nothing, as a level of the cluster's own, is left out. None where the error has no freedom left.
    """
    basis, triangle = np.linalg.qr(columns)
    residuals = outcome - basis @ (basis.T @ outcome)
    towards = np.linalg.solve(triangle.T, of)
    leverages, parts = [], []
    for cluster in np.unique(clusters):
        own = basis[clusters == cluster]
        found, directions = np.linalg.eigh(own.T @ own)
        kept = found < 1 - _NOUGHT
        scaled = directions[:, kept] / np.sqrt(1 - found[kept])
        weights = own @ (scaled @ (directions[:, kept].T @ towards))
        leverages.append(weights @ own)
        parts.append((weights @ residuals[clusters == cluster], weights @ weights))
    told, sizes = np.array(parts).T
    shared = np.diag(sizes) - np.array(leverages) @ np.array(leverages).T
    expected, squared = float(np.trace(shared)), float((shared**2).sum())
    if expected < _NOUGHT or not (told**2).sum():
        return None
    return Robust(float(towards @ (basis.T @ outcome)), float(np.sqrt((told**2).sum())), expected**2 / squared)


def where_hubs_vary_unlike(panel: Panel) -> Robust | None:
    """The difference of a panel, as a logarithm, with that error; None where hubs began one after another, for which one effect misleads.

    Answers of nought, which have no logarithm, are left out as those that did not come.
    """
    if len(np.unique(panel.starts[panel.given])) != 1:
        return None
    values: Any = panel.logarithms
    hub, quarter = np.nonzero(np.isfinite(values))
    levels = np.hstack([np.eye(values.shape[0])[hub], np.eye(values.shape[1])[quarter][:, 1:]])
    since = (quarter >= panel.starts[hub]).astype(float)
    columns = np.column_stack([levels, since])
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return None
    return cluster_robust(columns, values[hub, quarter], hub, np.eye(columns.shape[1])[-1])
