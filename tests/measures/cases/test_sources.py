"""Where case studies come from, and how many partners stand behind a finding."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.cases.sources import partners_behind, placed_cases
from tests.measures.drawn_codings import codes, codings

LOCALITIES = pl.DataFrame([{"locality_id": "l1", "name": "Town"}, {"locality_id": "l2", "name": "Vale"}], schema=TABLES["localities"].schema)  # fmt: skip
HUBS = pl.DataFrame([{"hub_id": "mill", "locality_id": "l2"}, {"hub_id": "lost", "locality_id": None}], schema=TABLES["hubs"].schema)  # fmt: skip


def cases(*rows: dict[str, Any]) -> pl.DataFrame:
    made = [{"case_id": "c", "partner": "P", "source_kind": "interview", **row} for row in rows]
    return pl.DataFrame(made, schema=TABLES["case_studies"].schema)


@pytest.mark.parametrize(
    ("case", "place"),
    [
        ({"locality_id": "l1", "place": "Elsewhere", "hub_id": "mill"}, "Town"),
        ({"place": " Elsewhere ", "hub_id": "mill"}, "Elsewhere"),
        ({"hub_id": "mill"}, "Vale"),
        ({"locality_id": "unknown", "hub_id": "mill"}, "Vale"),
        ({"hub_id": "lost"}, "(not given)"),
        ({"hub_id": "nowhere"}, "(not given)"),
        ({}, "(not given)"),
    ],
)
def test_a_case_study_lies_in_the_locality_named_then_where_it_says_then_where_its_hub_is(
    case: dict[str, Any], place: str
) -> None:
    assert placed_cases(cases(case), HUBS, LOCALITIES)["place"].to_list() == [place]


@pytest.mark.parametrize(("written", "told"), [("P", "P"), (" P ", "P"), ("  ", "(not given)"), (None, "(not given)")])
@pytest.mark.parametrize("group", ["partner", "source_kind"])
def test_what_is_blank_is_not_given(group: str, written: str | None, told: str) -> None:
    assert placed_cases(cases({group: written}), HUBS, LOCALITIES)[group].to_list() == [told]


def test_case_studies_stand_in_order_each_once() -> None:
    placed = placed_cases(cases({"case_id": "b"}, {"case_id": "a", "hub_id": "mill"}), HUBS, LOCALITIES)
    assert placed["case_id"].to_list() == ["a", "b"]


def test_a_finding_rests_on_partners_and_those_of_nobody_known_are_counted_apart() -> None:
    told = cases(
        {"case_id": "c1", "partner": "P"},
        {"case_id": "c2", "partner": "P"},
        {"case_id": "c3", "partner": "Q"},
        {"case_id": "c4", "partner": None},
        {"case_id": "c5", "partner": None},
    )
    coded = codings(
        ("c1", "alone", "x"), ("c1", "alone", "y"), ("c2", "alone", "x"), ("c3", "alone", "x"), ("c4", "alone", "x"),
        ("c1", "step", "x"), ("c2", "step", "x"), ("c4", "nobody", "x"), ("c5", "nobody", "x"), ("other", "step", "x"),
        ("c3", "no code", "x"), ("c3", "bold", "x"),
    )  # fmt: skip
    behind = partners_behind(coded, codes("alone", "step", "nobody", "never", "bold"), told)
    assert behind.columns == ["code_id", "name", "frame", "cases", "partners", "most", "not_given", "case_ids"]
    assert behind.drop("name", "frame").rows() == [
        ("nobody", 2, 0, 0, 2, ["c4", "c5"]),
        ("bold", 1, 1, 1, 0, ["c3"]),
        ("step", 2, 1, 2, 0, ["c1", "c2"]),
        ("alone", 4, 2, 2, 1, ["c1", "c2", "c3", "c4"]),
    ]
