"""The codebook that all networks share lies in no network's folder: inspected as what it is, and a check tells what a build stops by."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from analysis.commands import commands
from analysis.datasets.inspecting.inspection import inspect_file
from tests.exhibits.small_network import draw_small_network


@pytest.fixture
def codebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    draw_small_network(tmp_path)
    return tmp_path / "data" / "raw" / "codebook" / "shared.yml"


def test_its_codes_are_shown(codebook: Path) -> None:
    """As many as the file has ids."""
    inspected = inspect_file(codebook)
    (table,) = inspected.tables
    assert table.rows == codebook.read_text(encoding="utf-8").count("id: ") and inspected.findings == []
    first = yaml.safe_load(codebook.read_text(encoding="utf-8"))[0]
    assert table.sample[0] == {"code": first["id"], "name": first["name"], "frame": first["frame"]}
    assert CliRunner().invoke(commands, ["check", "mills"]).exit_code == 0


def test_a_misspelt_key_is_told_by_inspect_and_by_check(codebook: Path) -> None:
    codebook.write_text(codebook.read_text(encoding="utf-8").replace("  name:", "  nmae:", 1), encoding="utf-8")
    (finding,) = inspect_file(codebook).findings
    assert finding.severity == "stops" and "`nmae` is not read" in finding.problem and "`name`?" in finding.problem
    checked = CliRunner().invoke(commands, ["check", "mills"])
    assert checked.exit_code == 1 and "shared.yml" in checked.output and "`nmae` is not read" in checked.output
