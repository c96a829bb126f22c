"""Exhibits on case studies: what they tell of, in whose words, and how far two coders agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.coders import UNSURE, coder_agreement, reliability_note, unsure_codes
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, Origin, derived, fact_of, in_markdown, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.quotes import CASES_NEEDED, NO_CASES, quotes_by_outcome
from analysis.exhibits.theme import NAVY, TEAL, bars, figure
from analysis.exhibits.wording import count_of, listed, noun_for
from analysis.measures import case_studies

__all__ = ["cases_by_outcome", "coder_agreement", "helped_and_hindered", "quotes_by_outcome", "what_cases_show"]

OPEN = "Numbers of case studies, not of people: case studies whose consent was withdrawn are left out, and no teller is named."
OUTCOMES, HELPED = ("outcome", "contrary"), ("enabler", "hurdle", "lesson")


def _cases(edition: OpenEdition) -> pl.DataFrame:
    return case_studies.usable_cases(edition.table("case_studies"), edition.period)


def _codes(edition: OpenEdition, frames: Sequence[str]) -> pl.DataFrame:
    return case_studies.codes_in(edition.table("codebook"), frames)


def _more(edition: OpenEdition) -> dict[str, Any]:
    return {"reads": edition.reads, "data_folder": edition.data_folder}


def _unknown(exhibit_id: str, subject: str, edition: OpenEdition) -> Exhibit:
    return exhibit_unknown(exhibit_id, subject, NO_CASES, CASES_NEEDED, **_more(edition))


def cases_fact(edition: OpenEdition) -> Fact:
    """How many case studies the edition rests on."""
    cases = _cases(edition)
    frame = pl.DataFrame({"cases": [cases.height]})
    how = "case studies collected by the period's end, without those withdrawn"
    table = release_open("cases", frame, [Field("cases", "Case studies", unit="case studies", how=how)], OPEN)
    origins = (Origin("case_studies", (("case_id", tuple(cases["case_id"].to_list())),)),)
    return replace(fact_of(table, "cases", 0, "cases.used"), origins=origins)


def _counted(edition: OpenEdition, name: str, frames: Sequence[str]) -> Released:
    """How many case studies tell of each code: released, with the marks of low agreement."""
    codings, codes = edition.table("codings"), _codes(edition, frames)
    counts = case_studies.cases_by_code(codings, codes, _cases(edition), edition.period)
    unsure = sorted(unsure_codes(edition))
    counts = counts.with_columns(
        sure=pl.when(pl.col("code_id").is_in(unsure)).then(pl.lit(UNSURE)).otherwise(pl.lit("")),
        kind=pl.col("frame"),
    )
    how = case_studies.CASES_BY_CODE.how
    fields = [
        Field("name", "Told of", "key"),
        *([Field("kind", "Kind", "text")] if frames is not OUTCOMES else []),
        Field(
            "in_period",
            f"Collected in {edition.period.label}",
            unit="case studies",
            how=f"{how}; collected in the period",
        ),
        Field("earlier", "Collected earlier", unit="case studies", how=f"{how}; collected before the period"),
        Field("cases", "Case studies in all", unit="case studies", how=how),
        Field(
            "partners",
            "Partners who collected them",
            unit="partners",
            how="different partners who collected these case studies",
        ),
        Field("sure", "Low agreement", "text"),
    ]
    return release_open(name, counts, fields, OPEN)


def _traced(exhibit: Exhibit) -> Exhibit:
    """The exhibit with its facts led back to the codings of each row's code in the case studies counted."""
    assert exhibit.table is not None
    table, facts = exhibit.table, {fact.id: fact for fact in exhibit.facts}
    for row, about in enumerate(table.frame.iter_rows(named=True)):
        where = (("case_id", tuple(about["case_ids"])), ("code_id", (about["code_id"],)))
        for field in table.values:
            fact = fact_of(table, field.name, row)
            facts[fact.id] = replace(fact, origins=(Origin("codings", where),) if about["case_ids"] else ())
    return replace(exhibit, facts=tuple(facts.values()))


def cases_by_outcome(edition: OpenEdition) -> Exhibit:
    """How many case studies tell of each outcome, contrary cases with them, and how many partners stand behind each."""
    if not _cases(edition).height or not _codes(edition, OUTCOMES).height:
        return _unknown("cases-by-outcome", "outcomes in case studies", edition)
    table = _counted(edition, "cases-by-outcome", OUTCOMES)
    title, stated = _outcome_title(edition, table)
    text, said = _outcome_sentence(edition, table)
    alt = "Bar chart of case studies by outcome. " + "; ".join(
        f"{row['name']}: {row['cases']} from {count_of(row['partners'], 'partner')}"
        for row in table.frame.iter_rows(named=True)
    )
    facts = list({fact.id: fact for fact in [*stated, *said]}.values())
    drawing = _draw(table, edition.period.label)
    return _traced(exhibit_figure("cases-by-outcome", title, f"{alt}.", table, drawing, text, facts, **_more(edition)))


