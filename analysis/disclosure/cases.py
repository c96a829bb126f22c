"""Which groups of case studies may be told of by what they tell.

Case studies are counted and not people, so no count of them is rounded. But who lives in a place often knows who told a story there:
one case study from a place, shown with the outcomes it tells of, is somebody's story. So case studies are counted, and what they tell of is broken down, by
place, by partner or by kind of source only in groups of a least size (a setting of the network).

Where all of a group tell of an outcome, or none of them does, the table tells it of each of them (group or attribute disclosure: Hundepool
and others 2012, Statistical Disclosure Control). Of a few it nearly always holds for some outcome. So what they tell is broken down only
from a greater size on, whatever they tell: were a group left out only where all agree, its absence would say that they do. Case studies join a group only so many at a time, so
that no place's figures of one edition, taken from those of the next, give a smaller group back. What is not shown singly is shown as
one, without saying which places are in it.
"""

from __future__ import annotations

import polars as pl

from analysis.disclosure_settings import BreakdownSettings
from analysis.periods import APRIL, Period
from analysis.sources.findings import steps_of

FOLDER = "cases/"  # said in place of a file of case studies: one file a case study would name it
OF_PEOPLE = (
    "wellbeing/",
)  # folders of sheets with a row a person: a row's number says how many people there are at least
OTHERS = "(others, not yet counted singly)"  # too few of a group, or too few that joined it since


def place_told(file: pl.Expr, cell: pl.Expr) -> pl.Expr:
    """Where in what was sent something stands, as pages say it: `returns/mill.xlsx, C11`; of case studies their folder alone,
    of sheets with a row a person the file alone.

    A row or a text of a project is one case study, and what is said of it there (no consent, an address redacted, by whom) is its teller's.
    """
    read = cell.map_elements(lambda place: steps_of(place) if place.startswith("/") else place, return_dtype=pl.String)
    within = pl.when(read.fill_null("") != "").then(", " + read).otherwise(pl.lit(""))
    told = pl.when(of_people(file)).then(file).otherwise(pl.concat_str(file, within))
    return pl.when(file.str.starts_with(FOLDER)).then(pl.lit(FOLDER)).otherwise(told)


def of_people(file: pl.Expr) -> pl.Expr:
    """Whether a file is a sheet with a row a person, so that a finding on one of its rows is about that person."""
    return pl.any_horizontal(file.str.starts_with(folder) for folder in OF_PEOPLE)


def breakdown_words(settings: BreakdownSettings) -> str:
    """What is printed with such a table."""
    return (
        f"Sources are counted by place or by partner only in groups of {settings.fewest} or more; by kind of source, and by what they tell, "
        f"only in groups of {least_told(settings)} or more. New ones join a group only so many at a time, so that no edition gives a single one "
        f"away: {settings.source}."
    )


def least_told(settings: BreakdownSettings) -> int:
    """The least size of a group of which it is told how many tell what."""
    return max(settings.fewest, settings.alike)


def groups_told(cases: pl.DataFrame, group: str, settings: BreakdownSettings, begins: int = APRIL) -> pl.DataFrame:
    """As shown_groups, for tables that say what a group tells: the groups are so large that none is told of each."""
    return _joined(cases, group, least_told(settings), begins)


def shown_groups(cases: pl.DataFrame, group: str, settings: BreakdownSettings, begins: int = APRIL) -> pl.DataFrame:
    """For each case study the group it may be shown in, or OTHERS. cases: case_id, collected, and the column `group`. begins: the month
    in which the network's years begin, for they join by its quarters.

    Quarter after quarter, the case studies of a group wait until there are enough of them, and join together. What waits at the end
    is shown as one; where that would be fewer than the least, the last to join wait with them.
    Columns out: case_id, shown.
    """
    return _joined(cases, group, settings.fewest, begins)


def _joined(cases: pl.DataFrame, group: str, least: int, begins: int) -> pl.DataFrame:
    batches: list[tuple[tuple[int, int], str, list[str]]] = []
    waiting: dict[str, list[str]] = {}
    quarters = [Period.of_date(day, begins) for day in cases["collected"].to_list()]
    ordered = sorted(zip(quarters, cases[group].to_list(), cases["case_id"].to_list(), strict=True))
    for quarter in sorted(set(quarters)):
        for when, name, case in ordered:
            if when == quarter:
                waiting.setdefault(name, []).append(case)
        enough = sorted(name for name, held in waiting.items() if len(held) >= least)
        batches += [((quarter.year, quarter.quarter or 0), name, waiting.pop(name)) for name in enough]
    rest = sum(len(held) for held in waiting.values())
    while batches and 0 < rest < least:
        rest += len(batches.pop()[2])
    shown = {case: name for _, name, held in batches for case in held}
    return cases.select("case_id").with_columns(
        shown=pl.Series([shown.get(case, OTHERS) for case in cases["case_id"].to_list()], dtype=pl.String)
    )
