"""A summary of learning as a whole edition: nine invented texts, ten kinds of code, several years, aims, members and recommendations.

What the texts hold stands in tests/exhibits/drawn_summary.py; the words on the pages are held to it.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from analysis.project import edition_folder
from analysis.way import build_edition
from tests.conftest import PROJECT
from tests.exhibits.drawn_summary import CODES, TEXTS, draw_summary

PERIOD, SLUG = "2022-23 to 2024-25", "2022-23-to-2024-25"
AIMS = [
    {"id": "doors", "lens": "What we set out to do", "name": "Doors open to us", "codes": ["Doors open"]},
    {"id": "heard", "lens": "What we set out to do", "name": "The seldom heard decide"},
]
MEMBERS = """member_id,name,kind,roles,works_through
alder,Alder Trust,organisation,member,lunch clubs
lead,Development lead,post,development lead,
"""
RECOMMENDED = """recommendation_id,made_in,number,text,addressed_to,status,made_by,rests_on,due
r1,2024-25,1,Say what the network is for,Members,proposed,Research partner,purpose,2026-03-31
"""
NARRATIVE = """---
signed: research partner
written: 2025-05-12
---

Half-way the network turned from its effects to its way of working. {our view}
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("summary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        for needed in ("notebooks", "reports/styles", "reports/templates", "data/raw/codebook", "data/raw/prices"):
            shutil.copytree(PROJECT / needed, root / needed)
        for file in ("_quarto.yml", "_brand.yml"):
            shutil.copy(PROJECT / file, root / file)
        folder = draw_summary(root).folder
        (folder / "lens.yml").write_text(yaml.safe_dump(AIMS, sort_keys=False), encoding="utf-8")
        (folder / "members.csv").write_text(MEMBERS, encoding="utf-8")
        (folder / "recommendations.csv").write_text(RECOMMENDED, encoding="utf-8")
        narrative = folder / "editions" / SLUG / "narrative.md"
        narrative.parent.mkdir(parents=True)
        narrative.write_text(NARRATIVE, encoding="utf-8")
        build_edition("rivers", PERIOD, "embedded")
        yield edition_folder("rivers", SLUG)


def words(page: Path) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_report_is_of_all_the_years_and_signed(edition: Path) -> None:
    said = words(edition / "index.html")
    assert "Learning report over 3 years" in said and "Covers April 2022 to March 2025" in said
    assert "Half-way the network turned from its effects to its way of working." in said
    for file in ("learning-report.pdf", "learning-report.docx"):
        assert (edition / file).stat().st_size > 10_000


def test_every_kind_of_code_reaches_the_report(edition: Path) -> None:
    said = words(edition / "index.html")
    missing = [name for name, _ in CODES if name not in said]
    assert len(CODES) == 13 and not missing
    assert re.search(r"4 ?interviews ?, 3 ?case studies and 2 ?reflective sessions", said)


def test_findings_aims_members_and_recommendations_stand_on_their_pages(edition: Path) -> None:
    report = words(edition / "index.html")
    assert "What was learned of doors." in report and "The seldom heard decide" in report
    assert "Say what the network is for" in report and "31 March 2026" in report
    assert "Alder Trust" in words(edition / "10-network.html")
    assert "Doors open to us" in words(edition / "65-aims.html")


def test_words_of_the_teller_who_is_only_counted_stand_nowhere(edition: Path) -> None:
    silent = [passage for *_, consent, said in TEXTS if consent != "quote" for _, passage in said]
    assert silent
    held = [
        file
        for file in edition.rglob("*")
        if file.is_file() and file.suffix in {".html", ".json", ".csv", ".ipynb", ".js"}
    ]
    assert not [
        (file.name, passage) for file in held for passage in silent if passage in file.read_text(encoding="utf-8")
    ]
