"""What the costed plan reckons with: for each kind of hub the best known set-up, running cost and hours, each with its facts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from analysis.datasets.money.prices import read_prices
from analysis.datasets.planning.cost_lines import NETWORK_ITSELF, STAND_ALONE
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.planning.costs import origins_of_row, running_table, set_up_table
from analysis.exhibits.register.network import open_now
from analysis.measures.planning import costs
from analysis.measures.planning.costed_plan import KindCosts, NetworkLine, Range

_DECLARED = "Declared cost lines are plans and quotations; they name no hub."


@dataclass(frozen=True)
class Known:
    """Three facts low, likely and high; basis: in a few words, where they come from."""

    facts: tuple[Fact, Fact, Fact]
    basis: str

    @property
    def range(self) -> Range:
        return Range(*(fact.number for fact in self.facts))


@dataclass(frozen=True)
class KindBasis:
    """One kind of hub in the plan; what is not known is None."""

    kind: str
    set_up: Known | None
    running: Known | None
    hours: Known | None

    @property
    def costs(self) -> KindCosts:
        return KindCosts(
            self.kind, *(known.range if known else None for known in (self.set_up, self.running, self.hours))
        )

    @property
    def facts(self) -> list[Fact]:
        return [fact for known in (self.set_up, self.running, self.hours) if known for fact in known.facts]


@dataclass(frozen=True)
class PlanBasis:
    """kinds: in the order in which they are offered. rise: the last known yearly rise of prices, and the year it came to."""

    kinds: tuple[KindBasis, ...]
    lines: tuple[tuple[NetworkLine, tuple[Fact, Fact, Fact]], ...]
    rise: Fact | None
    rise_year: str

    @property
    def facts(self) -> list[Fact]:
        found = [fact for kind in self.kinds for fact in kind.facts]
        return [*found, *[fact for _, facts in self.lines for fact in facts]]


def plan_basis(edition: OpenEdition) -> PlanBasis:
    """The best that is known of each kind: what hubs told before what was declared; no kind where nothing is known."""
    running, setting_up = running_table(edition), set_up_table(edition)
    declared = _declared_running(edition)
    measured = running.frame["group"].to_list()
    kinds = [*measured, *[kind for kind in declared.frame["group"] if kind not in measured and kind != "every kind"]]
    found = [
        KindBasis(kind, _set_up(setting_up, edition, kind), _running(running, declared, kind), _hours(running, kind))
        for kind in sorted(kinds, key=lambda kind: (kind == costs.OTHERS, kind))
    ]
    known = tuple(kind for kind in found if kind.set_up or kind.running)
    rise, year = _rise()
    return PlanBasis(known, tuple(_network_lines(edition)) if known else (), rise, year)


def _three(table: Released, row: int, names: tuple[str, str, str] = costs.PARTS) -> tuple[Fact, Fact, Fact]:
    low, likely, high = (fact_of(table, name, row) for name in names)
    return low, likely, high


def _row(table: Released, kind: str, source: str | None = None) -> int | None:
    """The row of a kind whose range is known."""
    for row, about in enumerate(table.frame.iter_rows(named=True)):
        if about["group"] == kind and about["likely"] is not None and source in (None, about.get("source")):
            return row
    return None


def _running(table: Released, declared: Released, kind: str) -> Known | None:
    row = _row(table, kind)
    if row is not None:
        return Known(_three(table, row), "what hubs told")
    row = _row(declared, kind)
    return Known(_led_back(declared, row), "declared") if row is not None else None


def _hours(table: Released, kind: str) -> Known | None:
    row = _row(table, kind)
    if row is None or table.frame["hours_likely"][row] is None:
        return None
    return Known(_three(table, row, ("hours_low", "hours_likely", "hours_high")), "what hubs told")


def _set_up(table: Released, edition: OpenEdition, kind: str) -> Known | None:
    """Declared for the kind; else declared for every kind; else what start-up awards gave. Capital awards are for later works."""
    row = _row(table, kind, "declared")
    if row is not None:
        return Known(_led_back(table, row), "declared")
    basics = _basics(edition)
    if len(basics):
        return Known(_led_back(basics, 0), "declared for every kind")
    row = _row(table, kind, f"{costs.STARTING} awards")
    return Known(_led_back(table, row), "start-up awards") if row is not None else None


def _led_back(table: Released, row: int) -> tuple[Fact, Fact, Fact]:
    origins = origins_of_row(table.frame.row(row, named=True))
    low, likely, high = (replace(fact, origins=origins) for fact in _three(table, row))
    return low, likely, high


def _basics(edition: OpenEdition) -> Released:
    """One row: the set-up lines that hold for every kind, added; none where there are none."""
    lines = edition.table("cost_lines").filter((pl.col("hub_kind") == "any") & (pl.col("phase") == "set-up"))
    return _declared("cost-basics", costs.declared_by_kind(lines, STAND_ALONE), "set-up", "GBP")


def _declared_running(edition: OpenEdition) -> Released:
    found = costs.declared_by_kind(edition.table("cost_lines"), STAND_ALONE)
    return _declared("declared-running", found, "running", "GBP per year")


def _declared(name: str, found: pl.DataFrame, phase: str, unit: str) -> Released:
    frame = found.filter(pl.col("phase") == phase).select(
        pl.col("kind").replace("any", "every kind").alias("group"),
        *costs.PARTS,
        pl.col("lines").alias("rests"),
        pl.lit("cost_lines").alias("table"),
    )
    fields = [Field("group", "Kind of hub", "key")]
    fields += [Field(part, part.capitalize(), unit=unit, how=costs.DECLARED_COST.how) for part in costs.PARTS]
    return release_open(name, frame, fields, _DECLARED)


def _network_lines(edition: OpenEdition) -> list[tuple[NetworkLine, tuple[Fact, Fact, Fact]]]:
    lines = edition.table("cost_lines").filter(
        (pl.col("hub_kind") == NETWORK_ITSELF) & (pl.col("pattern") == STAND_ALONE)
    )
    how = "as declared, in the pounds of the day it was declared"
    fields = [Field("line_id", "Line", "key"), *[Field(part, part, unit="GBP", how=how, reads=(("cost_lines", {"line_id": []}),)) for part in costs.PARTS]]  # fmt: skip
    table = release_open("network-lines", lines, fields, _DECLARED)
    found = []
    for row, line in enumerate(lines.iter_rows(named=True)):
        facts = _three(table, row)
        cost = Range(*(fact.number for fact in facts))
        running = line["phase"] == "running"
        found.append((NetworkLine(line["what"], running, cost, line["shared_by"], bool(line["facilitator"])), facts))
    return found


def _rise() -> tuple[Fact | None, str]:
    """The last known rise of the price index, in percent."""
    prices = read_prices()
    if prices.frame.height < 2:
        return None, ""
    before, last = prices.frame.tail(2).rows(named=True)
    percent = round(100 * (last["index"] / before["index"] - 1), 2)
    how = f"{prices.source}: {last['financial_year']} on {before['financial_year']}"
    return derived("prices.last-rise", percent, "percent", how, [], decimals=1), last["financial_year"]


def commonest_kind(edition: OpenEdition, basis: PlanBasis) -> str:
    """The kind that the plan begins with: that of most open hubs among those whose costs are known."""
    counted = dict(open_now(edition).group_by("kind").len().rows())
    return max(basis.kinds, key=lambda kind: (counted.get(kind.kind, 0), kind.kind != costs.OTHERS)).kind
