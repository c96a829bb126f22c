"""Exhibits on change: more than it always varies?"""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.counts import given
from analysis.exhibits.drawing.control_chart import draw_control_chart
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, facts_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.charts.season import said_of_season
from analysis.exhibits.returns.charts.targets import target_of_all
from analysis.exhibits.returns.charts.watched_hubs import limits_of, watched_hubs
from analysis.exhibits.totals import has_answers, not_answered
from analysis.exhibits.verdicts import left_out
from analysis.exhibits.wording import count_of, listed, noun_for, plainly, worded
from analysis.measures.returns import change
from analysis.measures.returns.charts.levels import Watched
from analysis.measures.returns.charts.targets import in_words, variation
from analysis.measures.returns.joined import as_one
from analysis.measures.sums import added

# {often}: `change.marked_by_chance`, of charts whose quarters each resemble the one before (correlation .5).
MARKS = "A mark asks what happened and claims nothing: growth is marked too, and chance alone marks one chart of {often} in its last year."


ROUNDED = "The counts added up here are each rounded, so a quarter may lie a little off the chart of attendances."


@over_time
def attendance_xmr(edition: OpenEdition) -> Exhibit:
    """XmR chart of attendances beside what the hubs that answered usually count in that quarter of the year."""
    exhibit_id = "attendance-xmr"
    if not has_answers(edition):
        return not_answered(exhibit_id, "change between quarters", edition)
    seen = watched_hubs(edition, "attendances")
    if len(seen.quarters) < change.FEWEST_TO_TELL or not seen.levels:
        return _cannot_be_told_yet(edition, exhibit_id, len(seen.quarters))
    sections, signals = limits_of(edition, seen)
    hubs = sorted(seen.levels)
    table = edition.answers.derive(
        exhibit_id,
        lambda frame: _with_limits(seen, sections, signals, as_one(frame, "attendances", edition.joined)),
        _xmr_fields(edition.joined.with_parts(hubs), list(seen.quarters)),
        f"{edition.answers.note} {ROUNDED}",
    )
    return _xmr_exhibit(edition, exhibit_id, table, sections, signals, seen)


def _cannot_be_told_yet(edition: OpenEdition, exhibit_id: str, there: int) -> Exhibit:
    """That what is usual is not known yet, and when it can be, if the hubs go on as they do."""
    when = edition.period.quarters[-1]
    for _ in range(change.FEWEST_TO_TELL - there):
        when = when.next_quarter
    return exhibit_unknown(
        exhibit_id,
        "change between quarters",
        plainly(
            edition,
            "change.not-yet",
            number=there,
            quarters="quarter" if there == 1 else "quarters",
            period=edition.period.label,
        ),
        plainly(edition, "change.quarters-needed", number=change.FEWEST_TO_TELL, quarter=when.label),
    )


def _with_limits(
    seen: Watched, sections: list[change.Section], signals: list[str], answers: pl.DataFrame
) -> pl.DataFrame:
    """The limits of each quarter, in attendances: those of the index times what is usual of the hubs that answered in the quarter."""
    limits = [each.limits for each in sections for _ in range(each.first, each.last)]
    usual = pl.Series(seen.usual)
    told = answers.filter(pl.col("hub_id").is_in(list(seen.levels)), pl.col("attendances").is_not_null())
    sums = told.group_by("quarter").agg(**added(told, "attendances"))
    quarters = pl.DataFrame({"quarter": seen.quarters, "hubs": seen.hubs})
    return quarters.join(sums, on="quarter", how="left", maintain_order="left").with_columns(
        mean=pl.Series([one.centre for one in limits]) * usual,
        lower=pl.Series([one.lower for one in limits]) * usual,
        upper=pl.Series([one.upper for one in limits]) * usual,
        signal=pl.Series(
            [
                in_words(signal, value, limit.centre)
                for signal, value, limit in zip(signals, seen.index, limits, strict=True)
            ],
            dtype=pl.String,
        ),
    )


