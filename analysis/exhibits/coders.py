"""How far two coders agree: whether somebody else would have seen the same in the case studies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, Origin, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, noun_for
from analysis.measures import case_studies

UNSURE = "[u]"  # Government Analysis Function shorthand: low reliability
REASON = "Agreement of coders over case studies; it says nothing of a person."
FRAMES = ("outcome", "enabler", "lesson", "hurdle", "contrary")


def coder_agreement(edition: OpenEdition) -> Exhibit:
    """Cohen's kappa of two coders on each code, with its interval; codes of low agreement marked [u]."""
    cases = case_studies.usable_cases(edition.table("case_studies"), edition.period)
    codings, codebook = edition.table("codings"), edition.table("codebook")
    more: dict[str, Any] = {"reads": edition.reads, "data_folder": edition.data_folder}
    coders = case_studies.coders_of(codings, cases)
    if coders.alone:
        who = "one coder is" if coders.names else "no coder is"
        unknown = (
            f"For this network and period {who} known, so it cannot be said whether another would have coded the same."
        )
        needed = "Case studies coded by two people who do not see each other's codings; the project file must say who coded what."
        return exhibit_unknown("coder-agreement", "how far two coders agree", unknown, needed, **more)
    if not coders.comparable:
        unknown = (
            f"Both coders coded {count_of(len(coders.cases), 'case study', 'case studies')}; agreement over fewer than "
            f"{case_studies.FEWEST_SHARED} would change with every single one."
        )
        needed = "More case studies coded by two people."
        return exhibit_unknown("coder-agreement", "how far two coders agree", unknown, needed, **more)
    frames = [*FRAMES, *sorted(set(codebook["frame"].drop_nulls().str.to_lowercase()) - set(FRAMES))]
    found = case_studies.agreement(codings, case_studies.codes_in(codebook, frames), coders)
    table = _released(found, coders)
    text, title, facts = _said(table, coders)
    made = exhibit_table("coder-agreement", title, table, text, facts, **more)
    return _traced(made, coders)


def _released(found: pl.DataFrame, coders: case_studies.Coders) -> Released:
    """kappa is not applicable [z] where all case studies are alike; so is the interval where coders never differ."""
    marked = found.with_columns(
        kappa__mark=pl.lit("[z]"),
        low__mark=pl.lit("[z]"),
        high__mark=pl.lit("[z]"),
        sure=pl.when(pl.col("kappa") < case_studies.LOW_AGREEMENT).then(pl.lit(UNSURE)).otherwise(pl.lit("")),
    ).sort("kappa", "name", nulls_last=True)
    first, second = coders.names
    count = "case studies in which the coder gave the code"
    fields = [
        Field("name", "Code", "key"),
        Field("frame", "Kind", "text"),
        Field("first", f"Given by {first}", unit="case studies", how=count),
        Field("second", f"Given by {second}", unit="case studies", how=count),
        Field("both", "Given by both", unit="case studies", how="case studies in which both coders gave the code"),
        Field("kappa", "Kappa", unit="kappa", how=case_studies.AGREEMENT.how, decimals=2),
        Field("low", "95% interval from", unit="kappa", how="lower end of the interval of kappa", decimals=2),
        Field("high", "to", unit="kappa", how="upper end of the interval of kappa", decimals=2),
        Field("sure", "Low agreement", "text"),
    ]
    return release_open("coder-agreement", marked, fields, REASON)


def _said(table: Released, coders: case_studies.Coders) -> tuple[str, str, list[Fact]]:
    """Sentence, title, and the facts they state."""
    frame = table.frame.with_row_index("row")
    known = [fact_of(table, "kappa", row) for row in frame.filter(pl.col("kappa").is_not_null())["row"].to_list()]
    low = frame.filter(pl.col("sure") == UNSURE)
    good = derived(
        "agreement.good",
        len(known) - low.height,
        "codes",
        f"codes with kappa of {case_studies.LOW_AGREEMENT} or more",
        known,
    )
    all_codes = derived("agreement.codes", len(known), "codes", "codes whose kappa is defined", known)
    cases = derived("agreement.cases", len(coders.cases), "case studies", "case studies that both coders coded", [])
    if not known:
        title = "Kappa is not defined for any code: on each, both coders gave the same answer in every case study"
    elif not low.height:
        title = f"The two coders agree well enough on all {noun_for(all_codes, 'code')}"
    else:
        names = listed([f"“{in_markdown(name)}”" for name in low["name"].to_list()])
        title = f"The two coders agree well enough on {good} of {noun_for(all_codes, 'code')}, but not on {names}"
    text = (
        f"@tbl-coder-agreement rests on {noun_for(cases, 'case study', 'case studies')} that both coders coded. Kappa is 1 where they always agree "
        f"and 0 where they agree no more than by chance; below {case_studies.LOW_AGREEMENT:.2f} (McHugh 2012) a code is marked \\[u\\], low "
        "reliability. With so few case studies the intervals are wide. \\[z\\] stands where there is nothing to compute: no interval where the "
        "coders never differ, no kappa where a code is in all case studies or in none."
    )
    facts = [fact_of(table, "kappa", row) for row in low["row"].to_list()]
    return text, title, [good, all_codes, cases, *facts]


def _traced(exhibit: Exhibit, coders: case_studies.Coders) -> Exhibit:
    """Each row's facts come from the two coders' codings with its code."""
    assert exhibit.table is not None
    table, facts = exhibit.table, {fact.id: fact for fact in exhibit.facts}
    for row, code in enumerate(table.frame["code_id"].to_list()):
        where = (("case_id", coders.cases), ("code_id", (code,)), ("coder", coders.names))
        for field in table.values:
            fact = fact_of(table, field.name, row)
            facts[fact.id] = replace(fact, origins=(Origin("codings", where),))
    both = (("case_id", coders.cases), ("coder", coders.names))
    facts["agreement.cases"] = replace(facts["agreement.cases"], origins=(Origin("codings", both),))
    return replace(exhibit, facts=tuple(facts.values()))
