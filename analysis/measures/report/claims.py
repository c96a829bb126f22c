"""What becomes of a claim when its tests are held against the numbers of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["supported", "partly supported", "not supported", "not enough data"]
STATES: tuple[State, ...] = ("supported", "partly supported", "not supported", "not enough data")
Outcome = Literal["held", "weaker", "against", "unknown"]
"""Of one test. weaker: the numbers go the way that is asked, and do not bear as strong a word."""


@dataclass(frozen=True)
class LastEdition:
    """What the last edition claimed: its period as a label, empty where none is kept, and the state of each claim by its id."""

    label: str
    states: Mapping[str, str]


def state_of(outcomes: Sequence[Outcome]) -> State:
    """The state of a claim from the outcomes of its tests, of which there is at least one.

    Supported: every test holds. Not enough data: a number that it is tested by is not known, whatever the others say. Not supported: no
    test goes its way. Partly supported: anything between. Source: our own rule, written down in docs/claims.md before it was used.
    """
    if not outcomes:
        raise ValueError("a claim without a test has no state")
    if all(each == "held" for each in outcomes):
        return "supported"
    if "unknown" in outcomes:
        return "not enough data"
    return "not supported" if all(each == "against" for each in outcomes) else "partly supported"
