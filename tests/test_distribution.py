"""What a repository is expected to say of itself says the same everywhere: version, licence, name."""

from __future__ import annotations

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
