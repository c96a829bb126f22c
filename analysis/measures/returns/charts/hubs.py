"""Each hub's own control chart: its counts beside its usual level and the network's season."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.returns import change
from analysis.measures.returns.charts.levels import Watched, widened_for
from analysis.measures.returns.charts.targets import in_words

HUB_CHARTS = declare(
    Measure(
        name="hub_charts",
        unit="hubs",
        question="At which hubs was a quarter unlike what is usual there?",
        how="XmR chart of each hub's attendances in percent of its usual level and the network's season, over the quarters that it answered in, "
        f"where these are at least {change.FEWEST_TO_TELL}; the four rules of NHS England's Making Data Count",
        better=None,
        reads="returns",
        source="Wheeler (1993), Understanding Variation",
    )
)


@dataclass(frozen=True)
class HubChart:
    """quarters: those that the hub answered in; values: each in percent of what is usual; signals: the rule that marks each, or nothing."""

    hub_id: str
    level: float
    quarters: tuple[str, ...]
    values: tuple[float, ...]
    sections: tuple[change.Section, ...]
    signals: tuple[str, ...]

    @property
    def limits(self) -> list[change.Limits]:
        """Of each quarter that the hub answered in."""
        return [each.limits for each in self.sections for _ in range(each.first, each.last)]

    def marked(self, quarters: Sequence[str]) -> list[str]:
        """Those of the quarters that a rule marks, with the rule and the side."""
        points = zip(self.quarters, self.signals, self.values, self.limits, strict=True)
        return [
            f"{quarter} ({in_words(signal, value, limits.centre)})"
            for quarter, signal, value, limits in points
            if signal and quarter in quarters
        ]


def hub_charts(
    answers: pl.DataFrame, question: str, seen: Watched, baselines: Sequence[change.Baseline] = ()
) -> list[HubChart]:
    """A chart of each hub watched that answered in enough quarters and counted something, in the order of their names.

    answers: hub_id, quarter and the question's column. baselines: over which quarters limits are drawn, as for the network. A quarter that is missing is left out, and the quarters beside it follow each other.
    """
    wanted = answers.filter(pl.col(question).is_not_null(), pl.col("quarter").is_in(list(seen.quarters)))
    charts = []
    for hub, level in seen.levels.items():
        told = wanted.filter(pl.col("hub_id") == hub).sort("quarter")
        quarters = told["quarter"].to_list()
        if len(quarters) < change.FEWEST_TO_TELL:
            continue
        counts = told[question].cast(pl.Float64).to_list()
        values = [
            100 * count / (level * seen.season.of(quarter)) for count, quarter in zip(counts, quarters, strict=True)
        ]
        sections = change.sections_of(quarters, values, baselines, 0.0, widened_for(seen.season, len(seen.quarters)))
        signals = [
            mark for each in sections for mark in change.special_causes(values[each.first : each.last], each.limits)
        ]
        charts.append(HubChart(hub, level, tuple(quarters), tuple(values), tuple(sections), tuple(signals)))
    return charts
