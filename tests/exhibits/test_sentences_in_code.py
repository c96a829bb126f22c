"""A sentence that pages print in fixed words stands in the catalogue of wording, where a partner can change it, and not in the code that prints it.

Which module still holds how many is listed in tests/sentences_in_code.tsv, which may only shrink: `python -m tests.exhibits.test_sentences_in_code`
writes it anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from analysis.datasets.report.catalogue import CATALOGUE, ROOMS

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "tests" / "sentences_in_code.tsv"
_WORD, _END = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[a-z)}][.!?](?=\s|$|\*|\{)")
_FEWEST_WORDS = 4


def sentences_in(code: str) -> Iterator[str]:
    """Each text of the code that holds a whole sentence, with {} for what is put into it; no docstring."""
    tree = ast.parse(code)
    passed = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    passed |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = _whole(node)
        if text and id(node) not in passed and len(_WORD.findall(text)) >= _FEWEST_WORDS and _END.search(text):
            yield text


def _whole(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def counted() -> dict[str, int]:
    """How many sentences each module of the exhibits holds, of those that hold any."""
    modules = sorted((ROOT / "analysis" / "exhibits").rglob("*.py"))
    numbers = {path.relative_to(ROOT).as_posix(): len(list(sentences_in(path.read_text("utf-8")))) for path in modules}
    return {path: number for path, number in numbers.items() if number}


def test_no_module_prints_more_sentences_of_its_own_than_it_did() -> None:
    rows = [line.split("\t") for line in LISTED.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert counted() == {path: int(number) for path, number in rows}


def test_a_sentence_in_code_is_seen_and_other_words_are_not() -> None:
    code = (
        'def f(n):\n    """A docstring is no sentence of a page."""\n'
        '    return f"Hubs counted {n} people in all.", "hubs that were open in the quarter", "What is known.", other("How many there were. ")\n'
    )
    assert list(sentences_in(code)) == ["Hubs counted {} people in all.", "How many there were. "]


def test_each_sentence_of_the_catalogue_is_printed_somewhere() -> None:
    """And each id stands in one room alone."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "analysis" / "exhibits").rglob("*.py"))
    assert [name for name in CATALOGUE if f'"{name}"' not in code and f"'{name}'" not in code] == []
    assert sum(map(len, ROOMS.values())) == len(CATALOGUE)


if __name__ == "__main__":
    head = "# Sentences that a module of the exhibits holds itself: module, how many. May only shrink; new ones belong into analysis/datasets/report/catalogue.\n"
    LISTED.write_text(head + "".join(f"{path}\t{number}\n" for path, number in counted().items()), "utf-8")
