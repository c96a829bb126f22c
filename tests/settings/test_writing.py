"""What is written as YAML reads back as it was given, however often it is added to, and holds no marks that a person cannot read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.correspondence.returns.corrections_file import append_entries, read_entries
from analysis.settings.writing import yaml_of

ODD = ["a\x85b", "\u2028", "\u2029x", "\ufeffx", "\x0cx", "a\tb", "- x", "#x", "*x", "&x", "!x", "yes", "null", "~", "1e3", "0777", "2024-05-01",
       "1:30", "a: b", "x #y", " x ", "line\nline", "Büro", "'", '"', "\\", "%x", "@x", "`x", "🙂", "\x7f", "é" * 200, ""]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_reads_back(text: str) -> None:
    assert yaml.safe_load(yaml_of([{"said": text}])) == [{"said": text}]


@given(st.text())
def test_any_text_reads_back(text: str) -> None:
    assert yaml.safe_load(yaml_of([{"said": text}])) == [{"said": text}]


def test_entries_added_twice_share_nothing(tmp_path: Path) -> None:
    day = dt.date(2025, 5, 2)
    path = tmp_path / "corrections.yml"
    first, second = [
        [{"hub_id": f"{name}{number}", "when": day, "remark": ODD[0]} for number in (1, 2)] for name in "ab"
    ]
    append_entries(path, first)
    append_entries(path, second)
    assert read_entries(path) == [*first, *second]
    text = path.read_text(encoding="utf-8")
    assert "&id" not in text and "*id" not in text
    assert text.startswith("# yaml-language-server: $schema=../../../docs/schemas/corrections.schema.json\n")
