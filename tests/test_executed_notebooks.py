"""The judge of executed notebooks sees what is gone, what is new, and a page that is no page."""

from __future__ import annotations

import nbformat
import pytest

from tests.executed_notebooks import HUB_PAGE, OF_OTHER_PAGES, differs, listed

PAGE = "20-activity.ipynb"


def executed(shown: list[tuple[str, str]], parameters: str = "") -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
    )
    for name, known in shown:
        about = {"exhibit": {"id": name, "kind": "unknown" if known == "not shown" else "table"}}
        output = nbformat.v4.new_output("display_data", metadata={"hub_learning": about})
        notebook.cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    return notebook


def test_what_the_list_has_is_as_it_should_be() -> None:
    assert len(listed(PAGE)) > 5
    assert differs(PAGE, executed(listed(PAGE))) == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda shown: shown[1:], "gone"),
        (lambda shown: [(shown[0][0], "not shown"), *shown[1:]], "not shown"),
        (lambda shown: [*shown, ("another", "shown")], "another"),
        (lambda shown: shown[::-1], "gone: [], new: []"),
        (lambda shown: [], "gone"),
    ],
)
def test_a_difference_is_told(change, told) -> None:  # type: ignore[no-untyped-def]
    assert told in differs(PAGE, executed(change(listed(PAGE))))


@pytest.mark.parametrize("known", ["shown", "not shown"])
def test_what_rests_on_builds_before_may_be_shown_or_not_but_is_there(known: str) -> None:
    page = "00-data-quality.ipynb"
    shown = [(name, known if name in OF_OTHER_PAGES else state) for name, state in listed(page)]
    assert {name for name, _ in shown} > OF_OTHER_PAGES
    assert differs(page, executed(shown)) == ""
    assert "burden" in differs(page, executed([each for each in shown if each[0] != "burden"]))


def test_a_page_that_the_list_has_not_is_no_page_without_exhibits() -> None:
    assert "no such page" in differs("90-new.ipynb", executed([]))


def test_a_hub_page_is_made_of_the_same_for_every_hub() -> None:
    shown = [(f"{name}-a-hub" if name.startswith("hub-") else name, "shown") for name, _ in listed(HUB_PAGE)]
    assert any(name.endswith("-a-hub") for name, _ in shown)
    assert differs(HUB_PAGE, executed(shown, 'network = "n"\nhub = "a-hub"\n')) == ""
    assert differs(HUB_PAGE, executed(shown[:-1], 'network = "n"\nhub = "a-hub"\n'))
