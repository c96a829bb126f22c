"""reports/index.html lists what lies beside it, and leads to it."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.publishing.beside_editions.editions_page import write_editions_page
from tests.conftest import CopiedProject
from tests.judges import Missing, check_pages


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.fixture
def reports(demonstration: CopiedProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with one real edition, and copies of its first page under other periods and another network."""
    for shared in ("data", "reports/templates", "reports/styles", "_brand.yml"):
        target = tmp_path / shared
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(demonstration.root / shared)
    built = demonstration.root / "reports" / "five-valleys" / "2024-25"
    for place in ("five-valleys/2024-25", "five-valleys/2023-24", "five-valleys/2024-25-q3", "marches/2024-25"):
        for name in ("index.html", "manifest.json", "learning-report.pdf", "notebooks/annual-learning-report.ipynb"):
            copy = tmp_path / "reports" / place / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(built / name, copy)
    (tmp_path / "reports" / "five-valleys" / "2022-23").mkdir()  # nothing was built there
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path / "reports"


def test_every_edition_is_listed_and_nothing_else(reports: Path) -> None:
    text = write_editions_page().read_text(encoding="utf-8")
    heads = re.findall(r"<h([23])>(?:<a href=\"[^\"]*\">)?([^<]*)", text)
    assert heads == [
        ("2", "Five Valleys Community Hubs (demonstration)"),
        ("3", "2024-25"),
        ("3", "2024-25 Q3"),
        ("3", "2023-24"),
        ("2", "Marches Community Hubs (demonstration)"),
        ("3", "2024-25"),
    ]
    assert text.count("Published on 31 July 2024; signed: research partner, 14 July 2025") == 1
    assert text.count("Invented for demonstration") == 2


def test_every_link_leads_to_a_file_that_is_there(reports: Path) -> None:
    links = Links(write_editions_page().read_text(encoding="utf-8")).found
    assert len(links) == 8  # a page and a PDF of each
    assert [link for link in links if not (reports / link).is_file()] == []


def test_an_edition_that_went_is_listed_no_more(reports: Path) -> None:
    write_editions_page()
    shutil.rmtree(reports / "marches")
    shutil.rmtree(reports / "five-valleys")
    assert "No edition has been built here yet." in write_editions_page().read_text(encoding="utf-8")
    assert [path.name for path in reports.iterdir() if path.is_file()] == ["index.html"]


@pytest.mark.parametrize(
    "copy", ['{"cells": [{"outputs": [{"metadata": {"hub_learning": {"version": 1}}}]}]}', "{", None]
)
def test_an_edition_of_an_older_version_is_listed_without_its_standing(reports: Path, copy: str | None) -> None:
    notebook = reports / "marches" / "2024-25" / "notebooks" / "annual-learning-report.ipynb"
    notebook.unlink()
    if copy is not None:
        notebook.write_text(copy, encoding="utf-8")
    text = write_editions_page().read_text(encoding="utf-8")
    assert (
        '<a href="marches/2024-25/index.html">2024-25</a></h3>\n<p class="quiet">Covers April 2024 to March 2025.</p>'
        in text
    )


def test_the_page_wears_the_projects_brand(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = write_editions_page().read_text(encoding="utf-8")
    other = reports.parent / "other.yml"
    other.write_text((reports.parent / "_brand.yml").read_text(encoding="utf-8").replace("#", "#f"), encoding="utf-8")
    monkeypatch.setenv("HUB_LEARNING_BRAND", "other.yml")
    assert write_editions_page().read_text(encoding="utf-8") == plain


def test_the_page_is_accessible_and_asks_nobody(reports: Path) -> None:
    page = write_editions_page()
    try:
        assert check_pages([page]) == []
    except Missing as reason:
        pytest.skip(str(reason))
