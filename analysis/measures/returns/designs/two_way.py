"""The regression that is not used where hubs begin one after another, so that the report can say how far it would have misled."""

from __future__ import annotations

import numpy as np


def one_effect_for_all(logarithms: np.ndarray, starts: np.ndarray) -> float | None:
    """Two-way fixed effects with one effect for all hubs and times, in percent: for comparison only.

    Where hubs begin one after another and the effect grows, it takes hubs given early for the others' comparison, and misleads
    (Goodman-Bacon 2021). logarithms: hubs x quarters, not a number where none came; starts: of each hub, the place of its first quarter
    with it. None where it cannot be fitted.
    """
    hub, quarter = np.nonzero(np.isfinite(logarithms))
    outcome = logarithms[hub, quarter]
    treated = (quarter >= starts[hub]).astype(float)
    levels = np.hstack([np.eye(logarithms.shape[0])[hub], np.eye(logarithms.shape[1])[quarter]])
    left = treated - levels @ np.linalg.lstsq(levels, treated, rcond=None)[0]
    return float(100 * np.expm1(left @ outcome / (left @ left))) if float(left @ left) > 1e-9 else None