def _draw(table: Released, label: str) -> Any:
    """Bars, the most told on top; contrary cases below all others."""
    frame = table.frame.reverse()
    names = [in_plot(f"{name} {sure}".strip()) for name, sure in frame.select("name", "sure").rows()]
    sides = ((f"Collected in {label}", "in_period", NAVY), ("Earlier", "earlier", TEAL))
    drawing = figure(
        *[bars(names, frame[column].to_list(), name, colour) for name, column, colour in sides],
        legend=True,
        height=90 + 34 * len(names),
        barmode="stack",
        bargap=0.35,
        y_title="Number of case studies",
        xaxis={"showgrid": True, "rangemode": "tozero", "tickformat": "d", "dtick": _step(frame["cases"].max())},
        yaxis={"showgrid": False, "type": "category"},
    )
    return drawing.update_layout(legend_traceorder="normal")


def _step(most: Any) -> int:
    """Whole case studies between grid lines."""
    return max(1, round(int(most or 0) / 6))


def _outcome_title(edition: OpenEdition, table: Released) -> tuple[str, list[Fact]]:
    number = cases_fact(edition)
    told = table.frame.with_row_index("row").filter(pl.col("frame") != "contrary")
    contrary, contrary_words = _contrary(table)
    most = told["cases"].max()
    if not most:
        return (
            f"None of {noun_for(number, 'case study', 'case studies')} tells of an outcome in the codebook{contrary_words}",
            [number, *contrary],
        )
    top = told.filter(pl.col("cases") == most)
    facts = [fact_of(table, "cases", row) for row in top["row"].to_list()]
    names = listed([f"“{in_markdown(name)}”" for name in top["name"].to_list()])
    if top.height == 1:
        title = f"{names} is told most often, in {facts[0]} of {noun_for(number, 'case study', 'case studies')}{contrary_words}"
    else:
        title = f"{names} are told most often, each in {facts[0]} of {noun_for(number, 'case study', 'case studies')}{contrary_words}"
    return title, [number, *facts, *contrary]


def _contrary(table: Released) -> tuple[list[Fact], str]:
    """How many case studies tell of what was hoped for and did not happen: never left unsaid."""
    rows = table.frame.with_row_index("row").filter(pl.col("frame") == "contrary")["row"].to_list()
    if not rows:
        return [], "; the codebook has no code for contrary cases"
    facts = [fact_of(table, "cases", row) for row in rows]
    if not any(fact.number for fact in facts):
        return facts, f"; {facts[0].reading('none')} tells of something hoped for that did not happen"
    return facts, f"; in {listed([str(fact) for fact in facts])}, what was hoped for did not happen"


def _outcome_sentence(edition: OpenEdition, table: Released) -> tuple[str, list[Fact]]:
    number = cases_fact(edition)
    partners = _cases(edition)["partner"].drop_nulls().n_unique()
    who = derived(
        "cases.partners", partners, "partners", "different partners who collected the case studies used", [number]
    )
    text = (
        f"@fig-cases-by-outcome counts {noun_for(number, 'case study', 'case studies')} collected by {noun_for(who, 'partner')} up to the end "
        f"of {in_markdown(edition.period.label)}, each once an outcome however often it is told there."
    )
    facts = [number, who]
    withdrawn = case_studies.withdrawn_cases(edition.table("case_studies"), edition.period)
    if withdrawn:
        left_out = derived(
            "cases.withdrawn",
            withdrawn,
            "case studies",
            "case studies left out because consent was withdrawn",
            [number],
        )
        verb = "was" if withdrawn == 1 else "were"
        text += f" {noun_for(left_out, 'more', 'more')} {verb} withdrawn by the teller and {'is' if withdrawn == 1 else 'are'} not used at all."
        facts.append(left_out)
    text += f" {reliability_note(edition, (table.frame['sure'] == UNSURE).any())}"
    return text, facts


def helped_and_hindered(edition: OpenEdition) -> Exhibit:
    """What case studies name as help, as hurdle and as lesson."""
    if not _cases(edition).height or not _codes(edition, HELPED).height:
        return _unknown("helped-and-hindered", "what helped and what stood in the way", edition)
    table = _counted(edition, "helped-and-hindered", HELPED)
    rows = table.frame.with_row_index("row").sort("cases", descending=True, maintain_order=True)
    parts, facts = [], []
    for kind, words in (("enabler", "help"), ("hurdle", "hurdle")):
        first = rows.filter((pl.col("frame") == kind) & (pl.col("cases") > 0)).head(1)
        if first.height:
            fact = fact_of(table, "cases", first["row"][0])
            doubt = ", though coders agree on it too little to rely on it" if first["sure"][0] else ""
            parts.append(
                f"“{in_markdown(first['name'][0])}” is the {words} named most ({noun_for(fact, 'case study', 'case studies')}){doubt}"
            )
            facts.append(fact)
    title = "; ".join(parts) or "No case study names a help or a hurdle"
    text = (
        "@tbl-helped-and-hindered counts each case study once for each help, hurdle and lesson it names. "
        f"{reliability_note(edition, (table.frame['sure'] == UNSURE).any())}"
    )
    return _traced(exhibit_table("helped-and-hindered", title, table, text, facts, **_more(edition)))


def what_cases_show(edition: OpenEdition) -> Sentence:
    """One sentence for the report's front: what is told most, and of the contrary."""
    shown = cases_by_outcome(edition)
    if not shown.known or shown.table is None:
        return Sentence("No case studies are held for this period.", (), "what-cases-show", edition.reads)
    title, facts = _outcome_title(edition, shown.table)
    return Sentence(f"{title}.", tuple(facts), "what-cases-show", edition.reads)
