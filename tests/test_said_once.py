"""What stands once stays once: the write that is whole or not at all, and the rules that several layers follow."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.datasets.cases.consent_uses import USES, USES_OF_PAGES, uses_of_page

PACKAGE = Path(__file__).resolve().parents[1] / "analysis"


def renames_in(code: str) -> list[int]:
    """Lines that rename a file over another: `Path.replace` with one argument, which no text's `replace` has, or `os.replace`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "replace"
        and not node.keywords and isinstance(node.func.value, ast.Name)
        and ((len(node.args) == 1 and not ast.unparse(node.args[0]).isupper()) or node.func.value.id == "os")
    ]  # fmt: skip


def test_files_are_placed_whole_by_one_function() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): renames_in(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
    }
    assert [file for file, lines in found.items() if lines] == ["project.py"], (
        "write it with analysis.project.place_whole"
    )


def test_a_rename_is_seen() -> None:
    assert renames_in("beside.replace(path)\nos.replace(a, b)\ntext.replace('a', 'b')\nreplace(each, file=x)") == [1, 2]


def test_the_age_bands_and_the_uses_of_consent_are_written_once() -> None:
    code = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    literals = {
        path: [ast.literal_eval(node) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Tuple)
               and len(node.elts) > 1 and all(isinstance(each, ast.Constant) for each in node.elts)]
        for path, text in code.items() if "people_65_plus" in text or '"report"' in text
    }  # fmt: skip
    for words in (("people_0_17", "people_18_64", "people_65_plus"), USES, USES_OF_PAGES["report"]):
        assert len([path for path, found in literals.items() if words in found]) == 1, words


def test_each_page_needs_the_uses_of_its_kind() -> None:
    assert uses_of_page("index.html") == ("report", "site")
    assert uses_of_page("30-case-studies.html") == ("site",)
    assert uses_of_page("hubs/mill.html") == ("hub page",)


def words_in(code: str) -> Iterator[tuple[int, str]]:
    """Each text of the code with its line, parts of f-strings too; no docstring."""
    tree = ast.parse(code)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def sources_misnamed(texts: Iterable[str]) -> list[str]:
    """Texts that call whatever was told a case study. One that names other kinds beside it does not."""
    return [text for text in texts if re.search(r"case stud(y|ies)", text, re.IGNORECASE) and "interview" not in text]


# What people read: all that states, names or explains a number, and the words of the report that a network may change.
PUBLIC = ("exhibits", "measures", "disclosure", "publishing", "datasets/report/wording.py")
# What is said at the terminal to those who hold the list of case studies.
NOT_READ = {"exhibits/report/case_puzzle.py"}


def test_what_was_told_is_called_a_source_and_no_case_study() -> None:
    """A mixture of interviews, sessions and case studies is counted as sources; `source_kinds` says of which kinds they are."""
    files = [
        path
        for part in PUBLIC
        for path in ([PACKAGE / part] if part.endswith(".py") else (PACKAGE / part).rglob("*.py"))
    ]
    found = {
        (path.relative_to(PACKAGE).as_posix(), text)
        for path in files
        for text in sources_misnamed(text for _, text in words_in(path.read_text(encoding="utf-8")))
    }  # fmt: skip
    assert {file for file, _ in found} <= NOT_READ, found
    pages = {
        notebook.name: sources_misnamed("".join(cell["source"]) for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
                                        if cell["cell_type"] == "markdown")
        for notebook in (PACKAGE.parent / "notebooks").glob("*.ipynb")
    }  # fmt: skip
    assert len(pages) > 5 and not any(pages.values()), pages


def test_a_source_that_is_misnamed_is_seen() -> None:
    code = 'def f(n):\n    """Of case studies."""\n    return f"{n} case studies", "Case study", "case studies, interviews and diaries"'
    assert sources_misnamed(text for _, text in words_in(code)) == ["Case study", " case studies"]
