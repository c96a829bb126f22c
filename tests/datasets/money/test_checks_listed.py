"""docs/money-checks.md says where each test of the standards' tools is asked: all of them are there, by rules that there are."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.commands.finding_reference import findings_markdown
from tests.datasets.money import test_published_forms

PAGE = Path(__file__).resolve().parents[3] / "docs" / "money-checks.md"


def rows(title: str) -> list[list[str]]:
    """The cells of the table below a heading, without its own two first rows."""
    below = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in below.splitlines() if line[:1] == "|"][
        2:
    ]


def declared() -> set[str]:
    unnamed = {"not-json"}  # made where it is told, for its words come from the reader
    return set(re.findall(r"^\| `([a-z0-9-]+)` \|", findings_markdown(), re.MULTILINE)) | unnamed


def test_every_test_of_the_quality_tool_is_listed_with_the_rule_that_it_is_tried_by() -> None:
    tried: dict[str, set[str]] = {}
    (mark,) = [
        mark
        for mark in test_published_forms.test_what_the_data_quality_tool_asks.pytestmark
        if mark.name == "parametrize"
    ]
    for test, _, rule in mark.args[1]:
        tried.setdefault(test, set()).add(rule)
    listed = {test: set(re.findall(r"`([^`]+)`", rule)) for test, _, rule in rows("360Giving Data Quality Tool")}
    assert listed == tried and len(listed) == 36


def test_each_line_of_the_contracting_tool_is_asked_or_says_why_not() -> None:
    listed = rows("Open Contracting Data Review Tool")
    known = declared()
    lines = {said: set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", where)) & known for said, where in listed}
    unasked = [said for said, where in listed if not lines[said] and not re.match(r"not asked|the table|`hub-", where)]
    assert unasked == [] and len(listed) > 20
    named = {rule for _, where in listed for rule in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", where)}
    assert named - known == set()
