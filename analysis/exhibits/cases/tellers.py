"""Passages that may be shown on a page, each with the number of its teller: the same throughout an edition, and of no other edition.

Without numbers nobody sees that three quotes come from one teller. With them a reader puts together all that one teller tells of, so the
puzzle of case studies (`exhibits/report/case_puzzle.py`) is asked about all of it as one voice; a teller whom that would lead to one
place or partner bears no number, and others with it, so that nobody knows which words without a number belong together.
"""

from __future__ import annotations

import hashlib

import polars as pl

from analysis.datasets.cases.consent_uses import USES_OF_PAGES
from analysis.disclosure.cases import OTHERS
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.guarded import held_of, kinds_named
from analysis.exhibits.opening import OpenEdition
from analysis.measures.cases.quotes import SHORTEST, may_be_quoted, quotable_passages

UNNUMBERED = "tellers"  # the unit in what is held back that takes the numbers away
NUMBERED_NOTE = "The same number is the same teller on all pages of this edition, and in no other."
SOME_NOTE = " Some tellers bear none, for what they tell of, put together, could say who they are; they may be quoted more than once."


def passages_shown(edition: OpenEdition, where: str, shortest: int = SHORTEST) -> pl.DataFrame:
    """The passages that may be quoted on a kind of page (a key of USES_OF_PAGES), as quotable_passages has them, with the kind of source
    as `kinds_named` has it, and with `teller`: the number of who tells it, null where tellers bear none."""
    codings, cases = edition.table("codings"), cases_of(edition)
    passages = quotable_passages(codings, cases, USES_OF_PAGES[where], undecided_cases(edition), shortest)
    numbers = teller_numbers(edition)
    return _named(edition, passages).with_columns(
        teller=pl.col("case_id").replace_strict(numbers, default=None, return_dtype=pl.Int64)
    )


def _named(edition: OpenEdition, passages: pl.DataFrame) -> pl.DataFrame:
    """The passages with the kind of source that is said of each."""
    kinds = kinds_named(edition)
    return passages.with_columns(
        source_kind=pl.col("case_id").replace_strict(kinds, default=OTHERS, return_dtype=pl.String)
    )


def teller_numbers(edition: OpenEdition) -> dict[str, int]:
    """The number of each case study that may be quoted on any page; none for those whose numbers are held back."""
    return dict(edition.remembered("teller numbers", lambda: tuple(_numbers(edition).items())))


def _numbers(edition: OpenEdition) -> dict[str, int]:
    held = {(kind, codes) for unit, kind, codes in held_of(edition).iter_rows() if unit == UNNUMBERED}
    passages = passages_of_all_pages(edition, cases_of(edition))
    words = dict(passages.group_by("case_id").agg(pl.col("quote")).iter_rows())
    named = [
        case
        for case, kind, codes in spoken_by(passages, together=True)
        .select("case_id", "source_kind", "code_id")
        .iter_rows()
        if (kind, ";".join(codes)) not in held
    ]
    # The order of their words' hashes is no order of days, places or files, and another one in each edition.
    ordered = sorted(named, key=lambda case: min(hashed(edition.period.slug, quote) for quote in words[case]))
    return {case: number for number, case in enumerate(ordered, start=1)}


def spoken_by(passages: pl.DataFrame, together: bool) -> pl.DataFrame:
    """What a reader knows of each passage, or of each teller where their words are known to belong together. Columns out: case_id,
    source_kind (as it is said of it), code_id (a sorted list)."""
    one = ["case_id"] if together else ["case_id", "start", "end"]
    return (
        passages.group_by(one)
        .agg(pl.col("source_kind").first(), pl.col("code_id").unique().sort())
        .select("case_id", "source_kind", "code_id")
    )


def hashed(slug: str, words: str) -> str:
    """An order that says nothing but in which edition it is."""
    return hashlib.sha256(f"{slug} {' '.join(words.split())}".encode()).hexdigest()


def passages_of_all_pages(edition: OpenEdition, cases: pl.DataFrame) -> pl.DataFrame:
    """Every passage of these case studies that any page may quote, of whatever length a person may choose; columns as quotable_passages,
    the kind of source as `kinds_named` has it."""
    undecided = undecided_cases(edition)
    pages = [
        quotable_passages(edition.table("codings"), cases, uses, undecided, shortest=1)
        for uses in USES_OF_PAGES.values()
    ]
    return _named(edition, pl.concat(pages).unique("coding_id", maintain_order=True))


def undecided_cases(edition: OpenEdition) -> list[str]:
    """Case studies in whose text or attributes personal data awaits a decision: a build stops there, a notebook run by hand may not."""
    waiting = edition.table("personal_data").filter(pl.col("decision").is_null())["file"].unique()
    files = [file for file in waiting.to_list() if file and file.startswith("cases/")]
    cases = edition.table("case_studies")
    # Whose words a sheet beside the texts holds is not known here.
    if any(file not in cases["source_file"] for file in files):
        return cases["case_id"].to_list()
    return cases.filter(pl.col("source_file").is_in(files))["case_id"].to_list()


def tellers_note(edition: OpenEdition) -> str:
    """What is said of the numbers beside quotes, in one sentence."""
    return NUMBERED_NOTE + (SOME_NOTE if UNNUMBERED in held_of(edition)["unit"] else "")


def why_no_words(edition: OpenEdition, codes: pl.DataFrame, where: str) -> str:
    """Why no passage with one of these codes may be quoted on a page: the first thing that stands against it."""
    cases, codings = (
        cases_of(edition),
        edition.table("codings").filter(pl.col("code_id").is_in(codes["code_id"].implode())),
    )
    agreed = may_be_quoted(cases, USES_OF_PAGES[where])
    told = codings.join(agreed, on="case_id", how="semi")
    if agreed.is_empty():
        return "No words may be quoted here: of no source is it known that its teller agreed to that."
    if told.is_empty():
        return "No words may be quoted here: the sources whose tellers agreed to it were given none of these codes."
    decided = told.filter(~pl.col("case_id").is_in(undecided_cases(edition)))
    if decided.is_empty():
        return "No words may be quoted here until it is decided what of them tells who somebody is."
    if decided["quote"].drop_nulls().is_empty():
        return "No words can be quoted here: the codings name their source and no passage of it."
    if not decided["quotable"].fill_null(True).any():
        return "No words can be quoted here: of no passage is it certain that these are the words that were coded."
    return "No words may be quoted here: every passage is longer than a page quotes, or a word or two."
