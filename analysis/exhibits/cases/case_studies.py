"""What case studies tell of: outcomes with the contrary, helps and hurdles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from analysis.disclosure.release import Released
from analysis.exhibits.cases.case_counts import (
    HELPED,
    OUTCOMES,
    alone_note,
    bears_unsure,
    cases_fact,
    cases_of,
    codes_of,
    collected_by,
    counted,
    more,
    no_cases,
    no_codes,
    traced,
)
from analysis.exhibits.cases.coders import reliability_note
from analysis.exhibits.cases.source_kinds import sources_by_kind
from analysis.exhibits.cases.unknown import CASES_NEEDED, why_no_cases
from analysis.exhibits.drawing.theme import NAVY, TEAL, bars, figure
from analysis.exhibits.exhibit import Exhibit, Sentence, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown, in_plot
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import count_of, listed, noun_for, several_of
from analysis.handover import Origin
from analysis.measures.cases import case_studies


def cases_by_outcome(edition: OpenEdition) -> Exhibit:
    """How many case studies tell of each outcome, contrary cases with them, and how many partners stand behind each."""
    subject = "which outcomes people tell of"
    if not cases_of(edition).height:
        return exhibit_unknown("cases-by-outcome", subject, why_no_cases(edition), CASES_NEEDED, **more(edition))
    if not codes_of(edition, OUTCOMES).height:
        return no_codes("cases-by-outcome", subject, OUTCOMES, edition)
    table = counted(edition, "cases-by-outcome", OUTCOMES)
    title, stated = _outcome_title(edition, table)
    text, said = _outcome_sentence(edition, table)
    alt = "Bar chart of sources by outcome. " + "; ".join(
        f"{row['name']}: {row['cases']} from {count_of(row['partners'], 'partner')}"
        for row in table.frame.iter_rows(named=True)
    )
    facts = list({fact.id: fact for fact in [*stated, *said]}.values())
    drawing = _draw(table, edition.period.label)
    return traced(exhibit_figure("cases-by-outcome", title, f"{alt}.", table, drawing, text, facts, **more(edition)))


def _draw(table: Released, label: str) -> Any:
    """Bars, the most told on top; contrary cases below all others."""
    frame = table.frame.reverse()
    names = [in_plot(labelled(*row)) for row in frame.select("name", "sure", "basis").rows()]
    sides = ((f"Collected in {label}", "in_period", NAVY), ("Earlier", "earlier", TEAL))
    drawing = figure(
        *[bars(names, frame[column].to_list(), name, colour) for name, column, colour in sides],
        legend=True,
        height=90 + 34 * len(names),
        barmode="stack",
        bargap=0.35,
        y_title="Number of sources",
        xaxis={"showgrid": True, "rangemode": "tozero", "tickformat": "d", "dtick": _step(frame["cases"].max())},
        yaxis={"showgrid": False, "type": "category"},
    )
    return drawing.update_layout(legend_traceorder="normal")


def labelled(name: str, sure: str, basis: str) -> str:
    """A code's name with its marks: `Less alone [u] (one partner alone)`."""
    return " ".join(word for word in (name, sure, f"({basis})" if basis else "") if word)


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
            f"None of {noun_for(number, 'source')} tells of an outcome in the codebook{contrary_words}",
            [number, *contrary],
        )
    if most == 1:  # of many told once each none is told most
        once = derived(
            "cases.outcomes-told-once",
            told.filter(pl.col("cases") == 1).height,
            "outcomes",
            "outcomes that one source alone tells of",
            [number],
        )
        title = f"{noun_for(once, 'outcome')} {'is' if once.value == 1 else 'are'} told of once, none more often, in {noun_for(number, 'source')}"
        return f"{title}{contrary_words}", [number, once, *contrary]
    top = told.filter(pl.col("cases") == most)
    facts = [fact_of(table, "cases", row) for row in top["row"].to_list()]
    names = listed([f"“{in_markdown(name)}”" for name in top["name"].to_list()])
    if told.filter(pl.col("cases") > 0).height == 1:  # of one alone nothing is most
        title = f"{names} is the one outcome told of, in {facts[0]} of {noun_for(number, 'source')}{contrary_words}"
    elif top.height == 1:
        title = f"{names} is told most often, in {facts[0]} of {noun_for(number, 'source')}{contrary_words}"
    else:
        title = f"{names} are told most often, each in {facts[0]} of {noun_for(number, 'source')}{contrary_words}"
    return title, [number, *facts, *contrary]


