"""A measure's record: what it is called, which question it answers, how it is computed, which way is better."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Measure:
    """The record beside a measure's function. `better` is None where neither direction is good in itself."""

    name: str
    unit: str
    question: str
    how: str
    better: Literal["higher", "lower"] | None
    reads: str  # `table.column` or `table`, several with commas between
    source: str = ""  # who published the method, where it is not our own
    module: str = ""  # where the function is; declare() writes it

    @property
    def subject(self) -> str:
        """The subject it lies in: `money` of `analysis.measures.money.flows`, also where it lies in a room of its own there."""
        return self.module.removeprefix("analysis.measures.").split(".")[0]


MEASURES: dict[str, Measure] = {}


def declare(measure: Measure) -> Measure:
    """Register a record under its name, with the module that declares it. Raises ValueError where the name is taken.

    What is registered stands on the page on methods (`hub-learning methods`).
    """
    frame = inspect.currentframe()
    caller = frame.f_back if frame else None
    declared = replace(measure, module=caller.f_globals["__name__"] if caller else "")
    if MEASURES.setdefault(measure.name, declared) != declared:
        raise ValueError(f"measure {measure.name} is declared twice")
    return declared
