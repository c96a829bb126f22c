"""The localities that hubs lie in."""

from __future__ import annotations

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table

LOCALITIES = Table(
    name="localities",
    meaning="One row a locality: a town, a parish or a ward that a hub serves.",
    key=("locality_id",),
    columns=(
        Column("locality_id", "text", "the locality's code", required=True, why="Hubs find their locality by it."),
        Column("name", "text", "the locality's name", required=True, why="The report names places by it."),
        Column(
            "population",
            "integer",
            "people who live there",
            unit="people",
            minimum=1,
            why="Rates for each thousand people are divided by it.",
        ),
        Column(
            "deprivation_decile",
            "integer",
            "tenth of England's localities by deprivation; 1 is the most deprived tenth",
            unit="tenth",
            minimum=1,
            maximum=10,
            why="Whether hubs reach the most deprived places is read from it.",
        ),
        Column("latitude", "number", "north of the equator", unit="degrees", minimum=49.0, maximum=61.0),
        Column("longitude", "number", "east of Greenwich; west is negative", unit="degrees", minimum=-9.0, maximum=2.0),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
