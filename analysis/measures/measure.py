"""A measure's record: what it is called, which question it answers, how it is computed, which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Measure:
    """The record beside a measure's function. `better` is None where neither direction is good in itself."""

    name: str
    unit: str
    question: str
    how: str
    better: Literal["higher", "lower"] | None
    reads: str  # `table.column` or `table`


MEASURES: dict[str, Measure] = {}


def declare(measure: Measure) -> Measure:
    """Register a record under its name. Raises ValueError where the name is taken."""
    if measure.name in MEASURES:
        raise ValueError(f"measure {measure.name} is declared twice")
    MEASURES[measure.name] = measure
    return measure
