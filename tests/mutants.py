"""Would the tests notice? `make mutants`: a seeded sample of small faults put into the code one at a time, and what killed each.

    python -m tests.mutants [--sample 40] [--seed 2026] [--only analysis/measures] [--near]

Each mutant is one changed place in the body of a function of measures, disclosure, datasets, exhibits or editions, in a copy of the
project. First the tests are run that enter its function (tests/reach.py), the quick ones before the others, then two editions in short
(tests/short_edition.py): each fact as the ledgers have it. What lives through all this is held against whole editions: the facts worked
out a second time (tests/truth) and the ledgers. Survivors that tests/mutants_excused.tsv names, with
the reason why nobody could tell them from the code as it is, do not count. Exit code 1 where fewer than 92 % of the others are killed.

Own code, because what is kept well elsewhere knows neither polars' ways of being wrong (sum for max, any for all, a null filled with
the other truth) nor which tests hold a line here: mutmut changes a copy through trampolines that its own runner must load, and
cosmic-ray runs the whole suite for each mutant.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import pkgutil
import random
import shutil
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.mutated_code import swap
from tests.reach import ROOMS, Reach, WithoutEditions, functions_of, noting, record

PROJECT = Path(__file__).resolve().parents[1]
LAYERS = ("measures", "disclosure", "datasets", "exhibits", "editions")
LIBRARIES = (
    "great_tables",
    "hypothesis",
    "IPython",
    "nbformat",
    "pandas",
    "plotly.graph_objects",
    "polars",
    "statsmodels.api",
)
EXCUSED = Path(__file__).with_name("mutants_excused.tsv")
REACH = PROJECT / ".pytest_cache" / "reach.json"
FAILED = "failed.txt"  # in the copy: the test that failed
SHORT = "editions in short"  # a judge that is no test: tests/short_edition.py
SHORT_ANEW = "editions in short, from what was sent"
MADE = {".git", ".venv", "data/processed", "reports/site", "reports/quarto", "reports/logs"}
ENOUGH = 0.92
PATIENCE = 600  # seconds for one run of tests; a mutant that hangs is killed

SWAPPED_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
SWAPPED_NAMES = {
    "sum": "max",
    "max": "min",
    "min": "max",
    "mean": "median",
    "first": "last",
    "last": "first",
    "n_unique": "len",
    "any": "all",
    "all": "any",
    "any_horizontal": "all_horizontal",
    "all_horizontal": "any_horizontal",
    "max_horizontal": "min_horizontal",
    "min_horizontal": "max_horizontal",
    "is_null": "is_not_null",
    "is_not_null": "is_null",
    "floor": "ceil",
    "ceil": "floor",
    "start": "end",
    "first_day": "last_day",
}


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    before: str
    after: str
    original: str  # of the whole module, as the mutated text is written
    text: str
    function: str  # that it is in, with its file

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}: {self.before} -> {self.after}"

    @property
    def layer(self) -> str:
        return self.file.split("/")[1]

    @property
    def excuse_key(self) -> tuple[str, str, str]:
        """Without the line, which moves."""
        return self.file, self.before, self.after


def places(tree: ast.Module) -> list[ast.AST]:
    """Every place in a function's body that can be changed; the places stay the same in a tree parsed again."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found = {id(node): node for function in functions for statement in function.body for node in ast.walk(statement)}
    # That two sequences are as long as each other is an assertion, and nobody tells one that holds from none.
    strict = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "strict"}
    return [node for node in found.values() if change(node) is not None and id(node) not in strict]


def change(node: ast.AST) -> Callable[[], None] | None:
    """How the node is changed in its place; None where nothing is."""
    swapped: Callable[[], None] | None = None
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SWAPPED_OPERATORS:
        swapped = lambda: node.ops.__setitem__(0, SWAPPED_OPERATORS[type(node.ops[0])]())  # type: ignore[call-overload]  # noqa: E731
    elif isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in SWAPPED_OPERATORS and not _is_text(node):
        swapped = lambda: setattr(node, "op", SWAPPED_OPERATORS[type(node.op)]())  # noqa: E731
    elif isinstance(node, ast.Attribute) and node.attr in SWAPPED_NAMES:
        swapped = lambda: setattr(node, "attr", SWAPPED_NAMES[node.attr])  # noqa: E731
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        swapped = lambda: setattr(node, "value", not node.value)  # noqa: E731
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        swapped = lambda: setattr(node, "value", node.value + 1)  # noqa: E731
    elif isinstance(node, (ast.If, ast.IfExp)):
        swapped = lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))  # noqa: E731
    return swapped


def _is_text(node: ast.AST) -> bool:
    return any(
        isinstance(each, (ast.JoinedStr, ast.List)) or isinstance(getattr(each, "value", 0), str)
        for each in ast.walk(node)
    )


