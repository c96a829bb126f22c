"""A published number leads to the rows it comes from and to no others: one that led to a whole table would tell of later editions and of other hubs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from analysis.disclosure.release import Field
from analysis.exhibits.facts import origins_of

EXHIBITS = Path(__file__).resolve().parents[2] / "analysis" / "exhibits"


def test_a_column_that_leads_to_every_row_of_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="every row of corrections"):
        Field("revised", "Revised", reads=(("corrections", {}),))


def test_the_sheet_on_wellbeing_is_led_to_as_a_whole() -> None:
    """Its rows are people: how many rows a number has would be a count of them."""
    assert Field("due", "Due", reads=(("wellbeing", {}),)).reads


def test_what_no_key_narrows_leads_nowhere() -> None:
    reads = (("hubs", {"locality_id": []}), ("returns", {"quarter": ["2024-25 Q1"], "hub_id": []}))
    (only,) = origins_of(reads, {"kind": "library"})
    assert (only.table, only.where) == ("returns", (("quarter", ("2024-25 Q1",)),))


def empty_readings(path: Path) -> list[str]:
    """Where a file says by itself what a number comes from, and names no rows: Origin(TABLE, ()) and rows_of(TABLE, {})."""
    return [
        f"{path.name}, line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("Origin", "rows_of")
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Tuple | ast.Dict)
        and not ast.unparse(node.args[1]).strip("(){}")
    ]


def test_no_exhibit_leads_to_a_whole_table_by_itself(tmp_path: Path) -> None:
    files = sorted(EXHIBITS.rglob("*.py"))
    assert len(files) > 100
    assert [found for path in files for found in empty_readings(path)] == []
    (tmp_path / "careless.py").write_text('rests = [Origin("corrections", ()), rows_of("pathways", {})]', encoding="utf-8")  # fmt: skip
    assert len(empty_readings(tmp_path / "careless.py")) == 2
