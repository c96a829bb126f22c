"""What is said of a declared target, and of the last quarter of a chart: the icons of Making Data Count in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.exhibits.counts import given
from analysis.exhibits.facts import in_markdown, show_number
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.charts.watched_hubs import baselines_of, limits_of, watched_hubs
from analysis.exhibits.verdicts import left_out
from analysis.measures.returns.change import FEWEST_TO_TELL, Limits
from analysis.measures.returns.charts.hubs import hub_charts
from analysis.measures.returns.charts.levels import YEAR, Season
from analysis.measures.returns.charts.targets import Assurance, assurance
from analysis.measures.returns.joined import as_one
from analysis.targets import TargetSettings

_SAID: dict[Assurance, str] = {
    "met": "usual ups and downs meet it in every quarter",
    "missed": "usual ups and downs miss it in every quarter, so it will not be met unless something changes",
    "now and then": "usual ups and downs alone meet it in some quarters and miss it in others",
}
NOT_USUAL = "it is not judged while the last quarter is marked, for what is usual may have changed"
NOT_ALL = "it is not judged, for it is of all hubs and the chart does not watch all"
TOO_FEW = f"it is not judged before there are {FEWEST_TO_TELL} quarters of answers"


class Held(NamedTuple):
    """A target beside what is usual. judged: what follows, in words without a number."""

    target: TargetSettings
    judged: str

    @property
    def words(self) -> str:
        """`at least 9,000 a quarter`."""
        than = "at least" if self.target.at_most is None else "at most"
        return f"{than} {show_number(self.target.number, 'attendances')} a quarter"

    @property
    def said(self) -> str:
        """A sentence, as markdown, with a blank before it."""
        than, _, rest = self.words.partition(show_number(self.target.number, "attendances"))
        number = given(show_number(self.target.number, "attendances"))
        return f" The target is {than}{number}{rest} ({in_markdown(self.target.source)}): {self.judged}."

    def line(self, quarters: Sequence[str]) -> list[float | None]:
        return [self.target.number if self.target.is_for(quarter) else None for quarter in quarters]


def _target_of(edition: OpenEdition, hub: str) -> TargetSettings | None:
    """The last one declared for the hub, or for all where no hub is named, that the edition's last quarter is under."""
    last = edition.quarters_so_far[-1]
    return next((one for one in reversed(edition.network.targets) if one.hub == hub and one.is_for(last)), None)


def target_of_all(edition: OpenEdition) -> Held | None:
    """The network's target beside the limits of its chart, as they would be if every hub watched answered."""
    target = _target_of(edition, "")
    if target is None:
        return None
    seen = watched_hubs(edition, "attendances")
    if len(seen.quarters) < FEWEST_TO_TELL or not seen.levels:
        return Held(target, TOO_FEW)
    if left_out(edition, "attendances", seen.quarters[-1:], list(seen.levels)):
        return Held(target, NOT_ALL)
    sections, signals = limits_of(edition, seen)
    level = sum(seen.levels.values())
    return Held(target, _judged(target, sections[-1].limits, level, seen.season, seen.quarters, signals[-1]))


def target_of_hub(edition: OpenEdition, hub: str) -> Held | None:
    """A hub's target beside the limits of its own small chart; the same on the hub's page as on the page of all hubs."""
    target = _target_of(edition, hub)
    return None if target is None else edition.remembered(f"target {hub}", lambda: _held_at_hub(edition, hub, target))


def _held_at_hub(edition: OpenEdition, hub: str, target: TargetSettings) -> Held:
    # A hub's limits follow the season of all hubs, which its own page does not read otherwise.
    whole = edition if edition.hub is None else OpenEdition(edition.network, edition.period)
    seen = watched_hubs(whole, "attendances")
    answers = as_one(whole.answers.frame, "attendances", whole.joined)
    if whole is not edition:
        edition.readings += whole.readings
    charts = hub_charts(answers, "attendances", seen, baselines_of(whole))
    chart = next((one for one in charts if one.hub_id == hub), None)
    if chart is None:
        return Held(target, TOO_FEW)
    limits, last = chart.limits[-1], chart.signals[-1]
    return Held(target, _judged(target, limits, chart.level / 100, seen.season, chart.quarters, last))


def _judged(
    target: TargetSettings, limits: Limits, level: float, season: Season, quarters: Sequence[str], last: str
) -> str:
    """limits: of the series beside its usual level; last: the rule that marks the last quarter, or nothing."""
    if last:
        return NOT_USUAL
    usual = [level * season.of(quarter) for quarter in quarters[-YEAR:]]
    limits_by_quarter = [
        Limits(limits.centre * one, limits.lower * one, limits.upper * one, limits.trial) for one in usual
    ]
    return _SAID[assurance(target.number, target.at_most is None, limits_by_quarter)]
