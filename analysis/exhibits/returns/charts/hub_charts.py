"""Exhibit: every hub that can be charted, beside what is usual there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.counts import given
from analysis.exhibits.drawing.small_multiples import Small, draw_small_multiples, first_of_many
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, facts_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.charts.targets import Held, target_of_hub
from analysis.exhibits.returns.charts.watched_hubs import baselines_of, watched_hubs
from analysis.exhibits.totals import has_answers, not_answered
from analysis.exhibits.verdicts import BEYOND, in_brief, verdict_of_hub
from analysis.exhibits.wording import count_of, listed, noun_for, plainly, worded
from analysis.measures.returns import change
from analysis.measures.returns.charts.hubs import HUB_CHARTS, HubChart, hub_charts
from analysis.measures.returns.charts.levels import Season
from analysis.measures.returns.joined import as_one

EXHIBIT, SUBJECT = "hub-charts", "which hubs had a quarter unlike their own"
OFTEN = 0.25  # of charts, by `change.marked_by_chance`, which is a third or a sixth
MOST_NAMED = 8  # hubs in a sentence


def hub_control_charts(edition: OpenEdition) -> Exhibit:
    """Control charts of attendances, a hub each, in percent of what is usual at the hub in that quarter of the year."""
    if not has_answers(edition):
        return not_answered(EXHIBIT, SUBJECT, edition)
    answers = as_one(edition.answers.frame, "attendances", edition.joined)
    seen = watched_hubs(edition, "attendances")
    charts = hub_charts(answers, "attendances", seen, baselines_of(edition))
    if not charts:
        return exhibit_unknown(
            EXHIBIT,
            SUBJECT,
            plainly(edition, "change.no-hub-watched", number=change.FEWEST_TO_TELL, period=edition.period.label),
            plainly(edition, "change.answers-needed", number=change.FEWEST_TO_TELL),
        )
    names = dict(edition.table("hubs").select("hub_id", pl.coalesce("name", "hub_id")).iter_rows())
    own = edition.period.quarter_labels
    charts.sort(key=lambda chart: (not chart.marked(own), names[chart.hub_id]))
    aims = {chart.hub_id: held for chart in charts if (held := target_of_hub(edition, chart.hub_id))}
    table = _table(edition, charts, names, aims)
    drawn = first_of_many(_ranked(edition, charts, names))
    shown = draw_small_multiples(
        [_small(chart, names, seen.quarters, _aim_of(chart, aims, seen.season)) for chart in drawn], seen.quarters
    )
    made = _exhibit(edition, table, charts, names, seen.quarters, shown, aims)
    return made if len(drawn) == len(charts) else _told_of_many(made, edition, drawn, names, seen.quarters)


def _ranked(edition: OpenEdition, charts: Sequence[HubChart], names: Mapping[str, str]) -> list[HubChart]:
    """The order in which charts are worth looking at: as they stand, but of many those of more marked quarters first."""
    own = edition.period.quarter_labels
    if len(first_of_many(charts)) == len(charts):
        return list(charts)
    return sorted(charts, key=lambda chart: (-len(chart.marked(own)), names[chart.hub_id]))


def _told_of_many(
    made: Exhibit, edition: OpenEdition, drawn: Sequence[HubChart], names: Mapping[str, str], quarters: Sequence[str]
) -> Exhibit:
    """The exhibit of so many hubs that not all are drawn: it says which are, and where the others' numbers stand."""
    hubs = count_of(len(drawn), "hub")
    alt = (
        f"Small control charts of attendances in percent of what is usual at the hub from {quarters[0]} to {quarters[-1]}, of the {hubs} with most "
        f"marked quarters in {edition.period.label}: {listed([names[chart.hub_id] for chart in drawn])}. The table under it gives each hub."
    )
    said = worded(edition, "change.most-marked", number=given(len(drawn)))
    return replace(made, alt=alt, sentence=replace(made.sentence, text=f"{made.sentence.text} {said}"))


def _aim_of(chart: HubChart, aims: Mapping[str, Held], season: Season) -> list[float | None]:
    """The target in percent of what is usual in the quarter."""
    if chart.hub_id not in aims:
        return []
    line = aims[chart.hub_id].line(chart.quarters)
    usual = [chart.level * season.of(quarter) / 100 for quarter in chart.quarters]
    return [None if value is None else value / one for value, one in zip(line, usual, strict=True)]


