"""Volunteers and the hours they gave."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.opening import OpenEdition, answer_reads
from analysis.exhibits.returns.steady import draw_steady, steady_alt, steady_field
from analysis.exhibits.totals import compared, has_answers, not_answered, reporting_fact, total_fact
from analysis.exhibits.wording import direction, noun_for
from analysis.measures.returns import activity


def volunteers(edition: OpenEdition) -> Exhibit:
    """Volunteers and their hours by quarter."""
    if not has_answers(edition, "volunteers"):
        return not_answered("volunteers", "volunteers", edition)
    quarters = edition.quarters_so_far
    shown = [label for label in quarters if label >= edition.period.same_last_year.quarters[0].label]
    same = activity.steady_hubs(edition.answers.frame, "volunteers", shown)

    def by_quarter(frame: pl.DataFrame) -> pl.DataFrame:
        asked, given = "volunteers", "volunteer_hours"
        everyone = activity.sum_by_quarter(frame, asked, quarters)
        steady = activity.like_for_like(frame, asked, shown)
        hours = activity.sum_by_quarter(frame, given, quarters)
        return (
            everyone.select("quarter", "hubs", **activity.total_as(asked, frame, asked))
            .join(steady.select("quarter", **activity.total_as("steady", frame, asked)), on="quarter", how="left")
            .join(hours.select("quarter", hours_hubs="hubs", **activity.total_as("hours", frame, given)), on="quarter")
            .sort("quarter")
        )

    table = edition.answers.derive(
        "volunteers",
        by_quarter,
        [
            Field("quarter", "Quarter", "key"),
            Field(
                "volunteers",
                "Volunteers",
                unit="people",
                how="sum over hubs that reported",
                reads=answer_reads("volunteers"),
            ),
            Field(
                "hubs", "Hubs that reported", unit="hubs", how="hubs with an answer", reads=answer_reads("volunteers")
            ),
            steady_field("volunteers", "Volunteers", "people", same, shown[0]),
            Field(
                "hours",
                "Hours given",
                unit="hours",
                how="sum over hubs that reported",
                reads=answer_reads("volunteer_hours"),
            ),
            Field(
                "hours_hubs",
                "Hubs that told hours",
                unit="hubs",
                how="hubs with an answer",
                reads=answer_reads("volunteer_hours"),
            ),
        ],
    )
    now, then, change, steady = compared(edition, "volunteers")
    hours, tellers = total_fact(edition, "volunteer_hours"), reporting_fact(edition, "volunteer_hours")
    title = (
        f"The number of volunteers {direction(change)} on {edition.period.same_last_year.label}, like for like"
        if change.known
        else f"Volunteers gave {hours} hours in {edition.period.label}"
    )
    return exhibit_figure(
        "volunteers",
        title,
        steady_alt(table, "the number of volunteers", same, shown[0]),
        table,
        draw_steady(table, "volunteers", "Volunteers", same, height=320),
        f"Volunteers of {noun_for(tellers, 'hub')} gave {hours} hours in {edition.period.label} (@fig-volunteers)."
        + (
            f" Over the {noun_for(steady, 'hub')} that can be compared, their number {direction(change)}."
            if change.known
            else ""
        ),
        [now, then, change, steady, hours, tellers],
        reads=edition.reads,
        data_folder=edition.data_folder,
    )
