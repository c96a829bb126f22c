"""Case studies, the codebook they are coded with, and the codings."""

from __future__ import annotations

import polars as pl

from analysis.datasets.cases.consent_uses import USES
from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.findings import place_of_row
from analysis.settings.field_words import nearest
from analysis.sources.findings import Finding, Rule

CONSENTS = ("quote", "count only", "withdrawn")

UNKNOWN_USE = Rule(
    "unknown-use",
    "`{value}` names {use}, which is no use that a consent can cover.{meant}",
    "Words are published only for the uses that are named.",
    "Write the uses that were agreed to with ; between them, of {uses}; leave it blank where all were.",
    effect="kept",
    ignore="Where another use was agreed to, beside those of the report.",
)


def check_uses(cases: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """The case studies as they are, and a doubt about each whose consent names a use that there is not."""
    findings = []
    for row in cases.filter(pl.col("consent_covers").is_not_null()).iter_rows(named=True):
        named = [use.strip() for use in row["consent_covers"].split(";") if use.strip()]
        if unknown := [use for use in named if use.lower() not in USES]:
            place = place_of_row(row, CASE_STUDIES, row["consent_covers"])._replace(column="consent_covers")
            findings.append(
                UNKNOWN_USE.at(
                    place,
                    use=f"`{unknown[0]}`",
                    meant=nearest(unknown[0], USES),
                    uses=", ".join(f"`{use}`" for use in USES),
                )
            )
    return cases, findings


CASE_STUDIES = Table(
    name="case_studies",
    meaning="One row a case study: an interview, a diary, a visit, written down.",
    key=("case_id",),
    columns=(
        Column("case_id", "text", "the case study's code", required=True),
        Column("title", "text", "its title", required=True),
        Column("hub_id", "text", "the hub it is about, where it is about one", refers_to="hubs.hub_id"),
        Column("place", "text", "where it happened, as it was written"),
        Column("locality_id", "text", "the locality, where the place is one", refers_to="localities.locality_id"),
        Column("partner", "text", "who collected it"),
        Column("role", "text", "the role of the person who speaks; never a name"),
        Column("source_kind", "text", "interview, diary, visit, focus group"),
        Column(
            "collected",
            "date",
            "the day it was collected",
            required=True,
            why="A case study stands in the editions of the day on which it was collected; without one it stands in none.",
        ),
        Column(
            "consent",
            "choice",
            "what the person agreed to: be quoted, be counted only, or nothing any more",
            required=True,
            choices=CONSENTS,
            why="The case study is counted, and none of its words are published: that needs the person's agreement to be quoted.",
        ),
        Column(
            "consent_covers",
            "text",
            "the uses the consent names, joined by `;`, of report, site, hub page and talks; empty where it covers all of them",
            why="Words are published only where the person agreed to that use.",
        ),
        Column(
            "read_by",
            "text",
            "the coders who read it through, joined by `;`, also where they marked nothing in it",
            why="A coder who marked nothing is else not taken to have judged the case study, and agreement looks better than it is.",
        ),
        Column("text", "text", "the whole text"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
    agree=check_uses,
)

CODEBOOK = Table(
    name="codebook",
    meaning="One row a code.",
    key=("code_id",),
    as_sent=True,
    columns=(
        Column("code_id", "text", "the code's identifier", required=True),
        Column("name", "text", "its name", required=True),
        Column("parent_id", "text", "the code above it", refers_to="codebook.code_id"),
        Column(
            "frame",
            "text",
            "the branch of the codebook it stands in: outcome, enabler, lesson, hurdle or the top code's own name",
        ),
        Column("definition", "text", "what is coded with it"),
        Column("when_to_use", "text", "when coders give it"),
        Column("when_not", "text", "when coders do not give it, and what they give instead"),
        Column("colour", "text", "its colour in the coding program, as #RRGGBB"),
        Column("codable", "boolean", "whether coders use it, or it only heads a branch", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

CODINGS = Table(
    name="codings",
    meaning="One row a passage that one coder gave one code.",
    key=("coding_id",),
    columns=(
        Column("coding_id", "text", "the coding's identifier", required=True),
        Column("case_id", "text", "the case study", required=True, refers_to="case_studies.case_id"),
        Column("code_id", "text", "the code", required=True, refers_to="codebook.code_id"),
        Column(
            "coder",
            "text",
            "who coded, as a pseudonym",
            why="Without it no agreement between coders can be computed.",
        ),
        Column("start", "integer", "first character of the passage, from zero", unit="characters", minimum=0),
        Column("end", "integer", "the character after the passage's last", unit="characters", minimum=0),
        Column("quote", "text", "the passage"),
        Column(
            "quotable",
            "boolean",
            "no where it could not be settled how the program counts positions in this text",
            why="A passage whose ends are not certain may hold other words than those that were coded.",
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
