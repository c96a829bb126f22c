"""What was recommended, and what became of it."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.citing import identifiers, named_in
from analysis.sources.findings import Finding, Place, Rule

RECOMMENDATION_STATUSES = ("proposed", "not started", "under way", "done", "dropped")

RECOMMENDATIONS = Table(
    name="recommendations",
    meaning="One row a recommendation of a learning report.",
    key=("recommendation_id",),
    as_sent=True,
    columns=(
        Column("recommendation_id", "text", "its code", required=True),
        Column("made_in", "year", "the year of the report that made it, such as 2023-24", required=True),
        Column("number", "integer", "its number in that report", required=True, minimum=1),
        Column("text", "text", "the recommendation", required=True),
        Column(
            "addressed_to", "text", "who should act", required=True, why="A recommendation to nobody is not followed."
        ),
        Column(
            "status",
            "choice",
            "what became of it",
            required=True,
            choices=RECOMMENDATION_STATUSES,
            why="The report accounts for each of last year's recommendations.",
        ),
        Column("progress", "text", "what has been done, in a sentence"),
        Column("indicator", "text", "the question whose answers should move if it is followed"),
        Column("made_by", "text", "who recommends it: the research partner, the network, or both"),
        Column(
            "rests_on",
            "text",
            "the findings of findings.yml that it rests on, by id, parted by `;`",
            why="A recommendation that rests on nothing is a wish.",
        ),
        Column("due", "date", "the day by which it should be done"),
        Column("cost", "number", "what it would cost, in pounds, where that is known", minimum=0),
        Column("source", "text", "the published document and its section, where it was read there"),
        Column("caution", "text", "what a reader must not conclude from it"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)


GONE = Rule(
    "recommendation-rests-on",
    "The recommendation rests on the finding `{value}`, and there is none{near}.",
    "A recommendation must not outlive what it rests on.",
    "Name a finding of findings.yml by its id, or leave the cell blank.",
    "stops",
)


def settle_recommendations(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The recommendations as they are, and a finding that stops for each that rests on what is not there."""
    frame = tables[RECOMMENDATIONS.name]
    find = identifiers(tables["learned"], "learned_id")
    told = []
    for row in frame.filter(pl.col("rests_on").is_not_null()).iter_rows(named=True):
        for called in named_in(row["rests_on"]):
            found, near = find(called)
            if found is None:
                place = Place(
                    row["source_file"],
                    cell=row["source_cell"],
                    table=RECOMMENDATIONS.name,
                    column="rests_on",
                    value=called,
                )
                told.append(GONE.at(place, near=f"; the nearest is `{near}`" if near else ""))
    return frame, told
