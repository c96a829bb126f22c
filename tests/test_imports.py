"""Imports run one way, down the list of layers; an arrow that runs back fails here with its file and line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "analysis"

# A module imports only from its own layer and from those above it.
LAYERS = [
    ("words", ("project", "periods", "networks")),
    ("sources", ("sources",)),
    ("datasets", ("datasets",)),
    ("correspondence", ("correspondence",)),
    ("demonstration", ("demonstration",)),
    ("measures", ("measures",)),
    ("disclosure", ("disclosure",)),
    ("exhibits", ("exhibits",)),
    ("editions", ("editions",)),
    ("publishing", ("publishing",)),
    ("way", ("way",)),
    ("command line", ("__main__",)),
]
HEIGHT = {part: height for height, (_, parts) in enumerate(LAYERS) for part in parts}
# Only the far end of the way may know the generator of invented data.
MAY_IMPORT_DEMONSTRATION = {"demonstration", "way", "__main__"}
DEMONSTRATION_MAY_IMPORT = {"project", "periods", "networks", "datasets", "demonstration"}


def part_of(module: str) -> str:
    """`analysis.exhibits.facts` -> `exhibits`; the package itself has no part."""
    return module.split(".")[1] if "." in module else ""


def imports_of(code: str) -> Iterator[tuple[int, str]]:
    """(line, module) of each import from the package, those inside functions too."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.split(".")[0] == "analysis")
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                yield node.lineno, "relative import"
            elif module == "analysis":
                yield from ((node.lineno, f"analysis.{alias.name}") for alias in node.names)
            elif module.startswith("analysis."):
                yield node.lineno, module


def arrows_back(module: str, code: str) -> list[str]:
    """What is wrong with a module's imports, one line each."""
    own = part_of(module)
    wrong = []
    for line, imported in imports_of(code):
        there = part_of(imported)
        if imported == "relative import":
            wrong.append(f"{module}:{line} imports relatively: write the whole name, so that the direction shows")
        elif there == "":
            continue
        elif HEIGHT[there] > HEIGHT[own]:
            wrong.append(f"{module}:{line} imports {imported}, which lies below it")
        elif there == "demonstration" and own not in MAY_IMPORT_DEMONSTRATION:
            wrong.append(f"{module}:{line} imports {imported}: only way and the command line know the invented data")
        elif own == "demonstration" and there not in DEMONSTRATION_MAY_IMPORT:
            wrong.append(f"{module}:{line} imports {imported}: invented data follows from the declarations alone")
    return wrong


def modules() -> list[tuple[str, Path]]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
    return [(".".join(["analysis", *path.relative_to(PACKAGE).with_suffix("").parts]), path) for path in paths]


def test_no_import_runs_back() -> None:
    wrong = [line for module, path in modules() for line in arrows_back(module, path.read_text(encoding="utf-8"))]
    assert not wrong, "\n".join(wrong)


def test_every_module_has_its_layer() -> None:
    unknown = [module for module, _ in modules() if part_of(module) not in HEIGHT]
    assert not unknown, f"no layer in this test's list for {', '.join(unknown)}"


@pytest.mark.parametrize(
    ("module", "code", "wrong"),
    [
        ("analysis.measures.activity", "from analysis.exhibits.facts import Fact", "which lies below it"),
        ("analysis.project", "import analysis.networks.x\nfrom analysis import sources", "which lies below it"),
        ("analysis.sources.grants", "def f():\n    from analysis.datasets import tables", "grants:2"),
        ("analysis.exhibits.facts", "from .theme import NAVY", "imports relatively"),
        ("analysis.exhibits.facts", "from analysis.demonstration import marches", "only way and the command line"),
        ("analysis.demonstration.marches", "from analysis.sources import kinds", "follows from the declarations"),
    ],
)
def test_an_arrow_that_runs_back_is_seen(module: str, code: str, wrong: str) -> None:
    assert wrong in "\n".join(arrows_back(module, code))


def test_imports_down_the_list_pass() -> None:
    code = "import polars\nimport analysis\nfrom analysis.measures import activity\nfrom analysis.exhibits import facts"
    assert arrows_back("analysis.exhibits.activity", code) == []
