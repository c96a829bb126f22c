"""corrections.yml as it stands, and entries written after those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from analysis.project import place_whole
from analysis.settings.writing import schema_comment, yaml_of

Entry = dict[str, Any]

_HEAD = (
    schema_comment("corrections")
    + "# What hubs said afterwards about their answers; written by `hub-learning check NETWORK --answers FILE`, or by hand.\n"
)


def read_entries(path: Path) -> list[Entry]:
    """The entries of corrections.yml as they stand; none where there is no such file. Raises yaml.YAMLError if it does not read."""
    if not path.is_file():
        return []
    held = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    if held is None:
        return []
    if not isinstance(held, list):
        raise yaml.YAMLError("not a list")
    return [entry for entry in held if isinstance(entry, dict)]


def append_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Write the entries after those that are there, letter for letter as these are; the whole file or nothing."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else _HEAD
    if not read_entries(path):  # nothing but comments, or an empty list written as []
        before = "".join(line for line in before.splitlines(keepends=True) if line.lstrip().startswith("#")) or _HEAD
    text = yaml_of(list(entries))
    whole = before + ("" if before.endswith("\n") else "\n") + text
    held = yaml.safe_load(whole)
    if not isinstance(held, list) or held[-len(entries) :] != list(entries):
        raise yaml.YAMLError("the entries could not be added to what is there")
    place_whole(path, whole.encode())
