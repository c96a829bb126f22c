"""The documentation as a site: every page is on it and leads on, without Quarto and without a network."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from analysis.publishing.beside_editions.documentation import write_documentation
from tests.conftest import PROJECT
from tests.judges import Missing, check_links, check_pages

DOCS = PROJECT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for name in ("reports/templates", "reports/styles"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copyfile(PROJECT / "_brand.yml", root / "_brand.yml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_LEARNING_ROOT", str(root))
        page, complaints = write_documentation()
    assert complaints == []
    assert page.parent == root / "reports" / "documentation"
    return page.parent


def test_every_page_is_on_the_site_and_in_its_outline() -> None:
    settings = yaml.safe_load((DOCS / "_quarto.yml").read_text(encoding="utf-8"))
    listed = [page for entry in settings["website"]["sidebar"]["contents"] for page in entry["contents"]]
    assert sorted(listed) == sorted(path.name for path in DOCS.glob("*.md"))
    assert settings["project"]["render"] == listed


def test_a_page_holds_all_its_headings_and_leads_to_pages(site: Path) -> None:
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    page = (site / "tutorial.html").read_text(encoding="utf-8")
    found = [re.sub(r"<[^>]*>", "", heading) for heading in re.findall(r"<h2[^>]*>(.*?)</h2>", page, re.DOTALL)]
    assert len(headings) > 5
    assert found == headings
    assert 'href="install.html"' in page
    assert not re.findall(
        r'href="[^#"]*\.md', "".join(path.read_text(encoding="utf-8") for path in site.glob("*.html"))
    )


def test_links_lead_somewhere(site: Path) -> None:
    assert len(list(site.glob("*.html"))) == len(list(DOCS.glob("*.md")))
    assert check_links(site) == []


def test_pages_are_accessible_and_ask_nobody(site: Path) -> None:
    pages = [site / f"{name}.html" for name in ("index", "tutorial", "disclosure", "commands")]
    try:
        assert check_pages(pages, [390]) == []
    except Missing as missing:
        pytest.skip(str(missing))


def test_the_search_finds_a_command_by_its_name(site: Path) -> None:
    index = (site / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert '"page":"commands.html"' in index and "hub-learning personal" in index
