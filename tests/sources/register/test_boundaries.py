"""Boundaries: what is a polygon in degrees is read, all else is told and drawn as a point."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.sources.records import Reading
from analysis.sources.register import boundaries
from analysis.sources.register.boundaries import read_boundaries

SQUARE = [[[-4.0, 52.0], [-3.9, 52.0], [-3.9, 52.1], [-4.0, 52.1], [-4.0, 52.0]]]


def feature(code: Any = "here", kind: str = "Polygon", coordinates: Any = SQUARE, **more: Any) -> dict[str, Any]:
    properties = {} if code is None else {"locality_id": code}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}, **more}


def read(tmp_path: Path, *features: Any, whole: Any = None) -> Reading:
    path = tmp_path / "boundaries.geojson"
    held = {"type": "FeatureCollection", "features": list(features)} if whole is None else whole
    path.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    return read_boundaries(path, "register/boundaries.geojson")


def test_polygons_are_read_with_their_place_in_the_file(tmp_path: Path) -> None:
    high = [[[x, y, 12.5] for x, y in SQUARE[0]]]
    reading = read(tmp_path, feature(), feature("there", "MultiPolygon", [SQUARE, high]))
    here, there = reading.records["boundaries"]
    assert json.loads(here.values["outline"]) == [SQUARE]
    assert json.loads(there.values["outline"]) == [SQUARE, SQUARE]
    assert there.place_of("outline") == "/features/1/geometry"
    assert not reading.findings


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (feature(None), "no property `locality_id`"),
        (feature({"a": 1}), "no property `locality_id`"),
        (feature(kind="Point", coordinates=[-4.0, 52.0]), "a Point, not a polygon"),
        (feature(kind="GeometryCollection"), "not a polygon"),
        ("nonsense", "no geometry"),
        (feature(geometry=None), "no geometry"),
        (feature(coordinates=[]), "no closed rings"),
        (feature(coordinates=[SQUARE[0][:-1]]), "no closed rings"),
        (feature(coordinates=[[["a", "b"]] * 4]), "no closed rings"),
        (feature(coordinates=[[[10**400, 52.0]] * 4]), "no closed rings"),
        (feature(coordinates=[[[380000.0, 205000.0]] * 4]), "outside the United Kingdom"),
        (feature(coordinates=[[[y, x] for x, y in SQUARE[0]]]), "outside the United Kingdom"),
    ],
)
def test_what_is_no_outline_is_told_and_the_rest_is_read(tmp_path: Path, wrong: Any, says: str) -> None:
    reading = read(tmp_path, wrong, feature("good"))
    assert [record.values["locality_id"] for record in reading.records["boundaries"]] == ["good"]
    (finding,) = reading.findings
    assert says in finding.problem
    assert (finding.cell, finding.severity) == ("/features/0", "doubt")


@pytest.mark.parametrize(
    "whole", ["", "{", "[]", '{"type": "Feature"}', '{"type": "FeatureCollection", "features": 3}', "[" * 100_000, '{"type": NaN}']
)  # fmt: skip
def test_what_is_no_geojson_is_one_finding(tmp_path: Path, whole: str) -> None:
    reading = read(tmp_path, whole=whole)
    assert not reading.records
    assert len(reading.findings) == 1


def test_no_more_is_read_than_a_map_can_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "MOST_POINTS", 12)
    reading = read(tmp_path, *(feature(f"p{number}") for number in range(4)))
    assert len(reading.records["boundaries"]) == 2
    assert "more than 12 points" in reading.findings[0].problem
    monkeypatch.setattr(boundaries, "MOST_FEATURES", 1)
    assert "Only the first 1 of 2 features" in read(tmp_path, feature("a"), feature("b")).findings[0].problem
