"""Entries of a YAML file declared by the table that they become: its columns are their keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import field, make_dataclass
from typing import Annotated, Any, Literal

from analysis.datasets.declaration import Column, Table
from analysis.settings.declaration import Bounds, Quarter, Year, about

_TYPES: dict[str, Any] = {
    "text": str, "integer": int, "number": float, "date": dt.date, "quarter": Quarter, "year": Year, "boolean": bool,
}  # fmt: skip


def entry_of(
    table: Table,
    called: Mapping[str, str] | None = None,
    lists: Collection[str] = (),
    without: Collection[str] = (),
    optional: Collection[str] = (),
    more: Mapping[str, Any] | None = None,
) -> Any:
    """The type of one entry. A column that is added to the table is a key of the file with that.

    called: keys that are not called as their column. lists: columns whose cell holds several, parted by ;, and whose key a list.
    without: columns that no entry has. optional: required columns for which something holds where the key is left out.
    more: keys that become no column, each with its type.
    """
    required: list[Any] = []
    others: list[Any] = []
    for column in table.columns_sent:
        if column.name in without:
            continue
        kind: Any = tuple[str, ...] if column.name in lists else _type_of(column)
        annotated: Any = Annotated[kind, _said_of(column)]
        name = (called or {}).get(column.name, column.name)
        if column.required and column.name not in optional:
            required.append((name, annotated))
        else:
            others.append((name, annotated, field(default=None)))
    others += [(name, kind, field(default=None)) for name, kind in (more or {}).items()]
    return make_dataclass(table.name, [*required, *others], frozen=True, namespace={"__doc__": table.meaning})


def _type_of(column: Column) -> Any:
    return Literal[column.choices] if column.choices else _TYPES[column.kind]


def _said_of(column: Column) -> Any:
    numeric = column.kind in ("integer", "number")
    bounds = Bounds()
    if numeric and column.minimum is not None:
        bounds["at_least"] = column.minimum
    if numeric and column.maximum is not None:
        bounds["at_most"] = column.maximum
    return about(column.meaning, why=column.why, unit=column.unit, **bounds)
