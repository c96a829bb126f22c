"""Which published number each point and bar of a figure shows: plotly's own `ids` of its data hold the facts' ids."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from analysis.disclosure.release import Released
from analysis.exhibits.facts import fact_id_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

_MARKED = ("scatter", "bar")  # kinds whose data are points of their own


def name_points(figure: go.Figure, table: Released, facts: Collection[str]) -> None:
    """Give each trace that shows one column of the table the facts' ids, datum by datum; another is left as it is.

    A datum is a cell's where both its value and the name beside it are those of the cell's row.
    """
    cells = {field.name: _cells(table, field.name, facts) for field in table.values}
    for trace in figure.data:
        told = json.loads(trace.to_json())
        if told.get("type", "scatter") in _MARKED and (ids := _ids(told, list(cells.values()))):
            trace.ids = ids


Cell = tuple[frozenset[str], float, str]  # what names its row, its value, its fact


def _cells(table: Released, column: str, facts: Collection[str]) -> list[Cell]:
    names = [field.name for field in table.fields if field.role != "value"]
    found = []
    for row, value in enumerate(table.frame[column].to_list()):
        fact = fact_id_of(table, column, row)
        if isinstance(value, int | float) and fact in facts:
            found.append((frozenset(str(table.frame[name][row]) for name in names), float(value), fact))
    return found


def _ids(trace: dict[str, Any], columns: list[list[Cell]]) -> list[str]:
    """The ids of the one column that all data of the trace are in; none where there is no such column, or more than one."""
    names, values = (trace.get(axis) for axis in ("xy" if trace.get("orientation") != "h" else "yx"))
    if not isinstance(values, list) or not isinstance(names, list) or not any(value is not None for value in values):
        return []
    found = [ids for cells in columns if (ids := _in_column(names, values, cells))]
    return found[0] if len(found) == 1 else []


def _in_column(names: list[Any], values: list[Any], cells: list[Cell]) -> list[str]:
    worded = all(isinstance(name, str) for name in names)
    if not worded:
        return _in_order(values, cells)
    ids = []
    for name, value in zip(names, values, strict=False):
        rows = [fact for keys, held, fact in cells if name in keys and value is not None and held == value]
        if value is not None and len(rows) != 1:
            return []
        ids.append(rows[0] if rows else "")
    return ids


def _in_order(values: list[Any], cells: list[Cell]) -> list[str]:
    """Where nothing names the rows: values in the column's order, or each of them there once."""
    held = [value for _, value, _ in cells]
    if held == values:
        return [fact for *_, fact in cells]
    once = {value: fact for _, value, fact in cells if held.count(value) == 1}
    shown = [value for value in values if value is not None]
    if len(set(shown)) < len(shown) or not set(shown) <= set(once):
        return []
    return ["" if value is None else once[value] for value in values]
