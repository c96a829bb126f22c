"""Whole columns are checked at once; cell by cell, slowly, the same must come out."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import polars as pl
import pytest

from analysis.datasets.checks import Checked, check_records, check_sent, shortened
from analysis.datasets.constraints import read_patiently
from analysis.datasets.declaration import POLARS_TYPES, SOURCE_CELL, SOURCE_FILE, SOURCE_ROW, Column, Table
from analysis.datasets.raw_rows import SentSheet
from analysis.sources.records import Record, column_letter

PONDS = Table(
    "ponds",
    "One row a pond.",
    (),
    (
        Column("pond_id", "text", "code", required=True),
        Column("depth", "number", "depth", minimum=0.5, maximum=10),
        Column("ducks", "integer", "ducks", minimum=0, required=True),
        Column("eggs", "integer", "eggs", maximum=400),
        Column("shape", "choice", "shape", choices=("round", "long")),
        Column("weed", "choice", "weed", choices=tuple("abcdefghijkl")),
        Column("dug", "date", "day it was dug"),
        Column("since", "quarter", "first quarter", required=True),
        Column("fenced", "boolean", "fenced"),
        SOURCE_FILE,
        SOURCE_ROW,
    ),
)
NUMBERS = (
    "0,1,7,012,£5,3.25,0.4,10,10.5,17.0,17.5,-4,−4,+4,1e5,inf,nan,٣,9999999999999999,123456789012345678,lots,3-4,"
    "about 3,n/a,more than 5, 8 ,6 or 7,400,401,1.,.5,1.1234567890123"
)
WORDS: dict[str, list[str]] = {
    "pond_id": ["mill", "=1+1", "x" * 200],
    "shape": ["round", "Long", " ROUND ", "star", "s" * 100],
    "weed": ["a", "L", "m", "ab"],
    "dug": ["2024-03-02", "2/3/2024", "soon", "1850-01-01", "2024-02-30", "2200-01-01", "2024-3-2", "2024-03-02 10:00"],
    "since": ["2024-25 Q3", "2024/25 q3", "Q3 2024-25", "2024-26 Q1", "2024-25", "1850-51 Q2", "then"],
    "fenced": ["yes", "no", "Yes", "TRUE", "0", "1", "maybe"],
}


def drawn_cells(rows: int) -> list[dict[str, str]]:
    chance = random.Random(7)
    drawn = []
    for _ in range(rows):
        row = {
            column.name: chance.choice(WORDS.get(column.name, [*NUMBERS.split(","), "1,204"]))
            for column in PONDS.columns_sent
        }
        drawn.append({name: text for name, text in row.items() if chance.random() > 0.15})
    return drawn


def cell_by_cell(row: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """The values of one row, and (column, rule, what was written) of its broken cells."""
    values: dict[str, Any] = {}
    broken = []
    for column in PONDS.columns_sent:
        text = row.get(column.name)
        read, wrong = read_patiently(column, pl.Series([text], dtype=pl.String))
        value, rule = read[0], None
        if text is None:
            rule = "required" if column.required else None
        elif wrong[0]:
            rule = "not-a-choice" if column.choices else f"not-a-{column.kind}"
        elif column.kind in ("integer", "number") and not _least(column) <= value <= _most(column):
            rule, value = "out-of-range", None
        values[column.name] = value
        if rule:
            broken.append((column.name, rule, shortened(text or "")))
    return values, broken


def _least(column: Column) -> float:
    return -float("inf") if column.minimum is None else column.minimum


def _most(column: Column) -> float:
    return float("inf") if column.maximum is None else column.maximum


def found(checked: Checked) -> list[tuple[int | None, str, str, str]]:
    return sorted((each.row, each.column, each.rule, each.value) for each in checked.findings)  # type: ignore[type-var]


def test_whole_columns_give_what_cell_by_cell_gives() -> None:
    rows = drawn_cells(150)
    frame = pl.DataFrame(rows, schema={column.name: pl.String for column in PONDS.columns_sent})
    checked = check_sent(PONDS, SentSheet("ponds.csv", frame))
    expected = [cell_by_cell(row) for row in rows]
    assert checked.finished.drop("source_file", "source_row").rows(named=True) == [values for values, _ in expected]
    broken = sorted((number, *cell) for number, (_, cells) in enumerate(expected, start=2) for cell in cells)
    assert found(checked) == broken
    assert {rule for _, _, rule, _ in broken} == {
        "required", "out-of-range", "not-a-choice", "not-a-number", "not-a-integer", "not-a-date", "not-a-quarter",
        "not-a-boolean",
    }  # fmt: skip


def test_records_and_a_whole_sheet_are_told_alike() -> None:
    rows = drawn_cells(60)
    names = [column.name for column in PONDS.columns_sent]
    letters = {name: column_letter(at) for at, name in enumerate(names)}
    records = [
        ("ponds.csv", Record(f"A{n}", row, {name: f"{letters[name]}{n}" for name in names}, n))
        for n, row in enumerate(rows, start=2)
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))
    from_records, from_sheet = check_records(PONDS, records), check_sent(PONDS, SentSheet("ponds.csv", frame))
    assert from_records.findings == from_sheet.findings
    assert from_records.finished.equals(from_sheet.finished)
    assert from_sheet.findings[0].cell.startswith(letters[from_sheet.findings[0].column])


def test_columns_that_are_typed_already_are_told_as_their_texts_are() -> None:
    typed = pl.DataFrame(
        {
            "pond_id": ["a", "b", "c"],
            "depth": [1.5, 11.0, float("nan")],
            "ducks": [4.0, 2.5, None],
            "eggs": [1, 401, 3],
            "shape": ["round", "star", "Long"],
            "dug": [dt.date(2024, 3, 2), None, dt.date(2024, 3, 3)],
            "since": ["2024-25 Q1", "2024-25 q2", "2024"],
            "fenced": [True, None, False],
        }
    )
    checked = check_sent(PONDS, SentSheet("ponds.csv", typed))
    assert found(checked) == [
        (2 + row, column, rule, value)
        for row, column, rule, value in (
            (1, "depth", "out-of-range", "11"), (1, "ducks", "not-a-integer", "2.5"), (1, "eggs", "out-of-range", "401"),
            (1, "shape", "not-a-choice", "star"), (2, "depth", "not-a-number", "nan"), (2, "ducks", "required", ""),
            (2, "since", "not-a-quarter", "2024"),
        )
    ]  # fmt: skip
    assert checked.finished["shape"].to_list() == ["round", None, "long"]
    assert checked.finished["ducks"].to_list() == [4, None, None]
    assert checked.finished["since"].to_list() == ["2024-25 Q1", "2024-25 Q2", None]
    assert checked.finished.schema == PONDS.schema


@pytest.mark.parametrize("column", PONDS.columns_sent, ids=lambda column: column.name)
def test_a_column_nobody_filled_in_has_its_type(column: Column) -> None:
    nothing = pl.DataFrame({column.name: [None, None]})
    checked = check_sent(Table("ponds", "Ponds.", (), (column, SOURCE_CELL)), SentSheet("ponds.csv", nothing))
    assert checked.frame[column.name].dtype == POLARS_TYPES[column.kind]
    assert [finding.rule for finding in checked.findings] == ["required"] * (2 * column.required)


def test_the_first_of_a_key_stays_and_all_others_are_told_with_its_place() -> None:
    table = Table(
        "ponds", "Ponds.", ("pond", "since"), (Column("pond", "text", "code"), Column("since", "quarter", "since"))
    )
    quarters = [f"{year}-{year + 1 - 2000:02d} Q{n}" for year in range(2010, 2020) for n in (1, 2, 3, 4)]
    frame = pl.DataFrame({"pond": [f"p{n}" for n in range(50) for _ in quarters], "since": quarters * 50})
    twice = pl.DataFrame({"pond": ["p7", "p7", "p8"], "since": ["2010-11 Q1", "2010/11 q1", "2010-11 Q2"]})
    checked = check_sent(table, SentSheet("ponds.csv", pl.concat([frame, twice])))
    assert checked.finished.height == frame.height
    assert [(each.rule, each.cell) for each in checked.findings] == [
        ("doubled-key", f"A{n}") for n in (2002, 2003, 2004)
    ]
    assert (
        checked.findings[1].problem
        == "`p7` and `2010-11 Q1` is here a second time; the first is in cell A282 of ponds.csv."
    )
