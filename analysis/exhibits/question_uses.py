"""What uses each question, as the build that is under way, or the last one, noted it of its own exhibits."""

from __future__ import annotations

from io import BytesIO

import polars as pl

from analysis.datasets.processing.kept_tables import kept_table
from analysis.project import place_whole, processed_folder

USES_SCHEMA = {"question_id": pl.String, "use": pl.String, "exhibit": pl.String}


def uses_table(slug: str) -> str:
    """The name among processed tables; no raw file gives it."""
    return f"question_uses.{slug}"


def read_uses(network_name: str, slug: str) -> pl.DataFrame | None:
    """None where no exhibit of the edition has been built yet."""
    path = processed_folder(network_name) / f"{uses_table(slug)}.parquet"
    return kept_table(path) if path.exists() else None


def write_uses(network_name: str, slug: str, uses: pl.DataFrame) -> None:
    path = processed_folder(network_name) / f"{uses_table(slug)}.parquet"
    held = BytesIO()
    uses.write_parquet(held, statistics=False)
    place_whole(path, held.getvalue())
