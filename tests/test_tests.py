"""Tests that cannot fail are no tests: each asserts something, and not only of each of what there may be none of.

What counts as an assertion: `assert`, `pytest.raises`, `pytest.fail`, or a call of a function of the same file that asserts. It may hold
of nothing inside a loop, as `assert all(...)`, `assert not any(...)`, and as an emptiness of what a comprehension leaves.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import LONGEST, PROJECT, pytest_collection_modifyitems

TESTS = Path(__file__).resolve().parent
FILES = sorted(path for path in TESTS.rglob("test_*.py"))
LOOPS = (ast.For, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
CLOCKS = re.compile(
    r"(\w+\.)*(perf_counter|monotonic|process_time|thread_time)(_ns)?|time\.(time(_ns)?|localtime|gmtime|ctime)"
    r"|(\w+\.)*(date|datetime|dt)\.(now|today|utcnow)|(\w+\.)*mkdtemp"
)


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
    """For each assertion in the function, whether it is of each of what there may be none of."""
    yield from _assertions(function, asserting, _assigned(function), in_loop)


def _assigned(function: ast.AST) -> dict[str, ast.expr]:
    """What names of the function stand for, where they are given once."""
    given = [
        (target.id, node.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    return {name: value for name, value in given if [other for other, _ in given].count(name) == 1}


def _assertions(within: ast.AST, asserting: set[str], assigned: dict[str, ast.expr], in_loop: bool) -> Iterator[bool]:
    for node in ast.iter_child_nodes(within):
        if is_assertion(node, asserting):
            yield in_loop or (isinstance(node, ast.Assert) and _holds_of_nothing(node.test, assigned))
        loops = isinstance(node, ast.For) and _goes_through_nothing(node.iter, assigned)
        yield from _assertions(node, asserting, assigned, in_loop or loops)


def _goes_through_nothing(iterated: ast.expr, assigned: dict[str, ast.expr]) -> bool:
    known = assigned.get(iterated.id) if isinstance(iterated, ast.Name) else None
    return _may_be_empty(iterated) and (known is None or _may_be_empty(known))


def _holds_of_nothing(test: ast.expr, assigned: dict[str, ast.expr]) -> bool:
    """Whether the assertion holds where what it goes through is empty."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return all(_holds_of_nothing(part, assigned) for part in test.values)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _leaves_nothing(test.operand, assigned, "any")
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
        right = test.comparators[-1]
        empty = ast.unparse(right) in ("[]", "{}", "()", "set()")
        return empty and _leaves_nothing(test.left, assigned, "")
    return isinstance(test, ast.Call) and _leaves_nothing(test, assigned, "all")


def _leaves_nothing(value: ast.expr, assigned: dict[str, ast.expr], called: str) -> bool:
    """A comprehension, or a call of `all` or `any` with one, over what may be empty."""
    if isinstance(value, ast.Name):
        value = assigned.get(value.id, value)
    if isinstance(value, ast.Call):
        name = getattr(value.func, "id", "")
        if name == "map" and called:
            return all(_goes_through_nothing(each, assigned) for each in value.args[1:])
        return name == called != "" and bool(value.args) and _leaves_nothing(value.args[0], assigned, "map")
    if isinstance(value, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        return any(_goes_through_nothing(each.iter, assigned) for each in value.generators)
    return False


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
        f"{path.relative_to(TESTS).as_posix()}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        for line in clocks_read(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(FILES) > 100
    assert not found, "\n".join(found)


def clocks_read(tree: ast.Module) -> list[str]:
    """Line and name of every call of a clock, of today's date or of what leaves a folder behind, however it was imported."""
    named = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    } | {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.asname
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = [(node.lineno, ast.unparse(node.func)) for node in calls if isinstance(node.func, (ast.Name, ast.Attribute))]
    full = [
        (line, ".".join([named.get(name.split(".")[0], name.split(".")[0]), *name.split(".")[1:]]))
        for line, name in told
    ]
    return [f"{line}: {name}" for line, name in full if CLOCKS.fullmatch(name)]


@pytest.mark.parametrize(
    ("code", "is_clock"),
    [
        ("import time\nassert time.time() - before < 1", True),
        ("from time import perf_counter\nbegan = perf_counter()", True),
        ("import time as t\nt.monotonic_ns()", True),
        ("import datetime as dt\nassert found == dt.date.today()", True),
        ("from datetime import datetime\ndatetime.now().year", True),
        ("import datetime\ndatetime.datetime.now(datetime.UTC)", True),
        ("from tempfile import mkdtemp\nmkdtemp()", True),
        ("import datetime as dt\ndt.date(2024, 4, 1)", False),
        ("import time\ntime.sleep(1)", False),
        ("row.time()", False),
    ],
)
def test_a_clock_is_seen_however_it_is_imported(code: str, is_clock: bool) -> None:
    assert bool(clocks_read(ast.parse(code))) is is_clock


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
        ("assert all(each for each in found())", True),
        ("assert all(map(check, found()))", True),
        ("assert all(each for each in (1, 2))", False),
        ("rows = found()\n    assert all(each for each in rows)", True),
        ("rows = found()\n    assert rows and all(each for each in rows)", False),
        ("assert not any(each for each in found())", True),
        ("assert not [each for each in found() if each]", True),
        ("bad = [each for each in found() if each]\n    assert not bad", True),
        ("bad = [each for each in found() if each]\n    assert bad == []", True),
        ("assert {each: 1 for each in found() if each} == {}", True),
        ("assert not found()", False),
        ("assert found() == []", False),
        ("assert len(found()) == 3\n    assert not [each for each in found() if each]", False),
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


def test_the_longest_files_are_taken_first() -> None:
    """By the same hook that every run of the tests goes through."""
    names = [
        "tests/a/test_a.py::test_one",
        f"{LONGEST[1]}::test_two",
        "notebooks/b.ipynb::",
        f"{LONGEST[0]}::test_three",
    ]
    items = [SimpleNamespace(nodeid=name) for name in names]
    pytest_collection_modifyitems(items)  # type: ignore[arg-type]
    assert [item.nodeid for item in items] == [names[3], names[1], names[0], names[2]]
    assert [file for file in LONGEST if not (PROJECT / file).is_file()] == []
