"""The pages' own scripts, in a real browser, from a folder on disk: search, tabs, menu, figures that do not come."""

import json
import shutil

import pytest

from analysis.publishing import site
from analysis.publishing.render_copy import Page
from tests.judges import Missing
from tests.judges.pages import open_browser


@pytest.fixture(scope="module")
def browser():
    try:
        with open_browser() as opened:
            yield opened
    except Missing as reason:
        pytest.skip(str(reason))


@pytest.fixture
def report(browser, edition):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((edition / "index.html").as_uri())
    yield page
    page.close()


def test_search_works_from_disk_and_from_the_keyboard(report):
    report.focus("#search-field")
    report.keyboard.type("money went")
    report.wait_for_selector("#search-results a")
    assert report.inner_text("#search-status").endswith("found")
    report.keyboard.press("ArrowDown")
    assert "Where the money went" in report.evaluate("document.activeElement.innerText")
    report.keyboard.press("Enter")
    report.wait_for_url("**#*")
    assert report.url.endswith("index.html#sec-money")


def test_search_reads_slice_after_slice(browser, edition, tmp_path, monkeypatch):
    """Two thousand hubs' pages made an index of six megabytes."""
    monkeypatch.setattr(site, "SEARCH_SLICE", 1000)
    whole = (edition / "assets" / "search-index.js").read_text(encoding="utf-8")
    entries = json.loads(whole.removeprefix("window.learningReportSearch = ").rstrip().removesuffix(";"))
    shutil.copytree(edition, tmp_path / "site")
    index = tmp_path / "site" / "assets" / "search-index.js"
    last = {"id": "", "heading": "The last of all", "text": "heliotrope"}
    told = [{"entries": [{name: entry[name] for name in ("id", "heading", "text")}]} for entry in entries]
    pages = [Page(entry["page"].removesuffix(".html"), entry["title"], "", "", "report", "") for entry in entries]
    site.write_search_index(index, [*pages, Page("last", "Last", "", "", "hub", "")], [*told, {"entries": [last]}])
    slices = sorted(path.name for path in index.parent.glob("search-index*"))
    assert len(slices) > 3 and (index.parent / slices[0]).stat().st_size < 2 * 1000 + len(entries[0]["text"])
    page = browser.new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.fill("#search-field", "heliotrope")
    page.wait_for_selector("#search-results a[href='last.html']")
    page.fill("#search-field", "money went")
    page.wait_for_selector("#search-results a[href='index.html#sec-money']")
    page.close()


def test_search_says_when_nothing_is_found(report):
    report.fill("#search-field", "zebra")
    report.wait_for_function("document.getElementById('search-status').textContent !== ''")
    assert report.inner_text("#search-status") == "Nothing found"


def test_tabs_turn_with_the_arrow_keys(report):
    report.focus("[role=tab][aria-selected=true]")
    assert report.is_visible("text=Steady.")
    report.keyboard.press("ArrowRight")
    assert report.is_visible("text=Rising.")
    assert not report.is_visible("text=Steady.")


def test_the_menu_opens_and_escape_closes_it(report):
    assert not report.is_visible("#site-navigation")
    report.click("#menu-button")
    assert report.is_visible("#site-navigation")
    report.keyboard.press("Escape")
    assert not report.is_visible("#site-navigation")
    assert report.evaluate("document.activeElement.id") == "menu-button"


def test_a_drawing_is_there_at_once_and_what_explores_it_is_loaded_when_somebody_asks(browser, edition):
    page, asked = browser.new_page(viewport={"width": 1280, "height": 844}), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((edition / "index.html").as_uri())
    assert page.is_visible("#fig-money-flow svg.drawing-wide") and not page.is_visible(
        "#fig-money-flow svg.drawing-narrow"
    )
    assert [url for url in asked if "plotly" in url or "/figures/" in url] == []
    page.click("#fig-money-flow button.explore")
    page.wait_for_selector("#fig-money-flow .plot .main-svg")
    assert not page.is_visible("#fig-money-flow svg.drawing-wide")
    page.click("#fig-money-flow button.explore")
    assert page.is_visible("#fig-money-flow svg.drawing-wide") and not page.is_visible("#fig-money-flow .plot")
    page.close()


def test_a_phone_gets_the_drawing_that_was_made_for_it(report):
    assert report.is_visible("#fig-money-flow svg.drawing-narrow") and not report.is_visible(
        "#fig-money-flow svg.drawing-wide"
    )


def test_what_cannot_be_loaded_leaves_the_drawing_and_says_so(browser, edition):
    page = browser.new_page()
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto((edition / "index.html").as_uri())
    page.click("#fig-money-flow button.explore")
    page.wait_for_function(
        "document.querySelector('#fig-money-flow [role=status]').textContent.includes('could not be loaded')"
    )
    assert page.is_visible("#fig-money-flow svg.drawing")
    page.close()


def test_without_scripts_everything_is_there_to_read(browser, edition):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((edition / "index.html").as_uri())
    assert page.is_visible("text=Steady.")
    assert page.is_visible("text=Rising.")
    assert page.is_visible("#fig-money-flow summary") and page.is_visible("#fig-money-flow svg.drawing")
    assert page.query_selector("button.explore") is None
    context.close()
