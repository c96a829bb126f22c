"""One table of ratings, and the coefficient of it alone: what published worked examples state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.measures.cases.coefficients import Coefficient, coefficient_of


def agreement_of(coefficient: Coefficient, ratings: Any, values: Sequence[float] | None = None) -> float | None:
    """The coefficient of one table of ratings, coders x units, nan where a coder did not judge; None where it is undefined."""
    table = np.asarray(ratings, dtype=float)
    told = np.unique(table[~np.isnan(table)]) if values is None else np.asarray(values, dtype=float)
    seen, chance = coefficient.disagreement(coefficient.parts(table, told).sum(axis=0), told)
    value = float(coefficient_of(seen, chance))
    return None if np.isnan(value) or len(np.unique(table[~np.isnan(table)])) < 2 else value
