"""A key written almost right is told once, with the key that was meant; that this one is blank then is no finding of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network, read_table
from tests.exhibits.small_network import draw_small_network


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        ("minuts: 3", [("minuts", "Did you mean `minutes`?")]),
        ("sort: 3", [("minutes", "There is no `minutes`"), ("sort", "is not read")]),  # near to no key
        ("minutes: 1\n  minuts: 4", [("minuts", "Did you mean `minutes`?")]),  # the value that is there is read
    ],
)
def test_in_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instead: str, told: list[tuple[str, str]]
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_small_network(tmp_path)
    path = network.folder / "questions.yml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("minutes:"))
    path.write_text(text.replace(line, f"  {instead}", 1), encoding="utf-8")
    process_network(network)
    findings = read_table(network.name, "findings")
    rows = findings.filter(file="questions.yml").sort("column").rows(named=True)
    assert [row["column"] for row in rows] == [column for column, _ in told]
    assert all(words in row["problem"] for row, (_, words) in zip(rows, told, strict=True)), rows
