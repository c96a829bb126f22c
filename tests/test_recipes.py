"""The recipes for others' machines, done here as far as they can be: each line that they say is run, in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from tests.commands.installed import Installed
from tests.conftest import PROJECT

BIN = Path(sys.executable).parent


def run(line: str, folder: Path, *files: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A line as a shell types it, where `python` is this one. files: what follows it."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more}
    quoted = " ".join([line, *(f"'{file}'" for file in files)])
    return subprocess.run(["sh", "-c", quoted], cwd=folder, env=environment, capture_output=True, text=True)


def hook(name: str) -> dict[str, Any]:
    (repo,) = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    return next(each for each in repo["hooks"] if each["id"] == name)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The short network of other tests would do; this one has files that a clerk may commit, and the tools where the hooks look for them."""
    made = run(
        f"{sys.executable} -m analysis new . --network dales --title Dales --place dales --partner us --first '2024-25 Q1' --last '2024-25 Q1' --hub Mill",
        tmp_path,
        PYTHONPATH=str(PROJECT),
    )
    assert made.returncode == 0, made.stderr
    (tmp_path / ".venv").symlink_to(BIN.parent)
    return tmp_path


CASES = "case_id,title,hub_id,partner,role,source_kind,collected,consent,consent_covers,text\nD-01,Soup,mill,us,visitor,interview,2024-06-13,quote,site,{}\n"


@pytest.mark.parametrize(("words", "passes"), [("I came for the soup.", True), ("Mrs Mair Pugh brought me.", False)])
def test_what_names_people_is_not_committed(project: Path, words: str, passes: bool) -> None:
    sent = project / "data" / "raw" / "dales" / "cases" / "cases.csv"
    sent.parent.mkdir(parents=True, exist_ok=True)
    sent.write_text(CASES.format(words), encoding="utf-8")
    said = hook("what-people-sent")
    name = sent.relative_to(project).as_posix()
    assert re.search(said["files"], name)
    told = run(said["entry"], project, name, "data/raw/prices/gdp-deflator.csv", PYTHONPATH=str(PROJECT))
    assert (told.returncode == 0) is passes, told.stdout + told.stderr
    assert passes or "the name of a person" in told.stdout


def test_a_notebook_loses_its_outputs_and_keeps_its_ids(project: Path) -> None:
    path = project / "notebooks" / "20-activity.ipynb"
    before = nbformat.read(path, as_version=4)
    ids = [cell["id"] for cell in before.cells]
    code = next(cell for cell in before.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text="Mrs Pugh")]
    nbformat.write(before, path)
    said = hook("notebooks-without-outputs")
    assert re.search(said["files"], "notebooks/20-activity.ipynb")
    told = run(said["entry"], project, "notebooks/20-activity.ipynb")
    assert told.returncode == 0, told.stderr
    after = nbformat.read(path, as_version=4)
    assert [cell["id"] for cell in after.cells] == ids and "Mrs Pugh" not in path.read_text(encoding="utf-8")


def test_the_recipe_for_a_repository_installs_from_the_folder_of_wheels(tmp_path: Path) -> None:
    """As its steps say; the libraries are here already, so the package alone is installed."""
    page = (PROJECT / "docs" / "automation.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (job,) = yaml.safe_load(recipe)["jobs"].values()
    install, build = [step["run"] for step in job["steps"] if "run" in step]
    (tmp_path / "wheels").mkdir()
    Installed(tmp_path / "wheels")
    told = run(f"{install} --no-deps --target site", tmp_path)
    assert told.returncode == 0, told.stderr
    site = {"PYTHONPATH": str(tmp_path / "site")}
    assert build == "hub-learning build --all"
    made = run("python -m analysis new ours --title Dales --place dales --partner us", tmp_path, **site)
    assert made.returncode == 0, made.stderr
    told = run(f"python -m analysis {build.partition(' ')[2]}", tmp_path / "ours", **site)
    assert told.returncode == 2 and "hub-learning add settings NETWORK editions" in told.stderr, told.stderr


def test_the_container_s_lines_make_the_package_of_what_is_copied_into_it(tmp_path: Path) -> None:
    """Its copy is what .dockerignore leaves; the libraries are here already."""
    lines = (PROJECT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    (installing,) = [line.removeprefix("RUN ") for line in lines.splitlines() if "pip wheel" in line]
    steps = [" ".join(step.split()) for step in installing.split("&&")]
    assert steps[0].endswith("--require-hashes -r requirements.lock") and steps[-1] == "rm -rf /source /wheels"
    source = tmp_path / "source"
    left_out = [line for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line]
    assert left_out[:3] == [".git", ".venv", "data/processed"]
    for name in subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True).stdout.splitlines():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, source / name)
    for step in steps[1:-1]:
        told = run(step.replace("/wheels", "../wheels") + (" --target ../site" if "install" in step else ""), source)
        assert told.returncode == 0, f"{step}\n{told.stderr}"
    (entry,) = json.loads(re.findall(r"^ENTRYPOINT (.*)$", lines, re.MULTILINE)[0])
    (wheel,) = (tmp_path / "wheels").glob("hub_learning-*.whl")
    (points,) = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("entry_points.txt")]
    assert f"{entry}=" in zipfile.ZipFile(wheel).read(points).decode().replace(" ", "")
    assert (tmp_path / "site" / "analysis" / "shipped" / "notebooks").is_dir()


def test_whoever_uses_conda_gets_the_libraries_of_the_lock_and_what_builds_the_package() -> None:
    said = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, of_pip = said["dependencies"]
    assert python.startswith("python=") and pip == "pip" and of_pip == {"pip": ["-r requirements.lock"]}
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^flit-core==", lock, re.MULTILINE), "without it --no-build-isolation has nothing to build with"
