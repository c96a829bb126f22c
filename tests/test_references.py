"""Nothing public stands about for tests alone: each function, class and record of the package is referred to from outside them."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
PLACES = ("analysis", "demonstration", "bench", "reports")  # and the notebooks, and the entry points of pyproject.toml
# What is called by a name that stands in no code, and why.
CALLED_BY_NAME = {
    "look_through_given": "the other half of the pages is looked through in a process of its own, which is given its code as text",
    "draw_files": "pictures are drawn in a process of their own, which is given its code as text",
}


def names_in(code: str) -> Counter[str]:
    """How often each name is referred to: read, imported, or asked of an object. What a module lists for export counts too."""
    found: Counter[str] = Counter()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute):
            found[node.attr] += 1
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.update(part for part in node.value.replace("'", " ").split() if part.isidentifier())
    return found


def public_names(code: str) -> Iterator[str]:
    """Functions, classes and constants at a module's top, but not commands and records, which a decorator or a call registers."""
    for node in ast.parse(code).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if not node.decorator_list or not any("command" in ast.unparse(one) for one in node.decorator_list):
                yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            registered = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "declare"
            yield from (target.id for target in targets if isinstance(target, ast.Name) and not registered)


def codes() -> Iterator[str]:
    for place in PLACES:
        yield from (path.read_text(encoding="utf-8") for path in sorted((HOME / place).rglob("*.py")))
    for path in sorted((HOME / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def unreferred(package: dict[str, str], codes: list[str], entry_points: str) -> list[str]:
    """`module: name` of each public name that nothing refers to."""
    found: Counter[str] = Counter()
    for code in codes:
        found.update(names_in(code))
    return [
        f"{module}: {name}"
        for module, code in package.items()
        for name in public_names(code)
        if not name.startswith("_") and not found[name] and name not in entry_points and name not in CALLED_BY_NAME
    ]


def test_each_public_name_is_referred_to_from_outside_tests() -> None:
    package = {
        path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8")
        for path in (HOME / "analysis").rglob("*.py")
    }
    assert len(package) > 300
    found = unreferred(package, list(codes()), (HOME / "pyproject.toml").read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


def test_each_excuse_is_of_a_name_that_stands_in_no_code() -> None:
    found = Counter[str]()
    for code in codes():
        found.update(names_in(code))
    assert found
    assert [name for name in CALLED_BY_NAME if not found[name]] == list(CALLED_BY_NAME)


def test_a_name_that_nothing_refers_to_is_seen() -> None:
    code = "LIMIT = 3\nRECORD = declare(1)\n\ndef used() -> int:\n    return 1\n\ndef unused() -> int:\n    return used()\n"
    assert unreferred({"a.py": code}, [code, "from a import other"], "") == ["a.py: LIMIT", "a.py: unused"]
