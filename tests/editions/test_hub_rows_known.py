"""Whether a hub's rows of a table are as they were."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.editions.file_hashes import SeenFiles
from analysis.editions.running.executed_cache import Tables
from analysis.exhibits.standing_table import SCHEMA, standing_table, write_standing
from analysis.project import processed_folder

ROWS = [("mill", "people", 9, 20.0, 10.5, 30.5), ("kiln", "people", 9, 25.0, 10.5, 30.5)]


def state_of(hub: str) -> str:
    return Tables("mills", SeenFiles(processed_folder("mills") / "seen.json")).state(standing_table("2024-25"), hub)


def test_a_hubs_rows_are_known_by_all_that_stands_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    rows = list(ROWS)
    write_standing("mills", "2024-25", pl.DataFrame(rows, SCHEMA, orient="row"))
    mill, kiln = state_of("mill"), state_of("kiln")
    assert mill != kiln and state_of("barn") == "no rows"
    rows[0] = (*rows[0][:5], 31.5)
    write_standing("mills", "2024-25", pl.DataFrame(rows, SCHEMA, orient="row"))
    assert (state_of("mill") == mill, state_of("kiln") == kiln) == (False, True)
