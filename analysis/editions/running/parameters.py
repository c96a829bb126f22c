"""The parameters a notebook takes. papermill only warns about an unknown one and uses the default: we refuse."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from analysis.editions.running.executed_copies import read_copy, text_of
from analysis.project import Refused


def parameters_of(notebook: Path) -> list[str]:
    """Names assigned in the cell tagged `parameters`, in order. Refused if the notebook has no such cell."""
    if not notebook.is_file():
        there = ", ".join(sorted(path.stem for path in notebook.parent.glob("*.ipynb"))) or "none"
        raise Refused(f"there is no notebook '{notebook.stem}'; there are: {there}")
    for cell in read_copy(notebook)["cells"]:
        if cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", []):
            return _assigned(text_of(cell["source"]))
    raise Refused(f"{notebook.name} has no cell tagged 'parameters', so it would ignore what is asked")


def check_parameters(notebook: Path, parameters: Mapping[str, str]) -> None:
    """Refused, in one line that lists what the notebook takes, if a parameter is unknown to it."""
    known = parameters_of(notebook)
    unknown = [name for name in parameters if name not in known]
    if unknown:
        raise Refused(f"{notebook.name} has no parameter '{unknown[0]}'; it has: {', '.join(known) or 'none'}")


def _assigned(code: str) -> list[str]:
    names: list[str] = []
    for statement in ast.parse(code).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        names += [target.id for target in targets if isinstance(target, ast.Name)]
    return names
