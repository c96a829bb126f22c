"""Which tests run which functions: asked once in a copy of the project, so that a mutant is judged by those that can notice it.

Each function of the copy notes that it was entered. A test file runs in a process of its own, so that what another file has kept in a
cache hides nothing; within a file a cache may, so the files of the tests that were seen are judges too, after these tests.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import json
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOMS = (
    "measures",
    "disclosure",
    "datasets",
    "exhibits",
    "editions",
    "properties",
    "sources",
    "correspondence",
    "commands",
)
WHOLE_EDITIONS = {
    "demonstration",
    "copy_project",
    "published_facts",
}  # fixtures that build them: judged last, or not at all
NEAREST = 25  # tests that are run first, of all that enter a function
SECONDS = 20.0  # for the others
NOTED = "_entered"
AT_IMPORT = ""

Reached = dict[str, tuple[float, list[str]]]  # by test: seconds, and the functions that it entered


def functions_of(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function by its name within the module, the outer before the inner."""

    def within(node: ast.AST, above: str) -> Iterator[tuple[str, ast.FunctionDef]]:
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, (ast.FunctionDef, ast.ClassDef))
            name = f"{above}.{child.name}".lstrip(".") if named else above  # type: ignore[attr-defined]
            if isinstance(child, ast.FunctionDef):
                yield name, child
            yield from within(child, name)

    return within(tree, "")


def noting(text: str, file: str) -> str:
    """The module, each of whose functions notes its name when it is entered."""
    tree = ast.parse(text)
    for name, function in functions_of(tree):
        told = isinstance(function.body[0], ast.Expr) and isinstance(function.body[0].value, ast.Constant)
        function.body.insert(int(told), ast.parse(f"{NOTED}.add({f'{file}:{name}'!r})").body[0])
    return ast.unparse(tree)


class Recorder:
    """A pytest plugin: of every test that builds no whole edition, how long it took and what it entered."""

    def __init__(self) -> None:
        self.entered: set[str] = set()
        self.reached: Reached = {}
        setattr(builtins, NOTED, self.entered)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool, bool]:
        if not self.reached:
            self.reached[AT_IMPORT] = (0.0, sorted(self.entered))
        self.entered.clear()
        done = yield
        name = item.nodeid.partition("[")[0]
        seconds, before = self.reached.get(name, (0.0, []))
        self.reached[name] = (seconds, sorted(self.entered | set(before)))
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.partition("[")[0]
        seconds, entered = self.reached.get(name, (0.0, []))
        self.reached[name] = (seconds + report.duration, entered)


class WithoutEditions:
    """A pytest plugin: tests that build whole editions are left out."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not WHOLE_EDITIONS & set(getattr(item, "fixturenames", ()))]


def _affordable(timed: list[tuple[float, str]]) -> list[str]:
    """The quickest, as many as SECONDS allow."""
    spent, kept = 0.0, []
    for seconds, name in sorted(timed):
        spent += seconds
        if spent <= SECONDS:
            kept.append(name)
    return kept


@dataclass(frozen=True)
class Reach:
    """By test file, what each of its tests entered."""

    files: dict[str, Reached]

    def judges_of(self, function: str, first: str) -> list[list[str]]:
        """Runs of tests that enter the function: the quick ones of its own layer, the other tests, and the whole files of these.

        What all tests enter is not judged by all of them: SECONDS of them are enough.
        """
        seen = [
            (not file.startswith(first), seconds, test)
            for file, reached in self.files.items()
            for test, (seconds, entered) in reached.items()
            if test != AT_IMPORT and function in entered
        ]
        near, others = sorted(seen)[:NEAREST], sorted(seen)[NEAREST:]
        files = {test.partition("::")[0] for _, _, test in near + others} | self._at_import(function, first)
        of_files = [(sum(seconds for seconds, _ in self.files[file].values()), file) for file in files]
        runs = [[test for _, _, test in near], _affordable([each[1:] for each in others]), _affordable(of_files)]
        return [run for run in runs if run]

    def _at_import(self, function: str, first: str) -> set[str]:
        return {
            file
            for file, reached in self.files.items()
            if function in reached.get(AT_IMPORT, (0.0, []))[1] and file.startswith(first)
        }


def record(files: list[str], kept: Path, run: Callable[[str, list[object]], int], jobs: int) -> Reach:
    """What the tests of each file enter; what is kept from before is not asked again while the file's text is the same.

    run: starts pytest here on one file, with these plugins.
    """
    known: dict[str, tuple[str, Reached]] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    texts = {file: hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in files}
    wanted = [file for file in files if known.get(file, ("", {}))[0] != texts[file]]
    running: dict[int, tuple[str, Path]] = {}
    while wanted or running:
        while wanted and len(running) < jobs:
            file = wanted.pop(0)
            told = kept.with_name(f"{kept.stem}-{len(wanted)}.json")
            told.unlink(missing_ok=True)
            running[_recorded_apart(file, told, run)] = (file, told)
        child, _ = os.wait()
        file, told = running.pop(child)
        known[file] = (texts[file], json.loads(told.read_text(encoding="utf-8")) if told.is_file() else {})
        told.unlink(missing_ok=True)
        kept.write_text(json.dumps(known), encoding="utf-8")
    return Reach({file: known[file][1] for file in files})


def _recorded_apart(file: str, told: Path, run: Callable[[str, list[object]], int]) -> int:
    child = os.fork()
    if child:
        return child
    recorder = Recorder()
    run(file, [recorder, WithoutEditions()])
    told.write_text(json.dumps(recorder.reached), encoding="utf-8")
    os._exit(0)
