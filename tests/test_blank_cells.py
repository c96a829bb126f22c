"""A comparison on a column that may be blank says what it does with blanks: in polars a blank is neither equal nor unequal to anything.

The declarations say which columns may be blank; the code is read for conditions that would drop such rows in silence. What keeps the
equal ones (`==`, `is_in`) leaves blanks out by its own words; what leaves equal ones out (`!=`, `~`) seems to keep all others, and does
not: `ne_missing`, `fill_null`, or `is_null` beside it says what is meant.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.datasets.processing.tables import TABLES

PACKAGE = Path(__file__).resolve().parents[1] / "analysis"
# A cell that must be filled in can be blank all the same: that is a finding, and the row stays. Keys alone are never blank.
MAY_BE_BLANK = {column.name for table in TABLES.values() for column in table.columns if column.name not in table.key}
HANDLES = {"fill_null", "ne_missing", "eq_missing", "is_null", "is_not_null", "drop_nulls"}
# (file, column): why a blank is rightly left out, or who mends it.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("datasets/returns/answers.py", "written"): "what was written is text, empty where nothing was",
    ("datasets/returns/answers.py", "kind"): "questions whose kind does not read stop the build",
    ("datasets/returns/missing_returns.py", "written"): "what was written is text, empty where nothing was",
    ("exhibits/cases/case_studies.py", "frame"): "a count of codes of the frames outcome and contrary",
    ("exhibits/cases/coders.py", "code_id"): "a table of codes, empty in the row for all",
    ("exhibits/cases/contrary.py", "code_id"): "the codebook, whose key it is",
    ("exhibits/cases/guarded.py", "code_id"): "a table of codes, whose key it is",
    (
        "exhibits/cases/guarded.py",
        "partner",
    ): "cases as placed, in which what is not given has a name of its own (NOT_GIVEN)",
    ("exhibits/cases/tellers.py", "case_id"): "codings joined with case studies, whose key it is",
    ("measures/cases/coding_units.py", "case_id"): "the case studies, whose key it is",
    (
        "exhibits/report/case_puzzle.py",
        "partner",
    ): "cases as placed, in which what is not given has a name of its own (NOT_GIVEN)",
    (
        "exhibits/report/told_in_words.py",
        "partner",
    ): "cases as placed, in which what is not given has a name of its own (NOT_GIVEN)",
    ("exhibits/cases/sources.py", "name"): "a count by group, whose name is made",
    ("exhibits/cases/sources.py", "frame"): "a count of codes of the frames outcome and contrary",
    ("exhibits/planning/pathways.py", "hub_id"): "the register, whose key it is",
    ("exhibits/personal/decisions.py", "kind"): "rates that the project measures itself",
    ("exhibits/report/narrative.py", "kind"): "blocks of a narrative, each of a kind",
    ("exhibits/returns/own_questions.py", "kind"): "questions whose kind does not read stop the build",
    ("exhibits/returns/own_questions.py", "question_id"): "the questions, whose key it is",
    (
        "measures/cases/contrary.py",
        "code_id",
    ): "a coding without its code denies no outcome; it stays among the passages",
    ("measures/cases/quotes.py", "case_id"): "the case studies, whose key it is",
    ("measures/comparing/networks.py", "hub_id"): "released counts: each row is a hub or the pool",
    ("measures/planning/costs.py", "hub_kind"): "lines without a kind are left out with a finding (check_cost_lines)",
    ("measures/register/coverage.py", "status"): "the blank is filled around it",
    ("exhibits/money/outlook/dependence.py", "hub_id"): "the register, whose key it is",
    (
        "exhibits/money/shares.py",
        "currency",
    ): "sums by currency; an award without one is told beside them (unknown_currency)",
    ("exhibits/money/shares.py", "name"): "what is not stated has a name of its own (NOT_STATED)",
}


def column_of(node: ast.expr) -> str:
    """The column of `pl.col("x")`, with whatever is called on it."""
    while isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "col" and node.args:
            first = node.args[0]
            return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        node = node.func.value if isinstance(node.func, ast.Attribute) else ast.Constant("")
    return ""


def handled(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr in HANDLES for each in ast.walk(node))


def drops(statement: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, column) of each condition that leaves equal rows out, and blank ones with them."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Compare) and any(isinstance(each, ast.NotEq) for each in node.ops):
            if not handled(node) and (name := column_of(node.left)):
                yield node.lineno, name
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert) and not handled(node.operand):
            for each in ast.walk(node.operand):
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "is_in":
                    yield node.lineno, column_of(each.func.value)
                elif isinstance(each, ast.Compare) and isinstance(
                    each.ops[0], ast.Eq | ast.Gt | ast.Lt | ast.GtE | ast.LtE
                ):
                    yield node.lineno, column_of(each.left)


def found_in(code: str) -> list[tuple[int, str]]:
    """What drops blanks in a module. A function in which the same column's blanks are asked for elsewhere has thought of them."""
    found = []
    for function in [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)]:
        asked = {
            column_of(node.func.value)
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HANDLES
        }
        found += [(line, name) for line, name in drops(function) if name in MAY_BE_BLANK and name not in asked]
    return sorted(set(found))


def test_no_blank_is_dropped_in_silence() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), name): line
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, name in found_in(path.read_text(encoding="utf-8"))
    }
    wrong = [f"{file}:{line} {name}" for (file, name), line in found.items() if (file, name) not in EXCEPTIONS]
    assert wrong == [], "say what becomes of blanks: ne_missing, fill_null, or is_null beside it"
    assert set(EXCEPTIONS) <= found.keys(), "an exception that nothing needs any more"


@pytest.mark.parametrize(
    ("condition", "seen"),
    [
        ('pl.col("consent") != "withdrawn"', True),
        ('~pl.col("consent").is_in(names)', True),
        ('~(pl.col("consent") == "withdrawn")', True),
        ('pl.col("consent").ne_missing("withdrawn")', False),
        ('~(pl.col("consent") == "withdrawn").fill_null(False)', False),
        ('(pl.col("consent") != "withdrawn") | pl.col("consent").is_null()', False),
        ('pl.col("consent") == "quote"', False),
        ('pl.col("case_id") != "a"', False),
    ],
)
def test_a_condition_that_drops_blanks_is_seen(condition: str, seen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "MAY_BE_BLANK", {"consent"})
    assert bool(found_in(f"def kept(rows):\n    return rows.filter({condition})\n")) is seen
