"""What is wrong in an entry of a YAML file once it is held against the network says the line that the entry begins at."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network, read_table
from tests.exhibits.small_network import draw_small_network

CORRECTION = """
- hub_id: hub-1
  quarter: 2024-25 Q1
  question_id: volunteers
  kind: correct
  expected: '{expected}'
  new: '31'
  reason: a slip
  who: Treasurer
  when: 2025-05-01
"""


def test_findings_of_the_network_lead_to_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_small_network(tmp_path)
    questions = network.folder / "questions.yml"
    text = questions.read_text(encoding="utf-8")
    first = text.index("maximum:")
    questions.write_text(text[:first] + text[first:].replace("maximum: ", "maximum: -", 1), encoding="utf-8")
    (network.folder / "corrections.yml").write_text(
        CORRECTION.format(expected="20") + CORRECTION.format(expected="999"), encoding="utf-8"
    )
    process_network(network)
    told = read_table("mills", "findings").filter(file="corrections.yml", severity="stops")
    assert 12 in told["row"]  # where the second entry begins
    (swapped,) = read_table("mills", "findings").filter(file="questions.yml", column="minimum").iter_rows(named=True)
    lines = questions.read_text(encoding="utf-8").splitlines()
    assert lines[swapped["row"] - 1].startswith("- ") and "sessions" in lines[swapped["row"] - 1]
