"""Which localities have a hub, which have one in the making, which have none, and how far people there would have to go."""

from __future__ import annotations

import polars as pl

from analysis.measures.measure import Measure, declare

EARTH = (
    6371.0088  # kilometres: the mean radius of the earth, as the International Union of Geodesy and Geophysics has it
)
ESTABLISHED, EMERGING, MISSING = "established", "emerging", "none"

COVERAGE = declare(
    Measure(
        name="coverage",
        unit="localities",
        question="Where are there hubs, and where is one missing?",
        how="established where an open hub of the locality is, emerging where all its open hubs are, none where it has no open hub",
        better=None,
        reads="hubs",
    )
)
NEAREST = declare(
    Measure(
        name="nearest_hub",
        unit="km",
        question="How far is the nearest hub?",
        how="great-circle distance (haversine formula) from the locality's point to the nearest open hub's; roads are longer",
        better="lower",
        reads="hubs",
        source="Sinnott (1984), Virtues of the haversine, Sky and Telescope 68",
    )
)


def haversine(latitude: pl.Expr, longitude: pl.Expr, other_latitude: pl.Expr, other_longitude: pl.Expr) -> pl.Expr:
    """Great-circle distance in kilometres between points in degrees.

    Ten lines and no library: no package of the lock file has it. Source: Sinnott (1984), Virtues of the haversine, Sky and
    Telescope 68, 159.
    """
    first, second = latitude.radians(), other_latitude.radians()
    across = (other_longitude - longitude).radians()
    half = ((second - first) / 2).sin() ** 2 + first.cos() * second.cos() * (across / 2).sin() ** 2
    return 2 * EARTH * half.clip(0, 1).sqrt().arcsin()


def coverage(hubs: pl.DataFrame, localities: pl.DataFrame) -> pl.DataFrame:
    """One row a locality, those without a hub included, by name.

    hubs: the open ones. Columns out: locality_id, locality, population, deprivation_decile, latitude, longitude, status, hubs,
    nearest (the nearest hub's name) and distance (km to it); the last two null where coordinates are not known.
    """
    counted = hubs.group_by("locality_id").agg(
        hubs=pl.len().cast(pl.Int64), settled=(pl.col("status") != EMERGING).fill_null(True).any()
    )
    status = (
        pl.when(pl.col("hubs") == 0)
        .then(pl.lit(MISSING))
        .when(pl.col("settled"))
        .then(pl.lit(ESTABLISHED))
        .otherwise(pl.lit(EMERGING))
    )
    return (
        localities.join(counted, on="locality_id", how="left")
        .with_columns(hubs=pl.col("hubs").fill_null(0))
        .with_columns(status=status)
        .join(nearest_hubs(hubs, localities), on="locality_id", how="left")
        .select(
            "locality_id",
            pl.col("name").alias("locality"),
            "population",
            "deprivation_decile",
            "latitude",
            "longitude",
            "status",
            "hubs",
            "nearest",
            "distance",
        )
        .sort("locality", "locality_id")
    )


def nearest_hubs(hubs: pl.DataFrame, localities: pl.DataFrame) -> pl.DataFrame:
    """One row a locality whose point is known: locality_id, nearest (the name of the hub), distance (km)."""
    places = localities.select("locality_id", "latitude", "longitude").drop_nulls()
    points = hubs.select(nearest="name", other="latitude", along="longitude").drop_nulls()
    apart = haversine(pl.col("latitude"), pl.col("longitude"), pl.col("other"), pl.col("along"))
    return (
        places.join(points, how="cross")
        .with_columns(distance=apart)
        .sort("locality_id", "distance", "nearest")
        .group_by("locality_id", maintain_order=True)
        .first()
        .select("locality_id", "nearest", "distance")
    )


def by_need(covered: pl.DataFrame) -> pl.DataFrame:
    """The localities without a hub, those first that need one most: by deprivation tenth, then by population.

    Unknown deprivation comes last, for nothing says that it is great.
    """
    order = ["deprivation_decile", "population", "locality"]
    return covered.filter(pl.col("status") == MISSING).sort(order, descending=[False, True, False], nulls_last=True)
