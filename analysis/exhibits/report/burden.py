"""The exhibit on what the return costs volunteers, question by question, and which questions nothing uses."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Reads, Released, release_open
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import NO_RETURNS, RETURNS_NEEDED
from analysis.exhibits.wording import listed, noun_for, worded
from analysis.measures.returns import burden

OPEN = (
    "Minutes are those that the network reckons for each question. The numbers count returns, exhibits, sentences and recommendations, not "
    "people."
)

NOT_BUILT = "No exhibit of this edition has been built yet, so it is not known which questions they rest on."


def burden_by_question(edition: OpenEdition) -> Exhibit:
    """What each question cost in the period, what used its answers, and the candidates to drop."""
    if edition.table("questions").is_empty() or edition.table("submissions").is_empty():
        return exhibit_unknown("burden", "what each question costs", NO_RETURNS, RETURNS_NEEDED)
    uses = edition.question_uses
    if uses is None:
        needed = f"One build of the edition: hub-learning build {edition.network.name} {edition.period.key}."
        return exhibit_unknown("burden", "what each question costs", NOT_BUILT, needed)
    table = _table(edition, uses)
    total = _sum(edition, table, "hours", None)
    unused = _sum(edition, table, "hours", burden.UNUSED)
    number = _number(edition, table, burden.UNUSED)
    return exhibit_table(
        "burden",
        _title(edition, total, unused, number),
        table,
        _sentence(edition, table, total, unused, number),
        [total, number, unused] if number.value else [total],
        data_folder=edition.data_folder,
    )


def _table(edition: OpenEdition, uses: pl.DataFrame) -> Released:
    # An edition of a part of a year has no report of its own year yet.
    year = edition.period.last_whole_year.label
    made = edition.table("recommendations").filter(pl.col("made_in") <= year)
    quarters = edition.period.quarter_labels
    frame = burden.burden_by_question(edition.table("questions"), edition.table("submissions"), quarters, uses, made)
    asked: Reads = (("questions", {"number": []}),)
    cost: Reads = (*asked, ("submissions", {"quarter": quarters}))
    named = "recommendations on record whose indicator is this question"
    return release_open(
        "burden",
        frame.sort("hours", descending=True, maintain_order=True),
        [
            Field("number", "No.", "key"),
            Field("wording", "Question", "text"),
            Field(
                "minutes",
                "Minutes",
                unit="minutes",
                how="as the network reckons for the question",
                decimals=2,
                reads=asked,
            ),
            Field(
                "hours", f"Hours in {edition.period.label}", unit="hours", how=burden.BURDEN.how, decimals=1, reads=cost
            ),
            Field("exhibits", "Figures and tables", unit="exhibits", how="exhibits that show it", reads=asked),
            Field("sentences", "Sentences", unit="sentences", how="sentences that state it", reads=asked),
            Field("recommendations", "Recommendations", unit="recommendations", how=named, reads=asked),
            Field("verdict", "What uses it", "text"),
        ],
        OPEN,
    )


def _sum(edition: OpenEdition, table: Released, column: str, verdict: str | None) -> Fact:
    """The hours of all questions, or of those with a verdict."""
    cells = _cells(table, column, verdict)
    name = "all" if verdict is None else "unused"
    how = (
        "hours of all questions, added up" if verdict is None else "hours of the questions that nothing uses, added up"
    )
    hours = round(sum(fact.number for fact in cells), 1)
    return derived(f"burden.hours.{name}.{edition.period.slug}", hours, "hours", how, cells, decimals=1)


def _number(edition: OpenEdition, table: Released, verdict: str) -> Fact:
    cells = _cells(table, "hours", verdict)
    how = "questions whose answers go into no exhibit, no sentence and no recommendation's indicator"
    return derived(f"burden.unused.{edition.period.slug}", len(cells), "questions", how, cells)


def _cells(table: Released, column: str, verdict: str | None) -> list[Fact]:
    verdicts = table.frame["verdict"].to_list()
    return [fact_of(table, column, row) for row, said in enumerate(verdicts) if verdict in (None, said)]


def _title(edition: OpenEdition, total: Fact, unused: Fact, number: Fact) -> str:
    cost = f"Returns cost volunteers about {noun_for(total, 'hour')} in {in_markdown(edition.period.label)}"
    if number.value == 0:
        return f"{cost}; every question they answered is used"
    return f"{cost}; {unused} of them went into {noun_for(number, 'question')} that nothing uses"


def _sentence(edition: OpenEdition, table: Released, total: Fact, unused: Fact, number: Fact) -> str:
    """What the whole costs, what could be dropped, and what is only given back."""
    text = (
        f"By the minutes that each question declares, the returns of {in_markdown(edition.period.label)} took "
        f"{noun_for(total, 'hour')} of volunteers' time (@tbl-burden)."
    )
    if named := _numbers(table, burden.UNUSED):
        candidates = "the candidates" if len(named) > 1 else "a candidate"
        text += (
            f" No figure, table, sentence or recommendation uses the answers to {noun_for(number, 'question')} ({listed(named)}), "
            f"which took {noun_for(unused, 'hour')}: {candidates} to drop."
        )
    else:
        text += f" {worded(edition, 'learning.every-question-used')}"
    if given_back := _numbers(table, burden.ONLY_GIVEN_BACK):
        text += f" {worded(edition, 'learning.hub-page-alone', questions=listed(given_back))}"
    return text


def _numbers(table: Released, verdict: str) -> list[str]:
    rows = table.frame.filter(pl.col("verdict") == verdict)
    return [f"question {in_markdown(number)}" for number in rows["number"].to_list()]
