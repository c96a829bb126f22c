"""The pages' own scripts, in a real browser, from a folder on disk: search, tabs, menu, figures that do not come."""

import pytest

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


def test_a_figure_that_does_not_come_gives_its_table(browser, edition):
    page = browser.new_page()
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto((edition / "index.html").as_uri())
    page.wait_for_selector("#fig-money-flow details[open] table")
    assert not page.is_visible("#fig-money-flow .exhibit-plot")
    page.close()


def test_without_scripts_everything_is_there_to_read(browser, edition):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((edition / "index.html").as_uri())
    assert page.is_visible("text=Steady.")
    assert page.is_visible("text=Rising.")
    assert page.is_visible("#fig-money-flow summary")
    context.close()
