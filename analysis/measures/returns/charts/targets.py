"""What a control chart says of a target and of its last point: the icons of Making Data Count, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.change import Limits

Assurance = Literal["met", "missed", "now and then"]
Variation = Literal["usual", "unusually high", "unusually low"]

TARGET_MET = declare(
    Measure(
        name="target_met",
        unit="word",
        question="Will a target be met while nothing changes?",
        how="the target beside the control chart's limits: met in every quarter where the limits lie wholly on its good side, missed in every "
        "quarter where they lie wholly on the other, else now met and now missed by usual ups and downs alone; where limits follow a season, of "
        "each quarter of the year; not judged while the last quarter is marked, for then what is usual may have changed",
        better=None,
        reads="returns",
        source="NHS England, Making Data Count: assurance, as NHSRplotthedots works it out",
    )
)


def assurance(target: float, at_least: bool, limits: Sequence[Limits]) -> Assurance:
    """Whether values within the limits meet a target. at_least: whether more is better. limits: of each quarter of the year, one where all are the same."""
    low, high = min(one.lower for one in limits), max(one.upper for one in limits)
    if high < target:
        return "missed" if at_least else "met"
    if low > target:
        return "met" if at_least else "missed"
    return "now and then"


def variation(signal: str, value: float, centre: float) -> Variation:
    """What the rule that marks a point says of it; `usual` where none does. A run is told by its direction, all else by its side of the mean."""
    if not signal:
        return "usual"
    high = signal.endswith("rising") or (value > centre and not signal.endswith("falling"))
    return "unusually high" if high else "unusually low"


def in_words(signal: str, value: float, centre: float) -> str:
    """The rule that marks a point, with the side on which it does; an empty text where none does.

    >>> in_words("outside the limits", 9.0, 5.0), in_words("seven on one side", 4.0, 5.0), in_words("run of seven rising", 4.0, 5.0)
    ('above the limits', 'seven below what is usual', 'run of seven rising')
    """
    high = variation(signal, value, centre) == "unusually high"
    sided = {
        "outside the limits": f"{'above' if high else 'below'} the limits",
        "two of three near a limit": f"two of three near the {'upper' if high else 'lower'} limit",
        "seven on one side": f"seven {'above' if high else 'below'} what is usual",
    }
    return sided.get(signal, signal)
