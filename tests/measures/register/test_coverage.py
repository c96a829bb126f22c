"""Distance against a published example; status and order of need over small drawn tables."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.register.hubs import HUBS
from analysis.datasets.register.localities import LOCALITIES
from analysis.measures.register.coverage import EMERGING, ESTABLISHED, MISSING, by_need, coverage, haversine


def hubs(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=HUBS.schema) if rows else HUBS.empty()


def localities(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"name": row["locality_id"].title(), **row} for row in rows], schema=LOCALITIES.schema)


@pytest.mark.parametrize(
    ("first", "second", "kilometres"),
    [
        ((36.12, -86.67), (33.94, -118.40), 2886.45),  # Rosetta Code, "Haversine formula": 2887.26 km with a radius of 6372.8
        ((52.0, -4.9), (52.0, -4.9), 0.0),
        ((50.0, -5.0), (51.0, -5.0), 111.195),  # a degree of latitude
        ((0.0, 0.0), (0.0, 180.0), 20015.115),  # half the way round
    ],
)  # fmt: skip
def test_distance_is_that_of_the_haversine_formula(
    first: tuple[float, float], second: tuple[float, float], kilometres: float
) -> None:
    found = pl.select(haversine(*(pl.lit(value) for value in (*first, *second)))).item()
    assert found == pytest.approx(kilometres, abs=0.05)


def test_each_locality_has_its_status_and_its_nearest_hub() -> None:
    places = localities(
        {"locality_id": "old", "latitude": 52.0, "longitude": -4.0},
        {"locality_id": "new", "latitude": 52.1, "longitude": -4.0},
        {"locality_id": "none", "latitude": 52.2, "longitude": -4.0},
        {"locality_id": "lost"},
    )
    open_hubs = hubs(
        {"hub_id": "a", "name": "Abbey", "locality_id": "old", "status": "established", "latitude": 52.0, "longitude": -4.0},
        {"hub_id": "b", "name": "Bridge", "locality_id": "old", "status": "emerging", "latitude": 52.0, "longitude": -4.0},
        {"hub_id": "c", "name": "Chapel", "locality_id": "new", "status": "emerging", "latitude": 52.1, "longitude": -4.0},
        {"hub_id": "d", "name": "Nowhere", "locality_id": "new", "status": "emerging"},
    )  # fmt: skip
    found = {row["locality_id"]: row for row in coverage(open_hubs, places).iter_rows(named=True)}
    assert [found[place]["status"] for place in ("old", "new", "none", "lost")] == [
        ESTABLISHED,
        EMERGING,
        MISSING,
        MISSING,
    ]
    assert [found[place]["hubs"] for place in ("old", "new", "none")] == [2, 2, 0]
    assert (found["none"]["nearest"], round(found["none"]["distance"], 1)) == ("Chapel", 11.1)
    assert found["lost"]["distance"] is None


def test_without_any_hub_all_are_missing_and_no_distance_is_made_up() -> None:
    found = coverage(hubs(), localities({"locality_id": "a", "latitude": 52.0, "longitude": -4.0}))
    assert found.select("status", "distance").rows() == [(MISSING, None)]


def test_need_is_deprivation_then_people_and_the_unknown_comes_last() -> None:
    places = localities(
        {"locality_id": "small", "deprivation_decile": 2, "population": 500},
        {"locality_id": "unknown", "population": 9000},
        {"locality_id": "large", "deprivation_decile": 2, "population": 2500},
        {"locality_id": "rich", "deprivation_decile": 9, "population": 9000},
        {"locality_id": "served", "deprivation_decile": 1, "population": 9000},
    )
    served = hubs({"hub_id": "a", "name": "A", "locality_id": "served", "status": "established"})
    assert by_need(coverage(served, places))["locality_id"].to_list() == ["large", "small", "rich", "unknown"]
