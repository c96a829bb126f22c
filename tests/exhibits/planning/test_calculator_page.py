"""The calculator in a real browser: by keyboard, on a phone, for a screen reader; skipped where no browser is found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.exhibits.planning.calculator import planned_network
from analysis.project import root
from analysis.publishing.site import write_assets
from tests.exhibits.planning.test_planning import planned
from tests.judges import Missing
from tests.judges.pages import check_axe, check_no_outside_requests, open_browser


@pytest.fixture
def page_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page in the site's looks that holds the calculator alone."""
    markdown = planned_network(planned(monkeypatch)).markdown()
    body = "\n".join(re.findall(r"```\{=html\}\n(.*?)\n```", markdown, re.DOTALL))
    write_assets(tmp_path / "assets")
    (tmp_path / "assets" / "plotly.min.js").unlink()
    page = (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A plan</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="assets/site.css">'
        '<script src="assets/calculator.js" defer></script></head><body><div class="frame"><main><h1>A plan</h1>'
        f'<figure class="exhibit">{body}</figure></main></div></body></html>'
    )
    path = tmp_path / "plan.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture
def opened(page_file: Path) -> Iterator[Any]:
    try:
        with open_browser() as browser:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.goto(page_file.as_uri())
            yield page
    except Missing as reason:
        pytest.skip(str(reason))


def cell(page: Any, row: int, part: int) -> str:
    return str(page.inner_text(f".calculator-result tbody tr:nth-child({row}) td:nth-of-type({part})"))


def test_another_plan_is_reckoned_from_the_keyboard_and_read_aloud(opened: Any) -> None:
    assert [cell(opened, 1, 2), cell(opened, 3, 2)] == ["£2,000", "£65,600"]
    opened.focus("input[data-kind='0']")
    opened.keyboard.press("Control+a")
    opened.keyboard.type("5")
    assert [cell(opened, 1, 2), cell(opened, 2, 2)] == ["£5,000", "£43,000"]  # five libraries, two facilitators
    opened.wait_for_function(
        "document.querySelector('[role=status]').textContent.startsWith('5 hubs: £5,000 to set up')"
    )
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.dataset.plan") == "years"
    opened.keyboard.press("Control+a")
    opened.keyboard.type("1")
    opened.keyboard.press("Tab")
    opened.keyboard.press("ArrowDown")
    assert opened.evaluate("document.activeElement.value") != "0"
    opened.keyboard.press("Tab")
    opened.keyboard.press("Space")
    assert [cell(opened, 2, 2), cell(opened, 3, 2)] == [
        "£3,000",
        "£8,000",
    ]  # no facilitator; one year has no rise in it
    assert opened.inner_text(".calculator-result thead th:first-child") == "Over 1 year"


def test_what_is_no_number_is_told_and_the_old_sums_are_marked(opened: Any) -> None:
    opened.fill("input[data-kind='0']", "")
    opened.wait_for_function(
        "document.querySelector('[role=status]').textContent.includes('a whole number from 0 to 200')"
    )
    assert opened.get_attribute("input[data-kind='0']", "aria-invalid") == "true"
    assert opened.evaluate("document.querySelector('.calculator').classList.contains('calculator-stale')")
    opened.fill("input[data-kind='0']", "0")
    opened.wait_for_function("document.querySelector('[role=status]').textContent === 'No hub is planned.'")
    assert cell(opened, 3, 3) == "£0"


def test_the_form_fits_a_phone(opened: Any) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_has_no_complaint_and_no_other_host_is_asked(page_file: Path) -> None:
    try:
        assert not check_axe([page_file])
        assert not check_no_outside_requests([page_file])
    except Missing as reason:
        pytest.skip(str(reason))


def test_without_scripts_the_example_stands(page_file: Path) -> None:
    try:
        with open_browser() as browser:
            context = browser.new_context(java_script_enabled=False)
            page = context.new_page()
            page.goto(page_file.as_uri())
            assert page.is_visible("text=Setting up, once")
            assert not page.is_visible("form")
            assert "The form needs JavaScript" in page.inner_text("main")
    except Missing as reason:
        pytest.skip(str(reason))


def test_the_script_is_among_the_shared_files(tmp_path: Path) -> None:
    write_assets(tmp_path)
    source = root() / "reports" / "styles" / "calculator.js"
    assert (tmp_path / "calculator.js").read_bytes() == source.read_bytes()
    shutil.rmtree(tmp_path)
