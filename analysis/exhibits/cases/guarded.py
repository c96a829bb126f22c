"""Which groups of case studies are shown, and which codes are broken down by them: by the rule, and by what the attack holds back besides."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.cases import OTHERS, groups_told, shown_groups
from analysis.disclosure.protection import nothing_more
from analysis.disclosure.puzzle.cells import KIND, TABLES
from analysis.exhibits.cases.case_counts import OUTCOMES, codes_of, placed
from analysis.exhibits.opening import OpenEdition
from analysis.measures.cases.sources import GROUPS, NOT_GIVEN

CASES = "case-studies"  # the family in what is held back and remembered
# What is held back (unit, group, column): a code's row, or all (""), of what is told by a group; a group's name among the numbers.
TOLD, SIZED = "told", "sized"


def held_of(edition: OpenEdition) -> pl.DataFrame:
    """What more the attack on case studies holds back. Columns: unit (TOLD or SIZED), group (partner, place, source_kind), column."""
    held = edition.held_back(CASES)
    return nothing_more() if held is None else held


def shown_singly(edition: OpenEdition, cases: pl.DataFrame, group: str, held: pl.DataFrame | None = None) -> pl.Series:
    """The group that each case study is counted in, in the order of `cases`: people of a place, or a partner's own, may know who told,
    and the kind of source stands beside quotes. What is not given is a group like others.

    Kinds have one division everywhere, that of tables which say what a group tells: two of different sizes, taken from each other,
    gave back who is in the one and not in the other.
    """
    if group == KIND:
        return told_singly(edition, cases, group, held)
    shown = shown_groups(cases, group, edition.network.breakdowns, edition.network.begins)
    return _less(edition, cases, shown, group, held)


def told_singly(edition: OpenEdition, cases: pl.DataFrame, group: str, held: pl.DataFrame | None = None) -> pl.Series:
    """The same for tables that say what a group tells."""
    shown = groups_told(cases, group, edition.network.breakdowns, edition.network.begins)
    return _less(edition, cases, shown, group, held)


def kinds_named(edition: OpenEdition) -> dict[str, str]:
    """The kind of source by which a case study is named wherever it stands: beside quotes, in sentences, tables and findings. NOT_GIVEN
    and OTHERS (its kind is said nowhere) are among them. A kind kept from one place and told in another would undo both."""

    def of_each() -> tuple[tuple[str, str], ...]:
        cases = placed(edition)
        return tuple(zip(cases["case_id"], told_singly(edition, cases, KIND), strict=True))

    return dict(edition.remembered("kinds of source", of_each))


def _less(
    edition: OpenEdition, cases: pl.DataFrame, shown: pl.DataFrame, group: str, held: pl.DataFrame | None
) -> pl.Series:
    more = held_of(edition) if held is None else held
    names = more.filter((pl.col("unit") == SIZED) & (pl.col("group") == group))["column"].to_list()
    own = cases.join(shown, on="case_id", how="left", maintain_order="left")["shown"]
    singly = pl.when(pl.col("shown").is_in(names)).then(pl.lit(OTHERS)).otherwise("shown")
    return own.to_frame().select(shown=singly)["shown"]


def codes_broken_down(
    edition: OpenEdition, codes: pl.DataFrame, group: str, held: pl.DataFrame | None = None
) -> pl.DataFrame:
    """The codes that are broken down by a group; none where its table is held back whole."""
    more = held_of(edition) if held is None else held
    named = more.filter((pl.col("unit") == TOLD) & (pl.col("group") == group))["column"].to_list()
    return codes.clear() if "" in named else codes.filter(~pl.col("code_id").is_in(named))


def tables_told(edition: OpenEdition, held: pl.DataFrame, but: str | None = None) -> pl.DataFrame:
    """What the edition's tables tell of numbers of case studies, as disclosure/puzzle/puzzle.py reads it.

    but: a partner that takes away its own case studies, which it knows; how many partners stand behind a code is then left aside.
    """
    cases = placed(edition)
    codings = edition.table("codings").select("case_id", "code_id").unique()
    cases = cases.with_columns(
        *[shown_singly(edition, cases, group, held).alias(f"{group}__sized") for group in GROUPS],
        *[told_singly(edition, cases, group, held).alias(f"{group}__told") for group in GROUPS],
    )
    kept = cases if but is None else cases.filter(pl.col("partner").ne_missing(but))
    given = codings.join(kept, on="case_id").join(codes_of(edition).select("code_id"), on="code_id")
    rows: list[tuple[str, str, str, str, int]] = [("all", "", "", "", kept.height)]
    rows += [("telling", "", "", code, number) for code, number in given.group_by("code_id").len().iter_rows()]
    for group in GROUPS:
        if group != KIND:  # which has one division, told below
            rows += [("sized", group, name, "", number) for name, number in _numbers(cases, kept, f"{group}__sized")]
        told = codes_broken_down(edition, codes_of(edition, OUTCOMES), group, held)["code_id"].to_list()
        hidden = group != KIND and (set(cases[f"{group}__told"]) <= {OTHERS} or not told)
        names = [] if hidden else _numbers(cases, kept, f"{group}__told")
        rows += [("told-size", group, name, "", number) for name, number in names]
        for name, _ in names:
            counts = dict(
                given.filter(pl.col(f"{group}__told") == name).group_by("code_id").len().iter_rows()
            )  # a nought is told too
            rows += [("told", group, name, code, counts.get(code, 0)) for code in told]
    return pl.DataFrame([*rows, *(_of_all(cases, given) if but is None else [])], schema=TABLES, orient="row").sort(
        list(TABLES)
    )


def _numbers(cases: pl.DataFrame, kept: pl.DataFrame, column: str) -> list[tuple[str, int]]:
    counts = dict(kept.group_by(column).len().iter_rows())
    return [(name, counts.get(name, 0)) for name in cases[column].unique().sort().to_list()]


def _of_all(cases: pl.DataFrame, given: pl.DataFrame) -> list[tuple[str, str, str, str, int]]:
    """How many partners, places and kinds there are; from how many partners each code is told, and how often by the one with most."""
    named = [("named", group, "", "", cases.filter(pl.col(group) != NOT_GIVEN)[group].n_unique()) for group in GROUPS]
    by = given.filter(pl.col("partner") != NOT_GIVEN).group_by("code_id", "partner").len()
    behind = by.group_by("code_id").agg(partners=pl.len(), most=pl.col("len").max())
    rows = [("behind", "", "", code, number) for code, number in behind.select("code_id", "partners").iter_rows()]
    return named + rows + [("most", "", "", code, most) for code, most in behind.select("code_id", "most").iter_rows()]
