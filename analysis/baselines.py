"""Baselines of control charts as network.yml declares them: from when on limits are drawn anew, over which quarters, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from analysis.settings.declaration import Quarter, about


@dataclass(frozen=True)
class BaselineSettings:
    """From when on a control chart's limits are drawn anew, and over which quarters."""

    begins: Annotated[
        Quarter,
        about("the first quarter that these limits are for", example="2024-25 Q1", key="from"),
    ]
    because: Annotated[
        str,
        about(
            "why, in words that are printed",
            why="Limits drawn anew hide what went before, so nobody does it without a reason.",
        ),
    ]
    until: Annotated[
        Quarter | None,
        about("the last quarter that they are drawn over; left out, all until they are drawn anew"),
    ] = None

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        until = given.get("until")
        if until is not None and until.quarters[-1] < given["begins"].quarters[0]:
            return "until", f"`until` is {until.label}, which lies before `from`, {given['begins'].label}."
        return None
