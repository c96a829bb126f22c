"""Exhibits on questions answered by choosing: which choices, and at how many hubs."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.drawing.theme import TEAL, bars, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import derived, fact_of, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import not_answered
from analysis.exhibits.wording import count_of, listed, noun_for, worded
from analysis.measures.returns import activity

MOST_NAMED = 3  # kinds named where as many hubs offer each
COUNTS_HUBS = "These are numbers of hubs, not of people, and stand as they are."


def support_kinds(edition: OpenEdition) -> Exhibit:
    """Which kinds of support could be found, and at how many hubs."""
    exhibit_id = "support-kinds"
    kinds = activity.hubs_by_choice(edition.table("returns"), "support_kinds", edition.period.quarter_labels, "kind")
    if not kinds.height:
        return not_answered(exhibit_id, "kinds of support", edition, "support_kinds")
    label, how = ("Kind of support", "Hubs that offer it"), activity.SUPPORT_KINDS.how
    table = choices_table(edition, exhibit_id, "support_kinds", kinds, label, how)
    number = derived(
        f"activity.support-kinds.{edition.period.slug}",
        kinds.height,
        "kinds of support",
        "kinds that at least one hub named in the period",
        [fact_of(table, "hubs", row) for row in range(len(table))],
    )
    top = fact_of(table, "hubs", 0)
    first = kinds.filter(pl.col("hubs") == kinds["hubs"][0])["kind"].to_list()
    some = [*first[:MOST_NAMED], *(["others"] if len(first) > MOST_NAMED else [])]
    most = f"{listed(some)}, {'at' if len(first) == 1 else 'each at'}"
    return exhibit_figure(
        exhibit_id,
        f"Hubs offered {noun_for(number, 'kind of support', 'kinds of support')}; the most common {'was' if len(first) == 1 else 'were'} {most} {noun_for(top, 'hub')}",
        f"Bar chart of the number of hubs that offered each of {count_of(kinds.height, 'kind of support', 'kinds of support')} in {edition.period.label}, most common "
        f"first: {in_plot(listed(some))} at {count_of(int(top.number), 'hub')}.",
        table,
        draw_choices(table),
        worded(
            edition,
            "activity.support",
            period=edition.period.label,
            kinds=noun_for(number, "kind of support", "kinds of support"),
            figure="@fig-support-kinds",
        ),
        [number, top],
        data_folder=edition.data_folder,
    )


def choices_table(
    edition: OpenEdition, name: str, question: str, counted: pl.DataFrame, labels: tuple[str, str], how: str
) -> Released:
    """counted: one row a choice, as `hubs_by_choice` gives them. labels: of the choices and of the hubs counted."""
    key = counted.columns[0]
    reads = (("returns", {"question_id": [question], "quarter": edition.period.quarter_labels}),)
    fields = [Field(key, labels[0], "key"), Field("hubs", labels[1], unit="hubs", how=how, reads=reads)]
    return release_open(name, counted, fields, COUNTS_HUBS)


def draw_choices(table: Released) -> go.Figure:
    key = table.keys[0]
    labels = [in_plot(choice) for choice in table.frame[key].to_list()]
    return figure(
        bars(labels[::-1], table.frame["hubs"].to_list()[::-1], colour=TEAL),
        height=60 + 26 * len(labels),
        xaxis={"rangemode": "tozero", "showgrid": True, "title": {"text": "Hubs"}},
    )
