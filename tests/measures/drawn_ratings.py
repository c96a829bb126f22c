"""One table of ratings, and the coefficient of it alone: what published worked examples state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.measures.cases.agreement_intervals import LeftOut, intervals, left_out, standard_errors
from analysis.measures.cases.coefficients import Coefficient, coefficient_of


def sure_of(
    coefficient: Coefficient, ratings: Any, values: Sequence[float] | None = None, groups: Any = None
) -> LeftOut:
    """One table of ratings, coders x units, nan where a coder did not judge, with each unit (or group of them) left out once."""
    table = np.asarray(ratings, dtype=float)
    told = np.unique(table[~np.isnan(table)]) if values is None else np.asarray(values, dtype=float)
    return left_out(coefficient, table[None], told, np.arange(table.shape[1]) if groups is None else groups)


def agreement_of(coefficient: Coefficient, ratings: Any, values: Sequence[float] | None = None) -> float | None:
    """The coefficient of such a table; None where it is undefined."""
    value = float(coefficient_of(*sure_of(coefficient, ratings, values).whole)[0])
    return None if np.isnan(value) else value


def error_of(coefficient: Coefficient, ratings: Any) -> float:
    """Its standard error."""
    return float(standard_errors(sure_of(coefficient, ratings))[0])


def interval_of(coefficient: Coefficient, ratings: Any, groups: Any = None) -> tuple[float, float] | None:
    """Its 95% interval over presence and absence."""
    return intervals(sure_of(coefficient, ratings, [0.0, 1.0], groups))[0]
