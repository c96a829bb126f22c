"""Which words may be quoted for which use, and which passage stands for a code: the latest, with a contrary one beside it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.measures.case_studies import codes_in

# What a consent may name. The annual report is read on the site and sent on as PDF and Word, so it needs both of the first two.
USES = ("report", "site", "hub page", "talks")
SHORTEST, LONGEST = 40, 240  # characters of a quote that is neither a scrap nor a page
# Why a code has no quote beside it: nothing tells of it, or what does may not be quoted (for this use, or at that length).
NOTHING_TOLD, MAY_NOT = "nothing told", "may not be quoted"

_TEXTS = ("coding_id", "case_id", "code_id", "quote", "role", "source_kind")
_SCHEMA = {**dict.fromkeys(_TEXTS, pl.String), "start": pl.Int64, "end": pl.Int64}


def may_be_quoted(cases: pl.DataFrame, uses: Sequence[str]) -> pl.DataFrame:
    """The case studies whose tellers agreed to be quoted for all of these uses; a consent that names none covers all."""
    unknown = [use for use in uses if use not in USES]
    if unknown:
        raise ValueError(f"there is no use {unknown[0]}; there are: {', '.join(USES)}")
    named = (
        pl.col("consent_covers")
        .fill_null("")
        .str.to_lowercase()
        .str.split(";")
        .list.eval(pl.element().str.strip_chars())
    )
    named = named.list.eval(pl.element().filter(pl.element() != ""))
    covered = pl.all_horizontal(named.list.contains(use) for use in uses)
    return cases.filter(pl.col("consent") == "quote", (named.list.len() == 0) | covered)


def quotable_passages(
    codings: pl.DataFrame, cases: pl.DataFrame, uses: Sequence[str], undecided: Sequence[str] = ()
) -> pl.DataFrame:
    """Passages of a fit length that may be shown for these uses, the latest first.

    cases: usable ones of the period. undecided: case studies in which personal data awaits a decision. Left out are also passages
    whose positions could not be settled (`quotable` is false). Columns out: coding_id, case_id, code_id, quote, role,
    source_kind, start, end.
    """
    allowed = may_be_quoted(cases, uses).filter(~pl.col("case_id").is_in(list(undecided)))
    length = pl.col("quote").str.strip_chars().str.len_chars()
    return (
        codings.filter(pl.col("quotable").fill_null(True))
        .join(allowed.select("case_id", "role", "source_kind", "collected"), on="case_id")
        .filter(length.is_between(SHORTEST, LONGEST))
        .sort("collected", "case_id", "start", "coding_id", descending=[True, False, False, False], nulls_last=True)
        .select(list(_SCHEMA))
    )


def quotes(passages: pl.DataFrame, codes: Sequence[str], used: set[str] | None = None) -> pl.DataFrame:
    """At most one passage a code, in the order of the codes; no case study twice where it can be helped.

    passages: of `quotable_passages`. used: case studies quoted already, which are added to. Columns out: those of passages.
    """
    met = used if used is not None else set()
    rows = []
    for code in codes:
        found = list(passages.filter(pl.col("code_id") == code).iter_rows(named=True))
        chosen = next((row for row in found if row["case_id"] not in met), found[0] if found else None)
        if chosen is not None:
            met.add(chosen["case_id"])
            rows.append(chosen)
    return pl.DataFrame(rows, schema=_SCHEMA)


def contrary_passages(codings: pl.DataFrame, codebook: pl.DataFrame, code: str) -> pl.DataFrame:
    """Codings that tell the contrary of an outcome: contrary passages in case studies that tell of the outcome as well.

    A contrary code says what was hoped for and did not happen, not of which outcome; that the same case study tells of both is what
    binds them. Columns out: those of codings.
    """
    contrary = codes_in(codebook, ["contrary"])["code_id"].to_list()
    telling = codings.filter(pl.col("code_id") == code)["case_id"].unique().to_list()
    return codings.filter(
        pl.col("code_id").is_in(contrary), pl.col("case_id").is_in(telling), pl.col("code_id") != code
    )
