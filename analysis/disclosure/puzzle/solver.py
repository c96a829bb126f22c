"""The solver behind the puzzle of case studies: linear relations between whole numbers, and one world that fits them (worlds.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_MOST_NODES = 1000  # 1 is the rule; where a solver ends there without a world there is held to be none, which is safe and always the same
_ANY_WILL_DO = 1e6  # a world that is not the best witness is one: to prove the best would take twice as long
_FITS_NONE = 2  # scipy's status where nothing fits
WHERE, TOLD, LIES = (
    0,
    1,
    2,
)  # what a column says: case studies of a cell, those that tell of a code, whether a voice lies in a cell


@dataclass
class Relations:
    """Linear relations: entries of a sparse matrix, and the ends of each row."""

    entries: list[tuple[int, int, float]] = field(default_factory=list)
    ends: list[tuple[float, float]] = field(default_factory=list)
    _made: dict[int, Any] = field(default_factory=dict)

    def add(self, terms: Mapping[int, float], least: float, greatest: float) -> None:
        self.entries += [(len(self.ends), column, weight) for column, weight in terms.items()]
        self.ends.append((least, greatest))
        self._made.clear()

    def constraint(self, columns: int) -> Any:
        """The relations over so many columns, as the solver has them; made once, for each voice is asked about the same ones."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        if columns not in self._made:
            rows, places, weights = zip(*self.entries, strict=True)
            matrix = csr_array((weights, (rows, places)), shape=(len(self.ends), columns))
            self._made[columns] = LinearConstraint(matrix, *np.array(self.ends).T)
        return self._made[columns]


def whole_world(
    cost: np.ndarray, relations: Sequence[Relations], most: np.ndarray, kinds: np.ndarray
) -> np.ndarray | None:
    """Numbers from nought to `most`, one a column, that fit all relations, those of WHERE and TOLD whole; None where none do.

    cost: what a column's number is weighed by, so that of several worlds one of less weight is found. kinds: of each column. Whether a
    voice lies somewhere need not be whole: where it does in part, there is a case study and one that tells, for these numbers are whole,
    and so it can lie there altogether. At first those of WHERE alone must be whole, which takes a tenth of the time: where not even so a
    world fits there is none, and where one does the others are nearly always found whole within it, if not within the one that weighs
    least then within another. Only else is all asked for at once.
    """
    where, nought = kinds == WHERE, np.zeros(len(cost))
    for weights in (cost, nought):
        loose = _solved(weights, relations, nought, most, where)
        if loose.x is None:
            if loose.status == _FITS_NONE:
                return None
            break
        held = np.round(loose.x) * where
        within = _solved(weights, relations, held, np.where(where, held, most), kinds == TOLD)
        if within.x is not None:
            return np.asarray(np.round(within.x))
    whole = _solved(cost, relations, nought, most, kinds != LIES)
    return None if whole.x is None else np.asarray(np.round(whole.x))


def _solved(
    cost: np.ndarray, relations: Sequence[Relations], least: np.ndarray, most: np.ndarray, whole: np.ndarray
) -> Any:
    from scipy.optimize import Bounds, milp

    return milp(
        cost,
        constraints=[each.constraint(len(cost)) for each in relations if each.ends],
        bounds=Bounds(least, most),
        integrality=whole.astype(float),
        options={"node_limit": _MOST_NODES, "mip_rel_gap": _ANY_WILL_DO},
    )
