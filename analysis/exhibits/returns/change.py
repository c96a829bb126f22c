"""Exhibits on change: more than it always varies?"""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.drawing.control_chart import draw_control_chart
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, facts_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import has_answers, not_answered
from analysis.exhibits.wording import count_of, listed, noun_for, the_same
from analysis.measures.returns import activity, change
from analysis.measures.returns.joined import as_one

# A fifth: tried on drawn series of twelve quarters of which each resembles the one before (correlation .5).
MARKS = (
    "A mark says where to ask what happened. It takes no account of season or growth, and where quarters resemble their neighbours chance "
    "alone marks one chart in five, so nothing is claimed from it; whether the year was more than usual stands with the comparison of attendances."
)


@over_time
def attendance_xmr(edition: OpenEdition) -> Exhibit:
    """XmR chart of attendances over the same hubs throughout."""
    exhibit_id = "attendance-xmr"
    if not has_answers(edition):
        return not_answered(exhibit_id, "change between quarters", edition)
    answers = as_one(edition.answers.frame, "attendances", edition.joined)
    quarters, hubs = activity.longest_steady_run(answers, "attendances", edition.quarters_so_far)
    series = activity.like_for_like(answers, "attendances", quarters)
    if len(quarters) < change.FEWEST_TO_TELL or not hubs:
        return _cannot_be_told_yet(edition, exhibit_id, len(quarters))
    values = series["total"].to_list()
    sections = change.sections_of(quarters, values, _baselines(edition), floor=0.0)
    signals = [text for each in sections for text in change.special_causes(values[each.first : each.last], each.limits)]
    table = edition.answers.derive(
        exhibit_id,
        lambda _: _with_limits(series, sections, signals),
        _xmr_fields(edition.joined.with_parts(hubs), quarters),
    )
    return _xmr_exhibit(edition, exhibit_id, table, sections, signals, quarters, hubs)


def _cannot_be_told_yet(edition: OpenEdition, exhibit_id: str, there: int) -> Exhibit:
    """That what is usual is not known yet, and when it can be, if the hubs go on as they do."""
    when = edition.period.quarters[-1]
    for _ in range(change.FEWEST_TO_TELL - there):
        when = when.next_quarter
    return exhibit_unknown(
        exhibit_id,
        "change between quarters",
        f"Only {there} {'quarter' if there == 1 else 'quarters'} can be compared like for like up to {edition.period.label}, so what is usual "
        "for these hubs, and what is not, cannot be told yet.",
        f"{change.FEWEST_TO_TELL} quarters in which the same hubs reported throughout, and thirteen for firm limits: these limits are there in {when.label} if these "
        "hubs report in every quarter until then.",
    )


def _baselines(edition: OpenEdition) -> list[change.Baseline]:
    return [
        change.Baseline(each.begins.label, each.until.label if each.until else None, each.because)
        for each in edition.network.baselines
    ]


def _with_limits(series: pl.DataFrame, sections: list[change.Section], signals: list[str]) -> pl.DataFrame:
    limits = [each.limits for each in sections for _ in range(each.first, each.last)]
    return series.select("quarter", attendances="total").with_columns(
        mean=pl.Series([one.centre for one in limits]),
        lower=pl.Series([one.lower for one in limits]),
        upper=pl.Series([one.upper for one in limits]),
        signal=pl.Series(signals, dtype=pl.String),
    )


def _xmr_fields(hubs: list[str], quarters: list[str]) -> list[Field]:
    where = {"question_id": ["attendances"], "hub_id": hubs}
    own, whole = (("returns", {**where, "quarter": []}),), (("returns", {**where, "quarter": quarters}),)
    how = "mean of the quarters shown"
    spread = f"{how}, {{}} 2.66 times the mean moving range"
    return [
        Field("quarter", "Quarter", "key"),
        Field(
            "attendances",
            "Attendances, the same hubs",
            unit="attendances",
            how="sum over these hubs",
            reads=own,
        ),
        Field("mean", "Mean", unit="attendances", how=how, reads=whole),
        Field("lower", "Lower limit", unit="attendances", how=spread.format("less"), reads=whole),
        Field("upper", "Upper limit", unit="attendances", how=spread.format("plus"), reads=whole),
        Field("signal", "Signal", "text"),
    ]


def _xmr_exhibit(
    edition: OpenEdition,
    exhibit_id: str,
    table: Released,
    sections: list[change.Section],
    signals: list[str],
    quarters: list[str],
    hubs: list[str],
) -> Exhibit:
    own = [row for row, quarter in enumerate(quarters) if quarter in edition.period.quarter_labels and signals[row]]
    number, watched = _marks_and_hubs(edition, table, len(own), len(hubs))
    marked = [f"{quarters[row]} ({signals[row]})" for row in own]
    title, said = _said_of_marks(edition, marked, number, watched)
    last = sections[-1]
    trial = " These are trial limits, over fewer than thirteen quarters." if last.limits.trial else ""
    anew = "".join(
        f" From {quarters[each.first]} on the limits are drawn over {_over(each.baseline)}: {in_markdown(each.baseline.because)}."
        for each in sections
        if each.baseline is not None
    )
    points = [row for row, signal in enumerate(signals) if signal]
    return exhibit_figure(
        exhibit_id,
        title,
        f"Control chart of attendances at {count_of(len(hubs), 'hub')} in each quarter from {quarters[0]} to {quarters[-1]}, with the mean and "
        f"the limits of usual variation. Marked quarters: {listed([quarters[row] for row in points]) or 'none'}.",
        table,
        draw_control_chart(table.frame, points, f"Attendances, {the_same(len(hubs))}", "Attendances"),
        f"The chart of @fig-{exhibit_id} begins in {quarters[0]}. {said}{trial}{anew}",
        [number, watched],
        data_folder=edition.data_folder,
    )


def _over(baseline: change.Baseline) -> str:
    return f"the quarters up to {baseline.until}" if baseline.until else "the quarters since"


def _marks_and_hubs(edition: OpenEdition, table: Released, marked: int, hubs: int) -> tuple[Fact, Fact]:
    """How many of the period's quarters are marked, and how many hubs are watched."""
    slug = edition.period.slug
    number = derived(
        f"change.signals.{slug}",
        marked,
        "quarters",
        "quarters of the period that a rule of the XmR chart marks",
        [fact for fact in facts_of(table) if ".attendances." in fact.id],
    )
    watched = derived(
        f"change.watched-hubs.{slug}", hubs, "hubs", "hubs that reported in every quarter watched", [number]
    )
    return number, watched


def _said_of_marks(edition: OpenEdition, marked: list[str], number: Fact, watched: Fact) -> tuple[str, str]:
    """Title and sentence. marked: the period's marked quarters, each with the rule that marks it."""
    label = edition.period.label
    at = f"of attendances at the {noun_for(watched, 'hub')} that reported throughout"
    if not marked:
        return f"The chart marks nothing unusual in {label}, {at}", f"No quarter of {label} is marked. {MARKS}"
    stood = f"{noun_for(number, 'quarter')} of {label}" if edition.period.is_year else label
    return f"The chart marks {stood} as unusual, {at}", f"It marks {listed(marked)}. {MARKS}"
