"""Exhibits of tellers' own words: with role and kind of source, only for the use agreed to, and a contrary one beside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import polars as pl

from analysis.datasets.cases.consent_uses import USES_OF_PAGES
from analysis.disclosure.cases import OTHERS
from analysis.disclosure.release import Field, release_open
from analysis.exhibits.cases.coders import UNSURE, reliability_note, unsure_codes
from analysis.exhibits.cases.tellers import passages_shown, tellers_note, why_no_words
from analysis.exhibits.cases.unknown import CASES_NEEDED, why_no_cases
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.tables import in_cell
from analysis.exhibits.wording import noun_for
from analysis.handover import Origin
from analysis.measures.cases import case_studies, contrary, quotes
from analysis.measures.cases.case_studies import codes_in
from analysis.measures.cases.sources import NOT_GIVEN

WHERE = USES_OF_PAGES  # where a page's words go, by the kind of page
QUOTE = "quote"  # the unit of a fact whose value is somebody's words; evidence.json gives its place in the text
HOW = (
    "the words of a passage that a coder marked, with the line breaks of the source made spaces; start and end count the characters of "
    "the source's text from nought, a line break as one; the end is the first character after the passage"
)
QUOTABLE = (
    "Words of tellers who agreed to be quoted in this place; only a number, their role and the kind of source are given, and the kind only "
    "of sources that are counted by kind."
)
NOBODY_LOOKED = "nobody looked: the codebook has no code for contrary cases"
NOTHING_TOLD = "no source that tells of this tells the contrary"
MAY_NOT = "told, but not in words that may be quoted here"
OF_ANOTHER = (
    "no passage is marked as the contrary of this; some of its sources tell of another hope that came to nothing"
)


def quote_fact(passage: Mapping[str, Any]) -> Fact:
    """A passage as a fact: its value the words, its origin the coding, which knows text, start and end."""
    words = " ".join(str(passage["quote"]).split())
    where = (("coding_id", (passage["coding_id"],)),)
    return Fact(
        quote_id(words),
        words,
        QUOTE,
        words,
        HOW,
        qualifier="as told",
        origins=(Origin("codings", where),),
    )


def quote_id(words: str) -> str:
    """`quote.` and a short hash of the words, which are printed anyway. The coding's own id may be made of its case study, its coder and
    its place in the text, and who knows how could try them all."""
    return f"quote.{hashlib.sha256(' '.join(words.split()).encode()).hexdigest()[:12]}"


def who_said(passage: Mapping[str, Any]) -> str:
    """`[teller 4, network partner, interview]`: a number, a role and a kind of source, never a name. The kind is left out where it is
    said nowhere. passage: of passages_shown."""
    kind = "kind of source not given" if passage["source_kind"] == NOT_GIVEN else passage["source_kind"]
    number = f"teller {passage['teller']}" if passage["teller"] else ""
    said = (number, passage["role"] or "role not given", "" if kind == OTHERS else kind)
    return f"[{', '.join(filter(None, said))}]"


def read_as(passage: Mapping[str, Any]) -> str:
    """Who said it, and that coders differ on what it tells of where one alone of several read it so."""
    return who_said(passage) + (" (as one coder of several read it)" if passage["disputed"] else "")


def quotes_by_outcome(edition: OpenEdition, where: str = "report") -> Exhibit:
    """One short quote for each outcome from tellers who agreed to it, and a contrary one beside where there is one.

    where: which page it stands on, a key of WHERE; a consent may cover one and not the other.
    """
    exhibit_id = "case-quotes" if where == "report" else f"case-quotes-{where.replace(' ', '-')}"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    codes = case_studies.codes_in(edition.table("codebook"), ["outcome", "contrary"])
    if not _cases(edition).height:
        return exhibit_unknown(
            exhibit_id, "what people say in their own words", why_no_cases(edition), CASES_NEEDED, **more
        )
    rows, facts = _rows(edition, codes, where)
    if not facts:
        unknown = why_no_words(edition, codes, where)
        needed = "Sources with the consent `quote` for this use, and codings that mark short passages."
        return exhibit_unknown(exhibit_id, "what people say in their own words", unknown, needed, **more)
    names = ("name", "words", "contrary")
    said = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    fields = [
        Field("name", "Told of", "text"),
        Field("words", "In their words", "text"),
        Field("contrary", "And to the contrary", "text"),
    ]
    table = release_open(exhibit_id, said, fields, QUOTABLE)
    quoted = _counted(edition, facts, where)
    title = f"What the outcomes mean, in the words of {noun_for(quoted, 'source')}"
    text = (
        f"@tbl-{exhibit_id} holds one short passage for each outcome, the latest that may be quoted (of those that coders agree on, where "
        "there are any), and beside it one that tells the contrary of it: one whose code names the outcome, or stands on the same passage "
        "or in the same paragraph. A passage shows what is meant by an outcome, not how common it is. "
        f"{tellers_note(edition)}"
    )
    if any(name.endswith(UNSURE) for name, *_ in rows):
        text += f" {reliability_note(edition, marked=True)}"
    return exhibit_table(exhibit_id, title, table, text, [quoted, *facts.values()], **more)


def _rows(edition: OpenEdition, codes: pl.DataFrame, where: str) -> tuple[list[tuple[str, str, str]], dict[str, Fact]]:
    """Name, words and contrary words of each code that has a quote of either kind; and their facts by id."""
    codings, codebook = edition.table("codings"), edition.table("codebook")
    passages = passages_shown(edition, where)
    used: set[str] = set()
    own_words = contrary.not_contrary(passages, codings, codebook)
    chosen = quotes.quotes(own_words, codes["code_id"].to_list(), used)
    facts: dict[str, Fact] = {}
    unsure = unsure_codes(edition)

    def told(passage: Mapping[str, Any]) -> str:
        fact = quote_fact(passage)
        facts[fact.id] = fact
        return f"“{in_cell(fact)}” {read_as(passage)}"

    rows = []
    for code, name, frame in codes.sort(pl.col("frame") == "contrary").select("code_id", "name", "frame").rows():
        own = chosen.filter(pl.col("code_id") == code)
        if frame == "contrary" and own.height and quote_id(own["quote"][0]) in facts:
            continue  # it stands beside an outcome already
        words = told(own.row(0, named=True)) if own.height else ""
        against, one = "", pl.DataFrame()
        if frame != "contrary":
            denying = contrary.contrary_passages(codings, _cases(edition), codebook, [code])
            held = passages.filter(pl.col("coding_id").is_in(denying.filter("of_it")["coding_id"].implode()))
            one = quotes.quotes(held.with_columns(code_id=pl.lit("any")), ["any"], used)
            against = told(one.row(0, named=True)) if one.height else _why_none(denying, codebook)
        if own.height or one.height:
            marked = f"{name} {UNSURE}" if code in unsure else name
            rows.append((marked, words or "no words that may be quoted here", against))
    return rows, facts


def _why_none(denying: pl.DataFrame, codebook: pl.DataFrame) -> str:
    """Why no contrary words stand beside an outcome."""
    if denying.is_empty():
        return NOTHING_TOLD if codes_in(codebook, ["contrary"]).height else NOBODY_LOOKED
    return MAY_NOT if denying["of_it"].any() else OF_ANOTHER


def _cases(edition: OpenEdition) -> pl.DataFrame:
    return case_studies.usable_cases(edition.table("case_studies"), edition.period)


def _counted(edition: OpenEdition, facts: Mapping[str, Fact], where: str) -> Fact:
    """How many case studies are quoted."""
    ids = [origin.where[0][1][0] for fact in facts.values() for origin in fact.origins]
    number = edition.table("codings").filter(pl.col("coding_id").is_in(ids))["case_id"].n_unique()
    fact_id = "cases.quoted" if where == "report" else f"cases.quoted.{where.replace(' ', '-')}"
    return derived(fact_id, number, "sources", "sources quoted here, counted", list(facts.values()))
