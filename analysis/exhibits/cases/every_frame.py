"""What was told beside outcomes, frame by frame of the codebook: gains, helps, lessons, hurdles, opportunities, principles and the rest."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released, release_open
from analysis.exhibits.cases.case_counts import (
    ONE_PARTNER,
    OPEN,
    OUTCOMES,
    alone_note,
    bears_unsure,
    cases_fact,
    cases_of,
    codes_of,
    marked,
    marks_of,
    more,
    no_cases,
    traced,
)
from analysis.exhibits.cases.coders import reliability_note
from analysis.exhibits.cases.quotes import MAY_NOT, quote_fact, read_as
from analysis.exhibits.cases.source_kinds import sources_by_kind
from analysis.exhibits.cases.tellers import passages_shown, tellers_note
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.tables import in_cell
from analysis.exhibits.wording import listed, noun_for
from analysis.measures.cases import case_studies, quotes

SUBJECT = "what else was told: gains, helps, lessons, hurdles, opportunities and the rest"
FRAMES = {
    "gain": "Gain of the network",
    "enabler": "Help",
    "lesson": "Lesson",
    "opportunity": "Opportunity",
    "hurdle": "Hurdle",
    "reflection": "Reflection",
    "principle": "Principle",
    "quality": "Quality",
    "activity": "Activity",
    "telling": "How it is told",
}
NO_FRAME = "No kind given"
SHORTEST = 15  # characters of words that say something by themselves


def told_in_words(edition: OpenEdition, where: str = "report") -> Exhibit:
    """Table: every code that is no outcome and that somebody told of, with its sources, its partners and one passage.

    where: which page it stands on, a key of WHERE; a consent may cover one and not the other.
    """
    exhibit_id = "told-in-words" if where == "report" else f"told-in-words-{where.replace(' ', '-')}"
    if not cases_of(edition).height:
        return no_cases(exhibit_id, SUBJECT, edition)
    codes = codes_of(edition).filter(~pl.col("frame").is_in(OUTCOMES).fill_null(False))
    counts = case_studies.cases_by_code(edition.table("codings"), codes, cases_of(edition), edition.period)
    told = counts.filter(pl.col("cases") > 0)
    if told.is_empty():
        unknown = "No source was given a code that is not an outcome, so nothing beside outcomes is known in this way."
        needed = (
            "Codes under other frames than `outcome`, such as gain, lesson, hurdle or principle, given to the sources."
        )
        return exhibit_unknown(exhibit_id, SUBJECT, unknown, needed, **more(edition))
    words, facts = _words(edition, told["code_id"].to_list(), where)
    table = _released(edition, exhibit_id, told, words)
    title, stated = _title(edition, exhibit_id, table)
    untold = counts.height - told.height
    silent = derived(f"{exhibit_id}.untold", untold, "codes", "codes of these kinds that no source was given", [])
    text = (
        f"@tbl-{exhibit_id} holds every code that is no outcome, kind by kind, with how many tell of it and one short passage, the latest that "
        f"may be quoted here. {_untold(silent)}{alone_note(table)} {reliability_note(edition, bears_unsure(table))} "
        f"{tellers_note(edition)}"
    )
    kinds, counts_by_kind = sources_by_kind(edition)
    text += f" The table rests on {kinds}."
    made = exhibit_table(exhibit_id, title, table, text, [*stated, silent, *counts_by_kind, *facts], **more(edition))
    return traced(made, among=cases_of(edition)["case_id"].to_list())


def _untold(silent: Fact) -> str:
    """That a code is not in the table says that it was not told of, which is no finding of its absence."""
    if not silent.value:
        return "Each code of these kinds was given at least once."
    was = "was" if silent.value == 1 else "were"
    return f"{noun_for(silent, 'more code', 'more codes')} of these kinds {was} given to no source, which does not say that nobody had anything to tell of it."


def _words(edition: OpenEdition, codes: list[str], where: str) -> tuple[dict[str, str], list[Fact]]:
    """One passage a code as it is shown, and the facts that the passages are."""
    passages = passages_shown(edition, where, SHORTEST)
    shown, facts = {}, []
    for row in quotes.quotes(passages, codes).iter_rows(named=True):
        fact = quote_fact(row)
        facts.append(fact)
        shown[row["code_id"]] = f"“{in_cell(fact)}” {read_as(row)}"
    return shown, list({fact.id: fact for fact in facts}.values())


def _released(edition: OpenEdition, exhibit_id: str, told: pl.DataFrame, words: dict[str, str]) -> Released:
    place = {frame: number for number, frame in enumerate(FRAMES)}
    frame = marked(edition, told).with_columns(
        kind=pl.col("frame").fill_null("").map_elements(_kind, return_dtype=pl.String),
        place=pl.col("frame").replace_strict(place, default=len(place), return_dtype=pl.Int64),
        basis=pl.when(pl.col("partners") == 1).then(pl.lit(ONE_PARTNER)).otherwise(pl.lit("")),
        words=pl.col("code_id").replace_strict(words, default=MAY_NOT, return_dtype=pl.String),
    )
    frame = frame.with_columns(marks=marks_of("sure", "basis")).sort(
        "place", "kind", -pl.col("cases"), "name", maintain_order=True
    )
    who = "different partners who collected these sources"
    fields = [
        Field("kind", "Kind", "text"),
        Field("name", "Told of", "key"),
        Field("cases", "Sources", unit="sources", how=case_studies.CASES_BY_CODE.how),
        Field("partners", "Partners", unit="partners", how=who),
        Field("words", "In their words", "text"),
        Field("marks", "Marks", "text"),
    ]
    return release_open(exhibit_id, frame, fields, OPEN)


def _kind(frame: str) -> str:
    return FRAMES.get(frame, frame.capitalize()) or NO_FRAME


def _title(edition: OpenEdition, exhibit_id: str, table: Released) -> tuple[str, list[Fact]]:
    """How many codes of how many kinds; what is told most, and where several share that place no one of them."""
    each = [fact_of(table, "cases", row) for row in range(len(table))]
    codes = derived(
        f"{exhibit_id}.codes", len(table), "codes", "codes that are no outcome, given to at least one source", each
    )
    of = f"in {noun_for(cases_fact(edition), 'source')}"
    most = table.frame["cases"].max()
    top = table.frame.with_row_index("row").filter(pl.col("cases") == most)
    title = f"Beside outcomes, {noun_for(codes, 'thing')} {'is' if codes.value == 1 else 'are'} told of {of}"
    if most == 1:
        return f"{title}, {'once' if codes.value == 1 else 'each once'}", [codes, cases_fact(edition)]
    facts = [each[row] for row in top["row"]]
    if top.height > 3 or top.height == len(table) > 1:
        return f"{title}, none in more than {facts[0]}", [codes, cases_fact(edition), facts[0]]
    names = listed(
        [" ".join(filter(None, (f"“{in_markdown(name)}”", sure))) for name, sure in top.select("name", "sure").rows()]
    )
    most = "" if len(table) == 1 else " most often"
    return f"{title}, {names}{most} ({facts[0]}{' each' if top.height > 1 else ''})", [
        codes,
        cases_fact(edition),
        *facts,
    ]
