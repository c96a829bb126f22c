"""The open workbook holds what the other one does, read by a reader of neither's own, and nothing typed becomes markup or a formula."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import python_calamine

from analysis.editions.published_tables import TableOnPage
from analysis.editions.tables_ods import KIND, Cell, OdsSheet, ods_workbook
from analysis.editions.tables_workbook import write_tables_workbook
from analysis.handover import PublishedTable
from tests.publishing.sample import PERIOD, sample_network

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
COLUMNS = (
    {"name": "hub", "label": "Hub", "unit": ""},
    {"name": "visits", "label": "Visits", "unit": "visits", "decimals": 0},
    {"name": "share", "label": "Share", "unit": "percent", "decimals": 1},
)
ROWS = (("Ash & <Elm>", 1240, 12.25), ('=1+1 "x"', "[c]", None), ("Two\nlines \x07", 0, 7.5))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    tables = [
        TableOnPage(PublishedTable("visits", COLUMNS, ROWS, "Rounded."), "Visits rose & fell", "20-activity.html"),
        TableOnPage(PublishedTable("it's-empty", COLUMNS[:1], (), "None."), "Nothing", "a.html"),
    ]
    write_tables_workbook(folder, tables, sample_network(folder), PERIOD)
    return folder / "data"


def rows_of(path: Path, sheet: str) -> list[list[object]]:
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[str(cell).replace("\x07", "") if isinstance(cell, str) else cell for cell in row] for row in rows]


@pytest.mark.parametrize("sheet", ["Cover", "Contents", "Notes", "visits"])
def test_both_workbooks_hold_the_same_cells(books: Path, sheet: str) -> None:
    told = rows_of(books / "all-tables.ods", sheet)
    assert len(told) > 3
    assert told == rows_of(books / "all-tables.xlsx", sheet)


def test_numbers_are_numbers_and_symbols_stand_in_the_place_of_those_that_are_not(books: Path) -> None:
    *_, heads, first, second, third = rows_of(books / "all-tables.ods", "visits")
    assert heads == ["Hub", "Visits", "Share (percent)"]
    assert first == ["Ash & <Elm>", 1240, 12.25]
    assert second == ['=1+1 "x"', "[c]", "[x]"]
    assert third == ["Two\nlines ", 0, 7.5]


def test_each_table_is_a_named_range_whose_first_row_is_its_heading(books: Path) -> None:
    with zipfile.ZipFile(books / "all-tables.ods") as file:
        content = ElementTree.fromstring(file.read("content.xml"))
    ranges = {
        each.get(f"{TABLE}target-range-address"): each.get(f"{TABLE}contains-header")
        for each in content.iter(f"{TABLE}database-range")
    }
    assert ranges["'visits'.A3:'visits'.C6"] == "true" and "'it''s-empty'.A3:'it''s-empty'.A3" in ranges
    repeated = [len(list(sheet.iter(f"{TABLE}table-header-rows"))) for sheet in content.iter(f"{TABLE}table")]
    assert repeated == [0, 1, 1, 1, 1]  # the cover has no table


def test_no_cell_holds_a_formula(books: Path) -> None:
    with zipfile.ZipFile(books / "all-tables.ods") as file:
        text = file.read("content.xml").decode()
    assert "=1+1" in text and "table:formula" not in text


def test_what_the_file_is_stands_in_its_first_bytes(books: Path) -> None:
    """OpenDocument 1.3, part 2, section 3.3: `mimetype` is the first entry, and not compressed."""
    content = (books / "all-tables.ods").read_bytes()
    assert content[30:38] == b"mimetype" and content[38 : 38 + len(KIND)] == KIND.encode()
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist()[1:]:
            ElementTree.fromstring(file.read(name))


def test_the_same_tables_give_the_same_bytes() -> None:
    sheets = [OdsSheet("a", [[Cell("Title", "title")], [Cell("A", "head")], [Cell(1.5, "number", 1)]], [12], head=1)]
    made = ods_workbook(sheets, "T", "A", "2025-03-31")
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }  # the earliest that a ZIP can state
        meta = ElementTree.fromstring(file.read("meta.xml"))
    days = [each.text for each in meta.iter() if each.text and each.text.startswith(("19", "20"))]
    assert days and all(day.startswith("2025-03-31") for day in days)  # of the edition, not of the machine
