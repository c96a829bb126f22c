"""Published tables as files: CSV, the package that describes them, and the one workbook. Workbooks are read back by another library."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from analysis.editions.hub_tables import join_hub_tables
from analysis.editions.ledger.evidence import ExecutedPage
from analysis.editions.published_tables import TableOnPage, as_csv, gather_tables, write_tables
from analysis.editions.running.execution import BuildFailed
from analysis.editions.tables_workbook import write_tables_workbook
from analysis.handover import About, Handover, PublishedTable
from analysis.networks import open_network
from tests.conftest import CopiedProject

HUB, COUNT = (
    {"name": "hub", "label": "Hub", "unit": ""},
    {"name": "count", "label": "Counted", "unit": "people", "decimals": 0},
)


def table(name: str, *rows: list[Any]) -> PublishedTable:
    return PublishedTable(name, (HUB, COUNT), tuple(tuple(row) for row in rows), "Counts are rounded.")


def page(name: str, *tables: PublishedTable) -> ExecutedPage:
    handed = [Handover(About("drawn", "table", f"What {each.name} shows", ""), (), each) for each in tables]
    outputs = [{"metadata": one.as_metadata(), "data": {"text/markdown": ""}} for one in handed]
    return ExecutedPage(name, {"cells": [{"cell_type": "code", "source": "", "outputs": outputs}]})


def shown(name: str, *rows: list[Any], on: str = "20-activity.html") -> TableOnPage:
    return TableOnPage(table(name, *rows), f"What {name} shows", on)


def workbook(folder: Path, *tables: TableOnPage) -> openpyxl.Workbook:
    network = open_network("five-valleys")
    write_tables_workbook(folder, tables, network, network.period("2024-25"))
    return openpyxl.load_workbook(folder / "data" / "all-tables.xlsx")


def test_published_table_is_safe_in_a_spreadsheet_and_keeps_its_numbers() -> None:
    cells = [["=HYPERLINK(1)", 3.0], ["+44", -2.5], ["@x", None], ["-a", "[c]"], ["\tb", 10]]
    assert as_csv(table("t", *cells)) == ("hub,count\n'=HYPERLINK(1),3\n'+44,-2.5\n'@x,\n'-a,[c]\n'\tb,10\n")


def test_numbers_have_two_digits_more_than_readers_are_shown() -> None:
    rows = [["Ash", 27.450024378], ["Elm", 1 / 3], ["Oak", 7.0]]
    assert as_csv(table("t", *rows)) == "hub,count\nAsh,27.45\nElm,0.33\nOak,7\n"
    fine = dataclasses.replace(table("t", *rows), columns=(HUB, COUNT | {"decimals": 2}))
    assert as_csv(fine) == "hub,count\nAsh,27.45\nElm,0.3333\nOak,7\n"


def test_tables_lie_beside_the_pages_under_their_names(tmp_path: Path) -> None:
    same = table("hub-pages/ash-attendance", ["Ash £", 1])
    tables = gather_tables([page("a.html", same), page("b.html", same)])
    assert [(each.page, each.title) for each in tables] == [("a.html", "What hub-pages/ash-attendance shows")]
    assert write_tables(tmp_path, tables, "Ours") == ["hub-pages/ash-attendance"]
    written = tmp_path / "data" / "hub-pages" / "ash-attendance.csv"
    assert written.read_text(encoding="utf-8-sig") == "hub,count\nAsh £,1\n"


@pytest.mark.parametrize("second", ["a.html", "b.html"])
def test_two_tables_under_one_name_stop_the_build(second: str) -> None:
    pages = [page("a.html", table("t", ["x", 1])), page(second, table("t", ["x", 2]))]
    with pytest.raises(BuildFailed, match=rf"^a.html and {second} publish different tables named 't'$"):
        gather_tables(pages)


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a b", "", "a/../b"])
def test_table_whose_name_is_no_file_name_stops_the_build(name: str) -> None:
    with pytest.raises(BuildFailed, match="cannot name a file"):
        gather_tables([page("a.html", table(name, ["x", 1]))])


def test_package_tells_a_program_how_to_read_each_file(tmp_path: Path) -> None:
    write_tables(
        tmp_path, [shown("counts", ["Ash", 5], ["Elm", "[c]"], ["Oak", None]), shown("no-rows")], "Ours, 2024-25"
    )
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["title"], [each["name"] for each in package["resources"]]) == (
        "Ours, 2024-25",
        ["counts", "no-rows"],
    )
    counts = package["resources"][0]
    assert (counts["title"], counts["description"]) == ("What counts shows", "Counts are rounded.")
    assert counts["schema"]["fields"] == [
        {"name": "hub", "title": "Hub", "type": "string"},
        {"name": "count", "title": "Counted", "type": "number", "unit": "people"},
    ]
    read = pl.read_csv(tmp_path / "data" / counts["path"], null_values=counts["schema"]["missingValues"])
    assert read.rows() == [("Ash", 5), ("Elm", None), ("Oak", None)]


def test_a_symbol_that_stands_where_a_number_stood_leaves_the_column_one_of_numbers(tmp_path: Path) -> None:
    write_tables(tmp_path, [shown("revised", ["Ash", 5], ["Elm", "[r]"]), shown("plain", ["Ash", 5])], "Ours")
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    revised, plain = (each["schema"] for each in package["resources"])
    assert [field["type"] for field in revised["fields"]] == ["string", "number"]
    assert set(revised["missingValues"]) - set(plain["missingValues"]) == {"[r]"}


def test_workbook_has_one_table_a_sheet_with_a_title_and_no_empty_cell(tmp_path: Path) -> None:
    tables = [shown("counts", ["Ash", 1234.0], ["Elm", "[c]"], ["Oak", None]), shown("others", ["Ash", 1])]
    book = workbook(tmp_path, *tables)
    assert book.sheetnames == ["Cover", "Contents", "Notes", "counts", "others"]
    counts = book["counts"]
    assert [[cell.value for cell in row] for row in counts["A1:B6"]] == [
        ["What counts shows", None],
        ["This sheet holds one table, of the page 20-activity.html. Counts are rounded.", None],
        ["Hub", "Counted (people)"],
        ["Ash", 1234],
        ["Elm", "[c]"],
        ["Oak", "[x]"],
    ]
    assert counts.tables.items() == [("table_1_counts", "A3:B6")]
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1 and not sheet.merged_cells.ranges
    assert counts["B4"].number_format == "#,##0"
    symbols = [book["Notes"].cell(row, 1).value for row in range(4, 12)]
    assert symbols == ["[c]", "[x]", "[z]", "[u]", "[r]", "[e]", "[n]", "[b]"]


def test_contents_lead_to_each_sheet(tmp_path: Path) -> None:
    contents = workbook(tmp_path, shown("counts", ["Ash", 1]), shown("others", ["Ash", 1], ["Elm", 2]))["Contents"]
    assert [[cell.value for cell in row] for row in contents["A4:D5"]] == [
        ["counts", "What counts shows", "20-activity.html", 1],
        ["others", "What others shows", "20-activity.html", 2],
    ]
    assert [contents.cell(row, 1).hyperlink.location for row in (4, 5)] == ["'counts'!A1", "'others'!A1"]


def test_what_a_person_typed_is_neither_run_nor_linked(tmp_path: Path) -> None:
    typed = ["=1+1", "https://example.org/x", "[x](javascript:alert(1))", "mailto:a@example.org", "{=SUM(1)}"]
    sheet = workbook(tmp_path, shown("typed", *([text, 1] for text in typed)))["typed"]
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == typed
    assert {sheet.cell(row, 1).data_type for row in range(4, 9)} == {"s"}
    assert [sheet.cell(row, 1).hyperlink for row in range(4, 9)] == [None] * 5


def test_tables_of_hub_pages_stand_under_each_other() -> None:
    wide = PublishedTable("hub-answers-elm", (HUB, {"name": "more", "label": "More", "unit": ""}), (("E", 3),), "N")
    tables = [
        shown("hubs", ["all", 9]),
        shown("hub-answers-ash", ["A", 1], ["B", 2], on="hubs/ash.html"),
        TableOnPage(wide, "Elm told", "hubs/elm.html"),
    ]
    plain, joined = join_hub_tables(tables)
    assert plain is tables[0]
    assert joined.table.name == "hub-answers" and joined.title == "Hub answers, all hubs"
    assert [column["name"] for column in joined.table.columns] == ["page", "hub", "count", "more"]
    assert joined.table.rows == (("ash", "A", 1, None), ("ash", "B", 2, None), ("elm", "E", None, 3))


def test_sheets_have_names_that_a_workbook_takes(tmp_path: Path) -> None:
    long = "a-name-that-is-longer-than-sheets-may-be"
    tables = [*(shown(f"{long}-{number}", ["x", 1]) for number in range(3)), shown("notes"), shown("a-b"), shown("a_b")]
    names = workbook(tmp_path, *tables).sheetnames
    whole = "a-name-that-is-longer-than"  # 31 characters are room for so many words, and so are the 27 before a number
    assert names[3:] == [whole, f"{whole}-2", f"{whole}-3", "notes-2", "a-b", "a_b"]


def test_workbook_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        workbook(tmp_path / folder, shown("counts", ["Ash", 1]))
    first, second = ((tmp_path / folder / "data" / "all-tables.xlsx").read_bytes() for folder in ("one", "two"))
    assert first == second
    assert "docProps/core.xml" in zipfile.ZipFile(io.BytesIO(first)).namelist()


def test_every_table_of_an_edition_is_in_its_workbook_and_its_package(demonstration: CopiedProject) -> None:
    data = demonstration.root / "reports" / "five-valleys" / "2024-25" / "data"
    files = {path.relative_to(data).as_posix() for path in data.rglob("*.csv")}
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert len(files) > 100
    assert {each["path"] for each in package["resources"]} == files
    book = openpyxl.load_workbook(data / "all-tables.xlsx", read_only=True)
    for name in ("activity-by-hub", "awards"):
        rows = pl.read_csv(data / f"{name}.csv", infer_schema=False).height
        assert sum(1 for _ in book[name].iter_rows(min_row=4)) == rows
    hubs = list(data.glob("hub-answers-*.csv"))
    together = sum(pl.read_csv(path, infer_schema=False).height for path in hubs)
    assert len(hubs) == 10 and sum(1 for _ in book["hub-answers"].iter_rows(min_row=4)) == together
