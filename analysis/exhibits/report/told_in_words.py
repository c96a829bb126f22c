"""What findings in words, the joint display and the aims of lens.yml tell of numbers of case studies, for the puzzle (disclosure/puzzle/puzzle.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from analysis.datasets.report.citing import named_in
from analysis.disclosure.protection import nothing_more
from analysis.disclosure.puzzle.cells import COLLECTED, IN_PERIOD, IN_YEAR, KIND, TABLES
from analysis.exhibits.cases.case_counts import codes_of, placed
from analysis.exhibits.cases.guarded import tables_told, told_singly
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.report.joint.display import codes_by_outcome
from analysis.exhibits.report.joint.strands import a_year_before
from analysis.exhibits.report.learning.learned import standing_findings
from analysis.exhibits.report.lens import codes_of_entry
from analysis.measures.cases.contrary import contrary_passages
from analysis.measures.cases.sources import NOT_GIVEN
from analysis.measures.cases.strength import sources_of

_FINDING = "learned."  # before the id of a finding in words, which the puzzle takes for a code
Row = tuple[str, str, str, str, int]


def all_told(edition: OpenEdition, held: pl.DataFrame | None = None, but: str | None = None) -> pl.DataFrame:
    """What all of the edition's pages tell of numbers of case studies. Arguments as of `tables_told`."""
    held = nothing_more() if held is None else held
    tables = tables_told(edition, held, but)
    cases = placed(edition)
    cases = cases.with_columns(shown=told_singly(edition, cases, KIND, held))
    kept = cases if but is None else cases.filter(pl.col("partner").ne_missing(but))
    found = [*_of_findings(edition, cases, kept, but is None), *_of_outcomes(edition, kept, but is None)]
    rows = [*found, *_of_entries(edition, kept)]
    if but is None:  # beside a partner's own knowledge times would make the cells twice as many, for each partner
        rows += _collected(edition, kept)
    return pl.concat([tables, pl.DataFrame(rows, schema=TABLES, orient="row")]).sort(list(TABLES))


def of_findings(edition: OpenEdition, passages: pl.DataFrame) -> pl.DataFrame:
    """The passages, and once more, as if it were a code of it, each that a finding in words names: it may stand below that."""
    named = [
        (coding, _FINDING + row["learned_id"])
        for row in standing_findings(edition)
        for coding in named_in(row["speaks_for"])
    ]
    codes = pl.DataFrame(named, schema={"coding_id": pl.String, "finding": pl.String}, orient="row")
    below = passages.join(codes, on="coding_id").with_columns(code_id="finding").select(passages.columns)
    return pl.concat([passages, below])


def without_findings(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes of a voice alone, in their order."""
    return tuple(code for code in codes if not code.startswith(_FINDING))


def _of_findings(edition: OpenEdition, cases: pl.DataFrame, kept: pl.DataFrame, partners: bool) -> Iterator[Row]:
    """Of each finding in how many case studies it is told, of which kinds and from how many partners."""
    known = set(codes_of(edition)["code_id"])
    for row in standing_findings(edition):
        codes, passages = named_in(row["codes"]), named_in(row["speaks_for"])
        if not codes and not passages:
            continue
        name = _FINDING + row["learned_id"]
        told = sources_of(edition.table("codings"), kept, codes, passages)
        yield "telling", "", "", name, told.height
        yield from (("any-of", "", name, code, 1) for code in codes if code in known)
        if passages or set(codes) - known:
            yield "any-of", "", name, "", 1
        kinds = dict(told.group_by("shown").len().iter_rows())
        yield from (("told", KIND, kind, name, kinds.get(kind, 0)) for kind in cases["shown"].unique().sort().to_list())
        if partners:
            yield "behind", "", "", name, told.filter(pl.col("partner") != NOT_GIVEN)["partner"].n_unique()


def _of_entries(edition: OpenEdition, kept: pl.DataFrame) -> Iterator[Row]:
    """Of each aim, principle or question of lens.yml in how many case studies it is told."""
    known = set(codes_of(edition)["code_id"])
    for row in edition.table("lens").sort("number").iter_rows(named=True):
        codes = codes_of_entry(edition, named_in(row["codes"]), set(named_in(row["themes"])))
        if codes and set(codes) <= known:
            yield (
                "telling",
                "",
                "",
                f"lens.{row['lens_id']}",
                sources_of(edition.table("codings"), kept, codes, []).height,
            )
            yield from (("any-of", "", f"lens.{row['lens_id']}", code, 1) for code in codes)


def _of_outcomes(edition: OpenEdition, kept: pl.DataFrame, partners: bool) -> Iterator[Row]:
    """Of each outcome of the joint display in how many case studies it is told, from how many partners, how many of the last twelve months."""
    within = IN_PERIOD if edition.period.is_whole_year else IN_YEAR
    for outcome, (codes, telling) in edition.remembered("outcomes told", lambda: _telling(edition)).items():
        told, name = kept.filter(pl.col("case_id").is_in(telling)), f"joint.{outcome}"
        yield "telling", "", "", name, told.height
        yield from (("any-of", "", name, code, 1) for code in (*codes, ""))
        if partners:
            recent = told.filter(pl.col("collected") > a_year_before(edition.period.newest))
            yield COLLECTED, COLLECTED, within, name, recent.height
            yield "behind", "", "", name, told.filter(pl.col("partner") != NOT_GIVEN)["partner"].n_unique()


def _telling(edition: OpenEdition) -> dict[str, tuple[list[str], list[str]]]:
    """By outcome of the joint display its codes, and the case studies that tell of it or of its contrary: the same whoever reads."""
    codings, codebook, cases = edition.table("codings"), edition.table("codebook"), placed(edition)
    found = {}
    for outcome, codes in codes_by_outcome(edition).items():
        against = contrary_passages(codings, cases, codebook, codes).filter("of_it")
        telling = pl.concat([codings.filter(pl.col("code_id").is_in(codes))["case_id"], against["case_id"]])
        found[outcome] = list(codes), telling.unique().sort().to_list()
    return found


def _collected(edition: OpenEdition, kept: pl.DataFrame) -> Iterator[Row]:
    """Of each code how many of those that tell of it were collected in the period."""
    told = edition.table("codings").select("case_id", "code_id").unique().join(kept, on="case_id")
    recent = told.filter(pl.col("collected") >= edition.period.start)
    counts = dict(recent.group_by("code_id").len().iter_rows())
    for code in codes_of(edition).join(told, on="code_id", how="semi")["code_id"].sort():
        yield COLLECTED, COLLECTED, IN_PERIOD, code, counts.get(code, 0)
