"""Tests that cannot fail are no tests: each asserts something, and not only inside a loop that may have nothing to go through.

What counts as an assertion: `assert`, `pytest.raises`, `pytest.fail`, or a call of a function of the same file that asserts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
FILES = sorted(path for path in TESTS.rglob("test_*.py"))
LOOPS = (ast.For, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
CLOCKS = {"perf_counter", "monotonic", "process_time", "today", "mkdtemp"}


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_assertion(node: ast.AST, asserting: set[str]) -> bool:
    if isinstance(node, ast.Assert):
        return not _always_true(node.test)
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(getattr(node.func, "value", None), "id", "")
        return (owner == "pytest" and name in ("raises", "fail", "warns")) or name in asserting
    return False


def _always_true(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and bool(test.value)


def assertions(function: ast.AST, asserting: set[str], in_loop: bool = False) -> Iterator[bool]:
    """For each assertion in the function, whether it stands in a loop that may be empty."""
    drawn = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and not _may_be_empty(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    yield from _assertions(function, asserting, drawn, in_loop)


def _assertions(within: ast.AST, asserting: set[str], drawn: set[str], in_loop: bool) -> Iterator[bool]:
    for node in ast.iter_child_nodes(within):
        if is_assertion(node, asserting):
            yield in_loop
        loops = isinstance(node, ast.For) and _may_be_empty(node.iter)
        loops = loops and not (isinstance(node.iter, ast.Name) and node.iter.id in drawn)
        yield from _assertions(node, asserting, drawn, in_loop or loops)


def _may_be_empty(iterated: ast.expr) -> bool:
    """Anything but what is written out on the spot: a tuple, a list or a set with something in it, a range of a number."""
    if isinstance(iterated, (ast.Tuple, ast.List, ast.Set)):
        return not iterated.elts
    if isinstance(iterated, ast.Dict):
        return not iterated.keys
    if isinstance(iterated, ast.Constant):
        return not iterated.value
    if isinstance(iterated, ast.Call):
        name = iterated.func.attr if isinstance(iterated.func, ast.Attribute) else getattr(iterated.func, "id", "")
        if name in ("enumerate", "zip", "sorted", "reversed") and iterated.args:
            return (
                all(map(_may_be_empty, iterated.args))
                if name != "zip"
                else not any(not _may_be_empty(one) for one in iterated.args)
            )
        if name in ("items", "keys", "values") and isinstance(iterated.func, ast.Attribute):
            return _may_be_empty(iterated.func.value)
        return name != "range"
    return True


def asserting_functions(tree: ast.Module) -> set[str]:
    """Functions of the file that assert, and fixtures and helpers that call these."""
    found: set[str] = set()
    while True:
        more = {name for name, node in functions(tree).items() if any(not looped for looped in assertions(node, found))}
        if more <= found:
            return found
        found |= more


def vacuous(tree: ast.Module) -> list[str]:
    """Tests without an assertion, or with assertions only in loops that may be empty."""
    asserting = asserting_functions(tree)
    return [
        name
        for name, node in functions(tree).items()
        if name.startswith("test_") and all(assertions(node, asserting - {name}))
    ]


def test_no_test_is_vacuous() -> None:
    assert len(FILES) > 100
    found = [
        f"{path.relative_to(TESTS).as_posix()}: {name}"
        for path in FILES
        for name in vacuous(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, f"{len(found)} tests can pass without looking at anything:\n" + "\n".join(found)


def test_nothing_is_timed_and_nothing_rests_on_today_or_stays_behind() -> None:
    """A test that reads a clock fails on a slow machine or on another day; a folder made by hand is nobody's to remove."""
    found = [
        f"{path.relative_to(TESTS).as_posix()}:{node.lineno}: {node.attr}"
        for path in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("body", "is_vacuous"),
    [
        ("pass", True),
        ("assert True", True),
        ("for each in found():\n        assert each", True),
        ("for each in []:\n        assert each", True),
        ("assert [1 for each in found()]", False),
        ("for each in (1, 2):\n        assert each", False),
        ("for each in range(3):\n        assert each", False),
        ("rows = found()\n    assert rows\n    for each in rows:\n        assert each", False),
        ("with pytest.raises(ValueError):\n        found()", False),
        ("check(1)", False),
        ("for each in found():\n        check(each)", True),
    ],
)
def test_a_vacuous_test_is_known(body: str, is_vacuous: bool) -> None:
    text = f"def check(one):\n    assert one\n\ndef found():\n    return []\n\ndef test_it():\n    {body}\n"
    assert vacuous(ast.parse(text)) == (["test_it"] if is_vacuous else [])


def test_the_page_on_what_holds_what_names_what_is_there() -> None:
    page = (TESTS.parent / "docs" / "what-holds-what.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w./-]+)`", page)
    assert len(named) > 15
    assert not [path for path in named if not (TESTS.parent / path).exists()]
