"""What the cells of a table break of its declaration, worked out for all columns and all rows at once.

Time is spent on the good cells only by the column: what is written plainly is read plainly, and the patient reading of what
people write is kept for the cells that are left.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

import polars as pl

from analysis.datasets.declaration import POLARS_TYPES, Column, Table
from analysis.datasets.written.numbers_and_days import read_dates, read_numbers, read_quarter, read_year
from analysis.periods import APRIL, JANUARY, Period

_PLAIN_NUMBER = r"^[0-9]{1,15}(?:\.[0-9]{1,9})?$"
_LONGEST_PLAIN = 15  # figures that a whole number may have without losing any as a floating one
_FEW = 8
_NUMERIC = ("integer", "number")
_LABELS = ("quarter", "year")

Broken = Literal["unreadable", "out-of-range", "blank"]


class BrokenCells(NamedTuple):
    """The cells of one column that break one constraint; `at`: their rows, counted from zero, in order."""

    column: Column
    how: Broken
    at: pl.Series


def check_cells(table: Table, cells: pl.DataFrame, begins: int | None = None) -> tuple[pl.DataFrame, list[BrokenCells]]:
    """The typed columns, null where a cell breaks its declaration; and all cells that do.

    cells: a column for each that people fill in, as text or typed already, null where blank; one that is lacking counts as
    blank throughout. The broken cells come column by column in declared order.
    """
    columns = table.columns_sent
    missing = [pl.lit(None, pl.String).alias(column.name) for column in columns if column.name not in cells.columns]
    cells = cells.with_columns(missing).select(_as_declared_or_text(column, cells.schema) for column in columns)
    typed = cells.select(_plainly(column, cells.schema[column.name]).alias(column.name) for column in columns)
    unreadable = {}
    for column, at in _marked(columns, cells, {c.name: _not_plain(c, cells.schema[c.name], begins) for c in columns}):
        values, wrong = read_patiently(column, _as_text(cells[column.name].gather(at)), begins)
        typed = typed.with_columns(typed[column.name].clone().scatter(at, values))
        if wrong.any():
            unreadable[column.name] = at.filter(wrong)
    outside = {column.name: at for column, at in _marked(columns, typed, {c.name: _outside(c) for c in columns})}
    blank = {column.name: at for column, at in _marked(columns, cells, {c.name: _blank(c) for c in columns})}
    broken = []
    for column in columns:
        found: dict[Broken, dict[str, pl.Series]] = {
            "unreadable": unreadable, "out-of-range": outside, "blank": blank,
        }  # fmt: skip
        broken += [BrokenCells(column, how, at[column.name]) for how, at in found.items() if column.name in at]
    emptied = [typed[name].clone().scatter(at, None) for name, at in outside.items()]
    return typed.with_columns(emptied), broken


def read_patiently(column: Column, texts: pl.Series, begins: int | None = None) -> tuple[pl.Series, pl.Series]:
    """The values of a column, null where they do not read; and where that is so."""
    if column.kind in _NUMERIC:
        numbers = read_numbers(texts)
        certain = (numbers["state"] == "read") & (numbers["qualifier"] == "exact")
        values = numbers["value"]
        if column.kind == "integer":
            certain &= (values == values.round()).fill_null(False)
            values = values.set(~certain, None).cast(pl.Int64, strict=False)  # one beyond all bounds becomes blank
        certain &= values.is_not_null()
        return values.set(~certain, None), texts.is_not_null() & ~certain
    if column.kind == "date":
        values = read_dates(texts)
    elif column.kind in _LABELS:
        read = read_quarter if column.kind == "quarter" else read_year
        values = _by_lookup(texts, {text: read(text, begins) for text in texts.unique().drop_nulls()}, pl.String())
    elif column.kind == "boolean":
        words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        lookup = {text: words.get(text.lower()) for text in texts.unique().drop_nulls()}
        values = _by_lookup(texts, lookup, pl.Boolean())
    elif column.choices:
        known = {choice.lower(): choice for choice in column.choices}
        chosen = {text: known.get(" ".join(text.lower().split())) for text in texts.unique().drop_nulls()}
        values = _by_lookup(texts, chosen, pl.String())
    else:
        values = texts
    return values, texts.is_not_null() & values.is_null()


def _marked(
    columns: tuple[Column, ...], frame: pl.DataFrame, masks: dict[str, pl.Expr | None]
) -> list[tuple[Column, pl.Series]]:
    """The rows that each mask marks, where it marks any; all masks in one pass over the frame."""
    asked = {name: mask for name, mask in masks.items() if mask is not None}
    if not asked or frame.is_empty():
        return []
    found = frame.select(pl.arg_where(mask).implode().alias(name) for name, mask in asked.items())
    rows = {name: found[name][0] for name in asked}
    return [(column, rows[column.name]) for column in columns if len(rows.get(column.name, ()))]


def _as_declared_or_text(column: Column, schema: pl.Schema) -> pl.Expr:
    cell, sent_as = pl.col(column.name), schema.get(column.name, pl.String())
    fits = sent_as.is_numeric() if column.kind in _NUMERIC else sent_as == POLARS_TYPES[column.kind]
    return cell if fits else cell.cast(pl.String)


def _plainly(column: Column, sent_as: pl.DataType) -> pl.Expr:
    """The value of a cell where it stands as the house writes it. What it gives for the others is put right afterwards."""
    cell, wanted = pl.col(column.name), POLARS_TYPES[column.kind]
    if sent_as != pl.String():
        return cell if sent_as == wanted else cell.cast(wanted, strict=False)
    if column.kind in _NUMERIC:
        return cell.cast(wanted, strict=False)
    if column.kind == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(cell == "yes").then(True).when(cell == "no").then(False) if column.kind == "boolean" else cell


def _not_plain(column: Column, sent_as: pl.DataType, begins: int | None) -> pl.Expr | None:
    """Which cells `_plainly` cannot be trusted with; None where it always can."""
    cell, typed = pl.col(column.name), sent_as != pl.String()
    if column.kind in _NUMERIC:
        if sent_as.is_integer():
            return None
        if typed:
            return (cell != cell.round()) | ~cell.is_finite() if column.kind == "integer" else ~cell.is_finite()
        if column.kind == "number":
            return ~cell.str.contains(_PLAIN_NUMBER)
        strange = cell.str.starts_with("+") | (cell.str.len_bytes() > _LONGEST_PLAIN)
        return strange | (cell.is_not_null() & _plainly(column, sent_as).is_null())
    if column.kind == "choice":
        return _none_of(cell, column.choices)
    if column.kind in _LABELS:
        return ~cell.is_in(_labels(column.kind, begins))
    if typed or column.kind == "text":
        return None
    plain = _plainly(column, sent_as)
    in_our_time = plain.dt.year().is_between(1990, 2100) if column.kind == "date" else plain.is_not_null()
    return cell.is_not_null() & ~in_our_time.fill_null(False)


def _none_of(cell: pl.Expr, choices: tuple[str, ...]) -> pl.Expr:
    """Few texts are compared one by one: that takes a third of the time of looking each cell up."""
    if len(choices) > _FEW:
        return ~cell.is_in(choices)
    return pl.all_horizontal(cell != choice for choice in choices)


def _outside(column: Column) -> pl.Expr | None:
    value, low, high = pl.col(column.name), column.minimum, column.maximum
    if column.kind not in _NUMERIC or (low is None and high is None):
        return None
    if low is None:
        return value > high
    return value < low if high is None else (value < low) | (value > high)


def _blank(column: Column) -> pl.Expr | None:
    return pl.col(column.name).is_null() if column.required else None


def _as_text(cells: pl.Series) -> pl.Series:
    return cells if cells.dtype == pl.String() else cells.cast(pl.String)


@cache
def _labels(kind: Literal["quarter", "year"], begins: int | None) -> list[str]:
    """Every quarter or year that is likely to be written, as the house writes it; of either kind of year where nobody says which."""
    years = [
        Period(year, None, each) for each in ([begins] if begins else [APRIL, JANUARY]) for year in range(1990, 2101)
    ]
    return [each.label for year in years for each in (year.quarters if kind == "quarter" else [year])]


def _by_lookup(texts: pl.Series, lookup: Mapping[str, object], dtype: pl.DataType) -> pl.Series:
    if not lookup:
        return pl.Series(texts.name, [None] * len(texts), dtype=dtype)
    return texts.replace_strict(lookup, default=None, return_dtype=dtype)
