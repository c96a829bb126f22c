"""What lies around a file that hubs sent: its network by where it lies, or by the name given."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.returns.mapping.surroundings import surroundings_of


@pytest.mark.parametrize(
    ("lies", "named", "network", "file"),
    [
        ("data/raw/mills/returns/export.csv", None, "mills", "returns/export.csv"),
        ("data/raw/mills/export.csv", None, "mills", "export.csv"),
        ("data/raw/export.csv", None, None, "export.csv"),  # of no network, and none is called after it
        ("data/raw/export.csv", "mills", "mills", "export.csv"),
        ("elsewhere/export.csv", None, None, "export.csv"),
        ("elsewhere/export.csv", "mills", "mills", "export.csv"),
    ],
)
def test_a_file_is_of_the_network_that_it_lies_in_or_of_the_one_named(
    lies: str, named: str | None, network: str | None, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    around = surroundings_of(tmp_path / lies, named)
    assert (around.network, around.file) == (network, file)
