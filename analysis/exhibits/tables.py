"""A released table as readers see it: as HTML by great-tables, and as a native table for PDF and Word."""

from __future__ import annotations

import re

import polars as pl
from great_tables import GT

from analysis.disclosure.release import Released
from analysis.exhibits.facts import in_markdown, show_number

_STYLE = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
_WRAPPER = re.compile(r'^<div id="([^"]+)" style="[^"]*">')


def shown_frame(released: Released) -> pl.DataFrame:
    """Every visible column as the text that readers see; columns in the table's order, named as in the table."""
    columns = {}
    for field in released.fields:
        values = released.frame[field.name].to_list()
        if field.role == "value":
            columns[field.name] = [
                show_number(value, field.unit, field.decimals, released.mark(field.name, row))
                for row, value in enumerate(values)
            ]
        else:
            columns[field.name] = ["" if value is None else str(value) for value in values]
    return pl.DataFrame(columns, schema={field.name: pl.String for field in released.fields})


def as_html(released: Released, table_id: str) -> str:
    """An accessible HTML table: scopes, headers, ids of its own; looks come from the report's style sheet."""
    frame = shown_frame(released)
    first, *_ = released.fields
    table = (
        GT(frame, rowname_col=first.name, id=table_id)
        .tab_stubhead(first.label)
        .cols_label({field.name: field.label for field in released.fields if field is not first})
        .cols_align(
            "right", columns=[field.name for field in released.fields if field.role == "value" and field is not first]
        )
        .cols_align(
            "left", columns=[field.name for field in released.fields if field.role != "value" and field is not first]
        )
        .tab_options(quarto_disable_processing=True)
    )
    html = _STYLE.sub("", table.as_raw_html())
    return _WRAPPER.sub(r'<div class="table-frame" id="\1">', html.strip()).replace("\n\n", "\n")


def as_markdown(released: Released) -> str:
    """The same table in pipe form, the numbers to the right. Widths follow the longest word of each column."""
    frame = shown_frame(released)
    heads = [in_markdown(field.label) for field in released.fields]
    widths = [max(3, *(len(text) for text in [field.label, *frame[field.name].to_list()])) for field in released.fields]
    widths = [min(width, 48) for width in widths]
    rules = [
        "-" * (width - 1) + ":" if field.role == "value" else ":" + "-" * (width - 1)
        for field, width in zip(released.fields, widths, strict=True)
    ]
    rows = [[in_markdown(text) for text in row] for row in frame.rows()]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, rules, *rows])
