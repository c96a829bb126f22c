"""Tables in HTML as great-tables lays them out, which is asked once for the tables of one make: those with the same columns.

great-tables looks up and writes each cell by itself, and a network has thousands of small tables that differ in nothing but their words.
So it sets one row of marks, and each row of a table is that row with its own words in their place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

# Signs that no text of a table holds: for the table's id, for the id of a row, for a cell.
_ID, _ROW, _CELL = "identifier-of-the-table", "\ue003", "\ue004"
_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
_WRAPPER = re.compile(r'^<div id="([^"]+)" style="[^"]*">')
_BODY = re.compile(r'(<tbody class="gt_table_body">\n)(.*)(\n</tbody>)', re.DOTALL)


class Column(NamedTuple):
    """One column: its name, which is part of ids, what stands above it, and to which side its cells go."""

    name: str
    label: str
    side: Literal["left", "right"]


class _Layout(NamedTuple):
    """What stands before the rows, a row, and what stands after them."""

    before: str
    row: str
    after: str


def laid_out(table_id: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """The table with scopes and headers, each row headed by its first cell; looks come from the report's style sheet.

    table_id: begins the ids within the table, so that no two on a page are alike. rows: plain text, a cell for each column.
    """
    layout = _layout(tuple(columns))
    body = "\n".join(_row(layout.row, number, cells) for number, cells in enumerate(rows, start=1))
    return f"{layout.before}{body}{layout.after}".replace(_ID, table_id)


def _row(row: str, number: int, cells: Sequence[str]) -> str:
    pieces = row.replace(_ROW, str(number)).split(_CELL)
    words = [html.escape(text) for text in cells]
    return pieces[0] + "".join(text + piece for text, piece in zip(words, pieces[1:], strict=True))


@lru_cache(maxsize=1024)
def _layout(columns: tuple[Column, ...]) -> _Layout:
    import polars as pl
    from great_tables import GT  # costs half a second, and who reads what exhibits hand on makes no table

    first, *others = columns
    table = (
        GT(pl.DataFrame({column.name: [_CELL] for column in columns}), rowname_col=first.name, id=_ID)
        .tab_stubhead(first.label)
        .cols_label({column.name: column.label for column in others})
        .cols_align("right", columns=[column.name for column in others if column.side == "right"])
        .cols_align("left", columns=[column.name for column in others if column.side == "left"])
        .tab_options(quarto_disable_processing=True)
    )
    drawn = _WRAPPER.sub(r'<div class="table-frame" id="\1">', _STYLE.sub("", table.as_raw_html()).strip())
    found = _BODY.search(drawn)
    assert found is not None
    row = re.sub(rf"{_ID}-stub-1(?=[ \"])", f"{_ID}-stub-{_ROW}", found[2])
    return _Layout(drawn[: found.end(1)], row, drawn[found.start(3) :])
