"""The data dictionary: what every column of every table means, from the declarations alone."""

from __future__ import annotations

import polars as pl

from analysis.datasets.declaration import Column, Table
from analysis.datasets.processing.tables import TABLES

_KINDS = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "date": "date",
    "quarter": "quarter",
    "year": "year",
}
_KINDS |= {"choice": "one of a list", "boolean": "yes or no"}


def dictionary() -> pl.DataFrame:
    """One row a column: table, column, kind, unit, required, constraint, meaning, why; all text."""
    return pl.DataFrame([entry(table, column) for table in TABLES.values() for column in table.columns])


def entry(table: Table, column: Column) -> dict[str, str]:
    """What the dictionary says of one column."""
    return {
        "table": table.name,
        "column": column.name,
        "kind": _KINDS[column.kind],
        "unit": column.unit,
        "required": "yes" if column.required else "",
        "constraint": constraint(table, column),
        "meaning": column.meaning,
        "why": column.why,
    }


def constraint(table: Table, column: Column) -> str:
    """What a value has to fulfil, in words."""
    parts = []
    if table.key == (column.name,):
        parts.append("no two rows alike")
    elif column.name in table.key:
        parts.append(f"no two rows alike in {', '.join(table.key[:-1])} and {table.key[-1]}")
    if column.choices:
        parts.append(", ".join(column.choices))
    if column.minimum is not None and column.maximum is not None:
        parts.append(f"from {column.minimum:g} to {column.maximum:g}")
    elif column.minimum is not None:
        parts.append(f"{column.minimum:g} or more")
    elif column.maximum is not None:
        parts.append(f"{column.maximum:g} or less")
    if column.refers_to:
        parts.append(f"is in {column.refers_to}")
    return "; ".join(parts)


def dictionary_csv() -> str:
    return dictionary().write_csv()


def dictionary_markdown() -> str:
    """A section a table, with a pipe table of its columns."""
    sections = [
        "# Data dictionary",
        "",
        "What every column of every table in `data/processed` means. This page is written by `hub-learning dictionary` from the "
        "declarations in `analysis/datasets`; change a declaration and not the page.",
        "",
    ]
    for table in TABLES.values():
        sections += [f"## {table.name}", "", table.meaning, ""]
        sections += ["| Column | Kind | Unit | Required | Meaning | Must be |", "|---|---|---|---|---|---|"]
        for column in table.columns:
            cells = (
                f"`{column.name}`",
                _KINDS[column.kind],
                column.unit,
                "yes" if column.required else "",
                column.meaning,
                constraint(table, column),
            )
            sections.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        sections.append("")
    return "\n".join(sections).rstrip() + "\n"
