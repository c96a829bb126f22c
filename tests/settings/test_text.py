"""Settings nested without end end the reading, and not the process."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analysis.datasets.returns.questions import QUESTION
from analysis.settings.text import quick_loader
from analysis.sources.returns.questionnaires import read_questionnaire

DEEP = {
    "lists": "[" * 60_000,
    "mappings": "{a: " * 20_000,
    "dashes": "- " * 50_000 + "a",
    "marks": "? " * 50_000 + "a",
    "lines": "\n".join(" " * depth + "a:" for depth in range(3000)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP.keys())
def test_questions_nested_without_end_are_a_finding(tmp_path: Path, text: str) -> None:
    path = tmp_path / "questions.yml"
    path.write_text(text, encoding="utf-8")
    (finding,) = read_questionnaire(path, "questions.yml", QUESTION).findings
    assert (finding.rule, finding.severity) == ("questions-unreadable", "stops")


def test_ordinary_settings_are_read_as_ever() -> None:
    text = "- id: a\n  choices: [x, y]\n  when: 2024-07-12\n- {id: b, minutes: 1.5, people: no}\n"
    loader = quick_loader(text)
    assert loader.get_single_data() == yaml.safe_load(text)
