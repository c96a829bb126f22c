"""The table of where hubs stand among hubs of their kind: worked out once in each build, read by each hub's page a hub at a time."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import polars as pl

from analysis.project import place_whole, processed_folder

SCHEMA: dict[str, Any] = {
    "hub_id": pl.String,
    "question_id": pl.String,
    "hubs": pl.Int64,
    "own": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def standing_table(slug: str) -> str:
    """The name among processed tables; no raw file gives it."""
    return f"standing.{slug}"


def read_standing(network_name: str, slug: str, hub: str) -> pl.DataFrame | None:
    """A hub's rows, one a question; None where no build has made the table yet."""
    path = processed_folder(network_name) / f"{standing_table(slug)}.parquet"
    return pl.read_parquet(path).filter(pl.col("hub_id") == hub) if path.exists() else None


def write_standing(network_name: str, slug: str, frame: pl.DataFrame) -> None:
    """Note it for the hubs' pages; the file is left as it is where nothing changed."""
    path = processed_folder(network_name) / f"{standing_table(slug)}.parquet"
    if not path.exists() or not pl.read_parquet(path).equals(frame):
        held = BytesIO()
        frame.write_parquet(held, statistics=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        place_whole(path, held.getvalue())
