"""Executed copies: settled, so that the same inputs give the same bytes on every machine, by either engine."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from analysis.editions.file_hashes import write_whole
from analysis.project import root

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def settle(notebook: dict[str, Any], parameters: dict[str, str]) -> dict[str, Any]:
    """The executed notebook without what changes from run to run: times, paths of this machine, new cell ids.

    Cell ids of the source are kept; the cell that papermill put in is called `injected-parameters`.
    """
    notebook["metadata"] = {
        **{name: value for name, value in notebook["metadata"].items() if name not in ("papermill", "widgets")},
        "kernelspec": _KERNEL,
        "language_info": {"name": "python"},
        "papermill": {"parameters": parameters},
    }
    notebook["cells"] = [cell for cell in notebook["cells"] if not _put_in_for_error(cell)]
    for cell in notebook["cells"]:
        for noise in ("papermill", "execution"):
            cell["metadata"].pop(noise, None)
        if not cell["metadata"].get("tags", True):
            del cell["metadata"]["tags"]  # papermill gives every cell a list of tags
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = "injected-parameters"
        for output in cell.get("outputs", []):
            _settle_output(output, str(root()))
    return notebook


def _put_in_for_error(cell: dict[str, Any]) -> bool:
    """Whether papermill put the cell in, to point to the one that failed."""
    return "papermill-error-cell-tag" in cell["metadata"].get("tags", [])


def _settle_output(output: dict[str, Any], home: str) -> None:
    if "text" in output:
        output["text"] = _settle_text(output["text"], home)
    for kind, value in output.get("data", {}).items():
        if kind.startswith("text/"):
            output["data"][kind] = _settle_text(value, home)


def _settle_text(text: Any, home: str) -> Any:
    if isinstance(text, list):
        return [_settle_text(line, home) for line in text]
    return _ADDRESS.sub("at 0x…", text.replace(f"{home}/", "").replace(home, "."))


def write_copy(notebook: dict[str, Any], path: Path) -> None:
    """Write a notebook whole or not at all: sorted keys, one cell a line, which is quick to write and can be compared."""
    around = {name: value for name, value in notebook.items() if name != "cells"}
    cells = ",\n".join(_as_json(cell) for cell in notebook["cells"])
    write_whole(path, f'{{"cells": [\n{cells}\n],{_as_json(around)[1:]}\n')


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_copy(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def text_of(source: str | list[str]) -> str:
    """Notebook files hold text as a string or as a list of its lines."""
    return source if isinstance(source, str) else "".join(source)
