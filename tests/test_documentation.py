"""Pages of the documentation that are written from declarations are what their commands print now."""

from __future__ import annotations

import doctest
import importlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.commands import commands
from analysis.measures.catalogue import measures_by_subject
from analysis.measures.measure import Measure, declare

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {
    "methods": "methods.md",
    "dictionary": "data-dictionary.md",
    "commands": "commands.md",
    "rules": "findings.md",
    "exhibits": "exhibits.md",
}


@pytest.mark.parametrize("command", PAGES)
def test_page_is_what_its_command_prints(command: str) -> None:
    printed = CliRunner().invoke(commands, [command])
    assert printed.exit_code == 0
    page = (DOCS / PAGES[command]).read_text(encoding="utf-8")
    assert printed.output == page, f"write it again: hub-learning {command} > docs/{PAGES[command]}"


@pytest.mark.parametrize("name", ["disclosure.release", "exhibits.exhibit", "exhibits.facts"])
def test_examples_in_docstrings_give_what_they_say(name: str) -> None:
    tried = doctest.testmod(importlib.import_module(f"analysis.{name}"))
    assert tried.attempted and not tried.failed


def test_methods_page_states_all_of_each_record() -> None:
    page = (DOCS / "methods.md").read_text(encoding="utf-8")
    records = [measure for measures in measures_by_subject().values() for measure in measures]
    assert len(records) > 40
    silent = [
        measure.name
        for measure in records
        for text in (measure.question, measure.how, measure.unit, measure.source, measure.reads)
        if not all(part.strip() in page for part in text.split("," if text == measure.reads else "\n"))
    ]
    assert not silent


def test_measures_read_tables_that_there_are() -> None:
    from analysis.datasets.processing.tables import TABLES

    reads = {
        name.strip() for records in measures_by_subject().values() for each in records for name in each.reads.split(",")
    }
    unknown = [
        name
        for name in sorted(reads)
        if name.split(".")[0] not in TABLES
        or ("." in name and name.split(".")[1] not in {column.name for column in TABLES[name.split(".")[0]].columns})
    ]
    assert len(reads) > 10 and not unknown


def test_a_name_is_declared_once() -> None:
    measures_by_subject()
    with pytest.raises(ValueError, match="measure attendances is declared twice"):
        declare(Measure("attendances", "people", "Who came?", "counted", None, "returns"))


def pages() -> list[Path]:
    return [*sorted(DOCS.parent.glob("*.md")), *sorted(DOCS.glob("*.md"))]


def test_pages_lead_to_files_that_are_there() -> None:
    links = [
        (page, link)
        for page in pages()
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 30
    assert not [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]


def test_pages_name_commands_that_there_are() -> None:
    code = re.compile(r"(?:^ {4}(?:\S*/)?|^\$ |`)hub-learning(?: --project FOLDER)? ([a-z][a-z-]*)", re.MULTILINE)
    named = {
        (page.name, name)
        for page in pages()
        if page.name != "CHANGELOG.md"  # which tells of what there was
        for name in code.findall(page.read_text(encoding="utf-8"))
    }
    assert len(named) > 30
    assert {name for _, name in named} <= set(commands.commands)


def test_the_readme_is_one_screen_and_leads_to_every_page() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 50
    reached, waiting = set(), {DOCS.parent / "README.md"}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = re.findall(r"\]\(([^)#:\s]+\.md)", page.read_text(encoding="utf-8"))
        waiting |= {(page.parent / link).resolve() for link in links} - reached
    assert not set(DOCS.glob("*.md")) - reached, "nobody finds it"


def test_the_page_of_findings_holds_every_rule_and_check() -> None:
    page = (DOCS / "findings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z0-9-]+)`", page, re.MULTILINE))
    code = "".join(path.read_text(encoding="utf-8") for path in (DOCS.parent / "analysis").rglob("*.py"))
    declared = set(re.findall(r"\b(?:Rule|Check)\(\s*\"([a-z0-9-]+)\"", code))
    assert len(declared) > 100
    assert not declared - named


def test_the_page_of_exhibits_tells_of_each_that_a_notebook_calls() -> None:
    page = (DOCS / "exhibits.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.endswith("` |")]
    assert len(rows) > 50 and all(len(row) == 3 and row[1].strip() for row in rows)
    cells = [
        "".join(cell["source"])
        for path in (DOCS.parent / "notebooks").glob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    called = {name for cell in cells for name in re.findall(r"\b[a-z_]+\.([a-z_]+)\(edition", cell)}
    assert not called - {row[2].rpartition(".")[2].removesuffix("` |") for row in rows}
