"""Faults of the machine are told in one line on the screen, with the place and what to do; the log may lie on the very disk that is full."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.commands.faults import exit_code_of
from analysis.commands.machine import fault_of_machine
from analysis.project import SHIPPED
from analysis.publishing.pandoc import Job, run_jobs
from tests.conftest import CopiedProject, CopyProject

AS_OWNER = [
    "setpriv",
    "--bounding-set",
    "-all",
    "--inh-caps",
    "-all",
    "--no-new-privs",
]  # a superuser bound by permissions
needs_superuser = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="giving folders to another user needs the superuser and setpriv",
)


@pytest.fixture(scope="module")
def project(copy_project: CopyProject) -> CopiedProject:
    return copy_project("faults")


@pytest.mark.parametrize(
    ("number", "name", "said"),
    [
        (
            errno.ENOSPC,
            "reports/drawn/.2024-25.building/index.html",
            "the disk that holds reports/drawn is full: make room on it",
        ),
        (
            errno.EDQUOT,
            "data/processed/drawn/hubs.parquet",
            "the disk that holds data/processed/drawn/hubs.parquet is full",
        ),
        (errno.EROFS, "reports/drawn", "reports/drawn lies on a disk that can only be read: copy the project"),
        (errno.EACCES, "reports/drawn/.2024-25.lock", "reports/drawn may not be looked into or written to"),
        (errno.EACCES, "notebooks/drawn.ipynb", "notebooks/drawn.ipynb may not be opened"),
        (errno.EMFILE, None, "too many files are open at once"),
        (errno.EIO, "reports/drawn", "the disk that holds reports/drawn does not answer as it should"),
    ],
)
def test_a_fault_of_the_machine_says_where_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: str | None, said: str
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    (tmp_path / "reports" / "drawn").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "drawn.ipynb").touch()
    error = OSError(number, os.strerror(number), *([str(tmp_path / name)] if name else []))
    told = fault_of_machine(error)
    assert told is not None and told.startswith(said) and told.endswith("the last good edition is as it was")
    assert "\n" not in told and str(tmp_path) not in told
    try:
        raise RuntimeError("a notebook failed") from error
    except RuntimeError as outer:  # also where it led to another error
        assert fault_of_machine(outer) == told


def test_the_words_of_a_process_that_we_started_are_understood() -> None:
    told = fault_of_machine(
        RuntimeError("pandoc stopped: /x/y.html: withBinaryFile: resource exhausted (No space left on device)")
    )
    assert told is not None and "is full" in told


def test_what_every_project_folder_came_with_is_missed_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    for part in SHIPPED:
        with pytest.raises(FileNotFoundError) as missed:
            (tmp_path / part).read_bytes()
        told = fault_of_machine(missed.value)
        assert (
            told is not None
            and told.startswith(f"{part} is not in the project folder {tmp_path}")
            and "`hub-learning doctor --mend` brings it back" in told
        )
    elsewhere = FileNotFoundError(errno.ENOENT, "No such file", str(tmp_path / "data" / "raw" / "mills" / "x.csv"))
    assert fault_of_machine(elsewhere) is None


def test_a_lua_file_that_is_gone_is_missed_before_pandoc_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    with pytest.raises(FileNotFoundError) as missed:
        run_jobs([Job("# A page", "html")], tmp_path, 0)
    told = fault_of_machine(missed.value)
    assert told is not None and told.startswith("reports/templates/content.lua is not in the project folder")


def test_any_other_error_is_none_of_the_machine() -> None:
    assert fault_of_machine(FileExistsError(errno.EEXIST, "File exists", "x")) is None
    assert fault_of_machine(ValueError("x")) is None


def test_where_no_log_can_be_written_the_last_words_are_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    (tmp_path / "reports").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "reports"))

    def fail() -> None:
        raise KeyError("nobody\nforesaw")

    assert exit_code_of(fail) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "no log could be written; its last words: 'nobody\\nforesaw'" in told


def test_a_python_without_utf8_is_told_in_one_line(project: CopiedProject) -> None:
    told = project.run("list", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "set PYTHONUTF8=1" in told.stderr


@pytest.fixture
def belongs_to_another(project: CopiedProject) -> Iterator[Path]:
    folder = project.root / "data" / "processed"
    folder.mkdir(parents=True, exist_ok=True)
    os.chown(folder, 65534, 65534)
    folder.chmod(0o700)
    yield folder
    os.chown(folder, 0, 0)


@needs_superuser
@pytest.mark.parametrize("command", [("check", "croydon"), ("build", "croydon", "2024-25", "--renderer", "embedded")])
def test_another_users_cache_is_told_with_whose_it_is(
    project: CopiedProject, belongs_to_another: Path, command: tuple[str, ...]
) -> None:
    told = subprocess.run(
        [*AS_OWNER, *project.command(*command)],
        env=project.environment(),
        cwd=project.root,
        capture_output=True,
        text=True,
    )
    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    assert "may not be looked into or written to (data/processed belongs to nobody): give yourself leave" in told.stderr


@pytest.fixture
def small_disk(project: CopiedProject) -> Iterator[Path]:
    folder = project.root / "data" / "processed"
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@needs_superuser
def test_a_full_disk_is_told_on_the_screen(project: CopiedProject, small_disk: Path) -> None:
    told = project.run("check", "five-valleys")
    assert (told.returncode, told.stderr.count("\n"), "Traceback" in told.stderr) == (1, 1, False)
    assert "the disk that holds data/processed" in told.stderr and "is full: make room on it" in told.stderr


@needs_superuser
@pytest.mark.parametrize(("closed", "command"), [("reports", "build"), ("data/processed", "check")])
def test_a_folder_that_can_only_be_read_is_told_by_its_name(project: CopiedProject, closed: str, command: str) -> None:
    folder = project.root / closed
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "croydon", ignore_errors=True)
    mode = folder.stat().st_mode
    folder.chmod(0o555)
    try:
        told = subprocess.run(
            [*AS_OWNER, *project.command(command, "croydon", *(["2024-25"] if command == "build" else []))],
            env=project.environment(),
            cwd=project.root,
            capture_output=True,
            text=True,
        )
    finally:
        folder.chmod(mode)
    assert (told.returncode, told.stderr.count("\n"), "Traceback" in told.stderr) == (1, 1, False)
    assert f"{closed}/croydon may not be looked into or written to: give yourself leave to it" in told.stderr


def test_a_full_disk_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that names no file: the folders on a disk with nothing left are told, and none that lies in one of them."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    for folder in ("reports/styles", "reports/drawn", "data/processed"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "reports"))
    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    told = fault_of_machine(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert told is not None and told.startswith(
        "the disk that holds reports and data/processed is full: make room on it"
    )
