"""What judges say of a whole edition: axe and a real browser, links, veraPDF, and the Word file's own form."""

from __future__ import annotations

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
