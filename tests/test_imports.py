"""Imports run down the layers, and within a layer from a subject to the layer's means and its own room; any other arrow fails here
with its file and line, unless the table of this file names it and says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "analysis"

# A module imports only from its own layer and from those above it.
LAYERS = [
    (
        "words",
        (
            "project",
            "periods",
            "settings",
            "network_settings",
            "disclosure_settings",
            "baselines",
            "targets",
            "designs",
            "theory_of_change",
            "planned_editions",
            "networks",
            "handover",
            "shared_values",
        ),
    ),
    ("sources", ("sources",)),
    ("datasets", ("datasets",)),
    ("correspondence", ("correspondence",)),
    ("measures", ("measures",)),
    ("disclosure", ("disclosure",)),
    ("exhibits", ("exhibits",)),
    ("editions", ("editions",)),
    ("publishing", ("publishing",)),
    ("way", ("way", "citations", "pages_to_send")),
    ("command line", ("commands", "__main__")),
]
HEIGHT = {part: height for height, (_, parts) in enumerate(LAYERS) for part in parts}
# Invented data follows from the declarations alone, and nothing of the package knows it.
DEMONSTRATION_MAY_IMPORT = {"", "project", "periods", "settings", "network_settings", "networks", "datasets"}

SUBJECTS = {"register", "returns", "cases", "money", "planning", "comparing", "personal", "report"}
# Rooms that hold a layer's own means: any subject may lean on them, they on none but where the table says so.
MEANS = {
    "sources": {"files"},
    "datasets": {"written"},
    "disclosure": {"attacks", "puzzle"},
    "exhibits": {"drawing"},
    "editions": {"ledger", "running"},
    "publishing": {"beside_editions", "figures", "judging", "numbers", "papers", "plain_words", "quarto"},
}
# Rooms that gather what the subjects have: they may know all of them.
GATHERING = {("datasets", "processing"), ("datasets", "inspecting"), ("exhibits", "report")}
ACROSS = {
    ("sources", "raw", "report"): "a card is not told as unread because a narrative has its name",
    ("sources", "raw", "returns"): "a mapping is nothing that a card has to cover",
    ("datasets", "cases", "returns"): "the shared codebook holds outcomes against questions of the core",
    ("datasets", "personal", "returns"): "which free texts are searched follows from the questions' rules",
    ("datasets", "planning", "register"): "costs are asked for each kind of hub",
    ("datasets", "report", "cases"): "findings name themes of the shared codebook",
    ("datasets", "returns", "register"): "what stands around a file of returns are the network's hubs too",
    ("exhibits", "comparing", "money"): "networks are compared in amounts as the money pages write them",
    ("exhibits", "money", "register"): "money by need follows the order of localities of the register",
    ("exhibits", "planning", "register"): "plans rest on the coverage map and the kinds of hub",
    ("exhibits", "returns", "register"): "quality says which hubs the register expects",
}


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
    return wrong


def rooms_of(module: str) -> tuple[str, str]:
    """`analysis.exhibits.money.years` -> (`exhibits`, `money`); what lies at the layer's top has no room."""
    parts = module.split(".")[1:]
    return parts[0], parts[1] if len(parts) > 1 and (PACKAGE / parts[0] / parts[1]).is_dir() else ""


def arrows_across(module: str, code: str) -> list[tuple[int, str, tuple[str, str, str]]]:
    """(line, what is imported, (layer, from, to)) of each import that leaves its room for another of the same layer."""
    layer, own = rooms_of(module)
    across = []
    for line, imported in named_imports(code):
        if imported.count(".") and rooms_of(imported)[0] == layer:
            room = rooms_of(imported)[1]
            means = room in {"", *MEANS.get(layer, set())}
            if own != room and not means and (layer, own) not in GATHERING:
                across.append((line, imported, (layer, own, room)))
    return across


