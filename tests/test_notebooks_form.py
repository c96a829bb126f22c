"""The form of the notebooks: thin, stripped, one title, parameters tagged, nothing in them that belongs in the package."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
PARAMETERS = {"hub-page": ["network", "period", "hub", "goes_to"]}
LONGEST_CELL, MOST_CODE = 12, 80

Notebook = dict[str, Any]


def lines_of(cell: dict[str, Any]) -> list[str]:
    return "".join(cell["source"]).splitlines()


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def code_of(cell: dict[str, Any]) -> list[str]:
    return [line for line in lines_of(cell) if line.strip() and not line.strip().startswith("#")]


def is_stripped(notebook: Notebook) -> str:
    dirty = [cell for cell in code_cells(notebook) if cell["outputs"] or cell["execution_count"]]
    noise = [cell for cell in notebook["cells"] if set(cell["metadata"]) - {"tags"}]
    return f"{len(dirty)} cells hold outputs, {len(noise)} hold metadata" if dirty or noise else ""


def has_cell_ids(notebook: Notebook) -> str:
    ids = [cell.get("id", "") for cell in notebook["cells"]]
    return "" if all(ids) and len(set(ids)) == len(ids) else "cells without an id of their own"


def has_one_title(notebook: Notebook) -> str:
    first = notebook["cells"][0]
    titles = [
        line
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown"
        for line in lines_of(cell)
        if line[:2] == "# "
    ]
    if first["cell_type"] != "markdown" or not lines_of(first)[0].startswith("# "):
        return "it does not begin with its title"
    return "" if len(titles) == 1 else f"{len(titles)} titles"


def says_its_question(notebook: Notebook) -> str:
    """Under the title, in a sentence; or the first that is shown is the first screen, whose headings are its questions."""
    said = [line for line in lines_of(notebook["cells"][0])[1:] if line.strip()]
    first_shown = ["".join(cell["source"]) for cell in code_cells(notebook)[2:3]]
    return (
        "" if said or first_shown == ["report.first_screen(edition)"] else "no sentence under the title on its question"
    )


def has_tagged_parameters(notebook: Notebook) -> str:
    tagged = [cell for cell in code_cells(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1 or tagged[0] is not code_cells(notebook)[0]:
        return "the first code cell, and no other, is tagged parameters"
    assigned = ast.parse("".join(tagged[0]["source"])).body
    plain = all(isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant) for one in assigned)
    return "" if plain else "parameters are plain values"


def defines_nothing(notebook: Notebook) -> str:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    defined = [
        node
        for cell in code_cells(notebook)
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, kinds)
    ]
    return "a function or class is defined: it belongs in the package" if defined else ""


def reads_no_file(notebook: Notebook) -> str:
    found = [line for cell in code_cells(notebook) for line in code_of(cell) if re.search(r"\bread_\w+|\bopen\(", line)]
    return f"it reads files itself: {found[0]}" if found else ""


def has_no_relative_path(notebook: Notebook) -> str:
    found = [
        line
        for cell in code_cells(notebook)
        for line in code_of(cell)
        if re.search(r"""["'](\.{1,2}/|data/|reports/)""", line)
    ]
    return f"a path that depends on the folder it runs in: {found[0]}" if found else ""


