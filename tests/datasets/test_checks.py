"""What follows from a declaration: each broken cell is told with its place, and its value left out."""

from __future__ import annotations

from analysis.datasets.checks import check_records
from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.references import check_references
from analysis.sources.records import Record

PONDS = Table(
    "ponds",
    "One row a pond.",
    ("pond_id",),
    (
        Column("pond_id", "text", "code", required=True),
        Column("depth", "number", "depth", unit="m", minimum=0, maximum=10, why="Deep ponds are lakes."),
        Column("ducks", "integer", "ducks", minimum=0),
        Column("shape", "choice", "shape", choices=("round", "long")),
        Column("dug", "date", "day it was dug"),
        Column("since", "quarter", "first quarter"),
        Column("fenced", "boolean", "fenced", required=True),
        Column("above", "text", "the pond above", refers_to="ponds.pond_id"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
PLACES = {
    "pond_id": "A",
    "depth": "B",
    "ducks": "C",
    "shape": "D",
    "dug": "E",
    "since": "F",
    "fenced": "G",
    "above": "H",
}


def row(number: int, **values: str) -> tuple[str, Record]:
    return "ponds.csv", Record(
        f"A{number}", values, {name: f"{letter}{number}" for name, letter in PLACES.items()}, number
    )


def test_a_good_row_is_typed() -> None:
    checked = check_records(
        PONDS,
        [
            row(
                2,
                pond_id="a",
                depth="1.5",
                ducks="1,204",
                shape="Round",
                dug="2/3/2024",
                fenced="Yes",
                since="2024-25 q1",
            )
        ],
    )
    assert checked.findings == []
    (good,) = checked.finished.rows(named=True)
    assert (good["depth"], good["ducks"], good["shape"], good["fenced"], good["since"]) == (
        1.5,
        1204,
        "round",
        True,
        "2024-25 Q1",
    )
    assert (str(good["dug"]), good["source_file"], good["source_cell"]) == ("2024-03-02", "ponds.csv", "A2")
    assert checked.finished.schema == PONDS.schema


def test_every_broken_cell_is_told_and_left_out() -> None:
    bad = row(3, pond_id="b", depth="11", ducks="about 3", shape="star", dug="soon", since="2024", above="zz")
    checked = check_records(PONDS, [row(2, pond_id="a", fenced="no"), bad])
    check_references(checked, {})
    assert sorted((finding.cell, finding.rule) for finding in checked.findings) == [
        ("B3", "out-of-range"),
        ("C3", "not-a-integer"),
        ("D3", "not-a-choice"),
        ("E3", "not-a-date"),
        ("F3", "not-a-quarter"),
        ("G3", "required"),
        ("H3", "unknown-reference"),
    ]
    left = checked.finished.row(1, named=True)
    assert [left[name] for name in PLACES] == ["b", None, None, None, None, None, None, None]
    depth = next(finding for finding in checked.findings if finding.cell == "B3")
    assert (depth.severity, depth.value, depth.why) == ("doubt", "11", "Deep ponds are lakes.")


def test_rows_without_or_with_another_rows_key_are_dropped() -> None:
    checked = check_records(
        PONDS, [row(2, pond_id="a", fenced="no"), row(3, pond_id="a", fenced="yes"), row(4, fenced="no")]
    )
    assert checked.finished["fenced"].to_list() == [False]
    assert [(f.cell, f.rule) for f in checked.findings] == [("A4", "required"), ("A3", "doubled-key")]
    assert "cell A2" in checked.findings[1].problem


def test_headings_that_lack_or_are_not_read_are_told_once() -> None:
    records = [
        ("ponds.csv", Record(f"A{n}", {"pond_id": str(n)}, {"pond_id": f"A{n}", "colour": f"B{n}"}, n)) for n in (2, 3)
    ]
    checked = check_records(PONDS, records)
    assert [(f.rule, f.cell, f.column) for f in checked.findings] == [
        ("missing-heading", "A1", "fenced"),
        ("unknown-heading", "B1", "colour"),
    ]


def test_no_rows_give_the_schema() -> None:
    assert check_records(PONDS, []).finished.schema == PONDS.schema
