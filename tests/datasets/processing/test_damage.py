"""Random damage to the files of this repository: every one is a finding or is read, and nothing is raised."""

from __future__ import annotations

import io
import json
import random
import shutil
import zipfile
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.inspecting.inspection import inspect_file
from analysis.datasets.processing.processing import process_network
from analysis.networks import open_network
from analysis.project import Refused, processed_folder, root

FILES = [
    "five-valleys/returns/2024-25-q4/foxlade.xlsx", "five-valleys/cases/project.qdpx", "five-valleys/funding/awards.json",
    "five-valleys/questions.yml", "five-valleys/network.yml", "five-valleys/register/hubs.csv", "five-valleys/register/card.yml",
    "five-valleys/corrections.yml", "hotspots/published-figures.csv", "hotspots/funding/awards.csv",
]  # fmt: skip
WORDS = [
    b"\x00", b"\xff", b"9" * 30, b"1e999", b"<", b'"', b"&a ", b"*a", b"[", b"{}", b"null", b'<c r="ZZZ99999999"/>', b"\n", b";",
]  # fmt: skip


def damaged(held: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(held)
    for _ in range(chance.choice([1, 3, 30])):
        at, how = chance.randrange(len(spoilt) or 1), chance.randrange(4)
        if how == 0:
            spoilt[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del spoilt[at : at + chance.randrange(1, 40)]
        elif how == 2:
            spoilt[at:at] = chance.choice(WORDS)
        elif chance.random() < 0.2:
            del spoilt[at:]
    return bytes(spoilt)


def damaged_inside(held: bytes, chance: random.Random) -> bytes:
    """One part of a zip damaged, and the zip whole again: what gets past its checks."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as before, zipfile.ZipFile(whole, "w") as after:
        hit = chance.choice(before.namelist())
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, damaged(part, chance) if name == hit else part)
    return whole.getvalue()


def spoil(path: Path, chance: random.Random) -> None:
    inside = path.suffix in (".xlsx", ".qdpx") and chance.random() < 0.7
    path.write_bytes((damaged_inside if inside else damaged)(path.read_bytes(), chance))


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_can_be_inspected(tmp_path: Path, file: str) -> None:
    chance = random.Random(file)
    path = tmp_path / Path(file).name
    for _ in range(12):
        shutil.copy(root() / "data" / "raw" / file, path)
        spoil(path, chance)
        inspected = inspect_file(path)
        assert "reader-failed" not in [finding.rule for finding in inspected.findings]
        json.dumps(inspected.as_dict())


@pytest.mark.parametrize("name", ["five-valleys", "marches", "hotspots"])
def test_a_damaged_network_is_processed_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    chance = random.Random(name)
    there = root() / "data" / "raw" / name
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    for _ in range(4):
        shutil.rmtree(tmp_path / "data" / "raw", ignore_errors=True)
        shutil.copytree(there, tmp_path / "data" / "raw" / name)
        for path in chance.sample(sorted(path for path in (tmp_path / "data" / "raw").rglob("*") if path.is_file()), 3):
            spoil(path, chance)
        try:
            process_network(open_network(name))
        except Refused:
            continue
        findings = pl.read_parquet(processed_folder(name) / "findings.parquet")
        assert findings.filter(pl.col("rule") == "reader-failed").is_empty()


def test_a_number_beyond_all_bounds_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "places.csv").write_text(
        "locality_id,name,population\nl1,Town,92233720368547758070000\n", encoding="utf-8"
    )
    inspected = inspect_file(tmp_path / "places.csv")
    assert [(finding.rule, finding.cell) for finding in inspected.findings if finding.column == "population"] == [
        ("not-a-integer", "C2")
    ]
