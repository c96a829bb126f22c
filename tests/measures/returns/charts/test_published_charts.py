"""Limits and marks against what NHSRplotthedots itself drew and printed, point by point.

ae-breaches.csv: breaches of the four-hour target of six NHS trusts, April 2016 to March 2018, from NHS England's A&E statistics (Open Government
Licence v3.0, by way of NHSRdatasets, CC0), with the limits and the kind of each point in the interactive chart of the package's published
introduction (nhs-r-community.github.io/NHSRplotthedots/articles/intro.html, MIT). There fewer breaches are an improvement, so a point below is
`improvement` and one above `concern`.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.measures.returns.change import Baseline, moving_range_limits, sections_of, special_causes

PUBLISHED = pl.read_csv(Path(__file__).with_name("ae-breaches.csv"))
# All type 1 to 3 attendances in England by month, April 2016 to March 2019, of the same data.
ENGLAND = [
    1867781, 2070340, 1958802, 2079034, 1932901, 1952464, 2001816, 1907871, 1944567, 1895272, 1735619, 2015834,
    1949762, 2066789, 1994056, 2073944, 1924663, 1925961, 2044137, 1976971, 2003954, 2000086, 1820012, 2049785,
    1984369, 2164458, 2093942, 2179896, 1997854, 2005695, 2079492, 2037847, 2047518, 2113413, 1954947, 2167550,
]  # fmt: skip
MONTHS = [f"{month:02}" for month in range(1, 37)]


def series(organisation: str) -> pl.DataFrame:
    return PUBLISHED.filter(pl.col("organisation") == organisation).sort("month")


def marked(mark: str, value: float, mean: float) -> str:
    """Our mark in the reference's words: a rising run is told by its direction, every other mark by its side of the mean."""
    if not mark:
        return "common_cause"
    high = mark.endswith("rising") or (value > mean and not mark.endswith("falling"))
    return "special_cause_concern" if high else "special_cause_improvement"


def test_six_trusts_are_published() -> None:
    assert PUBLISHED["organisation"].unique().sort().to_list() == ["R1H", "R1K", "RJ7", "RJC", "RQM", "RRK"]
    assert PUBLISHED.height == 6 * 24


@pytest.mark.parametrize("organisation", ["R1H", "R1K", "RJ7", "RJC", "RQM", "RRK"])
def test_limits_and_every_mark_are_those_published(organisation: str) -> None:
    own = series(organisation)
    limits = moving_range_limits(own["breaches"].to_list())
    published = [own[name][0] for name in ("lower", "mean", "upper")]
    assert [limits.lower, limits.centre, limits.upper] == pytest.approx(published, abs=5e-5)
    marks = special_causes(own["breaches"].to_list(), limits)
    found = [marked(mark, value, limits.centre) for mark, value in zip(marks, own["breaches"], strict=True)]
    assert found == own["mark"].to_list()


def test_eight_months_below_the_mean_are_the_run_that_the_introduction_tells_of() -> None:
    """`We can see 8 sequential points coloured in blue`: RRK, seven or more on one side of the mean."""
    values = series("RRK")["breaches"].to_list()
    marks = special_causes(values, moving_range_limits(values))
    assert [place for place, mark in enumerate(marks) if mark == "seven on one side"] == list(range(10, 18))


def test_a_wild_point_is_screened_as_printed() -> None:
    """The article on deviations from Excel: limits 4.6, 1.94 and -0.72, one point marked and the other seventeen common cause."""
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    limits = moving_range_limits(values)
    assert [round(limit, 2) for limit in (limits.upper, limits.centre, limits.lower)] == [4.6, 1.94, -0.72]
    assert [place for place, mark in enumerate(special_causes(values, limits)) if mark] == [4]


def test_three_years_of_england_drawn_anew_each_year_have_no_mark() -> None:
    """The same article: three sections, each with twelve grey common cause points."""
    sections = sections_of(MONTHS, ENGLAND, [Baseline("13", None, "a new year"), Baseline("25", None, "a new year")])
    assert [(each.first, each.last) for each in sections] == [(0, 12), (12, 24), (24, 36)]
    assert all(not mark for each in sections for mark in special_causes(ENGLAND[each.first : each.last], each.limits))
