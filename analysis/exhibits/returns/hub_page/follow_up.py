"""What came of what a hub told: what was recommended on its numbers, and its answers to our questions."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.datasets.returns.corrections import said_by_the_hub
from analysis.datasets.returns.questions import label_of
from analysis.disclosure.release import Field, release_open
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.measures.report.learning import told_by

RECORD = "Recommendations of the network's own yearly reports; they name bodies and no persons."


def what_came_of_it(edition: OpenEdition) -> Exhibit:
    """Each recommendation of the last two yearly reports that is followed by a question which the hub answered, and how it stands."""
    hub = str(edition.hub)
    exhibit_id = f"hub-became-{hub.lower()}"
    settled = _settled(edition, exhibit_id)
    told = worded(edition, "hub.settled", questions=noun_for(settled, "question"))
    said = told if settled.value else ""
    stated = [settled] if settled.value else []
    rows = _followed(edition)
    if not rows.height:
        text = plainly(edition, "hub.nothing-followed")
        none = exhibit_none(exhibit_id, "No recommendation yet that we can name", text, data_folder=edition.data_folder)
        return replace(none, sentence=Sentence(said, tuple(stated), f"{exhibit_id}-says"), facts=tuple(stated))
    fields = [
        Field("asked", "Number you sent", "text"),
        Field("text", "Recommendation that it follows", "text", written=True),
        Field("addressed_to", "To", "text"),
        Field("status", "Now", "text"),
        Field("progress", "What was done", "text", written=True),
    ]
    table = release_open(exhibit_id, rows, fields, RECORD)
    text = worded(edition, "hub.followed", table=f"@tbl-{exhibit_id}", period=in_markdown(edition.period.closes))
    text += said and f" {said}"
    title = "Recommendations that your numbers help to follow"
    return exhibit_table(exhibit_id, title, table, text, stated, data_folder=edition.data_folder)


def _followed(edition: OpenEdition) -> pl.DataFrame:
    """Recommendations of the last two yearly reports, whose indicator the hub answered in the period, the newest first."""
    questions = edition.table("questions")
    labels = {row["question_id"]: label_of(row) for row in questions.iter_rows(named=True)}
    own = edition.table("returns").filter(pl.col("quarter").is_in(edition.period.quarter_labels))
    answered = own.filter(pl.any_horizontal(pl.col("value", "text").is_not_null()))["question_id"].unique()
    return (
        told_by(edition.table("recommendations"), edition.period)
        .filter(pl.col("indicator").is_in(answered.implode()))
        .with_columns(asked=pl.col("indicator").replace(labels), progress=pl.col("progress").fill_null(""))
    )


def _settled(edition: OpenEdition, exhibit_id: str) -> Fact:
    """How many of its answers of the period the hub itself corrected, confirmed, or said that nobody can know."""
    quarters, hub = edition.period.quarter_labels, str(edition.hub)
    entries = edition.table("corrections").filter(pl.col("quarter").is_in(quarters), said_by_the_hub())
    how = "answers of the hub to our questions about its returns of the period"
    reads = (("corrections", {"hub_id": [hub], "quarter": quarters, "who": sorted(set(entries["who"]))}),)
    fields = [Field("number", "Questions answered", unit="questions", how=how, reads=reads)]
    frame = pl.DataFrame({"number": [entries.height]})
    count = release_open(f"{exhibit_id}-settled", frame, fields, "A number of questions.")
    return fact_of(count, "number", 0, f"hub.{hub.lower()}.settled.{edition.period.slug}")
