"""Invented outlines of localities: the land nearest to each, with crooked borders that neighbours share."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from demonstration.chance import draw
from demonstration.register.register import Locality

Point = tuple[float, float]
_ALONG = 0.61  # a degree of longitude in degrees of latitude, about where the localities lie
_HALVINGS = 4  # of each border, so that it looks walked and not ruled


def boundaries_geojson(network: str, localities: Sequence[Locality]) -> bytes:
    """A FeatureCollection with one polygon a locality, in degrees, longitude first."""
    places = [(locality.longitude * _ALONG, locality.latitude) for locality in localities]
    coast = _coast(network, places)
    features = [
        {
            "type": "Feature",
            "properties": {"locality_id": locality.locality_id, "name": f"{locality.name} (invented)"},
            "geometry": {"type": "Polygon", "coordinates": [_closed(network, _nearest(place, places, coast))]},
        }
        for locality, place in zip(localities, places, strict=True)
    ]
    content = {"type": "FeatureCollection", "features": features}
    return (json.dumps(content, separators=(",", ":")) + "\n").encode("utf-8")


def _coast(network: str, places: list[Point]) -> list[Point]:
    """A rough ring around all places."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    wide, high = 0.72 * (max(xs) - min(xs)), 0.66 * (max(ys) - min(ys))
    chance = draw(network, "coast")
    ring = []
    for step in range(28):
        angle, far = 2 * math.pi * step / 28, chance.uniform(0.93, 1.07)
        ring.append((middle[0] + wide * far * math.cos(angle), middle[1] + high * far * math.sin(angle)))
    return ring


def _nearest(place: Point, places: list[Point], ring: list[Point]) -> list[Point]:
    """The part of the ring that is nearer to this place than to any other: cut by the line halfway to each."""
    for other in places:
        if other != place:
            ring = _cut(ring, place, other)
    return ring


def _cut(ring: list[Point], place: Point, other: Point) -> list[Point]:
    def nearer(point: Point) -> float:
        return sum((a - b) ** 2 for a, b in zip(point, other, strict=True)) - sum(
            (a - b) ** 2 for a, b in zip(point, place, strict=True)
        )

    kept = []
    for before, after in zip(ring, [*ring[1:], ring[0]], strict=True):
        here, there = nearer(before), nearer(after)
        if here >= 0:
            kept.append(before)
        if (here >= 0) != (there >= 0):
            share = here / (here - there)
            kept.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
    return kept


def _closed(network: str, ring: list[Point]) -> list[list[float]]:
    """The ring in degrees, its borders crooked, its first corner once more at the end."""
    corners = [(round(x / _ALONG, 5), round(y, 5)) for x, y in ring]
    walked = []
    for before, after in zip(corners, [*corners[1:], corners[0]], strict=True):
        border = _walked(network, min(before, after), max(before, after), _HALVINGS)
        walked += (border if before < after else border[::-1])[:-1]
    return [list(corner) for corner in [*walked, walked[0]]]


def _walked(network: str, first: Point, last: Point, halvings: int) -> list[Point]:
    """From corner to corner by way of a point beside the middle; the same for both neighbours, as they name it alike."""
    length = math.hypot((last[0] - first[0]) * _ALONG, last[1] - first[1])
    if not halvings or length < 0.004:
        return [first, last]
    aside = draw(network, "border", first, last).uniform(-0.12, 0.12)
    middle = (
        round((first[0] + last[0]) / 2 - aside * (last[1] - first[1]) / _ALONG, 5),
        round((first[1] + last[1]) / 2 + aside * (last[0] - first[0]) * _ALONG, 5),
    )
    return [*_walked(network, first, middle, halvings - 1)[:-1], *_walked(network, middle, last, halvings - 1)]
