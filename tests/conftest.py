"""The project copied elsewhere and run by its command, as a person would run it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import Phase, settings

from tests.required_judges import pytest_runtest_makereport

__all__ = ["pytest_runtest_makereport"]

# Few examples and always the same ones in `make test`; .ci/run asks for many.
settings.register_profile("short", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True)
settings.register_profile("mutants", settings.get_profile("short"), phases=[Phase.explicit, Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("nbmake", False):
        from tests.executed_notebooks import Judge

        config.pluginmanager.register(Judge())


# Workers take files from the front of the queue: a long one that is taken last is waited for by all. The second builds by itself, while
# the first builds the demonstration that others wait for. (pytest 9 gathers files that are named before the folder they lie in with the
# folder, in its order.)
LONGEST = (
    "tests/test_whole_edition.py",
    "tests/commands/test_tutorial.py",
    "tests/test_ledger.py",
    "tests/test_nothing_of_few.py",
    "tests/test_withdrawn_consent.py",
    "tests/test_learning_summary.py",
    "tests/test_judged_edition.py",
    "tests/exhibits/test_calendar_years.py",
    "tests/settings/test_mutations.py",
    "tests/test_command_line.py",
    "tests/test_page_to_send.py",
    "tests/commands/test_planned_editions.py",
    "tests/commands/test_new_project.py",
    "tests/publishing/test_shapes_of_files.py",
    "tests/exhibits/returns/test_questions_left_out.py",
    "tests/test_published_networks.py",
    "tests/disclosure/test_published_families.py",
    "tests/disclosure/test_puzzle.py",
    "tests/disclosure/test_small_network_attacked.py",
    "tests/editions/test_incremental_edition.py",
    "tests/editions/ledger/test_changed_numbers.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {file: number for number, file in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.nodeid.split("::")[0], len(LONGEST)))


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

    def run_here(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """As run, in this process: for commands that only read, refuse or help, where starting Python would be all that takes time."""
        from analysis.commands import commands
        from analysis.commands.faults import exit_code_of

        said, complained = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.chdir(self.root),
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(complained),
        ):
            patch.setenv("HUB_LEARNING_ROOT", str(self.root))
            try:
                code = exit_code_of(
                    lambda: commands(list(arguments), prog_name="python -m analysis", standalone_mode=False)
                )
            except SystemExit as ended:
                code = int(ended.code or 0)
        return subprocess.CompletedProcess(self.command(*arguments), code, said.getvalue(), complained.getvalue())

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


# Demonstration editions whose pages are looked at; of the others only what they say. The pages of seventy hubs CI looks at.
BUILT = {("five-valleys", "2024-25"), ("five-valleys", "2024-25 Q3"), ("hotspots", "2024-25")} | (
    {("marches", "2024-25 Q3")} if os.environ.get("REQUIRE_JUDGES") else set()
)


class SharedProject(CopiedProject):
    """A project that all workers of one run share: whoever comes first builds an edition, the others find it built."""

    def between_builds(self) -> FileLock:
        """While it is held nobody builds here."""
        return FileLock(self.root / "building.lock")

    def build(self, network: str = "five-valleys", period: str = "2024-25", **more: str) -> Path:
        with self.between_builds():
            return super().build(network, period, **more)

    def copy_to(self, other: CopiedProject, folder: Path) -> None:
        """A folder of this project as it stands between two builds."""
        with self.between_builds():
            shutil.copytree(self.root / folder, other.root / folder, dirs_exist_ok=True)

    def said(self, network: str, period: str) -> Path:
        """A folder with the evidence and the executed notebooks of an edition: those of its build, where tests look at its pages too."""
        if (network, period) in BUILT:
            return self.build(network, period)
        folder = self.root / "said" / network / period.lower().replace(" ", "-")
        with self.between_builds():
            if not folder.is_dir():
                done = subprocess.run(
                    [sys.executable, "-m", "tests.executed_editions", network, period, str(folder)],
                    env=self.environment(PYTHONPATH=os.pathsep.join((str(self.root), str(PROJECT)))),
                    cwd=self.root,
                    capture_output=True,
                    text=True,
                )
                assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return folder


@pytest.fixture(scope="session")
def demonstration(copy_project: CopyProject, tmp_path_factory: pytest.TempPathFactory) -> SharedProject:
    """A project in which the demonstration edition is built. Every test and every worker reads the same: leave it whole."""
    of_run = tmp_path_factory.getbasetemp()
    shared = (of_run.parent if "PYTEST_XDIST_WORKER" in os.environ else of_run) / "demonstration"
    with FileLock(f"{shared}.lock"):
        if not shared.is_dir():
            shutil.move(copy_project("demonstration-copied").root, shared)
    project = SharedProject(shared)
    project.build()
    return project


PublishedFacts = Callable[[str, str], dict[str, dict[str, Any]]]


@pytest.fixture(scope="session")
def published_facts(demonstration: SharedProject) -> PublishedFacts:
    """What a demonstration edition publishes, by fact id: (network, period) to the records of evidence.json."""

    @cache
    def read(network: str, period: str) -> dict[str, dict[str, Any]]:
        told = json.loads((demonstration.said(network, period) / "evidence.json").read_text(encoding="utf-8"))
        return {fact["id"]: fact for fact in told["facts"]}

    return read
