"""Every exhibit of every notebook, built as a notebook builds it, but without a kernel: for tests of odd networks."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analysis.exhibits.exhibit import Exhibit
from analysis.handover import Handover

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
HUB_PAGE = "hub-page"


@dataclass(frozen=True)
class Built:
    """What one output of a notebook says of itself, and the markdown that pages are set from."""

    notebook: str
    handed: Handover
    markdown: str

    @property
    def id(self) -> str:
        return self.handed.exhibit.id

    @property
    def kind(self) -> str:
        return self.handed.exhibit.kind


def build_notebooks(network: str, period: str, hub: str, in_markdown: bool = True) -> list[Built]:
    """The outputs of all notebooks, the hub page's for one hub. An exhibit that fails fails the test.

    in_markdown: else the markdown is left empty, which half of the time goes into.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not in_markdown:
            patch.setattr(Exhibit, "markdown", lambda self, written="": "")
            patch.setattr(Exhibit, "_table_html", "")
        return [
            built
            for path in sorted(NOTEBOOKS.glob("*.ipynb"))
            for built in _outputs(path, {"network": network, "period": period, "hub": hub})
        ]


def outputs_of(path: Path, parameters: dict[str, str]) -> list[Built]:
    """The outputs of one notebook."""
    return list(_outputs(path, parameters))


def _outputs(path: Path, parameters: dict[str, str]) -> Iterator[Built]:
    names: dict[str, Any] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        if "parameters" in cell["metadata"].get("tags", []):
            exec("".join(cell["source"]), names)  # what it has beside these stays as it is there
            names |= parameters if path.stem == HUB_PAGE else {**parameters, "hub": None}
            continue
        shown = _run("".join(cell["source"]), names)
        if shown is None:
            continue
        for one in _single(shown):
            data, metadata = one._repr_mimebundle_()
            handed = Handover.of_output({"metadata": metadata})
            assert handed is not None
            yield Built(path.stem, handed, data["text/markdown"])


def _single(shown: Any) -> list[Any]:
    """The value itself, or, of a collection, its exhibits and their sentences."""
    return (
        [part for one in shown.exhibits for part in ((one, one.sentence) if hasattr(one, "sentence") else (one,))]
        if hasattr(shown, "exhibits")
        else [shown]
    )


def _run(source: str, names: dict[str, Any]) -> Any:
    """As the lab does: every statement, and the value of the last one where it has one."""
    *before, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        exec(source, names)
        return None
    exec(compile(ast.Module(before, []), "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