def _table(
    edition: OpenEdition, charts: Sequence[HubChart], names: Mapping[str, str], aims: Mapping[str, Held]
) -> Released:
    own = edition.period.quarter_labels
    rows: dict[str, list[Any]] = {
        "hub": [names[chart.hub_id] for chart in charts],
        "usual": [chart.level for chart in charts],
        "quarters": [len(chart.quarters) for chart in charts],
        "lower": [chart.limits[-1].lower for chart in charts],
        "upper": [chart.limits[-1].upper for chart in charts],
        "marks": [len(chart.marked(own)) for chart in charts],
        "which": [listed(chart.marked(own)) for chart in charts],
        "change": [in_brief(verdict_of_hub(edition, chart.hub_id, "attendances")) for chart in charts],
    }
    if aims:
        rows["target"] = [aims[chart.hub_id].judged if chart.hub_id in aims else "none is set" for chart in charts]
    reads = (
        (
            "returns",
            {"question_id": ["attendances"], "hub_id": edition.joined.with_parts([one.hub_id for one in charts])},
        ),
    )
    limit = "percent of usual, {} 2.66 times the mean moving range"
    fields = [
        Field("hub", "Hub", "key"),
        Field(
            "usual",
            "Usual quarter",
            unit="attendances",
            how="attendances over the season of the quarters answered in",
            reads=reads,
        ),
        Field("quarters", "Quarters", unit="quarters", how="quarters that the hub answered in", reads=reads),
        Field("lower", "Lower limit", unit="percent", how=limit.format("less"), reads=reads),
        Field("upper", "Upper limit", unit="percent", how=limit.format("plus"), reads=reads),
        Field("marks", f"Marks in {edition.period.label}", unit="quarters", how=HUB_CHARTS.how, reads=reads),
        Field("which", "Which", "text"),
        Field("change", "The change on the year before, as on the hub's page", "text"),
        *([Field("target", "Its target", "text")] if aims else []),
    ]
    return edition.answers.derive(EXHIBIT, lambda _: pl.DataFrame(rows), fields)


def _exhibit(
    edition: OpenEdition,
    table: Released,
    charts: Sequence[HubChart],
    names: Mapping[str, str],
    quarters: Sequence[str],
    shown: Any,
    aims: Mapping[str, Held],
) -> Exhibit:
    own, label = edition.period.quarter_labels, edition.period.label
    slug = edition.period.slug
    marked = [chart for chart in charts if chart.marked(own)]
    rests_on = facts_of(table)
    charted = derived(
        f"change.charted-hubs.{slug}", len(charts), "hubs", "hubs with a control chart of their own", rests_on
    )
    number = derived(
        f"change.marked-hubs.{slug}", len(marked), "hubs", "hubs of which a quarter of the period is marked", rests_on
    )
    beyond = derived(
        f"change.hubs-beyond.{slug}",
        table.frame["change"].to_list().count(BEYOND),
        "hubs",
        "hubs with a chart of which the change on the year before is more than its usual variation, as their own pages say",
        rests_on,
    )
    return exhibit_figure(
        EXHIBIT,
        f"{number} of {noun_for(charted, 'hub')} had a quarter of {label} that is marked as unlike their own",
        f"Small control charts, one for each of {count_of(len(charts), 'hub')}, of attendances in percent of what is usual there from {quarters[0]} to {quarters[-1]}. "
        f"Marked in {label}: {listed([names[chart.hub_id] for chart in marked]) or 'none'}.{' Targets are drawn where they are set.' if aims else ''}",
        table,
        shown,
        _sentence(edition, marked, names, change.marked_by_chance(charts[0].sections))
        + _said_of_changes(beyond)
        + _said_of_targets(names, aims),
        [charted, number, beyond],
        data_folder=edition.data_folder,
    )


def _said_of_changes(beyond: Fact) -> str:
    """The one verdict on each hub, beside the marks on its quarters: they ask, it answers."""
    return (
        f" What may be said is the change on the year before: at {noun_for(beyond, 'hub') if beyond.number else beyond.reading('no')} {'' if beyond.number else 'hub '}it is more than the hub's usual variation, as its own page "
        "says too."
    )


def _said_of_targets(names: Mapping[str, str], aims: Mapping[str, Held]) -> str:
    if len(aims) > MOST_NAMED:
        return " What is usual at a hub is held against its target in the table."
    return "".join(f" {in_markdown(names[hub])}: {held.said.strip()}" for hub, held in aims.items())


def _small(chart: HubChart, names: Mapping[str, str], quarters: Sequence[str], target: Sequence[float | None]) -> Small:
    places = [quarters.index(quarter) for quarter in chart.quarters]
    marks = [bool(signal) for signal in chart.signals]
    lower, upper = ([getattr(limits, end) for limits in chart.limits] for end in ("lower", "upper"))
    return Small(names[chart.hub_id], places, chart.values, lower, upper, marks, target)


def _sentence(edition: OpenEdition, marked: Sequence[HubChart], names: Mapping[str, str], by_chance: float) -> str:
    label = edition.period.label
    told = [in_markdown(names[chart.hub_id]) for chart in marked]
    which = (
        f" Those marked in {label} come first: {listed(told)}."
        if told
        else f" {worded(edition, 'change.no-hub-marked', period=label)}"
    )
    if len(told) > MOST_NAMED:
        which = f" Those marked in {label} come first."
    many = "one in three" if by_chance > OFTEN else "one in six"
    return (
        f"@fig-{EXHIBIT} holds each hub that answered in at least {given(change.FEWEST_TO_TELL)} quarters against its own usual level.{which} Chance alone "
        f"marks up to {many} of hubs at which nothing changes, so a mark is a question to the hub and no finding."
    )
