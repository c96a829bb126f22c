"""Outlines of localities from a GeoJSON file (RFC 7946): a FeatureCollection of polygons, each with its locality_id.

Only text is kept of what was read: coordinates are checked, counted and written anew, so that nothing else in the file travels on.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import size_problem, unreadable

BOUNDARIES = "boundaries"
LARGEST = 20_000_000  # bytes; the parishes of a county at full detail are some 5 MB
MOST_FEATURES, MOST_POINTS = 2_000, 500_000
_WITHIN = ((-9.0, 2.0), (49.0, 61.0))  # longitude and latitude of the United Kingdom, as the register has it
_DECIMALS = 5  # about a metre

_AS_POINT = "The place is drawn as a point, where its coordinates are in the register."


def _rule(problem: str, remedy: str) -> Rule:
    return Rule(
        "boundary-unreadable", problem, _AS_POINT, remedy, effect="left out", ignore="Where a point on the map will do."
    )


TOO_MANY = _rule(
    "Only the first {most:,} of {features:,} features were read.",
    "Leave out what lies outside the network.",
)
TOO_DETAILED = _rule(
    "The boundaries have more than {most:,} points; the rest was not read.",
    "Simplify the boundaries before they are exported.",
)
NO_CODE = _rule("It has no property `locality_id`.", "Add the locality's code as a property of the feature.")
NO_POLYGON = _rule(
    "{said}, not a polygon.", "Export areas, not points or lines; a place without one is drawn as a point."
)
NOT_CLOSED = _rule("Its coordinates are no closed rings of [longitude, latitude].", "Export it as GeoJSON again.")
ELSEWHERE = _rule(
    "Some of it lies outside the United Kingdom.",
    "Export it in degrees (WGS 84), longitude first; not in metres of the National Grid.",
)

Ring = list[list[float]]


def read_boundaries(path: Path, file: str) -> Reading:
    """One record a locality: locality_id and its outline. A feature that is no polygon is left out, with a finding."""
    if closed := size_problem(path, file, LARGEST):
        return nothing_read(closed)
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse)
    except (ValueError, UnicodeDecodeError, RecursionError):
        return nothing_read(unreadable(file, "It does not read as JSON.", "Export the boundaries as GeoJSON again."))
    features = held.get("features") if isinstance(held, dict) else None
    if not isinstance(held, dict) or held.get("type") != "FeatureCollection" or not isinstance(features, list):
        remedy = "Export the boundaries as GeoJSON: a FeatureCollection with a polygon for each locality."
        return nothing_read(unreadable(file, "It is no GeoJSON FeatureCollection.", remedy, rule="not-geojson"))
    findings: list[Finding] = []
    if len(features) > MOST_FEATURES:
        findings.append(TOO_MANY.at(Place(file, table=BOUNDARIES), most=MOST_FEATURES, features=len(features)))
    records: list[Record] = []
    points = 0
    for number, feature in enumerate(features[:MOST_FEATURES]):
        pointer, code = f"/features/{number}", _code(feature)
        place = Place(file, cell=pointer, table=BOUNDARIES, value=code)
        outline = _outline(feature, place)
        points += sum(len(ring) for polygon in outline for ring in polygon) if isinstance(outline, list) else 0
        if points > MOST_POINTS:
            findings.append(TOO_DETAILED.at(place._replace(value=""), most=MOST_POINTS))
            break
        if isinstance(outline, Finding):
            findings.append(outline)
            continue
        if not code:
            findings.append(NO_CODE.at(place))
            continue
        text = json.dumps(outline, separators=(",", ":"))
        at = {"locality_id": f"{pointer}/properties/locality_id", "outline": f"{pointer}/geometry"}
        records.append(Record(pointer, {"locality_id": code, "outline": text}, at))
    return Reading({BOUNDARIES: records} if records else {}, [], findings)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")


def _code(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("locality_id") if isinstance(properties, dict) else None
    return as_written(code)[:200] if isinstance(code, str | int) and not isinstance(code, bool) else ""


def _outline(feature: Any, place: Place) -> list[list[Ring]] | Finding:
    """The polygons of a feature, or what is wrong with it."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    drawn = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        said = f"It is a {kind}" if isinstance(kind, str) and len(kind) < 30 else "It has no geometry"
        return NO_POLYGON.at(place, said=said)
    polygons = [drawn] if kind == "Polygon" else drawn
    found = [_polygon(polygon) for polygon in polygons] if isinstance(polygons, list) and polygons else [None]
    outline = [polygon for polygon in found if polygon is not None]
    if len(outline) < len(found):
        return NOT_CLOSED.at(place)
    (west, east), (south, north) = _WITHIN
    corners = [corner for polygon in outline for ring in polygon for corner in ring]
    if any(not (west <= x <= east and south <= y <= north) for x, y in corners):
        return ELSEWHERE.at(place)
    return outline


def _polygon(rings: Any) -> list[Ring] | None:
    if not isinstance(rings, list) or not rings:
        return None
    found = [_ring(ring) for ring in rings]
    return None if any(ring is None for ring in found) else [ring for ring in found if ring is not None]


def _ring(corners: Any) -> Ring | None:
    """A ring of four corners or more, its first and last the same, heights left out."""
    if not isinstance(corners, list) or len(corners) < 4:
        return None
    ring = []
    for corner in corners:
        if not isinstance(corner, list) or not 2 <= len(corner) <= 4 or not all(map(_is_number, corner[:2])):
            return None
        ring.append([round(float(corner[0]), _DECIMALS), round(float(corner[1]), _DECIMALS)])
    return ring if ring[0] == ring[-1] else None


def _is_number(value: Any) -> bool:
    """A number that a map can hold; a whole number of a thousand digits is none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 and math.isfinite(value)