def _xmr_fields(hubs: list[str], quarters: list[str]) -> list[Field]:
    where = {"question_id": ["attendances"], "hub_id": hubs}
    own, whole = (("returns", {**where, "quarter": []}),), (("returns", {**where, "quarter": quarters}),)
    how = "what the hubs that answered usually count in that quarter of the year"
    spread = f"{how}, {{}} 2.66 times the mean moving range"
    return [
        Field("quarter", "Quarter", "key"),
        Field(
            "attendances",
            "Attendances, the hubs watched",
            unit="attendances",
            how="sum over those that answered",
            reads=own,
        ),
        Field("hubs", "Hubs in the number", unit="hubs", how="hubs watched that answered in the quarter", reads=own),
        Field("mean", "Usual", unit="attendances", how=how, reads=whole),
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
    seen: Watched,
) -> Exhibit:
    quarters = seen.quarters
    own = [row for row, quarter in enumerate(quarters) if quarter in edition.period.quarter_labels and signals[row]]
    number, watched = _marks_and_hubs(edition, table, len(own), len(seen.levels))
    marks = [(quarters[row], table.frame["signal"][row], _side(table.frame, signals, row)) for row in own]
    title, said = _said_of_marks(edition, marks, number, watched, change.marked_by_chance(sections))
    season, facts = said_of_season(edition, seen.season, number)
    points = [row for row, signal in enumerate(signals) if signal]
    hubs, held = count_of(len(seen.levels), "hub"), target_of_all(edition)
    return exhibit_figure(
        exhibit_id,
        title,
        f"Control chart of attendances at {hubs} in each quarter from {quarters[0]} to {quarters[-1]}, with what is usual for those that "
        f"answered and the limits for single quarters. Marked quarters: {listed([quarters[row] for row in points]) or 'none'}.{f' The target is {held.words}: {held.judged}.' if held else ''}",
        table,
        draw_control_chart(
            table.frame,
            points,
            "Attendances, the hubs watched",
            "Attendances",
            target=held.line(quarters) if held else (),
        ),
        f"{_said_of_base(edition, exhibit_id, seen, watched)} {said}{held.said if held else ''}{season}{_said_of_limits(sections, quarters)}",
        [number, watched, *facts],
        data_folder=edition.data_folder,
    )


def _said_of_base(edition: OpenEdition, exhibit_id: str, seen: Watched, watched: Fact) -> str:
    """Which hubs are watched, by which rule, and how many are not, by reason."""
    others = left_out(edition, "attendances", seen.quarters, list(seen.levels))
    beside = listed([f"those {reason}" for reason in others])
    return worded(
        edition,
        "change.watched",
        figure=f"@fig-{exhibit_id}",
        hubs=noun_for(watched, "hub"),
        quarter=seen.quarters[0],
        beside=f" (not {beside})" if beside else "",
    )


def _said_of_limits(sections: list[change.Section], quarters: tuple[str, ...]) -> str:
    trial = " These are trial limits, over fewer than thirteen quarters." if sections[-1].limits.trial else ""
    anew = "".join(
        f" From {quarters[each.first]} on the limits are drawn over {_over(each.baseline)}: {in_markdown(each.baseline.because)}."
        for each in sections
        if each.baseline is not None
    )
    return trial + anew


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
    how = "hubs that answered in at least three of four of the quarters watched"
    return number, derived(f"change.watched-hubs.{slug}", hubs, "hubs", how, [number])


def _side(frame: pl.DataFrame, signals: list[str], row: int) -> str:
    return variation(signals[row], frame["attendances"][row], frame["mean"][row])


def _by_rule(marks: list[tuple[str, str, str]]) -> str:
    """`2024-25 Q1 and 2024-25 Q2 (above the limits)`: quarters in their order, each rule once."""
    by_rule: dict[str, list[str]] = {}
    for quarter, rule, _ in marks:
        by_rule.setdefault(rule, []).append(quarter)
    return listed([f"{listed(quarters)} ({rule})" for rule, quarters in by_rule.items()])


def _said_of_marks(
    edition: OpenEdition, marks: list[tuple[str, str, str]], number: Fact, watched: Fact, by_chance: float
) -> tuple[str, str]:
    """Title and sentence. marks: the period's marked quarters, each with the rule that marks it and on which side; empty where none is."""
    label = edition.period.label
    told = MARKS.format(often=given(f"{1 / by_chance:.0f}"))
    at = f"of attendances at the {noun_for(watched, 'hub')} watched"
    if not marks:
        return f"The chart marks nothing unusual in {label}, {at}", worded(edition, "change.none-marked", period=label)
    stood = f"{noun_for(number, 'quarter')} of {label}" if edition.period.is_year else label
    sides = {side for _, _, side in marks}
    unusual = sides.pop() if len(sides) == 1 else "unusual"
    return f"The chart marks {stood} as {unusual}, {at}", f"It marks {_by_rule(marks)}. {told}"
