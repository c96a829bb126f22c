"""Which words may be quoted for which use, and which passage stands for a code: the latest that coders agree on.

What tells the contrary of it is in `analysis.measures.cases.contrary`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis.datasets.cases.consent_uses import USES
from analysis.measures.cases.coding_units import who_judged

# What a consent may name. The annual report is read on the site and sent on as PDF and Word, so it needs both of the first two.
SHORTEST, FIT, LONGEST = 15, 40, 240  # characters of a quote: no scrap, one that says something by itself, and no page

_TEXTS = ("coding_id", "case_id", "code_id", "quote", "role", "source_kind")
_SCHEMA = {**dict.fromkeys(_TEXTS, pl.String), "start": pl.Int64, "end": pl.Int64, "disputed": pl.Boolean}


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
    codings: pl.DataFrame,
    cases: pl.DataFrame,
    uses: Sequence[str],
    undecided: Sequence[str] = (),
    shortest: int = SHORTEST,
) -> pl.DataFrame:
    """Passages that may be shown for these uses: first those whose code coders agree on, of these the ones of a fit length, then the latest.

    codings: all of them, for what other coders gave. cases: usable ones of the period. undecided: case studies in which personal data
    awaits a decision. shortest: characters of a passage; one that a person chose may be shorter. Left out are also passages whose positions could not be settled (`quotable` is false). Columns out: coding_id,
    case_id, code_id, quote, role, source_kind, start, end, disputed (several coders coded or read the case study, one alone gave this code).
    """
    allowed = may_be_quoted(cases, uses).filter(~pl.col("case_id").is_in(list(undecided)))
    length = pl.col("quote").str.strip_chars().str.len_chars()
    judges = who_judged(codings, cases).group_by("case_id").agg(judges=pl.len())
    gave = pl.col("coder").drop_nulls().n_unique().over("case_id", "code_id")
    return (
        codings.join(judges, on="case_id", how="left", maintain_order="left")
        .with_columns(disputed=(pl.col("judges").fill_null(0) > 1) & (gave < 2))
        .filter(pl.col("quotable").fill_null(True))
        .join(allowed.select("case_id", "role", "source_kind", "collected"), on="case_id")
        .filter(length.is_between(shortest, LONGEST))
        .sort(
            "disputed",
            length < FIT,
            "collected",
            "case_id",
            "start",
            "coding_id",
            descending=[False, False, True, False, False, False],
            nulls_last=True,
        )
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
    return pl.DataFrame(rows, schema=passages.schema)
