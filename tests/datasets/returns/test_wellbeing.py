"""Answers of people about their wellbeing: what is wrong in the sheet is told by its cell, and what cannot be told of is left out."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.datasets.returns.wellbeing.answers import FILE, WELLBEING, answered
from analysis.networks import Network
from tests.datasets.drawn_network import write

HEADINGS = ["hub_id", "first_quarter", "last_quarter", *answered("first"), *answered("last")]
ITEMS, NO_ITEMS = "3 3 3 3 3 3 3", ". . . . . . ."
FOUR, NO_FOUR = "5 6 7 3", ". . . ."


def sheet(rows: str) -> str:
    """A line a person: quarters as 2024-25/1; a dot is a blank."""
    lines = [
        ",".join("" if cell == "." else cell.replace("/", " Q") for cell in line.split())
        for line in rows.strip().splitlines()
    ]
    return "\n".join([",".join(HEADINGS), *lines]) + "\n"


def told(network: Network, rows: str) -> tuple[int, list[tuple[str, str]]]:
    """How many rows are kept, and the rule and cell of each finding about the sheet."""
    write(network.folder / FILE, sheet(rows))
    process_network(network)
    findings = read_table(network.name, "findings").filter(pl.col("file") == FILE, pl.col("table") == WELLBEING.name)
    return read_table(network.name, WELLBEING.name).height, findings.select("rule", "cell").rows()


def test_people_who_stayed_who_left_and_who_are_not_due_yet_are_all_kept(network: Network) -> None:
    rows = f"""
    mill 2024-25/1 2024-25/2 {FOUR} {ITEMS} {FOUR} {ITEMS}
    mill 2024-25/1 2024-25/2 {FOUR} {ITEMS} {NO_FOUR} {NO_ITEMS}
    mill 2024-25/2 .         {FOUR} {ITEMS} {NO_FOUR} {NO_ITEMS}
    """
    assert told(network, rows) == (3, [])


@pytest.mark.parametrize(
    ("row", "rule", "kept"),
    [
        (f"mill 2024-25/2 2024-25/1 {FOUR} {ITEMS} {FOUR} {ITEMS}", "wellbeing-backwards", 0),
        (f"mill 2024-25/1 . {FOUR} {ITEMS} {FOUR} {ITEMS}", "wellbeing-without-quarter", 0),
        (f"mill 2024-25/1 2024-25/2 {NO_FOUR} {NO_ITEMS} {FOUR} {ITEMS}", "wellbeing-without-first", 0),
        (f"mill 2024-25/1 2024-25/2 {FOUR} 3 3 3 . 3 3 3 {FOUR} {ITEMS}", "wellbeing-items-missing", 1),
        (f"mill 2024-25/1 2024-25/2 5 6 11 3 {ITEMS} {FOUR} {ITEMS}", "out-of-range", 1),
        (f"mill 2024-25/1 2024-25/2 {FOUR} 3 3 3 0 3 3 3 {FOUR} {ITEMS}", "out-of-range", 1),
    ],
)
def test_what_is_wrong_in_a_row_is_told(network: Network, row: str, rule: str, kept: int) -> None:
    rows, found = told(network, row)
    assert rows == kept and rule in {name for name, _ in found}
    assert all(cell.endswith("2") for _, cell in found)


def test_somebody_never_asked_again_is_told_once_a_year_has_gone_by(network: Network) -> None:
    rows = f"""
    mill 2023-24/1 .         {FOUR} {ITEMS} {NO_FOUR} {NO_ITEMS}
    mill 2023-24/2 .         {FOUR} {ITEMS} {NO_FOUR} {NO_ITEMS}
    mill 2024-25/1 2024-25/2 {FOUR} {ITEMS} {FOUR} {ITEMS}
    """
    assert told(network, rows) == (3, [("wellbeing-not-asked-again", "A2")])


def test_nothing_in_the_sheet_can_hold_a_name() -> None:
    """Words stand in one column alone, and it must be a hub's code."""
    words = [column.name for column in WELLBEING.columns_sent if column.kind == "text"]
    assert words == ["hub_id"] and WELLBEING.column("hub_id").refers_to == "hubs.hub_id"
