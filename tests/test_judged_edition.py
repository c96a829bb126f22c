"""What judges say of a whole edition: axe and a real browser, links, veraPDF, and the Word file's own form."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import judges
from tests.conftest import CopiedProject


@pytest.fixture(scope="module")
def edition(demonstration: CopiedProject) -> Path:
    return demonstration.build()


def judged(judge: Callable[[], list[str]]) -> list[str]:
    try:
        return judge()
    except judges.Missing as missing:
        pytest.skip(str(missing))


def pages_by_width(edition: Path) -> dict[int, list[Path]]:
    """Each page on a phone, where things do not fit; one page of each form on a desk too. Hub pages come from one notebook over ten
    hubs, so that three of them are looked at here and all of them where judges are required."""
    pages = sorted(edition.glob("*.html"))
    hubs = sorted(edition.glob("hubs/*.html"))
    assert len(pages) >= 10 and len(hubs) == 11
    few = hubs if os.environ.get("REQUIRE_JUDGES") else [edition / "hubs/index.html", hubs[0], hubs[-1]]
    forms = [edition / "index.html", edition / "40-funding.html", edition / "70-planning.html", *few[:2]]
    return {390: [*pages, *few], 1280: forms}


def test_pages_are_accessible_private_and_drawn(edition: Path) -> None:
    """Loading a page is what takes the time."""
    complaints = judged(
        lambda: [
            said for width, pages in pages_by_width(edition).items() for said in judges.check_pages(pages, [width])
        ]
    )
    assert not complaints, "\n".join(complaints[:20])


# What only whoever keeps the files can do with: a file of settings or code, a setting, a command. Files that people sent are named on the
# cards of numbers, which are pages of their own, and where a place in one is told.
FOR_KEEPERS = re.compile(
    r"[\w/-]*\w\.(?:yml|yaml|py|ipynb|parquet|qdpx|md)\b|`|\bhub-learning [a-z]+|\b[a-z]+_[a-z_]+\b"
)


def words_of(page: Path) -> str:
    shown = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", shown))


@pytest.mark.parametrize(
    "said", ["in designs.yml, written before", "(`publish`)", "publish_from", "hub-learning check"]
)
def test_what_is_for_keepers_of_files_is_known(said: str) -> None:
    assert FOR_KEEPERS.search(said)


def test_no_page_names_a_file_of_settings_a_setting_or_a_command(edition: Path) -> None:
    pages = [*edition.glob("*.html"), *edition.glob("hubs/*.html")]
    assert len(pages) > 20 and all(len(words_of(page)) > 200 for page in pages)
    assert not {page.name: found[0] for page in pages if (found := FOR_KEEPERS.search(words_of(page)))}


def few_pages(edition: Path) -> list[Path]:
    """One page of each form: the report, charts and tables, the calculator, a hub's."""
    return [edition / name for name in ("index.html", "40-funding.html", "70-planning.html")] + sorted(
        edition.glob("hubs/*.html")
    )[:2]


def test_pages_are_accessible_in_a_dark_scheme(edition: Path) -> None:
    complaints = judged(lambda: judges.check_dark(few_pages(edition)))
    assert not complaints, "\n".join(complaints[:20])


def test_pages_can_be_read_at_four_hundred_percent(edition: Path) -> None:
    complaints = judged(lambda: judges.check_magnified(few_pages(edition)))
    assert not complaints, "\n".join(complaints[:20])


def test_the_first_page_weighs_less_than_600_kilobytes(edition: Path) -> None:
    """What a browser asks for before anybody asks for more: the page, its styles and scripts, and the letters of western Europe."""
    page = (edition / "index.html").read_text(encoding="utf-8")
    asked = re.findall(r'(?:src|rel="stylesheet" href)="(assets/[^"]+)"', page)
    assert "assets/site.css" in asked and "assets/exhibits.js" in asked
    files = [edition / "index.html", *(edition / name for name in asked), *(edition / "assets/fonts").glob("*.woff")]
    assert sum(path.stat().st_size for path in files) < 600_000


def test_links_lead_somewhere(edition: Path) -> None:
    complaints = judged(lambda: judges.check_links(edition))
    assert not complaints, "\n".join(complaints[:20])


def test_pdf_is_accessible(edition: Path) -> None:
    complaints = judged(lambda: judges.check_pdf_ua(edition / "learning-report.pdf"))
    assert not complaints, "\n".join(complaints[:20])


def test_word_file_is_accessible(edition: Path) -> None:
    complaints = judged(lambda: judges.check_docx(edition / "learning-report.docx"))
    assert not complaints, "\n".join(complaints[:20])
