"""Exhibits on readiness: what a hub should see to first, and how many hubs have each thing in place."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from analysis.datasets.planning.readiness_questions import READINESS_QUESTIONS
from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.drawing.theme import NAVY, ORANGE, PALE, TEAL, figure
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_none, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, facts_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.register.network import open_now
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.planning import readiness
from analysis.project import Refused

ABOUT_HUBS = "Answers of hubs about themselves; they count no people, and notes written beside them are not printed."
NEEDED = (
    "The check list: the command hub-learning readiness writes one for each hub; filled in, it lies in readiness/ of the network's raw "
    "folder. It takes a steering group a quarter of an hour."
)
OF_A_HUB = "The check list, filled in: whoever runs the network has one for each hub. It takes a steering group a quarter of an hour."
URGENCY = {3: "before doors open", 2: "soon", 1: "to last"}


def questions_frame() -> pl.DataFrame:
    """The check list as a table, in its order."""
    asked = pl.DataFrame([vars(question) for question in READINESS_QUESTIONS]).rename({"id": "question_id"})
    return asked.with_columns(label=pl.col("question_id").str.replace_all("-", " "))


def readiness_plan(edition: OpenEdition) -> Exhibit:
    """For a hub's page: what is not in place yet, first things first, why, and who can help."""
    if edition.hub is None:
        raise Refused("a hub's plan needs a hub: open_edition(network, period, hub)")
    exhibit_id = f"hub-readiness-{edition.hub.lower()}"
    answered = readiness.last_answers(edition.table("readiness"), edition.period.end)
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not answered.height:
        unknown = plainly(edition, "planning.list-not-filled", period=edition.period.closes)
        return exhibit_unknown(exhibit_id, "what to see to first", unknown, OF_A_HUB, **more)
    plan = readiness.plan_of_hub(answered, questions_frame())
    if not plan.height:
        text = plainly(edition, "planning.all-in-place")
        return exhibit_none(exhibit_id, "All is in place", text, **more)
    table = _plan_table(exhibit_id, plan)
    held = _count(f"hub.{edition.hub.lower()}.readiness.in-place", answered.filter(pl.col("answer") == "yes").height, "questions answered yes", edition.hub)  # fmt: skip
    told = _count(f"hub.{edition.hub.lower()}.readiness.answered", answered.height, "questions answered", edition.hub)
    open_now_ = _count(f"hub.{edition.hub.lower()}.readiness.open", plan.height, "questions answered no or partly", edition.hub)  # fmt: skip
    first = plan.row(0, named=True)
    day = answered["day"].max()
    title = f"{held} of {noun_for(told, 'thing')} asked about {'is' if held.value == 1 else 'are'} in place; {in_markdown(first['label'])} comes first"
    said = (
        f"By your own answers{_dated(day)}, {open_now_} of {noun_for(told, 'thing')} {'is' if plan.height == 1 else 'are'} still to see to "
        f"(@tbl-{exhibit_id}): first what should stand before doors open, then what a hub cannot do without for long, then what makes it "
        "last. Nobody expects all of it at once."
    )
    return exhibit_table(exhibit_id, title, table, said, [held, told, open_now_], **more)


def _dated(day: Any) -> str:
    return f" of {day.day} {day:%B %Y}" if day is not None else ""


def _plan_table(exhibit_id: str, plan: pl.DataFrame) -> Released:
    shown = plan.with_columns(
        urgency=pl.col("weight").cast(pl.Int64).replace_strict(URGENCY, return_dtype=pl.String),
        answer=pl.col("answer").replace({"no": "not yet", "partly": "partly"}),
    )
    fields = [
        Field("label", "What", "text"),
        Field("urgency", "When", "text"),
        Field("answer", "Now", "text"),
        Field("first_step", "A first step", "text"),
        Field("why", "Why", "text"),
        Field("who_helps", "Who can help", "text"),
    ]
    return release_open(exhibit_id, shown, fields, ABOUT_HUBS)


def _count(fact_id: str, number: int, how: str, hub: str) -> Fact:
    released = release_open(
        fact_id,
        pl.DataFrame({"number": [number]}),
        [Field("number", how, unit="questions", how=how, reads=(("readiness", {"hub_id": [hub]}),))],
        ABOUT_HUBS,
    )
    return fact_of(released, "number", 0, fact_id)


