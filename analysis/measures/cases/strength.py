"""How much stands behind a finding: five things that can be asked of any, each with its answer."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.measures.measure import Measure, declare

ENOUGH_SOURCES, ENOUGH_PARTNERS, ENOUGH_KINDS = 5, 2, 2
STRONG, MODERATE = 4, 3  # of the five
STRENGTH = declare(
    Measure(
        name="finding_strength",
        unit="of five",
        question="How much stands behind a finding?",
        how=f"one each for: {ENOUGH_SOURCES} sources or more that tell of it; {ENOUGH_PARTNERS} partners or more who collected them; "
        f"{ENOUGH_KINDS} kinds of source or more; coders who agree on its codes; contrary passages looked for. {STRONG} or more are called "
        f"strong if contrary passages were looked for and moderate otherwise, {MODERATE} moderate, fewer tentative; where as many sources speak against it as for it, it is called contested",
        better="higher",
        reads="learned, codings, case_studies",
        source="our own rubric; what it asks follows the components adequacy and coherence of GRADE-CERQual (Lewin et al. 2018, Implementation "
        "Science 13 (Suppl. 1):2), without their judgement of methods and relevance",
    )
)
RUBRIC = (
    f"The strength of what was told counts five things, and no number takes part in it: {ENOUGH_SOURCES} sources or more tell of it; {ENOUGH_PARTNERS} partners or more collected them; they are of "
    f"{ENOUGH_KINDS} kinds or more; coders agree on its codes; passages that speak against it were looked for. {STRONG} or all of them make a "
    f"finding strong, but never without that search, {MODERATE} moderate, fewer tentative; where as many sources speak against it as for it, it is contested. "
    "A source that tells of a finding and holds a passage against it as well is in both counts: sources are counted by what is told in them, and none is "
    "taken for one side."
)


@dataclass(frozen=True)
class Strength:
    """How many of the five a finding has, what it is called, and which of them it lacks, in words."""

    points: int
    called: str
    lacks: tuple[str, ...]


def sources_of(codings: pl.DataFrame, cases: pl.DataFrame, codes: list[str], passages: list[str]) -> pl.DataFrame:
    """The usable cases that a finding's codes or passages stand in. cases: with case_id, partner and source_kind."""
    told = codings.filter(pl.col("code_id").is_in(codes) | pl.col("coding_id").is_in(passages))
    return cases.join(told.select("case_id").unique(), on="case_id", how="semi").sort("case_id")


def strength_of(
    told: pl.DataFrame, against: pl.DataFrame, coders_agree: bool | None, contrary_sought: bool
) -> Strength:
    """told, against: of `sources_of`. coders_agree: None where one coder alone gave its codes, so that nobody knows."""
    partners, kinds = (told[column].drop_nulls().n_unique() for column in ("partner", "source_kind"))
    unsure = "that coders agree on it" if coders_agree is False else "a second coder"
    asked = (
        (told.height >= ENOUGH_SOURCES, f"{ENOUGH_SOURCES} sources or more"),
        (partners >= ENOUGH_PARTNERS, f"{ENOUGH_PARTNERS} partners or more"),
        (kinds >= ENOUGH_KINDS, f"{ENOUGH_KINDS} kinds of source or more"),
        (coders_agree is True, unsure),
        (contrary_sought, "a search for what speaks against it"),
    )
    points = sum(met for met, _ in asked)
    called = "strong" if points >= STRONG and contrary_sought else "moderate" if points >= MODERATE else "tentative"
    if against.height and against.height >= told.height:
        called = "contested"
    return Strength(points, called, tuple(words for met, words in asked if not met))
