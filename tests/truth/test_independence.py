"""What works the truth out a second time leans on nothing that works it out the first time."""

from __future__ import annotations

import ast
from pathlib import Path


def test_truth_imports_nothing_of_what_it_judges() -> None:
    modules = [path for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_")]
    assert len(modules) > 3
    imported = {
        name
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not [name for name in imported if name.split(".")[0] in ("analysis", "demonstration", "polars", "pandas")]
