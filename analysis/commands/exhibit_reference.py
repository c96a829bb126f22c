"""The page of all exhibits, made from the notebooks that show them and from what each function says of itself."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
from collections.abc import Iterator
from typing import Any

from analysis.project import shipped

_HEAD = """\
# Exhibits

<!-- Made by `hub-learning exhibits > docs/exhibits.md` from the notebooks and from what each exhibit says of itself; a test says when it is not current. -->

Each figure, table and sentence that comes with the package, under the page that shows it and the question it answers there. Where a network holds nothing to
answer it from, the page says so and what would be needed.
"""


def exhibits_markdown() -> str:
    """A section a notebook: its title, and a row for each exhibit with the question above it, what it is, and its code."""
    lines = [_HEAD]
    for path in sorted((shipped() / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        rows = list(_rows(cells))
        if rows:
            lines += [f"## {path.stem}", "", "| question | what answers it | code |", "|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(cells: list[dict[str, Any]]) -> Iterator[str]:
    known: dict[str, str] = {}
    heading, told = "", set()
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("#")), heading)
            continue
        tree = ast.parse(text)
        known |= _imported(tree)
        for name in _called(tree, known):
            if name not in told:
                told.add(name)
                yield f"| {heading} | {_first_words(name)} | `{name}` |"


def _imported(tree: ast.Module) -> dict[str, str]:
    """What each name stands for that a cell imports from the package's exhibits."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis.exhibits.")
        for alias in node.names
    }


def _called(tree: ast.Module, known: dict[str, str]) -> Iterator[str]:
    """`exhibits.returns.activity.attendances` for each call of a function of such a module."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            module = known.get(node.func.value.id)
            if module:
                yield f"{module.removeprefix('analysis.')}.{node.func.attr}"


def _first_words(name: str) -> str:
    module, _, function = name.rpartition(".")
    said = inspect.getdoc(getattr(importlib.import_module(f"analysis.{module}"), function)) or ""
    return " ".join(said.split("\n\n")[0].split()).replace("|", "\\|")
