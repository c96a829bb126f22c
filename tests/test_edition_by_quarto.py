"""The demonstration edition by a real Quarto, where one is on PATH, held against the one by the embedded renderer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.publishing.judging.pages import read_page
from analysis.publishing.judging.papers import read_word
from tests import judges
from tests.conftest import CopiedProject, CopyProject

pytestmark = pytest.mark.skipif(
    shutil.which("quarto") is None, reason="no quarto on PATH: the edition by Quarto was not looked at"
)


@pytest.fixture(scope="module")
def by_quarto(copy_project: CopyProject) -> Path:
    project = copy_project("by-quarto")
    told = project.run("build", "five-valleys", "2024-25", "--renderer", "quarto")
    assert told.returncode == 0 and "Built with the quarto renderer." in told.stdout, f"{told.stdout}\n{told.stderr}"
    assert "Quarto:" not in told.stdout + told.stderr, "its warnings are complaints"
    return project.root / "reports" / "five-valleys" / "2024-25"


@pytest.fixture(scope="module")
def embedded(demonstration: CopiedProject) -> Path:
    return demonstration.root / "reports" / "five-valleys" / "2024-25"


def test_pages_say_and_number_the_same_by_either_renderer(by_quarto: Path, embedded: Path) -> None:
    names = [path.relative_to(embedded).as_posix() for path in sorted(embedded.rglob("*.html"))]
    assert len(names) == 21
    for name in names:
        one, two = (read_page((folder / name).read_text(encoding="utf-8")) for folder in (embedded, by_quarto))
        for part in ("headings", "captions", "facts", "tables", "callouts", "paragraphs"):
            assert getattr(one, part) == getattr(two, part), f"{name}: {part}"


def test_word_files_say_the_same_by_either_renderer(by_quarto: Path, embedded: Path) -> None:
    one, two = (read_word(folder / "learning-report.docx") for folder in (embedded, by_quarto))
    assert (one.headings, one.captions, one.tables, one.paragraphs) == (
        two.headings,
        two.captions,
        two.tables,
        two.paragraphs,
    )


def test_what_lies_beside_the_pages_is_the_same(by_quarto: Path, embedded: Path) -> None:
    for name in ("evidence.json", *(path.relative_to(embedded).as_posix() for path in embedded.rglob("*.csv"))):
        assert (by_quarto / name).read_bytes() == (embedded / name).read_bytes(), name


def test_it_is_accessible_linked_and_asks_nobody(by_quarto: Path) -> None:
    assert judges.check_links(by_quarto) == []
    assert judges.check_docx(by_quarto / "learning-report.docx") == []
    try:
        assert judges.check_pages(sorted(by_quarto.rglob("*.html"))) == []
        assert judges.check_pdf_ua(by_quarto / "learning-report.pdf") == []
    except judges.Missing as missing:
        pytest.skip(str(missing))
