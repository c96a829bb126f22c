"""Small notebooks and small projects, drawn in the tests that use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

DrawNotebook = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder that the package takes for its own."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    return tmp_path


@pytest.fixture
def draw_notebook(project: Path) -> DrawNotebook:
    """Write a notebook: text that begins with `#` is a markdown cell, the rest are code cells; the first is the parameters'."""

    def draw(name: str, *cells: str, tagged: bool = True) -> Path:
        drawn: list[dict[str, object]] = []
        for number, text in enumerate(cells):
            kind = "markdown" if text.startswith("#") else "code"
            cell: dict[str, object] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": text}
            if kind == "code":
                first = not any(one["cell_type"] == "code" for one in drawn)
                cell |= {"outputs": [], "execution_count": None}
                cell["metadata"] = {"tags": ["parameters"]} if tagged and first else {}
            drawn.append(cell)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = {"cells": drawn, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
        path = project / "notebooks" / f"{name}.ipynb"
        path.write_text(json.dumps(notebook), encoding="utf-8")
        return path

    return draw
