"""Exhibits of what hubs told in their own words: on a hub's own page, and in the report where questions.yml says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from analysis.datasets.written.few_people import few_told
from analysis.disclosure.release import Field, release_open
from analysis.disclosure.words import tells_one_of
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for, plainly
from analysis.handover import Origin
from analysis.measures.returns import stories as measure
from analysis.periods import Period

WORDS = "words"  # the unit of a fact whose value is what a hub wrote
PRINTED = (
    "The hub's own words, on forms that said they may be printed here. What in them tells who somebody is was redacted or allowed by a "
    "person; nobody else agreed to anything."
)
HELD = (
    " Words that say of a few people how many they were are not printed, nor those with a number that is a count of people of the same return, which "
    "is withheld or shown rounded."
)


def stories_of_hub(edition: OpenEdition) -> Exhibit:
    """What the hub of an edition's page wrote in the period, as far as its form said that it may be printed."""
    if edition.hub is None:
        raise ValueError("open the edition with a hub")
    told = _told(edition, ("hub page", "report"))
    return _exhibit(edition, f"hub-stories-{edition.hub.lower()}", told, "What you told us", one_hub=True)


def stories_of_network(edition: OpenEdition) -> Exhibit:
    """What hubs wrote, for the report: only answers to questions whose forms said that they may stand there."""
    return _exhibit(edition, "stories", _told(edition, ("report",)), "What hubs told", one_hub=False)


def _told(edition: OpenEdition, where: tuple[str, ...]) -> pl.DataFrame:
    """Answers that may be printed there, without those in whose cell personal data awaits a decision: a build stops there, a
    notebook run by hand may not."""
    waiting = edition.table("personal_data").filter(pl.col("decision").is_null())
    places = waiting.select(source_file="file", source_cell="cell")
    returns = edition.table("returns").join(places, on=["source_file", "source_cell"], how="anti")
    told = measure.stories(returns, edition.table("questions"), edition.period.quarter_labels, where)
    hidden = _counts_not_shown(edition)
    keep = [
        not tells_one_of(row["text"] or "", hidden.get((row["hub_id"], row["quarter"]), ()))
        and not few_told(row["text"] or "", edition.rule.threshold)
        for row in told.iter_rows(named=True)
    ]
    return told.filter(pl.Series(keep, dtype=pl.Boolean))


def printed_for(edition: OpenEdition, one_hub: bool) -> bool:
    """Whether any question lets answers of the period be printed there."""
    where = ("hub page", "report") if one_hub else ("report",)
    since = measure.printed_questions(edition.table("questions"), where)["publish_from"]
    return any(str(quarter) <= edition.period.quarter_labels[-1] for quarter in since)


def _counts_not_shown(edition: OpenEdition) -> dict[tuple[str, str], list[float]]:
    """By hub and quarter the counts of people that are withheld, or shown only rounded: words may not tell them either."""
    people = edition.table("questions").filter("people")["question_id"].to_list()
    counted = edition.table("returns").filter(pl.col("question_id").is_in(people) & (pl.col("value") > 0))
    shown = edition.rule.rounded(pl.col("value")) == pl.col("value")
    found: dict[tuple[str, str], list[float]] = {}
    for hub, quarter, value in counted.filter(edition.rule.withholds(pl.col("value")) | ~shown).select("hub_id", "quarter", "value").iter_rows():  # fmt: skip
        found.setdefault((hub, quarter), []).append(value)
    return found


def _exhibit(edition: OpenEdition, exhibit_id: str, told: pl.DataFrame, title: str, one_hub: bool) -> Exhibit:
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    if told.is_empty():
        asked = printed_for(edition, one_hub)
        unknown = (
            plainly(edition, "activity.no-words", period=edition.period.label)
            if asked
            else plainly(edition, "activity.none-may-be-printed")
        )
        needed = "Answers in words." if asked else plainly(edition, "activity.form-needed")
        return exhibit_unknown(exhibit_id, "what hubs tell in their own words", unknown, needed, **more)
    names = edition.table("hubs").select("hub_id", hub="name")
    facts = [story_fact(row) for row in told.iter_rows(named=True)]
    frame = told.join(names, on="hub_id", how="left", maintain_order="left").with_columns(
        words=pl.Series([str(fact.value) for fact in facts], dtype=pl.String),
        fact=pl.Series([fact.id for fact in facts], dtype=pl.String),
        hub=pl.coalesce("hub", "hub_id"),
    )
    fields = [
        *([] if one_hub else [Field("hub", "Hub", "text")]),
        Field("quarter", "Quarter", "text"),
        Field("wording", "Asked", "text", written=True),
        Field("words", "In the hub's words", "text", written=True, states="fact"),
    ]
    table = release_open(exhibit_id, frame, fields, PRINTED if edition.for_hub_alone else PRINTED + HELD)
    number = derived(f"{exhibit_id}.answers.{edition.period.slug}", len(facts), "answers", measure.STORIES.how, facts)
    text = (
        f"@tbl-{exhibit_id} holds {noun_for(number, 'answer')} as {'it was' if number.value == 1 else 'they were'} written. They were not "
        "chosen, and show what a hub wished to tell, not how common it is."
    )
    return exhibit_table(exhibit_id, f"{title}, in {noun_for(number, 'answer')}", table, text, [number, *facts], **more)


def story_fact(row: Mapping[str, Any]) -> Fact:
    """An answer in words as a fact: its value the words, its origin the cell they stand in."""
    words = " ".join(str(row["text"]).split())
    keys = ("hub_id", "quarter", "question_id")
    fact_id = f"story.{row['hub_id'].lower()}.{Period.parse(row['quarter']).slug}.{row['question_id']}"
    where = tuple((key, (row[key],)) for key in keys)
    how = "as the hub wrote it, line breaks made spaces; what tells who somebody is was redacted or allowed"
    return Fact(fact_id, words, WORDS, words, how, qualifier="as told", origins=(Origin("returns", where),))
