"""The whole way with words that may not be shown: quotes lead to their code points, a withdrawn consent and a redaction leave no trace."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pypdf
import pytest

from tests.conftest import CopiedProject, CopyProject

CASES = "data/raw/five-valleys/cases/project.qdpx"
YEAR_BEFORE = "2023-24"


@pytest.fixture(scope="module")
def project(copy_project: CopyProject, demonstration: CopiedProject) -> CopiedProject:
    """As if it had built the edition itself: what is built already is not built again."""
    project = copy_project("withdrawn")
    for folder in ("data", "reports"):
        shutil.copytree(demonstration.root / folder, project.root / folder, dirs_exist_ok=True)
    return project


def facts(edition: Path) -> dict[str, dict[str, Any]]:
    """What the edition publishes, each fact with the passages that the ledger at home has of it."""
    held = json.loads((edition / "evidence.json").read_text(encoding="utf-8"))["facts"]
    root, network = edition.parents[2], edition.parent.name
    home = json.loads((root / f"data/processed/{network}/evidence/{edition.name}.json").read_text(encoding="utf-8"))
    passages = {fact["id"]: fact.get("passages", []) for fact in home["facts"]}
    return {fact["id"]: {**fact, "passages": passages[fact["id"]]} for fact in held}


def quoted(edition: Path) -> dict[str, dict[str, Any]]:
    return {name: fact for name, fact in facts(edition).items() if fact["unit"] == "quote"}


def cases_of(fact: dict[str, Any]) -> set[str]:
    return {passage["case_id"] for passage in fact["passages"]}


def cases_quoted(edition: Path) -> set[str]:
    return {case for fact in quoted(edition).values() for case in cases_of(fact)}


CASE = re.compile(r"<Case guid=.*?</Case>", re.DOTALL)


def texts(project: CopiedProject) -> dict[str, str]:
    """The text of each case study as the coding program holds it, by the case study's code; line breaks as one."""
    with zipfile.ZipFile(project.root / CASES) as archive:
        whole = archive.read("project.qde").decode()
        held = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".txt")}
    found = {}
    for case in CASE.findall(whole):
        (name,) = re.findall(r">(case-\d+)<", case)
        (source,) = re.findall(r'<SourceRef targetGUID="([^"]+)"', case)
        found[name] = held[f"sources/{source}.txt"].replace("\r\n", "\n")
    return found


def withdraw(project: CopiedProject, case: str) -> None:
    """As a coding program would: the case's consent is another, its text still there."""
    path = project.root / CASES
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    whole = parts["project.qde"].decode()
    (before,) = [each for each in CASE.findall(whole) if f">{case}<" in each]
    after = before.replace(">quote<", ">withdrawn<")
    assert after != before
    parts["project.qde"] = whole.replace(before, after).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def holding(folder: Path, text: str) -> list[str]:
    """Files below the folder that hold the words, those inside zipped files too."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            if path.suffix in (".docx", ".xlsx"):
                with zipfile.ZipFile(path) as archive:
                    held += b"".join(archive.read(name) for name in archive.namelist())
            if text.encode() in held:
                found.append(path.relative_to(folder).as_posix())
    return found


def naming(edition: Path, case: str) -> list[str]:
    """The published files that name a case study by its id, but for the library that draws charts, which has any letters."""
    pages = pypdf.PdfReader(edition / "learning-report.pdf").pages
    files = [path for path in holding(edition, case) if not path.startswith("assets/plotly")]
    return files + (["learning-report.pdf"] if any(case in page.extract_text() for page in pages) else [])


def held_on_page(edition: Path) -> str:
    """The words of the page's section on who still holds what was withdrawn, as a reader sees them."""
    page = (edition / "00-data-quality.html").read_text(encoding="utf-8")
    section = page.split("Who still holds words that were withdrawn?")[-1].split("</section>")[0]
    return re.sub(r"<[^>]*>|\u200b|\u2060|\u00ad", "", section)


def assert_are_slices(said: dict[str, dict[str, Any]], source: dict[str, str]) -> None:
    """Each quote is the slice of its source's text that its evidence names, by each who coded it."""
    for fact in said.values():
        assert fact["passages"]
        for passage in fact["passages"]:
            assert passage["file"] == "cases/project.qdpx"
            words = " ".join(source[passage["case_id"]][passage["start"] : passage["end"]].split())
            assert words == fact["value"] == fact["shown"]


