"""The house: a file has one subject and fits a sitting, a folder fits a glance, modules are called by nouns, and the glossary is in order."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]
PACKAGE = HOME / "analysis"
MOST_LINES, MOST_MODULES, MOST_LINES_OF_A_FUNCTION = 300, 18, 45
# What was done to a thing is no name of it: a module is called by what it holds. Before a noun (`filled_forms`) the words are welcome.
PARTICIPLE = re.compile(
    r"asked|built|checked|come|compared|counted|done|drawn|found|given|held|inspected|kept|known|left|linked|made|opened|published"
    r"|read|said|seen|sent|settled|shown|taken|told|unlinked|unopened|used|wanted|withdrawn|written"
)
WRITTEN = "datasets/written"  # the room of values as people wrote them, which the grid of the house names so


def modules() -> list[str]:
    """All modules and rooms of the package, by path without suffix."""
    files = [path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py"))]
    rooms = {room for file in files for room in file.parents if room != Path()}
    named = [file for file in files if not file.stem.startswith("__")]
    return sorted(path.with_suffix("").as_posix() for path in {*named, *rooms})


def participles_in(names: list[str]) -> list[str]:
    """Those whose last word says what was done, and not what it is."""
    return [name for name in names if name != WRITTEN and PARTICIPLE.fullmatch(re.split(r"[/_]", name)[-1])]


def terms_of(text: str) -> list[str]:
    """The bold words that entries of the glossary begin with."""
    return re.findall(r"^\*\*(.+?)\*\*:", text, re.MULTILINE)


def test_a_file_is_at_most_300_lines() -> None:
    lines = {
        path.relative_to(HOME).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert len(lines) > 200
    assert {file: count for file, count in lines.items() if count > MOST_LINES} == {}


def test_a_folder_holds_at_most_18_modules() -> None:
    counts = Counter(
        path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if path.stem != "__init__"
    )
    assert len(counts) > 30
    assert {folder: count for folder, count in counts.items() if count > MOST_MODULES} == {}


def test_modules_are_called_by_nouns() -> None:
    assert len(modules()) > 200
    assert participles_in(modules()) == []


@pytest.mark.parametrize("name", ["datasets/held", "exhibits/cases/cases_used", "publishing/written", "editions/told"])
def test_a_participle_is_seen(name: str) -> None:
    assert participles_in(["datasets/written", "correspondence/returns/filled_forms", name]) == [name]


def test_the_glossary_is_in_alphabetical_order() -> None:
    terms = [term.lower() for term in terms_of((HOME / "GLOSSARY.md").read_text(encoding="utf-8"))]
    assert len(terms) > 80
    assert terms == sorted(terms)


def test_the_glossary_has_each_word_once() -> None:
    text = (HOME / "GLOSSARY.md").read_text(encoding="utf-8")
    words = Counter(word.strip().lower() for term in terms_of(text) for word in term.split(","))
    assert [word for word, count in words.items() if count > 1] == []
    assert len(terms_of(text)) == text.count("\n\n**") == text.count("\n**"), "an entry begins with its word in bold"


def lines_of_functions(code: str) -> dict[str, int]:
    """Lines of each function without its docstring, those inside it among them; of methods of one name the longest."""
    counts: dict[str, int] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0] if ast.get_docstring(node) is not None else None
            without = (told.end_lineno or 0) - told.lineno + 1 if told else 0
            lines = (node.end_lineno or 0) - node.lineno + 1 - without
            counts[node.name] = max(lines, counts.get(node.name, 0))
    return counts


def test_a_function_fits_a_screen() -> None:
    """An exhibit that grows past it becomes table, facts, drawing and words; a test becomes several."""
    counts = {
        f"{path.relative_to(HOME).as_posix()}: {name}": lines
        for place in ("analysis", "demonstration", "bench", "reports", "tests")
        for path in (HOME / place).rglob("*.py")
        for name, lines in lines_of_functions(path.read_text(encoding="utf-8")).items()
    }
    assert len(counts) > 2000
    assert {name: lines for name, lines in counts.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def test_lines_of_a_function_are_counted_without_its_docstring() -> None:
    code = 'def told():\n    """One.\n\n    Two.\n    """\n    def inner():\n        pass\n    return inner\n'
    assert lines_of_functions(code) == {"told": 4, "inner": 2}
    again = (
        "class A:\n    def told(self):\n        pass\n        pass\n\n\nclass B:\n    def told(self):\n        pass\n"
    )
    assert lines_of_functions(again) == {"told": 3}
