"""Exhibits on what hubs did and who came."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import POOLED, Field, release_open
from analysis.exhibits.drawing.theme import NAVY, TEAL, bars, figure
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_figure, exhibit_table
from analysis.exhibits.facts import derived, fact_of, in_plot
from analysis.exhibits.opening import OpenEdition, answer_reads
from analysis.exhibits.returns.steady import draw_steady, steady_alt, steady_field
from analysis.exhibits.totals import YEAR_HOW, compared, has_answers, not_answered, reporting_fact, total_fact
from analysis.exhibits.wording import direction, noun_for
from analysis.measures.returns import activity


def attendance_by_quarter(edition: OpenEdition) -> Exhibit:
    """Attendances each quarter: all hubs, and the hubs that can be compared throughout."""
    if not has_answers(edition):
        return not_answered("attendance-by-quarter", "attendances by quarter", edition)
    quarters = edition.quarters_so_far
    since = edition.period.same_last_year.quarters[0].label
    shown = [label for label in quarters if label >= since]
    steady = activity.steady_hubs(edition.answers.frame, "attendances", shown)
    table = edition.answers.derive(
        "attendance-by-quarter",
        lambda frame: activity.sum_by_quarter(frame, "attendances", quarters).join(
            activity.like_for_like(frame, "attendances", shown).select(
                "quarter", **activity.total_as("steady", frame, "attendances")
            ),
            on="quarter",
            how="left",
            maintain_order="left",
        ),
        [
            Field("quarter", "Quarter", "key"),
            Field(
                "total",
                "Attendances, all hubs",
                unit="attendances",
                how=activity.ATTENDANCES.how,
                reads=answer_reads("attendances"),
            ),
            Field(
                "hubs", "Hubs that reported", unit="hubs", how="hubs with an answer", reads=answer_reads("attendances")
            ),
            steady_field("attendances", "Attendances", "attendances", steady, shown[0]),
        ],
    )
    total, hubs = total_fact(edition, "attendances"), reporting_fact(edition)
    now, then, change, compared_hubs = compared(edition, "attendances")
    comparison = (
        f"Among the {noun_for(compared_hubs, 'hub')} that reported throughout both periods, attendances {direction(change)} "
        f"(from {then} to {now})."
        if change.known
        else "No hub reported in every quarter of both periods, so no like-for-like comparison can be made."
    )
    title = (
        f"Attendances {direction(change)} on {edition.period.same_last_year.label}, like for like"
        if change.known
        else f"Hubs counted {total} attendances in {edition.period.label}"
    )
    return exhibit_figure(
        "attendance-by-quarter",
        title,
        steady_alt(table, "attendances", steady, shown[0]),
        table,
        draw_steady(table, "total", "Attendances", steady),
        f"In {edition.period.label}, {noun_for(hubs, 'hub')} counted {total} attendances (@fig-attendance-by-quarter). {comparison}",
        [total, hubs, now, then, change, compared_hubs],
        reads=edition.reads,
        data_folder=edition.data_folder,
    )


def age_bands(edition: OpenEdition) -> Exhibit:
    """How old the people were that hubs could count as different people."""
    if not all(has_answers(edition, band) for band in activity.BANDS):
        return not_answered("age-bands", "the ages of people who came", edition)
    labels = {"people_0_17": "0 to 17", "people_18_64": "18 to 64", "people_65_plus": "65 or over"}
    quarters = edition.period.quarter_labels

    def share(frame: pl.DataFrame) -> pl.DataFrame:
        rows = frame.filter(pl.col("quarter").is_in(quarters))
        sums = [float(rows[band].sum() or 0) for band in labels]
        total = sum(sums)
        return pl.DataFrame(
            {
                "band": list(labels.values()),
                "people": sums,
                "share": [100 * value / total if total else None for value in sums],
            }
        )

    reads = (("returns", {"question_id": list(labels), "quarter": quarters}),)
    table = edition.answers.derive(
        "age-bands",
        share,
        [
            Field("band", "Age", "key"),
            Field(
                "people",
                "People, summed over quarters",
                unit="people",
                how="sum of released counts over hubs and quarters",
                reads=reads,
            ),
            Field("share", "Share", unit="percent", how="share of the three bands' sum", decimals=0, reads=reads),
        ],
    )
    facts = [
        fact_of(table, "share", row, f"activity.age-share.{number}.{edition.period.slug}")
        for row, number in enumerate(("0-17", "18-64", "65-plus"))
    ]
    tellers = reporting_fact(edition, activity.BANDS[0])
    most = max(range(3), key=lambda row: facts[row].number if facts[row].known else -1)
    frame = table.frame
    return exhibit_figure(
        "age-bands",
        f"{facts[most]} of the people whose age is known were {list(labels.values())[most]}",
        "Bar chart of the share of people in three age bands: "
        + ", ".join(f"{band} {fact.shown}" for band, fact in zip(labels.values(), facts, strict=True))
        + ".",
        table,
        figure(
            bars(
                frame["band"].to_list()[::-1],
                frame["share"].to_list()[::-1],
                colour=NAVY,
                text=[fact.shown for fact in facts][::-1],
                textposition="auto",
            ),
            height=220,
            xaxis={"rangemode": "tozero", "ticksuffix": "%", "showgrid": True},
        ),
        f"Of the people whose age {noun_for(tellers, 'hub')} could tell, {facts[0]} were under 18, {facts[1]} were 18 to 64 and {facts[2]} were 65 or over "
        "(@fig-age-bands). A person who came in two quarters is counted in both.",
        [*facts, tellers],
        reads=edition.reads,
        data_folder=edition.data_folder,
    )


def support_kinds(edition: OpenEdition) -> Exhibit:
    """Which kinds of support could be found, and at how many hubs."""
    returns = edition.table("returns")
    kinds = activity.support_kinds(returns, edition.period.quarter_labels)
    if not kinds.height:
        return not_answered("support-kinds", "kinds of support", edition)
    reads = (("returns", {"question_id": ["support_kinds"], "quarter": edition.period.quarter_labels}),)
    table = release_open(
        "support-kinds",
        kinds,
        [
            Field("kind", "Kind of support", "key"),
            Field("hubs", "Hubs that offer it", unit="hubs", how=activity.SUPPORT_KINDS.how, reads=reads),
        ],
        "These are numbers of hubs, not of people, and stand as they are.",
    )
    number = derived(
        f"activity.support-kinds.{edition.period.slug}",
        kinds.height,
        "kinds of support",
        "kinds that at least one hub named in the period",
        [fact_of(table, "hubs", row) for row in range(len(table))],
    )
    top = fact_of(table, "hubs", 0)
    name = in_plot(str(kinds["kind"][0]))
    labels = [in_plot(kind) for kind in kinds["kind"].to_list()]
    return exhibit_figure(
        "support-kinds",
        f"Hubs offered {number} kinds of support; the most common was {table.frame['kind'][0]}, at {noun_for(top, 'hub')}",
        f"Bar chart of the number of hubs that offered each of {kinds.height} kinds of support in {edition.period.label}, most common "
        f"first: {name} at {top.shown} hubs.",
        table,
        figure(
            bars(labels[::-1], kinds["hubs"].to_list()[::-1], colour=TEAL),
            height=60 + 26 * kinds.height,
            xaxis={"rangemode": "tozero", "showgrid": True, "title": {"text": "Hubs"}},
        ),
        f"In {edition.period.label} {number} kinds of support could be found in the network (@fig-support-kinds).",
        [number, top],
        reads=edition.reads,
        data_folder=edition.data_folder,
    )


def activity_by_hub(edition: OpenEdition) -> Exhibit:
    """What each hub reported for the period: sessions, attendances, volunteers' hours."""
    if not has_answers(edition):
        return not_answered("activity-by-hub", "activity by hub", edition)
    names = edition.table("hubs").select("hub_id", hub="name", kind="kind")
    questions = [
        name for name in ("sessions", "attendances", "people", "volunteer_hours") if has_answers(edition, name)
    ]
    labels = {
        "sessions": "Sessions",
        "attendances": "Attendances",
        "people": "People, summed over quarters",
        "volunteer_hours": "Volunteer hours",
    }
    quarters = edition.period.quarter_labels
    table = edition.answers.derive(
        "activity-by-hub",
        lambda frame: _named(activity.totals_by_hub(frame, questions, quarters), questions, names),
        [
            Field("hub", "Hub", "text"),
            Field("kind", "Kind", "text"),
            Field("hub_id", "Code", "key"),
            Field(
                "quarters_reported",
                "Quarters reported",
                unit="quarters",
                how="quarters with a return",
                reads=(("returns", {"hub_id": [], "quarter": quarters}),),
            ),
            *[
                Field(
                    name,
                    labels[name],
                    unit=edition.answers.field(name).unit,
                    how=f"{YEAR_HOW} of this hub",
                    reads=(("returns", {"question_id": [name], "hub_id": [], "quarter": quarters}),),
                )
                for name in questions
            ],
        ],
    )
    total, hubs = total_fact(edition, "attendances"), reporting_fact(edition)
    biggest = table.frame["attendances"].fill_null(-1).arg_max() or 0
    top = fact_of(table, "attendances", biggest)
    share = derived(
        f"activity.largest-hub-share.{edition.period.slug}",
        round(100 * top.number / total.number, 1),
        "percent",
        "attendances of the largest hub as a share of all",
        [top, total],
    )
    return exhibit_table(
        "activity-by-hub",
        f"The busiest hub counted {share} of all attendances",
        table,
        f"{noun_for(hubs, 'hub')} reported in {edition.period.label}; the busiest counted {top} of {total} attendances, or {share} "
        "(@tbl-activity-by-hub). Hubs that missed a quarter show less than they did.",
        [total, hubs, top, share],
        reads=edition.reads,
        data_folder=edition.data_folder,
    )


