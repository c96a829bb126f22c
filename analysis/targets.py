"""Targets of attendances as network.yml declares them: how many a quarter, at which hub or at all, and who set it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from analysis.settings.declaration import Quarter, about


@dataclass(frozen=True)
class TargetSettings:
    """How many attendances a quarter are to be reached, or not to be exceeded."""

    source: Annotated[
        str,
        about(
            "who set it, in words that are printed",
            why="A target is judged against what is usual, and readers ask whose it is.",
            example="the network's plan for 2024-25",
        ),
    ]
    at_least: Annotated[
        float | None,
        about("attendances a quarter that are to be reached; this or `at_most`"),
    ] = None
    at_most: Annotated[
        float | None,
        about("attendances a quarter that are not to be exceeded, as where a room holds no more"),
    ] = None
    hub: Annotated[
        str, about("the hub_id of the hub that it is for; left out, it is for all hubs together", example="mill")
    ] = ""
    begins: Annotated[
        Quarter | None,
        about("the first quarter that it is for; left out, every quarter", key="from", example="2024-25 Q1"),
    ] = None

    @staticmethod
    def unfit(given: dict[str, Any]) -> tuple[str, str] | None:
        if (given.get("at_least") is None) == (given.get("at_most") is None):
            return "at_least", "A target is `at_least` a number or `at_most` one: write one of the two."
        key = "at_most" if given.get("at_least") is None else "at_least"
        if given[key] < 0:
            return key, f"`{key}` is {given[key]:g}, and nobody comes less than never: write a number from 0 on."
        return None

    @property
    def number(self) -> float:
        return (self.at_least if self.at_most is None else self.at_most) or 0.0

    def reached_by(self, value: float) -> bool:
        return value >= self.number if self.at_most is None else value <= self.number

    def is_for(self, quarter: str) -> bool:
        return self.begins is None or quarter >= self.begins.label
