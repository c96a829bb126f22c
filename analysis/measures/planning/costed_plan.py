"""A planned network in pounds: so many hubs of each kind, for so many years. The page's calculator does the same sums."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.measures.measure import Measure, declare

PARTS = ("low", "likely", "high")
MOST_HUBS, MOST_YEARS = 200, 20

COSTED_PLAN = declare(
    Measure(
        name="costed_plan",
        unit="GBP",
        question="What would a planned network cost?",
        how=(
            "set-up once and running costs each year, added over the hubs planned and what the network itself needs; each year "
            "after the first dearer by the rise chosen; low is if every part came out low, high if every part came out high"
        ),
        better=None,
        reads="cost_lines",
    )
)


@dataclass(frozen=True)
class Range:
    """low, likely and high of one amount."""

    low: float
    likely: float
    high: float

    def part(self, name: str) -> float:
        return float(getattr(self, name))


@dataclass(frozen=True)
class KindCosts:
    """What one hub of a kind takes. None where it is not known: it is then left out of the sums, and named."""

    kind: str
    set_up: Range | None
    running: Range | None
    hours: Range | None


@dataclass(frozen=True)
class NetworkLine:
    """What the network itself pays for. shared_by: one for so many hubs, or one for all where that is not said."""

    line: str
    running: bool
    cost: Range
    shared_by: int | None
    facilitator: bool


@dataclass(frozen=True)
class Plan:
    """set_up: once; yearly: in the first year; total: over all years; hours of volunteers a year; facilitators as people."""

    hubs: int
    set_up: Range
    yearly: Range
    total: Range
    hours: Range
    facilitators: int
    not_known: tuple[str, ...]


def units_of(line: NetworkLine, hubs: int, facilitator: bool) -> int:
    """How many of a line a network of so many hubs needs."""
    if not hubs or (line.facilitator and not facilitator):
        return 0
    return math.ceil(hubs / line.shared_by) if line.shared_by else 1


def growth(years: int, rise: float) -> float:
    """What a pound a year comes to over the years, the first at today's prices, each later one dearer by `rise` (0.04 is 4%)."""
    return sum((1 + rise) ** year for year in range(years))


def cost_plan(
    kinds: Sequence[KindCosts],
    lines: Sequence[NetworkLine],
    planned: Mapping[str, int],
    years: int,
    rise: float,
    facilitator: bool,
) -> Plan:
    """The plan's sums. planned: hubs by kind. Raises KeyError for a kind that is not among `kinds`."""
    by_kind = {costs.kind: costs for costs in kinds}
    chosen = [(by_kind[kind], number) for kind, number in planned.items() if number > 0]
    hubs = sum(number for _, number in chosen)
    units = [(line, units_of(line, hubs, facilitator)) for line in lines]
    set_up, yearly, hours = (
        _added([(getattr(costs, what), number) for costs, number in chosen]) for what in ("set_up", "running", "hours")
    )
    set_up = _added([(set_up, 1), *[(line.cost, count) for line, count in units if not line.running]])
    yearly = _added([(yearly, 1), *[(line.cost, count) for line, count in units if line.running]])
    grown = growth(years, rise)
    total = Range(*(set_up.part(part) + yearly.part(part) * grown for part in PARTS))
    unknown = tuple(
        f"{words} of a {costs.kind}"
        for costs, _ in chosen
        for what, words in (("set_up", "setting up"), ("running", "running"), ("hours", "volunteers' hours"))
        if getattr(costs, what) is None
    )
    facilitators = sum(count for line, count in units if line.facilitator)
    return Plan(hubs, set_up, yearly, total, hours, facilitators, unknown)


def _added(parts: Sequence[tuple[Range | None, int]]) -> Range:
    known = [(cost, number) for cost, number in parts if cost is not None]
    return Range(*(sum(number * cost.part(part) for cost, number in known) for part in PARTS))
