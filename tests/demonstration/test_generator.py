"""The committed raw folders are what the generator makes, byte for byte, and small enough for a clone."""

import hashlib
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from analysis.datasets.returns.questions import CORE_QUESTIONS, QUESTION_KINDS, SUPPORT_KINDS
from analysis.networks import open_network
from analysis.project import root
from demonstration.__main__ import differences, write
from demonstration.folders import all_files

RAW = root() / "data" / "raw"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return all_files()


def test_generator_gives_the_committed_bytes(files: dict[str, bytes]) -> None:
    assert differences(files, RAW) == []


def test_another_process_makes_the_same(files: dict[str, bytes], tmp_path: Path) -> None:
    """Hash seeds differ between processes: nothing may hang on the order of a set."""
    command = [sys.executable, "-m", "demonstration", "--into", str(tmp_path)]
    subprocess.run(command, check=True, cwd=root(), capture_output=True, env={"PYTHONHASHSEED": "7"})
    assert differences(files, tmp_path) == []


def test_writing_mends_what_differs_and_removes_what_is_no_longer_made(files: dict[str, bytes], tmp_path: Path) -> None:
    few = {path: content for path, content in files.items() if "/register/" in path}
    assert write(few, tmp_path) == len(few)
    (tmp_path / "marches/register/hubs.csv").write_text("edited")
    (tmp_path / "marches/register/old.csv").write_text("left over")
    assert differences(few, tmp_path) == ["marches/register/hubs.csv", "marches/register/old.csv"]
    assert write(few, tmp_path) == 2
    assert differences(few, tmp_path) == []


def test_raw_data_stays_small() -> None:
    assert sum(path.stat().st_size for path in RAW.rglob("*") if path.is_file()) < 4_000_000


def test_archives_are_stored_with_one_fixed_time(files: dict[str, bytes]) -> None:
    """Compressed bytes differ between builds of zlib, so nothing is compressed."""
    archives = [content for path, content in files.items() if path.endswith((".xlsx", ".qdpx"))]
    assert len(archives) > 100
    members = [member for content in archives for member in zipfile.ZipFile(BytesIO(content)).infolist()]
    assert {(member.compress_type, member.date_time) for member in members} == {(0, (1980, 1, 1, 0, 0, 0))}


@pytest.mark.parametrize("network", ["five-valleys", "marches", "hotspots"])
def test_every_sent_file_stands_on_its_card(network: str) -> None:
    settings = {"network.yml", "questions.yml", "corrections.yml", "outcomes.yml", "personal-data.yml", "narrative.md"}
    settings |= {
        "findings.yml",
        "claims.yml",
        "wording.yml",
        "lens.yml",
        "events.yml",
        "boxes.yml",
        "definitions.yml",
        "photographs.yml",
        "methods.yml",
        "designs.yml",
        "theory.yml",
        "disclosure.yml",
    }  # written here, like the narrative; each finding names what it rests on
    assert (RAW / network / "card.yml").is_file()
    for path in (RAW / network).rglob("*"):
        if path.is_file() and path.name != "card.yml" and path.name not in settings:
            card = yaml.safe_load((path.parent / "card.yml").read_text(encoding="utf-8"))
            assert card["files"][path.name] == hashlib.sha256(path.read_bytes()).hexdigest(), path
            assert all(card[said] for said in ("title", "who", "when", "licence", "method", "caution"))


@pytest.mark.parametrize(("network", "invented"), [("five-valleys", True), ("marches", True), ("hotspots", False)])
def test_settings_read_and_say_what_is_invented(network: str, invented: bool) -> None:
    opened = open_network(network)
    assert opened.demonstration is invented
    assert ("Invented for demonstration" in opened.statement) is invented
    assert opened.last.label == "2024-25 Q4"


def test_questions_follow_from_the_declaration() -> None:
    asked = yaml.safe_load((RAW / "marches/questions.yml").read_text(encoding="utf-8"))
    core, own = [question.id for question in CORE_QUESTIONS if question.id != "learned"], asked[-6:]
    assert [question["id"] for question in asked[:-6]] == core
    assert {question["kind"] for question in own} == set(QUESTION_KINDS)
    assert sum(question["minutes"] for question in asked) < 20


def test_marches_offers_twenty_five_kinds_of_support_the_core_ones_among_them() -> None:
    asked = yaml.safe_load((RAW / "marches/questions.yml").read_text(encoding="utf-8"))
    kinds = next(question["choices"] for question in asked if question["id"] == "support_kinds")
    assert len(set(kinds)) == 25
    assert set(SUPPORT_KINDS) < set(kinds)