def imports_only_exhibits(notebook: Notebook) -> str:
    trees = [ast.parse("".join(cell["source"])) for cell in code_cells(notebook)]
    modules = [node.module or "" for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [
        name.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    ]
    wrong = [module for module in modules if not f"{module}.".startswith("analysis.exhibits.")]
    return f"it imports {wrong[0]}: nothing reaches a page but through analysis.exhibits" if wrong else ""


def is_short(notebook: Notebook) -> str:
    longest = max(len(code_of(cell)) for cell in code_cells(notebook))
    whole = sum(len(code_of(cell)) for cell in code_cells(notebook))
    return f"{whole} lines of code, {longest} in one cell" if longest > LONGEST_CELL or whole > MOST_CODE else ""


def says_what_it_does_not_show(notebook: Notebook) -> str:
    said = any("does not show" in line for cell in notebook["cells"] for line in lines_of(cell))
    return "" if said else "nothing says what it does not show"


def tags_its_limits(notebook: Notebook) -> str:
    """The cell that says what a section does not show is known by its tag, and not by its words."""
    said = [cell for cell in notebook["cells"] if "does not show" in "".join(cell["source"])]
    tagged = [cell for cell in notebook["cells"] if "limits" in cell["metadata"].get("tags", [])]
    return "" if said == tagged else f"{len(said)} cells say what is not shown, {len(tagged)} are tagged limits"


RULES: list[Callable[[Notebook], str]] = [
    is_stripped,
    has_cell_ids,
    has_one_title,
    says_its_question,
    has_tagged_parameters,
    defines_nothing,
    reads_no_file,
    has_no_relative_path,
    imports_only_exhibits,
    is_short,
    says_what_it_does_not_show,
    tags_its_limits,
]


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_has_the_form(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    wrong = [f"{rule.__name__}: {problem}" for rule in RULES if (problem := rule(notebook))]
    assert len(RULES) > 5
    assert not wrong, f"{path.name}\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_takes_the_parameters_of_an_edition(path: Path) -> None:
    from analysis.editions.running.parameters import parameters_of

    assert parameters_of(path) == PARAMETERS.get(path.stem, ["network", "period"])


def test_all_notebooks_of_an_edition_are_there() -> None:
    wanted = [
        "00-data-quality",
        "10-network",
        "20-activity",
        "30-case-studies",
        "40-funding",
        "45-funders",
        "50-change",
        "60-learning",
        "65-aims",
        "70-planning",
        "80-networks",
        "easy-read",
    ]
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} >= {*wanted, "annual-learning-report", "hub-page"}


def drawn(*cells: tuple[str, str], **metadata: Any) -> Notebook:
    """A notebook whose first code cell is tagged parameters."""
    notebook: Notebook = {"cells": []}
    for kind, source in cells:
        cell: dict[str, Any] = {"cell_type": kind, "id": source[:9], "metadata": dict(metadata), "source": source}
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}
            cell["metadata"] |= {} if code_cells(notebook) else {"tags": ["parameters"]}
        notebook["cells"].append(cell)
    return notebook


@pytest.mark.parametrize(
    ("rule", "notebook"),
    [
        (is_stripped, drawn(("code", "a = 1"), collapsed=True)),
        (has_cell_ids, drawn(("code", "a = 1"), ("code", "a = 1"))),
        (has_one_title, drawn(("markdown", "# One\n# Two"))),
        (has_one_title, drawn(("code", "a = 1"), ("markdown", "# One"))),
        (says_its_question, drawn(("markdown", "# One"))),
        (has_tagged_parameters, drawn(("code", "network = choose()"))),
        (defines_nothing, drawn(("code", "a = 1"), ("code", "f = lambda: 1"))),
        (reads_no_file, drawn(("code", "a = 1"), ("code", "pl.read_csv(a)"))),
        (has_no_relative_path, drawn(("code", "folder = '../data'"))),
        (imports_only_exhibits, drawn(("code", "a = 1"), ("code", "from analysis.datasets import processing"))),
        (is_short, drawn(*[("code", f"a{number} = 1") for number in range(MOST_CODE + 1)])),
        (is_short, drawn(("code", "a = 1\n" * (LONGEST_CELL + 1)))),
        (tags_its_limits, drawn(("markdown", "# One"), ("markdown", "**What this does not show.** Causes."))),
        (says_what_it_does_not_show, drawn(("markdown", "# One\n\nWhat came?"))),
    ],
)
def test_rule_sees_what_breaks_it(rule: Callable[[Notebook], str], notebook: Notebook) -> None:
    assert rule(notebook)
