"""Sheets of cells out of the reader underneath, whichever kind of Excel workbook it opened; sheets without cells are passed over."""

from __future__ import annotations

from collections.abc import Sequence

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from analysis.sources.files.grids import MOST_MERGED, MOST_SHEETS, Grid, Place, Sheet

MOST_CELLS = 4_000_000  # of one sheet that become Python's: 60,000 grants in 60 columns


def sheets_with_cells(book: CalamineWorkbook) -> list[tuple[int, SheetMetadata]]:
    """Number and description of each sheet that can hold a table: charts, macros and dialogs on sheets of their own hold none."""
    listed = [(at, about) for at, about in enumerate(book.sheets_metadata) if about.typ == SheetTypeEnum.WorkSheet]
    return listed[:MOST_SHEETS]


def grid_of(book: CalamineWorkbook, number: int) -> tuple[Grid, str]:
    """The cells of a sheet, and the first cell below them that was not read; empty where all were."""
    opened = book.get_sheet_by_index(number)
    most = MOST_CELLS // (opened.total_width + 1)
    grid: Grid = opened.to_python(skip_empty_area=False, nrows=most)
    return grid, f"A{most + 1}" if len(grid) >= most else ""


def is_hidden(about: SheetMetadata) -> bool:
    return about.visible != SheetVisibleEnum.Visible


def read_sheets(book: CalamineWorkbook, errors: Sequence[dict[Place, str]], cut: Sequence[str]) -> list[Sheet]:
    """All sheets with cells. errors: by sheet, the cells that show one, which the reader underneath gives as blank; cut: by sheet, a
    cell that was left out."""
    sheets = []
    for number, about in sheets_with_cells(book):
        grid, beyond = grid_of(book, number)
        for (row, column), error in (errors[number] if number < len(errors) else {}).items():
            if row < len(grid) and column < len(grid[row]):
                grid[row][column] = error
        merged = list(book.get_sheet_by_index(number).merged_cell_ranges or [])[:MOST_MERGED]
        left_out = beyond or (cut[number] if number < len(cut) else "")
        sheets.append(Sheet(about.name, is_hidden(about), grid, merged, set(), left_out))
    return sheets
