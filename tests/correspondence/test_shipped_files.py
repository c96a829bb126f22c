"""An upgrade, played: the package brings other files than those a project was laid out with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands import commands
from analysis.correspondence import shipped_files
from analysis.correspondence.project_folder import FirstNetwork, make_project
from analysis.correspondence.shipped_files import compare, mend
from analysis.periods import Period
from analysis.project import SHIPPED, Refused, shipped
from analysis.publishing.quarto import renderer

PAGE, STYLE, OWN = "notebooks/20-activity.ipynb", "reports/styles/site.js", "_brand.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the version before: the package has another activity page, style and brand by now."""
    quarter = Period.parse("2024-25 Q1")
    make_project(tmp_path / "ours", FirstNetwork("dales", "D", "p", "r", quarter, quarter))
    newer = tmp_path / "newer"
    for name in SHIPPED:
        (newer / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (shipped() / name).is_dir() else shutil.copyfile
        copy(shipped() / name, newer / name)
    for name in (PAGE, STYLE, OWN):
        with (newer / name).open("a", encoding="utf-8") as file:
            file.write("\n")
    (newer / "notebooks" / "99-new.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(shipped_files, "shipped", lambda: newer)
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path / "ours"))
    return tmp_path / "ours"


def states(*names: str) -> list[str]:
    found = {file.name: file.state for file in compare()}
    return [found[name] for name in names]


def test_what_nobody_touched_is_replaced_and_what_is_yours_is_not(project: Path) -> None:
    (project / OWN).write_text("ours\n", encoding="utf-8")
    (project / "notebooks" / "10-network.ipynb").write_text("ours\n", encoding="utf-8")
    assert states(PAGE, OWN, "notebooks/10-network.ipynb", "notebooks/99-new.ipynb", "notebooks/30-case-studies.ipynb") == [
        "older", "yours, and newer in the package", "yours", "missing", "current",
    ]  # fmt: skip
    mend(compare())
    assert (project / OWN).read_text(encoding="utf-8") == "ours\n"
    assert (project / PAGE).read_bytes() == (project.parent / "newer" / PAGE).read_bytes()
    assert states(PAGE, "notebooks/99-new.ipynb", OWN) == ["current", "current", "yours, and newer in the package"]


def test_what_the_package_has_no_more_is_told_and_stays(project: Path) -> None:
    (project.parent / "newer" / STYLE).unlink()
    assert states(STYLE) == ["dropped"]
    mend(compare())
    assert (project / STYLE).is_file()


def test_a_project_laid_out_before_anything_was_noted_loses_nothing(project: Path) -> None:
    (project / "hub-learning.yml").write_text("# ours\nmade_by: 0.0.9\n", encoding="utf-8")
    before = (project / PAGE).read_bytes()
    mend(compare())
    assert (project / PAGE).read_bytes() == before
    assert (project / "hub-learning.yml").read_text(encoding="utf-8").startswith("# ours\n")


def test_the_command_says_what_there_is_and_ends_in_order_once_mended(project: Path) -> None:
    first = CliRunner().invoke(commands, ["doctor"])
    assert first.exit_code == 1 and "3 files older than the package's" in first.output and PAGE in first.output
    mended = CliRunner().invoke(commands, ["doctor", "--mend"])
    assert mended.exit_code == 0 and "(mended)" in mended.output, mended.output
    assert "In order." in CliRunner().invoke(commands, ["doctor"]).output
    (project / "data" / "raw" / "dales" / "network.yml").write_text("titel: D\n", encoding="utf-8")
    spoilt = CliRunner().invoke(commands, ["doctor"])
    assert spoilt.exit_code == 1 and "`titel`" in spoilt.output


def test_a_quarto_that_does_not_start_is_told_and_its_version_reads_as_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mend(compare())
    there = project / "quarto"
    there.write_text("#!/bin/sh\necho 1.7.34\n", encoding="utf-8")
    there.chmod(0o755)
    monkeypatch.setattr(renderer, "quarto_path", lambda: str(there))
    assert "Quarto 1.7.34\n" in CliRunner().invoke(commands, ["doctor"]).output
    there.write_text("#!/bin/sh\necho no deno >&2\nexit 1\n", encoding="utf-8")
    told = CliRunner().invoke(commands, ["doctor"])
    assert told.exit_code == 1 and "does not start (no deno)" in told.output and "In order" not in told.output


def test_a_spoilt_mark_is_told(project: Path) -> None:
    (project / "hub-learning.yml").write_text("a: [\n", encoding="utf-8")
    with pytest.raises(Refused, match="does not read"):
        compare()
