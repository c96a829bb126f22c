"""The whole way with words that may not be shown: quotes lead to their code points, a withdrawn consent and a redaction leave no trace."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pypdf
import pytest

from tests.conftest import CopiedProject, CopyProject, SharedProject
from tests.exhibits.drawn_summary import draw_summary, lay_out_project

NOW, YEAR_BEFORE = "2024-25", "2023-24"


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


# Quotes


def texts(network: Path) -> dict[str, str]:
    """The text of each case study as the coding program holds it, by the case study's code; line breaks as one."""
    with zipfile.ZipFile(network / "cases" / "project.qdpx") as archive:
        whole = archive.read("project.qde").decode()
        held = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".txt")}
    found = {}
    for case in re.findall(r"<Case guid=.*?</Case>", whole, re.DOTALL):
        (name,) = re.findall(r">(case-\d+)<", case)
        (source,) = re.findall(r'<SourceRef targetGUID="([^"]+)"', case)
        found[name] = held[f"sources/{source}.txt"].replace("\r\n", "\n")
    return found


def test_each_quote_is_the_slice_of_its_source_that_its_evidence_names(demonstration: SharedProject) -> None:
    """By each who coded it."""
    said, source = quoted(demonstration.build()), texts(demonstration.root / "data/raw/five-valleys")
    assert said
    for fact in said.values():
        assert fact["passages"]
        for passage in fact["passages"]:
            assert passage["file"] == "cases/project.qdpx"
            words = " ".join(source[passage["case_id"]][passage["start"] : passage["end"]].split())
            assert words == fact["value"] == fact["shown"]


# A consent that is withdrawn


@pytest.fixture
def rivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CopiedProject:
    """A network of nine texts, with ids that stand in no file by chance, whose edition of the year before went out."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    lay_out_project(tmp_path)
    folder = draw_summary(tmp_path).folder
    for path in (folder / "cases" / "cases.csv", folder / "cases" / "codings.csv"):
        named = re.sub(r"^(\w\d),", r"case-\1,", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(named, encoding="utf-8")
    with (folder / "network.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"published: {{{YEAR_BEFORE}: 2024-07-31}}\n")
    return CopiedProject(tmp_path)


def build(project: CopiedProject, period: str = NOW) -> tuple[Path, str]:
    """The edition's folder, and what the build complained of."""
    told = project.run_here("build", "rivers", period, "--renderer", "embedded")
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
    return project.root / "reports" / "rivers" / period, told.stderr


def withdraw(project: CopiedProject, case: str) -> None:
    """The case's consent is another, its text still there."""
    path = project.root / "data/raw/rivers/cases/cases.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    (row,) = [row for row in rows if row[0] == case]
    assert row[rows[0].index("consent")] == "quote"
    row[rows[0].index("consent")] = "withdrawn"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def held_on_page(edition: Path) -> str:
    """The words of the page's section on who still holds what was withdrawn, as a reader sees them."""
    page = (edition / "00-data-quality.html").read_text(encoding="utf-8")
    section = page.split("Who still holds words that were withdrawn?")[-1].split("</section>")[0]
    return re.sub(r"<[^>]*>|\u200b|\u2060|\u00ad", "", section)


def test_build_withdraw_build(rivers: CopiedProject) -> None:
    edition, earlier = build(rivers)[0], build(rivers, YEAR_BEFORE)[0]
    both = cases_quoted(edition) & cases_quoted(earlier)
    assert both, "the editions of two years quote no case study in common; choose another pair"
    case = sorted(both)[0]
    (words,) = {fact["value"] for fact in quoted(edition).values() if case in cases_of(fact)}
    assert len(words) > 15 and {"60-learning.html", "assets/search-index.js"} < set(holding(edition, words))
    assert naming(edition, case) == []

    withdraw(rivers, case)
    complained = build(rivers)[1]
    assert f"reports/rivers/{YEAR_BEFORE} still holds" in complained and case in complained
    assert f"hub-learning build rivers {YEAR_BEFORE}" in complained
    assert case not in cases_quoted(edition)
    assert holding(edition, words) == []
    for folder in ("data/processed", "reports/logs"):
        assert (rivers.root / folder).is_dir() and holding(rivers.root / folder, words) == []
    told_there = held_on_page(edition)
    assert (
        f"reports/rivers/{YEAR_BEFORE}" in told_there and case not in told_there
    )  # which case it was, build and check say at home (docs/disclosure.md)
    assert naming(edition, case) == []
    for command in (("list",), ("check", "rivers")):
        shown = rivers.run_here(*command)
        assert f"reports/rivers/{YEAR_BEFORE} still holds" in shown.stdout, shown.stderr
        assert "replace the copies that went out on 31 July 2024" in shown.stdout
    assert "Nothing has changed" in rivers.run_here("build", "rivers", NOW, "--renderer", "embedded").stdout

    build(rivers, YEAR_BEFORE)  # what is told to be done
    assert holding(earlier, words) == []
    shown = rivers.run_here("list")
    assert f"reports/rivers/{YEAR_BEFORE} still holds" not in shown.stdout
    assert (
        f"the edition of {YEAR_BEFORE} published on 31 July 2024 still holds" in shown.stdout
    )  # the copies that went out do
    build(rivers)
    assert f"reports/rivers/{YEAR_BEFORE}" not in held_on_page(edition)


# What a person decided


def test_what_is_redacted_stands_in_no_published_file(demonstration: SharedProject) -> None:
    decided = (demonstration.root / "data/raw/five-valleys/personal-data.yml").read_text(encoding="utf-8")
    redacted = re.findall(r"text: (.+)\n  decision: redact", decided)
    assert len(redacted) == 3
    demonstration.build()
    with demonstration.between_builds():
        for folder in ("reports/five-valleys/2024-25", "data/processed/five-valleys", "reports/logs"):
            assert (demonstration.root / folder).is_dir()
            assert [text for text in redacted if holding(demonstration.root / folder, text)] == []
        stories = pl.read_parquet(demonstration.root / "data/processed/five-valleys/returns.parquet")["text"]
    assert any(text.startswith("[one of our regulars] rang from [phone]") for text in stories.drop_nulls())


def test_without_the_decisions_the_build_stops_and_repeats_nothing(copy_project: CopyProject) -> None:
    project = copy_project("undecided")
    path = project.root / "data/raw/five-valleys/personal-data.yml"
    decided = path.read_text(encoding="utf-8")
    path.unlink()
    told = project.run_here("build", "five-valleys", "2024-25")
    assert told.returncode == 1
    lines = [line for line in told.stderr.splitlines() if "looks like" in line]
    assert len(lines) == 4 and all("hub-learning personal five-valleys" in line for line in lines)
    assert "4 findings stop the build" in told.stderr
    assert not any(text in told.stderr + told.stdout for text in re.findall(r"text: (.+)\n", decided))
    assert not (project.root / "reports/five-valleys/2024-25").exists()
