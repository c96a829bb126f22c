"""The outlines of localities, as a GeoJSON file gives them."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

BOUNDARIES = Table(
    name="boundaries",
    meaning="One row a locality whose outline is known: the map of coverage is drawn from it, and from points without it.",
    key=("locality_id",),
    columns=(
        Column(
            "locality_id",
            "text",
            "the locality's code",
            required=True,
            refers_to="localities.locality_id",
            why="An outline of no known locality cannot be coloured.",
        ),
        Column(
            "outline",
            "text",
            "its polygons as JSON: a list of polygons, each a list of rings, each a list of [longitude, latitude]",
            required=True,
        ),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
