"""All checks on what hubs send, by name: what stands behind the query sheets and the account of data quality."""

from __future__ import annotations

import polars as pl

from analysis.datasets.returns.checks.arriving import ARRIVING
from analysis.datasets.returns.checks.bounds import BOUNDS
from analysis.datasets.returns.checks.consistency import CONTRADICTIONS
from analysis.datasets.returns.checks.correction_days import UNLIKELY_DAY
from analysis.datasets.returns.checks.history import FAR_FROM_HISTORY
from analysis.datasets.returns.checks.peers import FAR_FROM_ITS_KIND
from analysis.datasets.returns.checks.reading import READING
from analysis.datasets.returns.checks.rules import Check
from analysis.datasets.returns.checks.young_series import RATE_FAR_FROM_OTHERS, YOUNG
from analysis.datasets.returns.corrections import CORRECTING, NOT_KNOWN

CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        *READING,
        *ARRIVING,
        *BOUNDS,
        *(contradiction.check for contradiction in CONTRADICTIONS),
        FAR_FROM_HISTORY,
        FAR_FROM_ITS_KIND,
        *YOUNG,
        *CORRECTING,
        UNLIKELY_DAY,
    )
}

# Checks that hold an answer against others of the same return, of earlier ones or of other hubs: what one of them finds tells of all of these.
COMPARING = (
    *(contradiction.check.name for contradiction in CONTRADICTIONS),
    FAR_FROM_ITS_KIND.name,
    RATE_FAR_FROM_OTHERS.name,
)

_ASKING = [name for name, check in CHECKS.items() if check.query]


def on_a_query_sheet() -> pl.Expr:
    """Of findings: whether a hub is asked about it; else the research partner settles it."""
    return pl.col("rule").is_in(_ASKING) & pl.col("hub_id").is_not_null() & pl.col("quarter").is_not_null()


def hub_cannot_say(corrections: pl.DataFrame) -> pl.Expr:
    """Of findings: whether the hub was asked and does not know, so that nobody asks it again while the answer is the same.

    corrections: the processed table. An entry that names no rule stands for all that is asked about the answer.
    """
    said = corrections.filter(kind=NOT_KNOWN).select(about=_named("question_id", pl.col("rule")))["about"].to_list()
    return _named("column", pl.col("rule")).is_in(said) | _named("column", pl.lit("")).is_in(said)


def _named(question: str, rule: pl.Expr) -> pl.Expr:
    """What a question to a hub is known by, as one text."""
    parts = [pl.col("hub_id"), pl.col("quarter"), pl.col(question), rule]
    return pl.concat_str([part.fill_null("") for part in parts], separator="\n")
