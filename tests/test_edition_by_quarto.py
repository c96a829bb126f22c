"""The demonstration edition by a real Quarto, where one is on PATH, held against the one by the embedded renderer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.publishing.judging.pages import read_page
from analysis.publishing.judging.papers import read_word
from tests import judges
from tests.conftest import CopiedProject, CopyProject
from tests.judges.pages import open_browser

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


def _names(folder: Path, kind: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob(kind))]


def test_pages_say_and_number_the_same_by_either_renderer(by_quarto: Path, embedded: Path) -> None:
    names = [name for name in _names(embedded, "*.html") if not name.startswith("numbers/")]
    assert names == [name for name in _names(by_quarto, "*.html") if not name.startswith("numbers/")]
    assert {"index.html", "easy-read.html", "hubs/bellowmead.html"} <= set(names)
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
    for name in ("evidence.json", *_names(embedded, "*.csv")):
        assert (by_quarto / name).read_bytes() == (embedded / name).read_bytes(), name


def test_cards_of_numbers_are_the_same_and_styled(by_quarto: Path, embedded: Path) -> None:
    cards = _names(embedded / "numbers", "*.*")
    assert len(cards) == 2 * len(_names(embedded / "numbers", "*.html")) > 0
    assert cards == _names(by_quarto / "numbers", "*.*")
    for name in (*(f"numbers/{card}" for card in cards), "assets/site.css", "assets/site.js"):
        assert (by_quarto / name).read_bytes() == (embedded / name).read_bytes(), name


# What a reader sees of each number that is a link; colours and sizes of text are the frame's own. In a drawing no link has a background:
# Bootstrap names one for whatever is called a mark, and it paints nothing there.
LOOK = """Array.from(document.querySelectorAll('main a.fact'), one => {
  const has = getComputedStyle(one), around = getComputedStyle(one.parentElement);
  return [one.dataset.fact, one.getAttribute('href'), has.textDecorationLine, has.textDecorationStyle, has.textDecorationColor,
    has.color === around.color, has.fontSize === around.fontSize, has.fontWeight === around.fontWeight,
    one instanceof SVGElement || has.backgroundColor];
})"""


def test_links_of_numbers_look_and_open_the_same_by_either_renderer(by_quarto: Path, embedded: Path) -> None:
    try:
        with open_browser() as browser:
            for name in ("index.html", "20-activity.html", "hubs/bellowmead.html"):
                one, two = (_opened(browser, folder / name) for folder in (embedded, by_quarto))
                assert one == two, name
    except judges.Missing as missing:
        pytest.skip(str(missing))


def _opened(browser: Any, path: Path) -> tuple[list[Any], str]:
    """How each number on the page looks, and what the card says that its first opens; nothing may be said on the console."""
    page, said = browser.new_page(), []
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    looks = page.evaluate(LOOK)
    page.locator("main a.fact:visible").first.click()
    page.wait_for_selector("dialog[open] h2")
    card = page.inner_text("dialog")
    page.close()
    assert looks and said == [], path.name
    return looks, card


def test_it_is_accessible_linked_and_asks_nobody(by_quarto: Path) -> None:
    assert judges.check_links(by_quarto) == []
    assert judges.check_docx(by_quarto / "learning-report.docx") == []
    try:
        assert judges.check_pages(sorted(by_quarto.rglob("*.html"))) == []
        assert judges.check_pdf_ua(by_quarto / "learning-report.pdf") == []
    except judges.Missing as missing:
        pytest.skip(str(missing))
