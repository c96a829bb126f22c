"""Exhibit on what was corrected after it had been published."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.disclosure.release import Field, Reads, Released, release_counts, release_open
from analysis.disclosure.rule import NOT_APPLICABLE, WITHHELD
from analysis.disclosure.words import REASON_BESIDE_FEW, reason_shown
from analysis.exhibits.exhibit import Exhibit, exhibit_none, exhibit_table
from analysis.exhibits.facts import Fact, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for, plainly
from analysis.measures.returns import revisions as measure
from analysis.measures.returns.activity import BANDS
from analysis.measures.returns.revisions import REVISED

_HOW = "as the checks let it stand, before the correction and since; counts of people are rounded"


def revisions(edition: OpenEdition) -> Exhibit:
    """Each answer of an edition that was out already, and what it is since."""
    corrections = edition.table("corrections").filter(pl.col("quarter").is_in(edition.quarters_so_far))
    listed = measure.revisions(corrections, edition.published)
    if not listed.height:
        text = (
            plainly(edition, "quality.none-corrected")
            if edition.published
            else plainly(edition, "quality.no-edition-out")
        )
        return exhibit_none("revisions", "No revisions", text)
    table = _table(edition, listed)
    number, before = _numbers(edition, corrections, listed)
    earlier = f" {noun_for(before, 'more correction')} came before anything was published, and no reader saw the first number."
    verb = "was" if number.value == 1 else "were"
    return exhibit_table(
        "revisions",
        f"{noun_for(number, 'published answer')} {verb} revised since",
        table,
        f"Hubs put {noun_for(number, 'answer')} right after an edition with {'it' if number.value == 1 else 'them'} had come out "
        f"(@tbl-revisions); wherever one of them is shown singly, [r] stands beside it. [r] in the place of both numbers: "
        f"the count came to be withheld, or was, and neither is told.{earlier if before.value else ''}",
        [number, before],
        data_folder=edition.data_folder,
    )


def _table(edition: OpenEdition, listed: pl.DataFrame) -> Released:
    """What each answer was and is. What it is comes from the edition's own family of released cells, so that nothing withheld
    there shows here; what it was is withheld wherever that could give such a cell back.
    """
    hubs = edition.table("hubs").select("hub_id", hub="name")
    asked = edition.table("questions")
    labels = {row["question_id"]: label_of(row) for row in asked.iter_rows(named=True)}
    questions = asked.select("question_id", "people", "kind")
    frame = (
        listed.join(hubs, on="hub_id", how="left", maintain_order="left")
        .join(questions, on="question_id", how="left", maintain_order="left")
        .with_columns(
            hub=pl.coalesce("hub", "hub_id"),
            question=pl.col("question_id").replace_strict(labels, default="", return_dtype=pl.String),
            told=pl.Series([_day(day) for day in listed["when"]], dtype=pl.String),
            correction=pl.col("source_cell"),
            old=pl.col("old_value"),
            people=pl.col("people").fill_null(True),
            reason=pl.Series(
                [reason_shown(reason or "no reason given") for reason in listed["reason"]], dtype=pl.String
            ),
        )
    )
    fields = [field for field in _fields() if field.name != "new"]
    released = release_counts("revisions", frame, fields, edition.rule, pl.col("people"))
    now = [_now(edition, row) for row in frame.iter_rows(named=True)]
    return released.derive("revisions", lambda held: _with_new(held, now), _fields())


def _now(edition: OpenEdition, row: dict[str, Any]) -> tuple[float | None, str]:
    """The answer as the edition releases it, and its mark: [z] for an answer in words, which is no number."""
    frame, question = edition.answers.frame, row["question_id"]
    cells = frame.filter(hub_id=row["hub_id"], quarter=row["quarter"])
    if question not in frame.columns:
        return None, NOT_APPLICABLE
    mark = f"{question}__mark"
    return (cells[question][0], cells[mark][0] or "" if mark in frame.columns else "") if cells.height else (None, "")


def _with_new(held: pl.DataFrame, now: list[tuple[float | None, str]]) -> pl.DataFrame:
    new = pl.Series("new", [value for value, _ in now], dtype=pl.Float64)
    marks = pl.Series("new__mark", [mark for _, mark in now], dtype=pl.String)
    # One age band of three may be withheld only because another is; which they were then cannot be told any more.
    hidden = (pl.col("new__mark") == WITHHELD) | (pl.col("question_id").is_in(BANDS) & pl.col("old").is_not_null())
    # Across the threshold, what it was bounds what it is: both are told as revised.
    crossed = (
        pl.col("people")
        & ~pl.col("question_id").is_in(BANDS).fill_null(False)
        & (pl.col("old__mark").eq_missing(WITHHELD) != pl.col("new__mark").eq_missing(WITHHELD))
    )
    few = hidden | pl.col("old__mark").eq_missing(WITHHELD)
    return held.with_columns(new, marks).with_columns(
        old=pl.when(hidden | crossed).then(None).otherwise("old"),
        new=pl.when(crossed).then(None).otherwise("new"),
        old__mark=pl.when(crossed)
        .then(pl.lit(REVISED))
        .when(hidden)
        .then(pl.lit(WITHHELD))
        .when(pl.col("new__mark") == NOT_APPLICABLE)
        .then(pl.lit(NOT_APPLICABLE))
        .otherwise("old__mark"),
        new__mark=pl.when(crossed).then(pl.lit(REVISED)).otherwise("new__mark"),
        reason=pl.when(pl.col("people") & (crossed | few)).then(pl.lit(REASON_BESIDE_FEW)).otherwise("reason"),
    )


def _fields() -> list[Field]:
    reads: Reads = (("returns", {"correction": []}),)
    return [
        Field("hub", "Hub", "text"),
        Field("quarter", "Quarter", "text"),
        Field("question", "Question", "text"),
        Field("old", "Was", how=_HOW, reads=reads),
        Field("new", "Is", how=_HOW, reads=reads),
        Field("reason", "Why", "text"),
        Field("told", "Corrected", "text"),
        Field("correction", "Entry", "key", written=True),
    ]


def _of_entries(entries: list[str]) -> Reads:
    """These corrections and no others: those of later quarters are not told of."""
    return (("corrections", {"source_cell": entries}),)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _numbers(edition: OpenEdition, corrections: pl.DataFrame, listed: pl.DataFrame) -> tuple[Fact, Fact]:
    """How many published answers were revised, and how many were corrected before anybody saw them."""
    entries = corrections.filter(pl.col("kind") == "correct")["source_cell"].to_list()
    shown = listed["source_cell"].to_list()
    others = [entry for entry in entries if entry not in shown]
    counts = release_open(
        "revisions-count",
        pl.DataFrame({"revised": [listed.height], "before": [len(entries) - listed.height]}),
        [
            Field("revised", "Revised", unit="answers", how=measure.REVISIONS.how, reads=_of_entries(shown)),
            Field(
                "before",
                "Before",
                unit="answers",
                how="corrections made before an edition came out",
                reads=_of_entries(others),
            ),
        ],
        "These are numbers of corrections, not of people.",
    )
    slug = edition.period.slug
    revised, before = (fact_of(counts, name, 0, f"quality.{name}-answers.{slug}") for name in ("revised", "before"))
    return revised, before
