"""Sheets of cells out of the reader underneath, whichever kind of Excel workbook it opened; sheets without cells are passed over."""

from __future__ import annotations

from collections.abc import Sequence

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from analysis.sources.files.grids import MOST_MERGED, MOST_SHEETS, Grid, Place, Sheet

MOST_CELLS = 500_000  # of one sheet that become Python's; far more than any table of a network


def sheets_with_cells(book: CalamineWorkbook) -> list[tuple[int, SheetMetadata]]:
    """Number and description of each sheet that can hold a table: charts, macros and dialogs on sheets of their own hold none."""
    listed = [(at, about) for at, about in enumerate(book.sheets_metadata) if about.typ == SheetTypeEnum.WorkSheet]
    return listed[:MOST_SHEETS]


def grid_of(book: CalamineWorkbook, number: int) -> Grid:
    opened = book.get_sheet_by_index(number)
    return opened.to_python(skip_empty_area=False, nrows=MOST_CELLS // (opened.total_width + 1))


def is_hidden(about: SheetMetadata) -> bool:
    return about.visible != SheetVisibleEnum.Visible


def read_sheets(book: CalamineWorkbook, errors: Sequence[dict[Place, str]], cut: Sequence[str]) -> list[Sheet]:
    """All sheets with cells. errors: by sheet, the cells that show one, which the reader underneath gives as blank; cut: by sheet, a
    cell that was left out."""
    sheets = []
    for number, about in sheets_with_cells(book):
        grid = grid_of(book, number)
        for (row, column), error in (errors[number] if number < len(errors) else {}).items():
            if row < len(grid) and column < len(grid[row]):
                grid[row][column] = error
        merged = list(book.get_sheet_by_index(number).merged_cell_ranges or [])[:MOST_MERGED]
        left_out = cut[number] if number < len(cut) else ""
        sheets.append(Sheet(about.name, is_hidden(about), grid, merged, set(), left_out))
    return sheets
