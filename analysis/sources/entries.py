"""A YAML file that lists entries which people write or complete: corrections, decisions on personal data."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from analysis.sources.findings import Finding
from analysis.sources.unreadable import LARGEST_SETTINGS, size_problem

Tell = Callable[[str, int | None], Finding]  # a problem and its line, in the words of the file's own reader


class Entry(NamedTuple):
    """One entry of the list: its number from nought, its values by name, the line it begins in."""

    number: int
    values: dict[Any, Any]
    line: int


def read_entries(
    path: Path, file: str, tell: Tell, names: Collection[str], noun: str, as_typed: bool = False
) -> tuple[list[Entry], list[Finding]]:
    """The entries, and what is wrong with the file. An empty file has none.

    names: those that an entry may have; others are told of and stay in the entry. noun: what an entry is, as `correction`. as_typed:
    values letter for letter, for a phone number is no number and a leading nought no sign of octals.
    """
    if path.is_file() and path.stat().st_size == 0:
        return [], []
    if problem := size_problem(path, file, LARGEST_SETTINGS):
        return [], [tell(problem.problem, None)]
    loader = yaml.BaseLoader if as_typed else yaml.SafeLoader
    try:
        text = path.read_text(encoding="utf-8-sig")
        listed: Any = yaml.load(text, Loader=loader)
        node = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        return [], [tell("It does not read as YAML.", None if line is None else line + 1)]
    if listed in (None, "", "null", "~"):
        return [], []
    if not isinstance(listed, list) or not isinstance(node, yaml.SequenceNode):
        return [], [tell(f"It is not a list of {noun}s.", 1)]
    entries, findings = [], []
    for number, (values, at) in enumerate(zip(listed, node.value, strict=True)):
        line = at.start_mark.line + 1
        if not isinstance(values, dict):
            findings.append(tell(f"Entry {number + 1} of the list is no {noun}.", line))
            continue
        strange = [str(name)[:40] for name in values if name not in names]
        findings += [tell(f"Entry {number + 1} has `{name}`, which no {noun} has.", line) for name in strange]
        entries.append(Entry(number, values, line))
    return entries, findings
