"""Which way a thing went is said by the verdict: no exhibit, edition or page writes a direction by hand.

The words stand in one list (`analysis/measures/verdict.py`); what states a change takes them from there by its strength.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]
LAYERS = ("exhibits", "editions", "publishing")
DIRECTION = re.compile(
    r"\b(rose|fell|grew|shrank|shrunk|increased?|decreased?|declined?|climbed|dropped by|went (up|down)|risen|grown|"
    r"busier|quieter|(?:a|the) (rise|fall) (?:in|of) (?!prices)|more people came|fewer people came|improved|worsened)\b"
    r"|^(rise|fall|up|down)$|% (higher|lower|more|less)|\} (higher|lower)",
    re.IGNORECASE,
)
# File and text (its beginning) that has the word in another sense, and the sense.
OTHER_SENSE = {
    ("exhibits/report/report.py", ".]{.given}\n\nIn tables, [c]"): "says what the words stand for",
    ("editions/ledger/citable_facts.py", "---\nsigned:"): "says which words a writer may ask for",
    ("exhibits/cases/study_methods.py", ""): "how many people declined to tell their story",
    ("exhibits/planning/calculator.py", "rise"): "what prices are chosen to do in a plan",
    ("exhibits/planning/calculator.py", "fall"): "what prices are chosen to do in a plan",
}
# File and word that has another sense all through it.
OTHER_SENSE_OF_WORD = {
    ("exhibits/cases/study_methods.py", "declined"): "people who were asked for a case study and said no",
}


def texts_of(code: str) -> list[tuple[int, str]]:
    """(line, text) of each text in the code but for documentation."""
    tree = ast.parse(code)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def by_hand(file: str, code: str) -> list[str]:
    return [
        f"analysis/{file}:{line} writes “{found[0].strip()}” by hand: {text[:60]!r}"
        for line, text in texts_of(code)
        if (found := DIRECTION.search(text))
        and (file, found[0].lower()) not in OTHER_SENSE_OF_WORD
        and not any(file == other and text.startswith(begin) for other, begin in OTHER_SENSE)
    ]


def files() -> dict[str, str]:
    paths = [path for layer in LAYERS for path in sorted((HOME / "analysis" / layer).rglob("*.py"))]
    return {path.relative_to(HOME / "analysis").as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_no_exhibit_writes_a_direction_by_hand() -> None:
    held = files()
    assert len(held) > 100
    wrong = [line for file, code in held.items() for line in by_hand(file, code)]
    assert not wrong, "\n".join(wrong)


def test_no_notebook_writes_one() -> None:
    notebooks = sorted((HOME / "notebooks").glob("*.ipynb"))
    assert len(notebooks) > 9
    said = {
        path.name: "".join(cell["source"])
        for path in notebooks
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown" and not "".join(cell["source"]).strip().startswith("##")
    }
    assert [name for name, text in said.items() if re.search(r"\b(rose by|fell by|grew by)\b", text)] == []


def test_what_is_excepted_is_there() -> None:
    held = files()
    assert len(held) > 50
    assert [key for key in OTHER_SENSE_OF_WORD if not any(key[1] in text for _, text in texts_of(held[key[0]]))] == []
    assert [key for key in OTHER_SENSE if not any(text.startswith(key[1]) for _, text in texts_of(held[key[0]]))] == []


@pytest.mark.parametrize(
    "code",
    [
        'title = f"Attendances rose by {change}"',
        'said = "fell" if change < 0 else ""',
        'way = "rise" if shift.direction > 0 else "fall"',
        'title = f"{amount} busier than elsewhere"',
        'title = "it grew because of it"',
    ],
)
def test_a_direction_by_hand_is_seen(code: str) -> None:
    assert by_hand("exhibits/returns/some.py", code)


@pytest.mark.parametrize(
    "code",
    [
        '"""Whether it rose."""',
        "change = direction(fact)",
        'label = "Lower limit"',
        'text = "{few} or more"',
        "# it fell",
    ],
)
def test_what_is_no_direction_passes(code: str) -> None:
    assert not by_hand("exhibits/returns/some.py", code)
