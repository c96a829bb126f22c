"""The project copied elsewhere and run by its command, as a person would run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
_SOURCES = ("analysis", "data/raw", "notebooks", "reports/styles", "reports/templates", "reports/prepare.py")
_FILES = ("_quarto.yml", "_brand.yml", "requirements.lock")


@dataclass(frozen=True)
class CopiedProject:
    """A copy of the package and of all that a build reads, in a folder of its own."""

    root: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "HUB_LEARNING_ROOT": str(self.root), "PYTHONPATH": str(self.root), **more}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment(**more),
            cwd=self.root,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=self.environment(),
            cwd=self.root,
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "analysis", *arguments]

    def build(self, network: str = "five-valleys", period: str = "2024-25", **more: str) -> Path:
        """Build an edition, which must succeed. Its folder."""
        told = self.run("build", network, period, "--renderer", "embedded", **more)
        assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
        return self.root / "reports" / network / period.lower().replace(" ", "-")


CopyProject = Callable[[str], CopiedProject]


@pytest.fixture(scope="session")
def copy_project(tmp_path_factory: pytest.TempPathFactory) -> CopyProject:
    def copy(name: str) -> CopiedProject:
        root = tmp_path_factory.mktemp(name)
        for source in _SOURCES:
            if (PROJECT / source).is_dir():
                shutil.copytree(PROJECT / source, root / source)
            else:
                (root / source).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(PROJECT / source, root / source)
        for name in _FILES:
            shutil.copyfile(PROJECT / name, root / name)
        return CopiedProject(root)

    return copy


@pytest.fixture(scope="session")
def demonstration(copy_project: CopyProject) -> CopiedProject:
    """A project in which the demonstration edition is built. Tests that share it stay on one worker, and leave it whole."""
    project = copy_project("demonstration")
    project.build()
    return project
