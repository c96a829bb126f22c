"""What the exhibits on case studies have in common: the case studies used, the codes of a branch, how many tell of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.coders import UNSURE, unsure_codes
from analysis.exhibits.cases.unknown import CASES_NEEDED, why_no_cases
from analysis.exhibits.exhibit import Exhibit, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import noun_for
from analysis.handover import Origin
from analysis.measures.cases import case_studies
from analysis.measures.cases import sources as case_sources

OPEN = "Numbers of sources, not of people: sources whose consent was withdrawn are left out, and no teller is named."
OUTCOMES, HELPED = ("outcome", "contrary"), ("enabler", "hurdle", "lesson")
ONE_PARTNER = "one partner alone"


def cases_of(edition: OpenEdition) -> pl.DataFrame:
    """The case studies of the edition: collected by the period's end, not withdrawn."""
    return case_studies.usable_cases(edition.table("case_studies"), edition.period)


def codes_of(edition: OpenEdition, frames: Sequence[str] | None = None) -> pl.DataFrame:
    """Codes of these branches, or all: code_id, name, frame."""
    return case_studies.codes_in(edition.table("codebook"), frames)


def placed(edition: OpenEdition) -> pl.DataFrame:
    """The case studies with partner, place and kind of source by name."""
    return case_sources.placed_cases(cases_of(edition), edition.table("hubs"), edition.table("localities"))


def more(edition: OpenEdition) -> dict[str, Any]:
    return {"data_folder": edition.data_folder}


def no_cases(exhibit_id: str, subject: str, edition: OpenEdition) -> Exhibit:
    """In place of an exhibit where no case studies are held: always in the same words, which a published page says once."""
    return exhibit_unknown(exhibit_id, subject, why_no_cases(edition), CASES_NEEDED, **more(edition))


def no_codes(exhibit_id: str, subject: str, frames: Sequence[str], edition: OpenEdition) -> Exhibit:
    """In place of an exhibit where case studies are held, and the codebook has no code of these branches."""
    branches = " or ".join(f"“{frame}”" for frame in frames)
    unknown = f"The codebook has no code that coders use under {branches}."
    return exhibit_unknown(
        exhibit_id,
        subject,
        unknown,
        f"A codebook with codes under {branches}, given to the sources.",
        **more(edition),
    )


def cases_fact(edition: OpenEdition) -> Fact:
    """How many case studies the edition rests on."""
    cases = cases_of(edition)
    frame = pl.DataFrame({"cases": [cases.height]})
    how = "sources collected by the period's end, without those withdrawn"
    table = release_open("cases", frame, [Field("cases", "Sources", unit="sources", how=how)], OPEN)
    origins = (Origin("case_studies", (("case_id", tuple(cases["case_id"].to_list())),)),)
    return replace(fact_of(table, "cases", 0, "cases.used"), origins=origins)


def partners_fact(edition: OpenEdition) -> Fact:
    """How many partners collected them."""
    number = cases_of(edition)["partner"].drop_nulls().n_unique()
    how = "different partners who collected the sources used"
    return derived("cases.partners", number, "partners", how, [cases_fact(edition)])


def collected_by(edition: OpenEdition) -> tuple[str, list[Fact]]:
    """`that 3 partners collected`, with its fact; nothing where it is not given who did: not given is not nought."""
    who = partners_fact(edition)
    return (f" that {noun_for(who, 'partner')} collected", [who]) if who.number else ("", [])


def counted(edition: OpenEdition, name: str, frames: Sequence[str]) -> Released:
    """How many case studies tell of each code: released, with the marks of low agreement and of resting on one partner."""
    codes = codes_of(edition, frames)
    counts = case_studies.cases_by_code(edition.table("codings"), codes, cases_of(edition), edition.period)
    counts = marked(edition, counts).with_columns(
        basis=pl.when(pl.col("partners") == 1).then(pl.lit(ONE_PARTNER)).otherwise(pl.lit("")), kind=pl.col("frame")
    )
    counts = counts.with_columns(marks=marks_of("sure", "basis"))
    how, label = case_studies.CASES_BY_CODE.how, edition.period.label
    partners = "different partners who collected these sources"
    fields = [
        Field("name", "Told of", "key"),
        Field("cases", "Sources in all", unit="sources", how=how),
        Field("partners", "Partners who collected them", unit="partners", how=partners),
        Field("marks", "Marks", "text"),
        Field("in_period", f"Collected in {label}", unit="sources", how=f"{how}; collected in the period"),
        Field("earlier", "Collected earlier", unit="sources", how=f"{how}; collected before the period"),
        *([Field("kind", "Kind", "text")] if frames is not OUTCOMES else []),
    ]
    return release_open(name, counts, fields, OPEN)


def marked(edition: OpenEdition, frame: pl.DataFrame, code: str = "code_id", mark: str = "sure") -> pl.DataFrame:
    """The frame with a column that bears [u] where coders agree too little on the code."""
    unsure = sorted(unsure_codes(edition))
    return frame.with_columns(
        pl.when(pl.col(code).is_in(unsure)).then(pl.lit(UNSURE)).otherwise(pl.lit("")).alias(mark)
    )


def marks_of(*columns: str) -> pl.Expr:
    """What a row is marked with, one after the other: `[u], one partner alone`."""
    return (
        pl.concat_list(pl.when(pl.col(column) != "").then(pl.col(column)) for column in columns)
        .list.drop_nulls()
        .list.join(", ")
    )


def bears_unsure(table: Released, mark: str = "sure") -> bool:
    return bool((table.frame[mark] == UNSURE).any())


def alone_note(table: Released) -> str:
    """What the mark of one partner means, where a row of the table bears it."""
    if not (table.frame["basis"] == ONE_PARTNER).any():
        return ""
    return f" What is marked “{ONE_PARTNER}” rests on sources that one partner collected, and may be that partner's way of working."


def traced(exhibit: Exhibit, whole: Sequence[str] = (), among: Sequence[str] | None = None) -> Exhibit:
    """The exhibit with its facts led back to the codings of each row's code (`code_id`, or several in `code_ids`) in the case
    studies counted (`case_ids`). whole: fields that rest on all case studies of the row instead (`whole_ids`).

    among: all case studies, where evidence is not to say which of them a row counts: beside a quote it would say where its teller
    lives, or who knows them.
    """
    assert exhibit.table is not None
    table, facts = exhibit.table, {fact.id: fact for fact in exhibit.facts}
    for row, about in enumerate(table.frame.iter_rows(named=True)):
        codes = tuple(about["code_ids"]) if "code_ids" in about else (about["code_id"],)
        where = (("case_id", tuple(among or about["case_ids"])), ("code_id", codes))
        for field in table.values:
            fact = fact_of(table, field.name, row)
            origins = (Origin("codings", where),) if about["case_ids"] else ()
            if field.name in whole:
                origins = (Origin("case_studies", (("case_id", tuple(among or about["whole_ids"])),)),)
            facts[fact.id] = replace(fact, origins=origins)
    return replace(exhibit, facts=tuple(facts.values()))
