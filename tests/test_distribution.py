"""What a repository is expected to say of itself says the same everywhere: version, licence, name."""

from __future__ import annotations

import json
import re
import tomllib

import yaml

import analysis
from tests.conftest import PROJECT


def test_version_and_licence_are_the_same_in_each_place() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["version"] == analysis.__version__ == cited["version"]
    licence = (PROJECT / project["license"]["file"]).read_text(encoding="utf-8")
    assert licence.startswith(f"{cited['license']} License\n") and "WITHOUT WARRANTY OF ANY KIND" in licence
    (author,) = cited["authors"]
    assert f"Copyright (c) 2026 {author['name']}\n" in licence


def test_whoever_tells_of_a_fault_is_asked_for_no_real_data() -> None:
    asked = [PROJECT / "SECURITY.md", *sorted((PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.md"))]
    assert len(asked) == 3
    assert all("Send no real data" in path.read_text(encoding="utf-8") for path in asked)


def test_each_way_of_installing_has_a_python_that_the_package_takes() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = tuple(map(int, re.findall(r"\d+", project["requires-python"])))
    told = {
        name: re.search(r"python[:=](\d+)\.(\d+)", (PROJECT / name).read_text(encoding="utf-8"))
        for name in ("Containerfile", "environment.yml", ".devcontainer/devcontainer.json")
    }
    assert {name: found is not None and tuple(map(int, found.groups())) >= least for name, found in told.items()} == {
        "Containerfile": True, "environment.yml": True, ".devcontainer/devcontainer.json": True,
    }  # fmt: skip
    for name in ("Containerfile", "environment.yml"):
        assert "-r requirements.lock" in (PROJECT / name).read_text(encoding="utf-8")
    assert (
        json.loads((PROJECT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))["postCreateCommand"]
        == "make report"
    )


def test_hooks_use_what_is_installed_and_know_files_by_patterns_that_read() -> None:
    (repo,) = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repo["repo"] == "local"
    hooks = {hook["id"]: hook for hook in repo["hooks"]}
    assert {hook["language"] for hook in hooks.values()} == {"system", "pygrep"}
    sent = re.compile(hooks["what-people-sent"]["files"])
    assert sent.search("data/raw/dales/cases/cases.csv") and not sent.search("docs/cases.md")
    secret = re.compile(hooks["secrets"]["entry"])
    assert secret.search("api_key = 'abcdefghijklmnop1234'") and not secret.search("token = next(tokens)")


def test_the_recipe_for_a_repository_reads_and_builds_what_is_listed() -> None:
    page = (PROJECT / "docs" / "automation.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (job,) = yaml.safe_load(recipe)["jobs"].values()
    assert "hub-learning build --all" in [step.get("run") for step in job["steps"]]