def mutants(root: Path, only: str) -> Iterator[tuple[str, int]]:
    """(module, number of the place) of all that could be drawn."""
    for layer in LAYERS:
        for path in sorted((root / "analysis" / layer).rglob("*.py")):
            if (file := path.relative_to(root).as_posix()).startswith(only):
                for number in range(len(places(ast.parse(path.read_text(encoding="utf-8"))))):
                    yield file, number


def draw(every: list[tuple[str, int]], sample: int, seed: int) -> list[tuple[str, int]]:
    """As many of each layer, in turns: what was tried when somebody stops is a sample of each."""
    chance, drawn = random.Random(seed), []
    for layer in LAYERS:
        of_layer = [each for each in every if each[0].split("/")[1] == layer]
        picked = chance.sample(of_layer, min(sample, len(of_layer)))
        drawn += [(turn, each) for turn, each in enumerate(picked)]
    return [each for _, each in sorted(drawn, key=lambda one: one[0])]


def make(root: Path, file: str, number: int) -> Mutant:
    tree = ast.parse((root / file).read_text(encoding="utf-8"))
    original, node = ast.unparse(tree), places(tree)[number]
    shown = node.test if isinstance(node, (ast.If, ast.IfExp)) else node
    before = ast.unparse(shown)
    swapped = change(node)
    assert swapped is not None
    swapped()
    after = ast.unparse(node.test if isinstance(node, (ast.If, ast.IfExp)) else node)
    line = getattr(node, "lineno", 0)
    within = [name for name, function in functions_of(tree) if any(each is node for each in ast.walk(function))]
    text = ast.unparse(tree)
    return Mutant(file, line, before[:120], after[:120], original, text, f"{file}:{within[-1]}")


def judges_of(mutant: Mutant, reach: Reach, near: bool) -> list[list[str]]:
    """Runs of tests, the nearest first: those that enter its function, those that lie beside it where none does, whole editions."""
    layer = f"tests/{mutant.layer}"
    nearest, *others = reach.judges_of(mutant.function, layer) or [[layer]]
    runs = [nearest, [SHORT_ANEW if mutant.layer == "datasets" else SHORT], *others]
    return runs if near else [*runs, ["tests/truth", "tests/test_ledger.py"]]


def known_reach(workplace: Path) -> Reach:
    """What each test enters, asked in the copy with its functions noting it, which is put back as it was; kept from run to run."""
    files = [path for room in ROOMS for path in sorted((PROJECT / "tests" / room).rglob("test_*.py"))]
    modules = [path for layer in LAYERS for path in (workplace / "analysis" / layer).rglob("*.py")]
    originals = {path: path.read_text(encoding="utf-8") for path in modules}
    for path, text in originals.items():
        path.write_text(noting(text, path.relative_to(workplace).as_posix()), encoding="utf-8")
    REACH.parent.mkdir(exist_ok=True)
    try:
        return record(
            [path.relative_to(PROJECT).as_posix() for path in files],
            REACH,
            lambda file, plugins: _record_here(file, workplace, plugins),
            2,
        )
    finally:
        for path, text in originals.items():
            path.write_text(text, encoding="utf-8")


