"""A table that was read once is the table of its file for as long as that stays what it was."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.datasets.processing.kept_tables import kept_table, rows_of_hub
from analysis.project import place_whole

ROWS = pl.DataFrame({"hub_id": ["mill", "kiln", None, "mill"], "people": [3, 4, 5, 6]})


def written(path: Path, frame: pl.DataFrame) -> Path:
    held = path.with_suffix(".new")
    frame.write_parquet(held)
    place_whole(path, held.read_bytes())
    return path


def test_a_file_that_was_put_in_its_place_is_read_anew(tmp_path: Path) -> None:
    path = written(tmp_path / "returns.parquet", ROWS)
    assert kept_table(path) is kept_table(path)
    assert rows_of_hub(path, "mill")["people"].to_list() == [3, 6]
    written(path, ROWS.with_columns(people=pl.col("people") + 10))
    assert kept_table(path)["people"].to_list() == [13, 14, 15, 16]
    assert rows_of_hub(path, "mill")["people"].to_list() == [13, 16]


def test_every_hub_gets_its_own_rows_in_their_order(tmp_path: Path) -> None:
    path = written(tmp_path / "returns.parquet", ROWS)
    assert [rows_of_hub(path, hub)["people"].to_list() for hub in ("mill", "kiln", "barn", "mill")] == [
        [3, 6],
        [4],
        [],
        [3, 6],
    ]
    assert rows_of_hub(path, "barn").schema == ROWS.schema
