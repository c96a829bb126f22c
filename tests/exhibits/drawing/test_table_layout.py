"""A table set from a row of marks is the one that great-tables sets cell by cell."""

from __future__ import annotations

import random
import re

import polars as pl
import pytest
from great_tables import GT

from analysis.exhibits.drawing.table_layout import Column, laid_out

LETTERS = "ab 1-.|\\{}$<>&\"'é‮"


def set_whole(table_id: str, columns: list[Column], rows: list[list[str]]) -> str:
    """As great-tables gives it, less its style sheet and with the class of our frame."""
    first, *others = columns
    frame = pl.DataFrame(rows, schema={column.name: pl.String for column in columns}, orient="row")
    table = GT(frame, rowname_col=first.name, id=table_id).tab_stubhead(first.label)
    table = table.cols_label({column.name: column.label for column in others})
    for side in ("left", "right"):
        table = table.cols_align(side, columns=[column.name for column in others if column.side == side])
    written = table.tab_options(quarto_disable_processing=True).as_raw_html()
    written = re.sub(r"<style>.*?</style>\s*", "", written, flags=re.DOTALL).strip()
    return re.sub(r'^<div id="([^"]+)" style="[^"]*">', r'<div class="table-frame" id="\1">', written)


@pytest.mark.parametrize("seed", range(40))
def test_drawn_tables_are_those_of_great_tables(seed: int) -> None:
    chosen = random.Random(seed)

    def text(most: int) -> str:
        return "".join(chosen.choices(LETTERS, k=chosen.randint(0, most)))

    columns = [
        Column(f"column {number}", text(8), chosen.choice(("left", "right"))) for number in range(chosen.randint(1, 6))
    ]
    rows = [[text(9) for _ in columns] for _ in range(chosen.randint(0, 23))]
    name = f"table-of-{seed}"
    assert laid_out(name, columns, rows) == set_whole(name, columns, rows)