def named_imports(code: str) -> Iterator[tuple[int, str]]:
    """As imports_of, with the names of each import: `from analysis.datasets.returns import answers` names a module."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("analysis."))


def modules() -> list[tuple[str, Path]]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]
    return [(".".join(["analysis", *path.relative_to(PACKAGE).with_suffix("").parts]), path) for path in paths]


def test_no_import_runs_back() -> None:
    wrong = [line for module, path in modules() for line in arrows_back(module, path.read_text(encoding="utf-8"))]
    assert len(modules()) > 200
    assert not wrong, "\n".join(wrong)


def test_every_module_has_its_layer() -> None:
    unknown = [module for module, _ in modules() if part_of(module) not in HEIGHT]
    assert len(modules()) > 200
    assert not unknown, f"no layer in this test's list for {', '.join(unknown)}"


@pytest.mark.parametrize(
    ("module", "code", "wrong"),
    [
        ("analysis.measures.returns.activity", "from analysis.exhibits.facts import Fact", "which lies below it"),
        ("analysis.project", "import analysis.networks.x\nfrom analysis import sources", "which lies below it"),
        ("analysis.sources.money.giving.grants", "def f():\n    from analysis.datasets import tables", "grants:2"),
        ("analysis.exhibits.facts", "from .theme import NAVY", "imports relatively"),
    ],
)
def test_an_arrow_that_runs_back_is_seen(module: str, code: str, wrong: str) -> None:
    assert wrong in "\n".join(arrows_back(module, code))


def test_imports_down_the_list_pass() -> None:
    code = "import polars\nimport analysis\nfrom analysis.measures import activity\nfrom analysis.exhibits import facts"
    assert arrows_back("analysis.exhibits.returns.activity", code) == []


def test_a_subject_keeps_to_its_room() -> None:
    """Any other arrow within a layer is in the table with its reason, and no reason outlives its arrow."""
    drawn = [
        (f"{module}:{line} imports {imported}", arrow)
        for module, path in modules()
        for line, imported, arrow in arrows_across(module, path.read_text(encoding="utf-8"))
    ]
    wrong = [said for said, arrow in drawn if arrow not in ACROSS]
    assert not wrong, "\n".join(wrong)
    assert set(ACROSS) == {arrow for _, arrow in drawn}, "an arrow of the table is drawn no more"


def test_an_arrow_into_another_room_is_seen() -> None:
    code = "from analysis.exhibits.cases import quotes\nfrom analysis.exhibits import facts\nfrom analysis.exhibits.drawing import theme"
    (seen,) = arrows_across("analysis.exhibits.money.years", code)
    assert seen == (1, "analysis.exhibits.cases.quotes", ("exhibits", "money", "cases"))
    assert arrows_across("analysis.exhibits.report.report", code) == []


def test_every_room_is_a_subject_or_named_for_what_it_is() -> None:
    rooms = {rooms_of(module) for module, _ in modules()}
    named = {(layer, room) for layer, means in MEANS.items() for room in means} | GATHERING | {("sources", "raw")}
    strange = [room for room in rooms if room[1] and room[1] not in SUBJECTS and room not in named]
    assert len(rooms) > 30
    assert not strange, strange


def test_invented_data_follows_from_the_declarations() -> None:
    home = PACKAGE.parent / "demonstration"
    paths = sorted(home.rglob("*.py"))
    assert len(paths) > 20
    wrong = [
        f"{path.relative_to(home)}:{line} imports {imported}"
        for path in paths
        for line, imported in imports_of(path.read_text(encoding="utf-8"))
        if part_of(imported) not in DEMONSTRATION_MAY_IMPORT
    ]
    assert not wrong, "\n".join(wrong)
    knows = [str(path) for _, path in modules() if "import demonstration" in path.read_text(encoding="utf-8")]
    assert not knows and not [p for _, p in modules() if "from demonstration" in p.read_text(encoding="utf-8")]
