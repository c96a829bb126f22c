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
from analysis.exhibits.wording import noun_for
from analysis.periods import Period

RECORD = "Recommendations of the network's own yearly reports; they name bodies and no persons."


def what_came_of_it(edition: OpenEdition) -> Exhibit:
    """Each recommendation of this report and the last that is followed by a question which the hub answered, and how it stands."""
    hub = str(edition.hub)
    exhibit_id = f"hub-became-{hub.lower()}"
    settled = _settled(edition, exhibit_id)
    told = f"You answered {noun_for(settled, 'question')} of ours about your returns; every number since goes by what you said."
    said = told if settled.value else ""
    stated = [settled] if settled.value else []
    rows = _followed(edition)
    if not rows.height:
        text = "No recommendation of this year or the last is followed by a question that you answered."
        none = exhibit_none(exhibit_id, "No recommendation yet that we can name", text, data_folder=edition.data_folder)
        return replace(none, sentence=Sentence(said, tuple(stated), f"{exhibit_id}-says"), facts=tuple(stated))
    fields = [
        Field("asked", "You told us", "text"),
        Field("text", "So it was recommended", "text", written=True),
        Field("addressed_to", "To", "text"),
        Field("status", "Now", "text"),
        Field("progress", "What was done", "text", written=True),
    ]
    table = release_open(exhibit_id, rows, fields, RECORD)
    text = (
        f"Your returns are part of what this report rests on. @tbl-{exhibit_id} names what was recommended, and how it stands by the end of "
        f"{in_markdown(edition.period.closes)}; the numbers you sent are what will show whether it helps.{said and f' {said}'}"
    )
    title = "What was recommended on numbers that you sent"
    return exhibit_table(exhibit_id, title, table, text, stated, data_folder=edition.data_folder)


def _followed(edition: OpenEdition) -> pl.DataFrame:
    """Recommendations of the period's year and the one before, whose indicator the hub answered in the period, the newest first."""
    questions = edition.table("questions")
    labels = {row["question_id"]: label_of(row) for row in questions.iter_rows(named=True)}
    own = edition.table("returns").filter(pl.col("quarter").is_in(edition.period.quarter_labels))
    answered = own.filter(pl.any_horizontal(pl.col("value", "text").is_not_null()))["question_id"].unique()
    year: Period = edition.period.newest.whole_year
    return (
        edition.table("recommendations")
        .filter(
            pl.col("made_in").is_in([year.label, year.previous.label]), pl.col("indicator").is_in(answered.implode())
        )
        .sort("made_in", "number", descending=[True, False])
        .with_columns(asked=pl.col("indicator").replace(labels), progress=pl.col("progress").fill_null(""))
    )


def _settled(edition: OpenEdition, exhibit_id: str) -> Fact:
    """How many of its answers of the period the hub itself corrected, confirmed, or said that nobody can know."""
    quarters, hub = edition.period.quarter_labels, str(edition.hub)
    entries = edition.table("corrections").filter(pl.col("quarter").is_in(quarters), said_by_the_hub())
    how = "entries of corrections.yml for the hub's returns of the period, without those of the research partner"
    reads = (("corrections", {"hub_id": [hub], "quarter": quarters, "who": sorted(set(entries["who"]))}),)
    fields = [Field("number", "Questions answered", unit="questions", how=how, reads=reads)]
    frame = pl.DataFrame({"number": [entries.height]})
    count = release_open(f"{exhibit_id}-settled", frame, fields, "A number of questions.")
    return fact_of(count, "number", 0, f"hub.{hub.lower()}.settled.{edition.period.slug}")