def told_most(edition: OpenEdition) -> tuple[list[tuple[str, Fact]], list[Fact]]:
    """The outcomes told most, each by its name with how many case studies tell of it, none where all are told once alone; and how many tell
    that what was hoped for did not happen."""
    table = cases_by_outcome(edition).table
    if table is None:
        return [], []
    told = table.frame.with_row_index("row").filter(pl.col("frame") != "contrary")
    top = told.filter(pl.col("cases") == told["cases"].max(), pl.col("cases") > 1)
    return [(str(row["name"]), fact_of(table, "cases", row["row"])) for row in top.iter_rows(named=True)], _contrary(
        table
    )[0]


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
    (kinds, facts), (_, partners) = sources_by_kind(edition), collected_by(edition)
    who = f" {noun_for(partners[0], 'partner')} collected them." if partners else ""
    text = f"@fig-cases-by-outcome counts each once an outcome: {kinds}.{who}\n\n"  # the report prints this paragraph alone
    facts += partners
    if left_out := _left_out(edition):
        was, stays = ("was", "is") if left_out.value == 1 else ("were", "are")
        text += f"{noun_for(left_out, 'more', 'more')} {was} withdrawn by the teller and {stays} not used at all."
        facts.append(left_out)
    text += f"{alone_note(table)} {reliability_note(edition, bears_unsure(table))}"
    return text, facts


def _left_out(edition: OpenEdition) -> Fact | None:
    """How many were withdrawn. It rests on the lines that say so and not on the others, which would name by omission the one that is missing."""
    withdrawn = case_studies.withdrawn_cases(edition.table("case_studies"), edition.period)
    if not withdrawn.height:
        return None
    how = "sources left out because consent was withdrawn"
    fact = derived("cases.withdrawn", withdrawn.height, "sources", how, [])
    return replace(fact, origins=(Origin("case_studies", (("case_id", tuple(withdrawn["case_id"].to_list())),)),))


def helped_and_hindered(edition: OpenEdition) -> Exhibit:
    """What case studies name as help, as hurdle and as lesson."""
    subject = "what helped and what stood in the way"
    if not cases_of(edition).height:
        return no_cases("helped-and-hindered", subject, edition)
    if not codes_of(edition, HELPED).height:
        return no_codes("helped-and-hindered", subject, HELPED, edition)
    table = counted(edition, "helped-and-hindered", HELPED)
    parts, facts = [], []
    for kind, words in (("enabler", "help"), ("hurdle", "hurdle")):
        said, stated = _named_most(table, kind, words)
        parts += said
        facts += stated
    title = "; ".join(parts) or "No source names a help or a hurdle"
    title = f"{title[:1].upper()}{title[1:]}"
    text = (
        "@tbl-helped-and-hindered counts each source once for each help, hurdle and lesson it names."
        f"{alone_note(table)} {reliability_note(edition, bears_unsure(table))}"
    )
    return traced(exhibit_table("helped-and-hindered", title, table, text, facts, **more(edition)))


def _named_most(table: Released, kind: str, words: str) -> tuple[list[str], list[Fact]]:
    """What is named most of one kind; of several named as often all, and none where each is named once."""
    told = table.frame.with_row_index("row").filter((pl.col("frame") == kind) & (pl.col("cases") > 0))
    if told.is_empty():
        return [], []
    top = told.filter(pl.col("cases") == told["cases"].max())
    fact = fact_of(table, "cases", top["row"][0])
    if told.height > 1 and fact.value == 1:
        return [f"no {words} is named more than once"], [fact]
    doubt = ", though coders agree on it too little to rely on it" if top["sure"][0] and top.height == 1 else ""
    names = listed([f"“{in_markdown(name)}”" for name in top["name"]])
    of = noun_for(fact, "source")
    if top.height > 1:
        return [f"{names} are the {several_of(words)} named most ({of} each)"], [fact]
    said = f"is the one {words} named" if told.height == 1 else f"is the {words} named most"
    return [f"{names} {said} ({of}){doubt}"], [fact]


def what_cases_show(edition: OpenEdition) -> Sentence:
    """One sentence for the report's front: what is told most, and of the contrary."""
    shown = cases_by_outcome(edition)
    if not shown.known or shown.table is None:
        held = (
            "None of the sources held can be used in"
            if edition.table("case_studies").height
            else "No case study, interview or other source is held for"
        )
        return Sentence(f"{held} this period.", (), "what-cases-show")
    title, facts = _outcome_title(edition, shown.table)
    return Sentence(f"{title}.", tuple(facts), "what-cases-show")
