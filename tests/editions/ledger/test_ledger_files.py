"""A ledger in one file or in slices says the same, and whoever reads it need not know which it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.editions.ledger import ledger_files
from analysis.editions.ledger.changed_numbers import compare, read_edition
from analysis.editions.ledger.ledger_files import copy_ledger, one_text, read_facts, text_of_ledger, write_ledger
from analysis.publishing.numbers.cards import read_ledger

ABOUT = {"network": "drawn", "period": "2024-25"}
WRITTEN = [{"sentence": "It was a hard year.", "cites": ["hubs.1"]}]


def facts_of(hubs: int) -> list[dict[str, Any]]:
    """A number of each hub that rests on the cells of all, as limits over all hubs do, and one on a cell of its own."""
    every = [{"file": "returns/form-export.csv", "cells": ", ".join(f"C{row}" for row in range(2, 2 + hubs))}]
    own = [{"file": f"returns/{number}.xlsx"} for number in range(hubs)]
    return [
        {"id": f"{name}.{number}", "value": number, "unit": "hubs", "shown": str(number), "qualifier": "exact", "how": "drawn", "sources": sources,
         "inputs": [], "pages": ["50-change.html"]}
        for number in range(hubs)
        for name, sources in (("limits", every), ("own", [own[number]]))
    ]  # fmt: skip


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_files, "WHOLE", 20_000)
    monkeypatch.setattr(ledger_files, "SLICE", 5_000)


def test_a_small_ledger_is_one_file_that_names_all_in_place(tmp_path: Path) -> None:
    facts = facts_of(20)
    write_ledger(tmp_path, ABOUT, facts, WRITTEN)
    assert [path.name for path in tmp_path.iterdir()] == ["evidence.json"]
    told = json.loads((tmp_path / "evidence.json").read_text(encoding="utf-8"))
    assert told == {**ABOUT, "facts": facts, "narrative": WRITTEN}


@pytest.mark.usefixtures("small_files")
def test_a_large_ledger_is_an_index_and_slices_that_hold_the_same(tmp_path: Path) -> None:
    facts = facts_of(200)
    write_ledger(tmp_path, ABOUT, facts, WRITTEN)
    index = json.loads((tmp_path / "evidence.json").read_text(encoding="utf-8"))
    assert {name: index[name] for name in ABOUT} == ABOUT and index["narrative"] == WRITTEN and index["facts"] == []
    slices = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "evidence").iterdir())
    assert sorted(index["slices"]) == slices and len(slices) > 5
    assert read_facts(tmp_path / "evidence.json") == facts
    assert list(read_ledger(tmp_path / "evidence.json").facts) == [fact["id"] for fact in facts]


@pytest.mark.usefixtures("small_files")
def test_no_slice_is_much_longer_than_it_may_be_and_grows_with_the_hubs(tmp_path: Path) -> None:
    sizes = {}
    for hubs in (200, 400):
        (tmp_path / str(hubs)).mkdir()
        write_ledger(tmp_path / str(hubs), ABOUT, facts_of(hubs), [])
        files = [path.stat().st_size for path in (tmp_path / str(hubs) / "evidence").iterdir()]
        assert max(files) < 5_000 + 1_000
        sizes[hubs] = sum(files)
    whole = len(json.dumps(facts_of(400)))
    assert sizes[400] < 3 * sizes[200] and sizes[400] < whole / 2


@pytest.mark.usefixtures("small_files")
def test_who_looks_for_words_or_lines_finds_those_of_every_slice(tmp_path: Path) -> None:
    facts = [*facts_of(200), {**facts_of(1)[0], "id": "zz", "shown": "told by the mill"}]
    write_ledger(tmp_path, ABOUT, facts, [])
    text = text_of_ledger(tmp_path / "evidence.json")
    assert "told by the mill" in text
    lines = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('{"id": ')]
    assert [line["id"] for line in lines] == [fact["id"] for fact in facts]


@pytest.mark.usefixtures("small_files")
def test_the_ledger_that_stays_at_home_is_one_file_with_the_same_facts(tmp_path: Path) -> None:
    facts = facts_of(200)
    text = one_text(ABOUT, facts, WRITTEN)
    (tmp_path / "2024-25.json").write_text(text, encoding="utf-8")
    assert read_facts(tmp_path / "2024-25.json") == facts
    assert len(text) < len(json.dumps(facts)) / 2


@pytest.mark.usefixtures("small_files")
def test_an_edition_in_slices_is_compared_with_one_in_a_file(tmp_path: Path) -> None:
    before, after = facts_of(200), facts_of(200)
    after[7] = {**after[7], "shown": "8", "value": 8}
    for name, facts in (("before", before), ("after", after)):
        folder = tmp_path / name
        folder.mkdir()
        manifest = {**ABOUT, "inputs": {}, "package": "same", "files": {}}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        if name == "before":
            (folder / "evidence.json").write_text(json.dumps({**ABOUT, "facts": facts}), encoding="utf-8")
        else:
            write_ledger(folder, ABOUT, facts, [])
            copy_ledger(folder, tmp_path)
    compared = compare(read_edition(tmp_path / "before"), read_edition(tmp_path / "after"))
    assert [change.id for change in compared.changes] == [after[7]["id"]]
    assert read_facts(tmp_path / "evidence.json") == after
