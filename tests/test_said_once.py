"""What stands once stays once: the write that is whole or not at all, and the rules that several layers follow."""

from __future__ import annotations

import ast
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
