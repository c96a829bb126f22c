"""Pathways: what is wrong is told and left out, strengths come from released counts alone."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.planning.pathways import PATHWAYS, check_pathways
from analysis.datasets.register.hubs import HUBS
from analysis.measures.planning.pathways import by_pathway, placed, strengths, with_names


def pathways(*rows: dict[str, Any]) -> pl.DataFrame:
    made = [{"source_file": "p.csv", "source_cell": f"A{number + 2}", **row} for number, row in enumerate(rows)]
    return pl.DataFrame(made, schema=PATHWAYS.schema)


def test_rows_that_lead_nowhere_or_stand_twice_are_left_out_and_told() -> None:
    kept, findings = check_pathways(
        pathways(
            {"from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q1", "people": 9},
            {"from_hub": "a", "quarter": "2024-25 Q1", "people": 9},
            {"from_hub": "a", "to_hub": "a"},
            {"from_hub": "a", "to_hub": "b", "to_service": "the surgery"},
            {"from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q1", "people": 11},
            {"from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q2", "people": 11},
        )
    )
    assert kept["source_cell"].to_list() == ["A2", "A7"]
    assert {finding.cell: finding.rule for finding in findings} == {
        "A3": "pathway-nowhere",
        "A4": "pathway-to-itself",
        "A5": "pathway-to-two",
        "A6": "doubled-pathway",
    }


def test_people_pointed_on_for_several_things_are_one_pathway() -> None:
    named = with_names(
        pathways(
            {"from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q1", "people": 4, "what": "food"},
            {"from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q1", "people": 5, "what": "money"},
            {"from_hub": "a", "to_service": "b", "quarter": "2024-25 Q1", "people": 1},
        )
    )
    assert named.select("pathway", "people").rows() == [("a > b", 9), ("a > service b", 1)]


def test_strengths_add_what_was_released_and_count_every_pathway() -> None:
    cells = pl.DataFrame(
        [
            {"pathway": "a > b", "from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q1", "people": 20.0},
            {"pathway": "a > b", "from_hub": "a", "to_hub": "b", "quarter": "2024-25 Q2", "people__mark": "[c]"},
            {"pathway": "c > b", "from_hub": "c", "to_hub": "b", "quarter": "2024-25 Q1", "people__mark": "[c]"},
            {"pathway": "a > service s", "from_hub": "a", "to_service": "s", "quarter": "2024-25 Q1", "people": 15.0},
            {"pathway": "a > b", "from_hub": "a", "to_hub": "b", "quarter": "2023-24 Q1", "people": 500.0},
        ],
        schema={"pathway": pl.String, "from_hub": pl.String, "to_hub": pl.String, "to_service": pl.String, "quarter": pl.String, "people": pl.Float64, "people__mark": pl.String},
    )  # fmt: skip
    links = by_pathway(cells, ["2024-25 Q1", "2024-25 Q2"])
    assert links.select("pathway", "people", "withheld").rows() == [
        ("a > b", 20.0, 1),
        ("a > service s", 15.0, 0),
        ("c > b", None, 1),
    ]
    found = {row["hub_id"]: row for row in strengths(links, ["a", "b", "c"]).iter_rows(named=True)}
    assert (found["b"]["people_in"], found["b"]["pathways_in"]) == (20.0, 2)
    assert (found["a"]["people_out"], found["a"]["people_to_services"]) == (20.0, 15.0)
    assert (found["c"]["people_out"], found["c"]["pathways_out"], found["c"]["pathways_in"]) == (None, 1, 0)


def test_hubs_stand_where_they_lie_or_in_a_ring() -> None:
    rows = [
        {"hub_id": code, "name": code, "latitude": 60.0, "longitude": at} for code, at in (("a", -4.0), ("b", -2.0))
    ]
    by_place = placed(pl.DataFrame(rows, schema=HUBS.schema))
    assert by_place["x"][1] - by_place["x"][0] == pytest.approx(1.0)  # at 60 degrees a degree east is half as wide
    ring = placed(pl.DataFrame([{**rows[0], "latitude": None}, *rows[1:]], schema=HUBS.schema))
    assert ring.select("x", "y").rows() == [(pytest.approx(0.0), 1.0), (pytest.approx(0.0, abs=1e-9), -1.0)]
