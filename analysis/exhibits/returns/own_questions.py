"""Exhibits on what a network asks beside the core: from its questions.yml alone, each by the kind of its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.returns.core_questions import CORE
from analysis.datasets.returns.question_life import asked_in
from analysis.datasets.returns.questions import NUMERIC
from analysis.disclosure.release import Field, Released
from analysis.exhibits.drawing.theme import NAVY, ORANGE, figure, quarters_axis
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_none
from analysis.exhibits.facts import Fact, fact_of, in_markdown, in_plot
from analysis.exhibits.families import answer_reads
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.choices import choices_table, draw_choices
from analysis.exhibits.returns.series import Series, series_by_quarter
from analysis.exhibits.returns.steady import alt_of_breaks, with_breaks
from analysis.exhibits.several import Several
from analysis.exhibits.totals import (
    YEAR_HOW,
    breaks_within,
    has_answers,
    not_answered,
    reporting_fact,
    said_of_breaks,
    said_of_exceptions,
)
from analysis.exhibits.wording import count_of, noun_for
from analysis.measures.returns import activity

Question = Mapping[str, Any]
NOTHING_MORE = "This network's return asks nothing beside the core and what is told in words."
_CHOSEN = "hubs that named it in at least one return of the period"


def own_questions(edition: OpenEdition) -> Several:
    """What hubs answered to the questions that are not of the core: totals, hubs that said yes, hubs by choice."""
    now = asked_in(edition.table("questions"), edition.period.quarter_labels)
    asked = now.filter(~pl.col("question_id").is_in(list(CORE)) & (pl.col("kind") != "text"))
    made = tuple(_exhibit(edition, question) for question in asked.iter_rows(named=True))
    nothing = exhibit_none("own-questions", "No questions of its own", NOTHING_MORE)
    return Several(made or (nothing,))


def _exhibit(edition: OpenEdition, question: Question) -> Exhibit:
    make = _BY_KIND[question["kind"]]
    made = make(edition, question, f"asked-{str(question['question_id']).replace('_', '-')}")
    if not made.known:
        return made
    asked = f"Asked was: {in_markdown(question['wording'])}"
    return replace(made, sentence=replace(made.sentence, text=f"{asked} {made.sentence.text}"))


def _called(question: Question) -> str:
    """What titles and drawings call it: its wording is a sentence, and stands beside them."""
    return str(question["label"] or f"Answers to question {question['number']}")


def _number(edition: OpenEdition, question: Question, exhibit_id: str) -> Exhibit:
    """Its total by quarter, and like for like."""
    name, label = question["question_id"], _called(question)
    if not has_answers(edition, name):
        return not_answered(exhibit_id, label, edition, name)
    noun = "the sums told" if question["kind"] == "money" else in_markdown(question["unit"] or label.lower())
    return series_by_quarter(
        edition, Series(exhibit_id, name, in_markdown(label), noun, f"{YEAR_HOW}, hubs that reported")
    )


@over_time
def _yes_or_no(edition: OpenEdition, question: Question, exhibit_id: str) -> Exhibit:
    """How many hubs said yes, and how many no, by quarter."""
    name, label = question["question_id"], _called(question)
    if not has_answers(edition, name):
        return not_answered(exhibit_id, label, edition, name)
    table = _yes_table(edition, name, exhibit_id)
    yes, hubs = _ever_yes(edition, name), reporting_fact(edition, name)
    last = edition.period.quarters[-1].label
    row = table.frame["quarter"].to_list().index(last)
    now = fact_of(table, "yes", row)
    breaks = breaks_within(edition, name, edition.quarters_so_far)
    said = f" In {in_markdown(last)} {noun_for(now, 'hub')} did." if edition.period.is_year else ""
    return exhibit_figure(
        exhibit_id,
        f"{in_markdown(label)}: {yes} of {noun_for(hubs, 'hub')} said yes",
        f"Stacked bars, one a quarter up to {last}: hubs that said yes, and hubs that said no. The table under it gives each."
        + alt_of_breaks(breaks),
        table,
        with_breaks(_draw_yes(table), breaks),
        f"In {in_markdown(edition.period.label)}, {yes} of the {noun_for(hubs, 'hub')} that answered said yes at least once (@fig-{exhibit_id}).{said}{_circumstances(edition, name, edition.quarters_so_far)}",
        [yes, hubs, *([now] if said else [])],
        data_folder=edition.data_folder,
    )


def _circumstances(edition: OpenEdition, name: str, quarters: Sequence[str]) -> str:
    """What changes how the answers of these quarters may be read: other words in between, and what hubs confirmed as out of the ordinary."""
    breaks = breaks_within(edition, name, quarters)
    reworded = f" {said_of_breaks(breaks)}" if breaks else ""
    return f"{reworded}{said_of_exceptions(edition, name, quarters)}"


def _yes_table(edition: OpenEdition, name: str, exhibit_id: str) -> Released:
    def by_quarter(frame: pl.DataFrame) -> pl.DataFrame:
        return activity.said_yes_by_quarter(frame, name, edition.quarters_so_far)

    reads = answer_reads(name)
    fields = [
        Field("quarter", "Quarter", "key"),
        Field("yes", "Hubs that said yes", unit="hubs", how="hubs whose answer is yes", reads=reads),
        Field("no", "Hubs that said no", unit="hubs", how="hubs whose answer is no", reads=reads),
    ]
    return edition.answers.derive(exhibit_id, by_quarter, fields)


def _ever_yes(edition: OpenEdition, name: str) -> Fact:
    quarters = edition.period.quarter_labels
    inside = pl.col("quarter").is_in(quarters) & (pl.col(name) == 1)
    reads = (("returns", {"question_id": [name], "quarter": quarters}),)
    counted = edition.answers.derive(
        f"{name}-yes",
        lambda frame: pl.DataFrame({"hubs": [frame.filter(inside)["hub_id"].n_unique()]}),
        [Field("hubs", "Hubs that said yes", unit="hubs", how="hubs that said yes in the period", reads=reads)],
    )
    return fact_of(counted, "hubs", 0, f"activity.{name}-yes.{edition.period.slug}")


def _draw_yes(table: Released) -> go.Figure:
    quarters = table.frame["quarter"].to_list()
    traces = [
        {"type": "bar", "x": quarters, "y": table.frame[name].to_list(), "name": words, "marker": {"color": colour}}
        for name, words, colour in (("yes", "Yes", NAVY), ("no", "No", ORANGE))
    ]
    return figure(*traces, legend=True, barmode="stack", height=300, y_title="Hubs", xaxis=quarters_axis(quarters))


def _choices(edition: OpenEdition, question: Question, exhibit_id: str) -> Exhibit:
    """At how many hubs each choice was named."""
    name, label = question["question_id"], _called(question)
    counted = activity.hubs_by_choice(edition.table("returns"), name, edition.period.quarter_labels)
    if not counted.height:
        return not_answered(exhibit_id, label, edition, name)
    table = choices_table(edition, exhibit_id, name, counted, (label, "Hubs that named it"), _CHOSEN)
    top, choice = fact_of(table, "hubs", 0), str(counted["choice"][0])
    return exhibit_figure(
        exhibit_id,
        f"{in_markdown(label)}: most often {in_markdown(choice)}, at {noun_for(top, 'hub')}",
        f"Bar chart of the number of hubs that named each of {count_of(counted.height, 'choice')} in {edition.period.label}, most often first: "
        f"{in_plot(choice)} at {count_of(int(top.number), 'hub')}.",
        table,
        draw_choices(table),
        f"In {in_markdown(edition.period.label)} {noun_for(top, 'hub')} named {in_markdown(choice)}{_tied(counted)} (@fig-{exhibit_id})."
        + _circumstances(edition, name, edition.period.quarter_labels),
        [top],
        data_folder=edition.data_folder,
    )


def _tied(counted: pl.DataFrame) -> str:
    """What else was named as often as the choice named most."""
    same = counted.filter(pl.col("hubs") == counted["hubs"][0]).height - 1
    return f", and {count_of(same, 'other choice')} as many" if same else ", and no other choice as many"


_BY_KIND: dict[str, Callable[[OpenEdition, Question, str], Exhibit]] = {
    **dict.fromkeys(NUMERIC, _number),
    "yes-no": _yes_or_no,
    "choices": _choices,
}
