"""Volunteers and the hours they gave."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact
from analysis.exhibits.families import answer_reads
from analysis.exhibits.opening import OpenEdition, SameHubs
from analysis.exhibits.returns.series import Series, series_by_quarter
from analysis.exhibits.returns.steady import (
    alt_of_breaks,
    draw_steady,
    not_compared,
    steady_alt,
    steady_field,
    with_breaks,
)
from analysis.exhibits.totals import (
    breaks_within,
    compared,
    compared_quarters,
    has_answers,
    not_answered,
    reporting_fact,
    said_of_breaks,
    said_of_exceptions,
    said_of_joined,
    total_fact,
)
from analysis.exhibits.verdicts import said_of_base, said_of_chance, verdict_on
from analysis.exhibits.wording import direction, noun_for, worded
from analysis.measures.returns import activity

ASKED, GIVEN = "volunteers", "volunteer_hours"
_SUM = "sum over hubs that reported"


def volunteers(edition: OpenEdition) -> Exhibit:
    """Volunteers and their hours by quarter; the one of the two alone where the other is not known."""
    known = [name for name in (ASKED, GIVEN) if has_answers(edition, name)]
    if not known:
        return not_answered("volunteers", "volunteers", edition, ASKED)
    if known == [GIVEN]:
        hours = Series("volunteers", GIVEN, "Hours given", "hours of volunteers", activity.VOLUNTEER_HOURS.how)
        return series_by_quarter(edition, hours)
    if known == [ASKED]:
        return series_by_quarter(edition, Series("volunteers", ASKED, "Volunteers", "volunteers", _SUM))
    return _both(edition)


@over_time
def _both(edition: OpenEdition) -> Exhibit:
    quarters = edition.quarters_so_far
    shown = [label for label in quarters if label >= edition.period.earlier.quarters[0].label]
    held = edition.same_hubs(ASKED, compared_quarters(edition))
    same = held.hubs
    table = _table(edition, held)
    now, then, change, steady = compared(edition, ASKED)
    verdict = verdict_on(edition, ASKED)
    chance, more = said_of_chance(verdict, change)
    breaks = {
        name: words for asked in (ASKED, GIVEN) for name, words in breaks_within(edition, asked, quarters).items()
    }
    hours, tellers = total_fact(edition, GIVEN), reporting_fact(edition, GIVEN)
    title = (
        f"The number of volunteers {direction(change, edition.period.earlier.label, 'was')}, like for like"
        if change.known
        else f"Volunteers gave {noun_for(hours, 'hour')} in {edition.period.label}"
    )
    return exhibit_figure(
        "volunteers",
        title,
        steady_alt(table, "the number of volunteers", same, edition.period) + alt_of_breaks(breaks),
        table,
        with_breaks(draw_steady(table, "volunteers", "Volunteers", same, height=320), breaks),
        worded(
            edition,
            "activity.volunteers",
            hubs=noun_for(tellers, "hub"),
            hours=noun_for(hours, "hour"),
            period=edition.period.label,
            figure="@fig-volunteers",
        )
        + _number_changed(change, steady, f"{said_of_joined(edition, same)}{chance}{said_of_base(verdict, change)}")
        + _circumstances(edition, breaks, shown),
        [now, then, change, steady, hours, tellers, *more],
        data_folder=edition.data_folder,
    )


def _circumstances(edition: OpenEdition, breaks: dict[str, str], shown: list[str]) -> str:
    """What changes how the two may be read: other words since a quarter, and what hubs confirmed as out of the ordinary."""
    reworded = f" {said_of_breaks(breaks)}" if breaks else ""
    return f"{reworded}{said_of_exceptions(edition, (ASKED, GIVEN), shown)}"


def _number_changed(change: Fact, steady: Fact, chance: str) -> str:
    if not change.known:
        return ""
    return f" Over the {noun_for(steady, 'hub')} that can be compared, their number {direction(change, was='was')}.{chance}"


def _table(edition: OpenEdition, same: SameHubs) -> Released:
    quarters = edition.quarters_so_far

    def by_quarter(frame: pl.DataFrame) -> pl.DataFrame:
        everyone = activity.sum_by_quarter(frame, ASKED, quarters)
        hours = activity.sum_by_quarter(frame, GIVEN, quarters)
        return (
            everyone.select("quarter", "hubs", **activity.total_as(ASKED, frame, ASKED))
            .join(
                same.sums.frame.select("quarter", steady="total", steady__flag="total__flag"), on="quarter", how="left"
            )
            .with_columns(not_compared(edition.period))
            .join(hours.select("quarter", hours_hubs="hubs", **activity.total_as("hours", frame, GIVEN)), on="quarter")
            .sort("quarter")
        )

    answered, asked, given = (
        "hubs whose answer is in the sum: one that is withheld is not",
        answer_reads(ASKED),
        answer_reads(GIVEN),
    )
    fields = [
        Field("quarter", "Quarter", "key"),
        Field("volunteers", "Volunteers", unit="people", how=_SUM, reads=asked),
        Field("hubs", "Hubs in the number", unit="hubs", how=answered, reads=asked),
        steady_field(ASKED, "Volunteers", "people", same, edition.period),
        Field("hours", "Hours given", unit="hours", how=_SUM, reads=given),
        Field("hours_hubs", "Hubs in the hours", unit="hubs", how=answered, reads=given),
    ]
    return edition.answers.derive("volunteers", by_quarter, fields)