def test_build_withdraw_build(project: CopiedProject) -> None:
    edition, earlier = project.build(), project.build(period=YEAR_BEFORE)
    said = quoted(edition)
    assert said
    assert_are_slices(said, texts(project))
    both = cases_quoted(edition) & cases_quoted(earlier)
    assert both, "the editions of two years quote no case study in common; choose another pair"
    case = sorted(both)[0]
    of_case = [fact["value"] for fact in quoted(edition).values() if case in cases_of(fact)]
    words = max((part for value in of_case for part in re.split(r"[^A-Za-z ]", value)), key=len).strip()
    assert len(words) > 15 and holding(edition, words)

    withdraw(project, case)
    told = project.run("build", "five-valleys", "2024-25", "--renderer", "embedded")
    assert told.returncode == 0, told.stderr
    assert f"reports/five-valleys/{YEAR_BEFORE} still holds" in told.stderr and case in told.stderr
    assert f"hub-learning build five-valleys {YEAR_BEFORE}" in told.stderr
    assert case not in cases_quoted(edition)
    assert holding(edition, words) == []
    assert holding(project.root / "data" / "processed", words) == []
    assert holding(project.root / "reports" / "logs", words) == []
    told_there = held_on_page(edition)
    assert (
        f"reports/five-valleys/{YEAR_BEFORE}" in told_there and case not in told_there
    )  # which case it was, build and check say at home (docs/disclosure.md)
    assert naming(edition, case) == []
    for command in (("list",), ("check", "five-valleys")):
        shown = project.run(*command)
        assert f"reports/five-valleys/{YEAR_BEFORE} still holds" in shown.stdout, shown.stderr
        assert "replace the copies that went out on 31 July 2024" in shown.stdout
    assert "Nothing has changed" in project.run("build", "five-valleys", "2024-25", "--renderer", "embedded").stdout

    project.build(period=YEAR_BEFORE)  # what is told to be done
    assert holding(earlier, words) == []
    shown = project.run("list").stdout
    assert f"reports/five-valleys/{YEAR_BEFORE} still holds" not in shown
    assert f"the edition of {YEAR_BEFORE} published on 31 July 2024 still holds" in shown  # the copies that went out do
    project.build()
    assert f"reports/five-valleys/{YEAR_BEFORE}" not in held_on_page(edition)


def test_what_is_redacted_stands_in_no_published_file(project: CopiedProject) -> None:
    edition = project.build()
    decided = (project.root / "data/raw/five-valleys/personal-data.yml").read_text(encoding="utf-8")
    redacted = re.findall(r"text: (.+)\n  decision: redact", decided)
    assert len(redacted) == 3
    for text in redacted:
        for folder in (edition, project.root / "data" / "processed", project.root / "reports" / "logs"):
            assert holding(folder, text) == []
    stories = pl.read_parquet(project.root / "data/processed/five-valleys/returns.parquet")["text"].drop_nulls()
    assert any(text.startswith("[one of our regulars] rang from [phone]") for text in stories)


def test_without_the_decisions_the_build_stops_and_repeats_nothing(project: CopiedProject) -> None:
    path = project.root / "data/raw/five-valleys/personal-data.yml"
    decided = path.read_text(encoding="utf-8")
    before = (project.root / "reports/five-valleys/2024-25/index.html").stat().st_mtime_ns
    path.unlink()
    try:
        told: subprocess.CompletedProcess[str] = project.run("build", "five-valleys", "2024-25")
    finally:
        path.write_text(decided, encoding="utf-8")
    assert told.returncode == 1
    lines = [line for line in told.stderr.splitlines() if "looks like" in line]
    assert len(lines) == 4 and all("hub-learning personal five-valleys" in line for line in lines)
    assert "4 findings stop the build" in told.stderr
    assert not any(text in told.stderr + told.stdout for text in re.findall(r"text: (.+)\n", decided))
    assert (project.root / "reports/five-valleys/2024-25/index.html").stat().st_mtime_ns == before
