"""Volunteers and the hours they gave."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.opening import OpenEdition, answer_reads
from analysis.exhibits.theme import NAVY, TEAL, figure, line, quarters_axis
from analysis.exhibits.totals import compared, has_answers, not_answered, reporting_fact, total_fact
from analysis.exhibits.wording import direction, noun_for
from analysis.measures import activity


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
            Field(
                "steady",
                f"Volunteers, the same {len(same)} hubs",
                unit="people",
                how=f"sum over the {len(same)} hubs that reported in every quarter from {shown[0]}",
                reads=(("returns", {"question_id": ["volunteers"], "quarter": [], "hub_id": same}),),
            ),
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
    drawing = figure(
        line(quarters, table.frame["volunteers"].to_list(), "All hubs that reported", TEAL, dash="dot", width=2),
        line(quarters, table.frame["steady"].to_list(), f"The same {len(same)} hubs throughout", NAVY),
        legend=True,
        y_title="Volunteers",
        height=320,
        yaxis={"rangemode": "tozero"},
        xaxis=quarters_axis(quarters),
    )
    title = (
        f"The number of volunteers {direction(change)} on {edition.period.same_last_year.label}, like for like"
        if change.known
        else f"Volunteers gave {hours} hours in {edition.period.label}"
    )
    return exhibit_figure(
        "volunteers",
        title,
        f"Line chart of the number of volunteers in each quarter from {quarters[0]} to {quarters[-1]}: one line for all hubs that "
        f"reported, one for the {len(same)} hubs that reported in every quarter from {shown[0]}. The table under it gives each value.",
        table,
        drawing,
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
