"""What uses each question, as the build that is under way, or the last one, noted it of its own exhibits."""

from __future__ import annotations

import polars as pl

from analysis.project import processed_folder

USES_SCHEMA = {"question_id": pl.String, "use": pl.String, "exhibit": pl.String}


def uses_table(slug: str) -> str:
    """The name among processed tables; no raw file gives it."""
    return f"question_uses.{slug}"


def read_uses(network_name: str, slug: str) -> pl.DataFrame | None:
    """None where no exhibit of the edition has been built yet."""
    path = processed_folder(network_name) / f"{uses_table(slug)}.parquet"
    return pl.read_parquet(path) if path.exists() else None


def write_uses(network_name: str, slug: str, uses: pl.DataFrame) -> None:
    path = processed_folder(network_name) / f"{uses_table(slug)}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    uses.write_parquet(beside, statistics=False)
    beside.replace(path)
