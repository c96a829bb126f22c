"""_brand.yml and _quarto.yml are a network's to change: a slip in one is told by `check` and by a build alike, with its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands import commands
from analysis.project import Refused
from analysis.publishing.brand import read_brand
from analysis.publishing.outline import read_outline
from tests.conftest import PROJECT
from tests.datasets.drawn_network import draw_network

FILES = ("_brand.yml", "_quarto.yml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    monkeypatch.delenv("HUB_LEARNING_BRAND", raising=False)
    draw_network(tmp_path)
    for name in FILES:
        shutil.copyfile(PROJECT / name, tmp_path / name)
    shutil.copytree(PROJECT / "notebooks", tmp_path / "notebooks")
    return tmp_path


def spoil(project: Path, file: str, was: str, becomes: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert was in text
    (project / file).write_text(text.replace(was, becomes, 1), encoding="utf-8")


def test_as_they_come_nothing_is_told_of_them(project: Path) -> None:
    told = CliRunner().invoke(commands, ["check", "mills"])
    assert told.exit_code == 0 and not [name for name in FILES if name in told.output], told.output


@pytest.mark.parametrize(
    ("file", "was", "becomes", "said"),
    [
        ("_brand.yml", '"#12436D"', '"#12436G"', "the colour `dark-blue` is `#12436G`"),
        ("_brand.yml", "primary: dark-blue", "primary: dark-bleu", "the colour `primary` is `dark-bleu`"),
        ("_brand.yml", "primary:", "primry:", "Is `primry` meant for it?"),
        ("_brand.yml", "quiet:", "quite:", "Is `quite` meant for it?"),
        ("_brand.yml", "color:", "color: [", "_brand.yml, line"),
        ("_brand.yml", "family: Source", "famly: Source", "_brand.yml"),
        ("_quarto.yml", "website:", "wbsite:", "Is `wbsite` meant for `website`?"),
        ("_quarto.yml", "    contents:\n      - section", "    contnts:\n      - section", "Is `contnts` meant"),
        ("_quarto.yml", "website:", "website: {", "_quarto.yml, line"),
    ],
)
def test_a_slip_is_one_clear_line_for_check_and_for_a_build(
    project: Path, file: str, was: str, becomes: str, said: str
) -> None:
    if file == "_brand.yml" and "famly" in becomes:
        was, becomes = "  base:\n    family: Source", "  base:\n    famly: Source"
    spoil(project, file, was, becomes)
    told = CliRunner().invoke(commands, ["check", "mills"])
    assert told.exit_code == 1 and said in told.output, told.output
    with pytest.raises(Refused, match=file):
        read_brand() if file == "_brand.yml" else read_outline()


def test_a_page_that_nothing_makes_is_told(project: Path) -> None:
    spoil(
        project,
        "_quarto.yml",
        "          - reports/quarto/20-activity.ipynb",
        "          - reports/quarto/20-activty.ipynb",
    )
    told = CliRunner().invoke(commands, ["check", "mills"])
    assert told.exit_code == 0 and "no notebook makes the page `20-activty`" in told.output