def readiness_of_network(edition: OpenEdition) -> Exhibit:
    """For each question of the check list, how many hubs have it in place, partly or not; and how many are ready."""
    hubs = open_now(edition)["hub_id"].to_list()
    answered = readiness.last_answers(edition.table("readiness"), edition.period.end)
    answered = answered.filter(pl.col("hub_id").is_in(hubs))
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if not answered.height:
        unknown = plainly(edition, "planning.no-list", period=edition.period.closes)
        return exhibit_unknown("readiness", "how ready the hubs are", unknown, NEEDED, **more)
    asked = questions_frame()
    table = _network_table(readiness.answers_by_question(answered, asked, hubs))
    ready, whole = readiness.ready_hubs(answered, asked, hubs)
    number = _hubs("readiness.ready", len(ready), readiness.READY.how, table)
    told = _hubs("readiness.answered", len(whole), "hubs that answered every question of weight 3", table)
    silent = _hubs(
        "readiness.silent", len(hubs) - answered["hub_id"].n_unique(), "open hubs that sent no check list", table
    )
    title = f"{number if number.value else number.reading('None')} of {noun_for(told, 'hub')} had in place all that should stand before doors open"
    least = table.frame.filter(pl.col("weight") == 3).sort("yes", maintain_order=True).row(0, named=True)
    said = worded(
        edition,
        "planning.own-answers",
        period=in_markdown(edition.period.closes),
        figure="@fig-readiness",
        least=in_markdown(least["label"]),
    )
    if silent.value:
        said += " " + worded(
            edition,
            "planning.list-not-sent",
            hubs=noun_for(silent, "open hub"),
            are="is" if silent.value == 1 else "are",
        )
    alt = "Stacked bars, one a question of the check list: hubs that said yes, partly, no, and that did not answer. " + "; ".join(
        f"{row['label']} {row['yes']} yes, {row['partly']} partly, {row['no']} no" for row in table.frame.iter_rows(named=True)
    )  # fmt: skip
    return exhibit_figure(
        "readiness", title, f"{alt}.", table, _draw(table.frame), said, [number, told, silent], **more
    )


def _hubs(fact_id: str, number: int, how: str, table: Released) -> Fact:
    return derived(fact_id, number, "hubs", how, facts_of(table))


def _network_table(counted: pl.DataFrame) -> Released:
    reads: Reads = (("readiness", {"question_id": []}),)
    shown = counted.with_columns(
        urgency=pl.col("weight").cast(pl.Int64).replace_strict(URGENCY, return_dtype=pl.String),
    )
    fields = [
        Field("wording", "Question", "text"),
        Field("question_id", "Code", "key"),
        Field("urgency", "Needed", "text"),
        *[
            Field(name, label, unit="hubs", how=f"open hubs whose last answer is {name}", reads=reads)
            for name, label in (("yes", "In place"), ("partly", "Partly"), ("no", "Not yet"))
        ],
        Field("silent", "No answer", unit="hubs", how="open hubs that did not answer it", reads=reads),
    ]
    return release_open("readiness", shown, fields, ABOUT_HUBS)


def _draw(frame: pl.DataFrame) -> go.Figure:
    rows = frame.reverse()
    labels = [f"{row['label'].capitalize()}{'*' if row['weight'] == 3 else ''}" for row in rows.iter_rows(named=True)]
    parts = (
        ("yes", "In place", NAVY, ""),
        ("partly", "Partly", TEAL, "/"),
        ("no", "Not yet", ORANGE, ""),
        ("silent", "No answer", PALE, ""),
    )
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "y": labels,
            "x": rows[name].to_list(),
            "name": words,
            "marker": {"color": colour, "pattern": {"shape": shape, "solidity": 0.2}},
            "hovertemplate": f"%{{y}}: %{{x}} {words.lower()}<extra></extra>",
        }
        for name, words, colour, shape in parts
    ]
    return figure(
        *traces,
        legend=True,
        barmode="stack",
        legend_traceorder="normal",
        height=120 + 30 * len(labels),
        xaxis={"title": {"text": "Hubs; * needed before doors open"}, "showgrid": True, "rangemode": "tozero", "tickformat": ",d"},
        yaxis={"type": "category", "showgrid": False},
    )  # fmt: skip