def _named(totals: pl.DataFrame, questions: list[str], names: pl.DataFrame) -> pl.DataFrame:
    """Totals with the hubs' names, by name; the pooled row last, and only where it holds anything."""
    pooled = pl.col("hub_id") == POOLED
    return (
        totals.filter(~pooled | pl.any_horizontal(pl.col(questions).is_not_null()))
        .join(names, on="hub_id", how="left")
        .with_columns(
            hub=pl.coalesce("hub", "hub_id"),
            kind=pl.col("kind").fill_null(""),
            quarters_reported=pl.when(~pooled).then(pl.col("quarters_reported")),
            quarters_reported__mark=pl.when(pooled).then(pl.lit("[z]")),
        )
        .sort(pooled, "hub")
    )


def what_changed(edition: OpenEdition) -> Sentence:
    """For the report's first screen: the change in attendances, like for like."""
    if not has_answers(edition):
        return Sentence(
            "[Not known]{.headline-number}\n\nThis network has sent no quarterly returns.",
            (),
            "headline-change",
            edition.reads,
        )
    total, hubs = total_fact(edition, "attendances"), reporting_fact(edition)
    now, then, change, steady = compared(edition, "attendances")
    big = change if change.known else total
    words = (
        f"Attendances {direction(change)} on {edition.period.same_last_year.label} at the {noun_for(steady, 'hub')} that can be compared."
        if change.known
        else "No hub can be compared with a year earlier."
    )
    return Sentence(
        f"[{big!s}]{{.headline-number}}\n\n{words} In all, {noun_for(hubs, 'hub')} counted {total}.",
        (total, hubs, now, then, change, steady),
        "headline-change",
        edition.reads,
    )
