"""Tables that a build works out once from what is released of all hubs, and of which each hub's page reads its own rows: where it stands among
hubs of its kind, and what its quarters come to, which takes what rounding made of all hubs' sums."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from analysis.datasets.processing.kept_tables import rows_of_hub
from analysis.project import place_whole, processed_folder

SCHEMA: dict[str, Any] = {
    "hub_id": pl.String,
    "question_id": pl.String,
    "hubs": pl.Int64,
    "own": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
SUMS: dict[str, Any] = {
    "hub_id": pl.String,
    "question_id": pl.String,
    "period": pl.String,
    "total": pl.Float64,
    "total__counts": pl.Float64,
}


def standing_table(slug: str) -> str:
    """The name among processed tables; no raw file gives it."""
    return f"standing.{slug}"


def sums_table(slug: str) -> str:
    """Likewise, of what hubs' quarters come to."""
    return f"hub_sums.{slug}"


def read_standing(network_name: str, slug: str, hub: str) -> pl.DataFrame | None:
    """A hub's rows, one a question; None where no build has made the table yet."""
    return _read(_path(network_name, standing_table(slug)), hub)


def read_sums(network_name: str, slug: str, hub: str) -> pl.DataFrame | None:
    """A hub's rows, one a question and period; None where no build has made the table yet."""
    return _read(_path(network_name, sums_table(slug)), hub)


def write_standing(network_name: str, slug: str, frame: pl.DataFrame) -> None:
    """Note it for the hubs' pages; the file is left as it is where nothing changed."""
    _write(_path(network_name, standing_table(slug)), frame)


def write_sums(network_name: str, slug: str, frame: pl.DataFrame) -> None:
    """Likewise."""
    _write(_path(network_name, sums_table(slug)), frame)


def _path(network_name: str, table: str) -> Path:
    return processed_folder(network_name) / f"{table}.parquet"


def _read(path: Path, hub: str) -> pl.DataFrame | None:
    return rows_of_hub(path, hub) if path.exists() else None


def _write(path: Path, frame: pl.DataFrame) -> None:
    if not path.exists() or not pl.read_parquet(path).equals(frame):
        held = BytesIO()
        frame.write_parquet(held, statistics=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        place_whole(path, held.getvalue())