def _record_here(file: str, workplace: Path, plugins: list[object]) -> int:
    _be_silent()
    move_into(workplace)
    return _run_here([file], plugins)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What no copy needs, by its path: a package may be called as a folder of what was built is."""
    within = Path(folder).relative_to(PROJECT)
    return {
        name for name in names if (within / name).as_posix() in MADE or name == "__pycache__" or name.endswith("_cache")
    }


def killer_of(mutant: Mutant, workplace: Path, reach: Reach, near: bool) -> str:
    """What fails with the mutant in place, and passes without it; empty where the mutant lives through all."""
    target, failed = workplace / mutant.file, workplace / FAILED
    original = target.read_text(encoding="utf-8")
    for run in judges_of(mutant, reach, near):
        failed.unlink(missing_ok=True)
        target.write_text(mutant.text, encoding="utf-8")
        try:
            if passes(run, workplace, mutant):
                continue
        finally:
            target.write_text(original, encoding="utf-8")
        test = failed.read_text(encoding="utf-8") if failed.exists() else ""
        if test and not passes_as_it_is(test, workplace):
            raise RuntimeError(f"{test} fails without any fault: it kills nothing")
        return test or run[0]
    return ""


@cache
def passes_as_it_is(test: str, workplace: Path) -> bool:
    return passes([test], workplace, None)


def passes(run: list[str], workplace: Path, mutant: Mutant | None) -> bool:
    """Whether the tests pass, in a process split off from this one, which has imported the project: the mutant is put into what it has.

    Where the mutant's function is not loaded or has run at import, the process imports everything anew, from the copy with the mutant.
    """
    child = os.fork()
    if not child:
        os.setsid()
        os._exit(0 if _holds(run, workplace, mutant) else 1)
    hangs = threading.Timer(PATIENCE, os.killpg, (child, signal.SIGKILL))
    hangs.start()
    _, ended = os.waitpid(child, 0)
    hangs.cancel()
    return os.waitstatus_to_exitcode(ended) == 0


def _holds(run: list[str], workplace: Path, mutant: Mutant | None) -> bool:
    _be_silent()
    if mutant and not swap(workplace / mutant.file, mutant.original, mutant.text):
        _forget()
    if run in ([SHORT], [SHORT_ANEW]):
        return _says_what_it_said(workplace, run == [SHORT_ANEW])
    whole = any(path.startswith("tests/test_ledger") for path in run)
    return _run_here(run, [FirstFailure(workplace / FAILED), *([] if whole else [WithoutEditions()])]) in (0, 5)


def _be_silent() -> None:
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)


class FirstFailure:
    """A pytest plugin that writes down which test failed, or which file could not be read."""

    def __init__(self, told: Path) -> None:
        self.told = told

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.told.write_text(report.nodeid.partition("[")[0], encoding="utf-8")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.told.write_text(report.nodeid, encoding="utf-8")


def move_into(workplace: Path) -> None:
    """This process is in the copy of the project from here on, and has imported all of it."""
    os.chdir(workplace)
    os.environ |= {"PYTHONPATH": str(workplace), "HUB_LEARNING_ROOT": str(workplace), "PYTHONDONTWRITEBYTECODE": "1"}
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    sys.path[:] = [str(workplace), *(place for place in sys.path if place not in ("", str(PROJECT)))]
    sys.dont_write_bytecode = True
    _forget()


def load_all() -> None:
    """Nothing that is imported may ask polars anything: a process that did hangs its children."""
    import analysis

    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _forget() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "analysis")]:
        del sys.modules[name]


def _says_what_it_said(workplace: Path, anew: bool) -> bool:
    """Whether editions in short say what they said before; what they say the first time is kept, and nobody is asked how they fail.

    anew: make the tables anew from what was sent, and not take those that the code made without any fault.
    """
    kept, made, first = workplace / "said.json", workplace / "data" / "processed", workplace / "processed-first"
    shutil.rmtree(made, ignore_errors=True)
    if first.is_dir() and not anew:
        shutil.copytree(first, made)
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else None
    said = []
    try:
        for place, ledger in enumerate(importlib.import_module("tests.short_edition").short_ledgers(workplace)):
            said.append(ledger)
            if before is not None and before[place] != ledger:
                return False
    except BaseException:
        return False
    if before is None:
        kept.write_text(json.dumps(said), encoding="utf-8")
        shutil.copytree(made, first)
    return True


def _run_here(run: list[str], plugins: list[object]) -> int:
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *run], plugins))


def excused() -> dict[tuple[str, str, str], str]:
    """(file, before, after) of mutants that nobody could tell from the code, with the reason."""
    lines = EXCUSED.read_text(encoding="utf-8").splitlines() if EXCUSED.is_file() else []
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(file, before, after): reason for file, before, after, reason in rows}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--sample",
        type=int,
        default=40,
        help="how many to draw of each layer (default 40; each takes seconds to minutes)",
    )
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--near", action="store_true", help="leave the whole editions out: quick, and more survive")
    parser.add_argument("--only", default="analysis/", help="a path that the modules begin with")
    chosen = parser.parse_args()
    for library in LIBRARIES:
        importlib.import_module(library)
    killed, lived = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        workplace = Path(folder) / "project"
        shutil.copytree(PROJECT, workplace, ignore=_left_out)
        drawn = draw(list(mutants(workplace, chosen.only)), chosen.sample, chosen.seed)
        print(f"{len(drawn)} mutants, seed {chosen.seed}", flush=True)
        reach = known_reach(workplace)
        move_into(workplace)
        load_all()
        if not passes([SHORT], workplace, None):
            raise RuntimeError("the editions cannot be built without any fault")
        for file, number in drawn:
            mutant = make(workplace, file, number)
            if reason := excused().get(mutant.excuse_key):
                print(f"EXCUSED   {mutant.name}   ({reason})", flush=True)
                continue
            killer = killer_of(mutant, workplace, reach, chosen.near)
            (killed if killer else lived)[mutant.layer] += 1
            print(f"{'killed   ' if killer else 'SURVIVED '} {mutant.name}   {killer and f'by {killer}'}", flush=True)
    tried = killed + lived
    for layer in [*sorted(tried), "all"]:
        dead, of = (killed[layer], tried[layer]) if layer in tried else (killed.total(), tried.total())
        print(f"{layer}: {dead} of {of} killed: {dead / max(1, of):.0%}")
    return 0 if killed.total() >= ENOUGH * tried.total() else 1


if __name__ == "__main__":
    sys.exit(main())
