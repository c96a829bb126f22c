"""How many partners stand behind each finding; a finding that rests on one is marked."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import (
    ONE_PARTNER,
    OPEN,
    bears_unsure,
    cases_of,
    codes_of,
    marked,
    marks_of,
    more,
    no_cases,
    partners_fact,
    traced,
)
from analysis.exhibits.cases.coders import reliability_note
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import listed, noun_for
from analysis.measures.cases import case_studies
from analysis.measures.cases import sources as case_sources

SUBJECT = "how many partners stand behind each finding"
MOSTLY = "mostly one partner"  # collected more than half of its case studies
FEW_NAMES = 4


def partners_behind(edition: OpenEdition) -> Exhibit:
    """Table: each finding with its case studies and the partners who collected them, those on fewest partners first."""
    cases = cases_of(edition)
    if not cases.height:
        return no_cases("partners-behind", SUBJECT, edition)
    found = case_sources.partners_behind(edition.table("codings"), codes_of(edition), cases)
    if not found.height:
        unknown = "No source is coded, so there is no finding to count partners behind."
        return exhibit_unknown("partners-behind", SUBJECT, unknown, "Codings of the sources.", **more(edition))
    if not found["partners"].max():
        unknown = "The sources do not say which partner collected them."
        return exhibit_unknown("partners-behind", SUBJECT, unknown, "The partner of each source.", **more(edition))
    table = _released(edition, found)
    title, facts = _title(table)
    who = partners_fact(edition)
    text = (
        f"@tbl-partners-behind counts, for each code that sources were given, which of {noun_for(who, 'partner')} collected them. What rests "
        "on one partner may be that partner's way of working, or of choosing whom to listen to, and no finding about the network."
    )
    missing = cases["partner"].null_count()
    if missing:
        unnamed = derived("cases.no_partner", missing, "sources", "sources whose partner is not given", [])
        text += f" Of {noun_for(unnamed, 'source')} the partner is not given; they count for no partner."
        facts.append(unnamed)
    text += f" {reliability_note(edition, bears_unsure(table))}"
    return traced(exhibit_table("partners-behind", title, table, text, [*facts, who], **more(edition)))


def _released(edition: OpenEdition, found: pl.DataFrame) -> Released:
    basis = (
        pl.when(pl.col("partners") == 1)
        .then(pl.lit(ONE_PARTNER))
        .when(2 * pl.col("most") > pl.col("cases"))
        .then(pl.lit(MOSTLY))
        .otherwise(pl.lit(""))
    )
    frame = marked(edition, found.with_columns(basis=basis)).with_columns(marks=marks_of("sure", "basis"))
    fields = [
        Field("name", "Told of", "key"),
        Field("partners", "Partners", unit="partners", how="different partners who collected these sources"),
        Field("cases", "Sources", unit="sources", how=case_studies.CASES_BY_CODE.how),
        Field("marks", "Marks", "text"),
        Field(
            "most",
            "Of the partner with most",
            unit="sources",
            how="of these, the sources of the partner who collected most of them",
        ),
        Field("frame", "Kind", "text"),
    ]
    return release_open("partners-behind", frame, fields, OPEN)


def _title(table: Released) -> tuple[str, list[Fact]]:
    frame = table.frame.with_row_index("row")
    partners = [fact_of(table, "partners", row) for row in range(len(table))]
    every = derived("findings.all", len(table), "findings", "codes that at least one source was given", partners)
    alone = frame.filter(pl.col("partners") == 1)
    single = derived(
        "findings.one_partner",
        alone.height,
        "findings",
        "of them, those whose sources one partner collected",
        partners,
    )
    if alone.height:
        names = (
            f": {listed([f'“{in_markdown(name)}”' for name in alone['name'].to_list()])}"
            if alone.height <= FEW_NAMES
            else ""
        )
        verb = "rests" if alone.height == 1 else "rest"
        return f"{single} of {noun_for(every, 'finding')} {verb} on one partner alone{names}", [single, every]
    known = frame.filter(pl.col("partners") > 0)
    least = fact_of(table, "partners", known["row"][0])
    if known.height < len(table):
        return f"Findings whose partners are known rest on {noun_for(least, 'partner')} or more", [least, every, single]
    return f"Each of {noun_for(every, 'finding')} rests on {noun_for(least, 'partner')} or more", [least, every, single]
