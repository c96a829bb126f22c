"""Hours typed as 240:30, which a spreadsheet shows under the format [h]:mm and keeps as days: read as hours, or refused with what to write."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from analysis.datasets.processing.processing import process_network, read_table
from analysis.networks import Network
from tests.datasets.drawn_network import WORDING

SPAN = dt.timedelta(hours=240, minutes=30)


def write_cells(network: Network, **cells: tuple[object, str]) -> Path:
    """A return of the mill with answers by question, each in a cell of a format of its own."""
    path = network.folder / "returns" / "2024-25-q1" / "mill.xlsx"
    path.parent.mkdir(parents=True)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Return")
    for row, (label, value) in enumerate(
        (("Hub code", "mill"), ("Quarter", "2024-25 Q1"), ("Date sent", "2024-07-12"))
    ):
        sheet.write_row(row, 0, [label, value])
    sheet.write_row(5, 0, ["No.", "Question", "Your answer", "Code"])
    answers = {"sessions": (10, "0"), "attendances": (200, "0"), **cells}
    for row, (question, (value, shown)) in enumerate(answers.items(), 6):
        sheet.write(row, 1, WORDING[question])
        sheet.write(row, 2, value, book.add_format({"num_format": shown}))
        sheet.write(row, 3, question)
    book.close()
    return path


def told(network: Network, question: str) -> list[str]:
    found = read_table(network.name, "findings").filter(rule="not-a-number", column=question)
    return found["remedy"].to_list()


@pytest.mark.parametrize("shown", ["[h]:mm", "[h]:mm:ss", "[hh]:mm", '[h]" hours "mm" min"'])
def test_a_span_of_hours_is_read_to_the_minute(network: Network, shown: str) -> None:
    write_cells(network, volunteers=(12, "0"), volunteer_hours=(SPAN, shown))
    assert process_network(network).stops == []
    answers = read_table(network.name, "returns").filter(pl.col("question_id") == "volunteer_hours")
    assert answers.select("value", "qualifier", "source_cell").rows() == [(240.5, "exact", "C10")]


def test_a_span_where_no_hours_are_asked_for_is_no_count(network: Network) -> None:
    write_cells(network, volunteers=(SPAN, "[h]:mm"))
    process_network(network)
    assert read_table(network.name, "returns").filter(question_id="volunteers").is_empty()
    assert len(told(network, "volunteers")) == 1


def test_a_span_shown_as_a_day_is_refused_with_the_hours_to_write(network: Network) -> None:
    write_cells(network, volunteers=(12, "0"), volunteer_hours=(SPAN, "d/m/yyyy h:mm"))
    process_network(network)
    assert read_table(network.name, "returns").filter(question_id="volunteer_hours").is_empty()
    (remedy,) = told(network, "volunteer_hours")
    assert "If 240.5 is meant, write 240.5." in remedy
