"""On one hub's own page: what it told us by yes or no, or by choosing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for, plainly, worded
from analysis.handover import Origin
from analysis.periods import Period
from analysis.project import Refused

OWN = "What a hub says of itself by yes, no or choosing; it counts no people."
_CHOSEN = ("yes-no", "choices")


def hub_choices(edition: OpenEdition) -> Exhibit:
    """What the hub told us by yes or no, or by choosing: a row a question, a column a quarter."""
    if edition.hub is None:
        raise Refused("a hub's page needs a hub: open_edition(network, period, hub)")
    exhibit_id, more = f"hub-choices-{edition.hub.lower()}", {"data_folder": edition.data_folder}
    told = _told(edition)
    if not told:
        unknown = plainly(edition, "hub.choices-none", period=edition.period.label)
        needed = plainly(edition, "hub.choices-needed")
        return exhibit_unknown(exhibit_id, "what this hub offered", unknown, needed)
    facts = [_fact(row) for row in told.values()]
    number = derived(
        f"{exhibit_id}.answers.{edition.period.slug}", len(facts), "answers", "answers of the period", facts
    )
    held, of = noun_for(number, "answer"), edition.period.label
    said = worded(edition, "hub.choices-held", answers=held, period=of, table=f"@tbl-{exhibit_id}")
    title = f"What the hub told us by yes, no or choosing, in {noun_for(number, 'answer')}"
    table = _table(edition, exhibit_id, told)
    return exhibit_table(exhibit_id, title, table, said, [number, *facts], **more)


def _told(edition: OpenEdition) -> dict[tuple[str, str], dict[str, Any]]:
    """The answers of the period, by question and quarter, each with its words."""
    asked = edition.table("questions").filter(pl.col("kind").is_in(_CHOSEN)).select("question_id", "kind")
    rows = edition.table("returns").filter(pl.col("quarter").is_in(edition.period.quarter_labels))
    found = rows.join(asked, on="question_id").sort("question_id", "quarter")
    return {
        (row["question_id"], row["quarter"]): {**row, "words": words}
        for row in found.iter_rows(named=True)
        if (words := _words(row))
    }


def _words(answer: Mapping[str, Any]) -> str:
    if answer["kind"] == "yes-no":
        return "" if answer["value"] is None else "yes" if answer["value"] == 1 else "no"
    return ", ".join(str(answer["text"] or "").split(";"))


def _table(edition: OpenEdition, name: str, told: Mapping[tuple[str, str], Mapping[str, Any]]) -> Released:
    quarters = [label for label in edition.period.quarter_labels if any(quarter == label for _, quarter in told)]
    answered = {question for question, _ in told}
    rows = [
        {"asked": label_of(row)} | {label: told.get((row["question_id"], label), {}).get("words") for label in quarters}
        for row in edition.table("questions").iter_rows(named=True)
        if row["question_id"] in answered
    ]
    frame = pl.DataFrame(rows, schema={"asked": pl.String, **dict.fromkeys(quarters, pl.String)})
    fields = [Field("asked", "Question", "text"), *[Field(label, label, "text") for label in quarters]]
    return release_open(name, frame, fields, OWN)


def _fact(answer: Mapping[str, Any]) -> Fact:
    """An answer as a fact: its value the words, its origin the cell they stand in."""
    hub, question, quarter = answer["hub_id"], answer["question_id"], answer["quarter"]
    fact_id = f"hub.{hub.lower()}.{question}.{Period.parse(quarter).slug}"
    where = (("hub_id", (hub,)), ("quarter", (quarter,)), ("question_id", (question,)))
    how = "as the hub returned it; of choices those on the list"
    return Fact(fact_id, answer["words"], "answer", answer["words"], how, origins=(Origin("returns", where),))
