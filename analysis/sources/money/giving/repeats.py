"""A grant on several rows or sheets: what a further row says of it is put into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.sources.money.giving.trees import Grant, Path, leaves, put

MOST_REPEATS = 200  # recipients, places or documents of one grant; the largest published have some 60


def add_row(held: Grant, more: Grant) -> bool:
    """Put what a further row says of a grant into it; whether that was anything new."""
    before = len(held.cells)
    other_sheet = f"{more.sheet}!" if more.sheet != held.sheet else ""

    def take(path: Path, value: Any, source: Path) -> None:
        put(held.tree, path, value)
        held.cells[path] = other_sheet + more.place_of(*source)

    for name, value in more.tree.items():
        if not isinstance(value, dict | list):
            if not held.text(name):
                take((name,), value, (name,))
        elif isinstance(value, dict):
            for path, inside in leaves(value):
                if not held.text(name, *path):
                    take((name, *path), inside, (name, *path))
        else:
            _add_items(held, name, value, take)
    return len(held.cells) > before


def _add_items(held: Grant, name: str, items: list[Any], take: Callable[[Path, Any, Path], None]) -> None:
    """Items of a list that a further row says: those that are there already are filled in, others come after them."""
    for number, item in enumerate(items):
        there = held.items(name)
        at = _alike(there, item)
        if at >= MOST_REPEATS:
            continue
        for path, inside in leaves(item) if isinstance(item, dict) else [((), item)]:
            if not (held.text(name, at, *path) if at < len(there) else ""):
                take((name, at, *path), inside, (name, number, *path))


def _alike(there: list[Any], item: Any) -> int:
    """Which of the items says the same as this one, or has its identifier; the number of a new one where none does."""
    for number, each in enumerate(there):
        if each == item:
            return number
        if isinstance(each, dict) and isinstance(item, dict):
            same_id = each.get("id") and each.get("id") == item.get("id")
            if same_id or all(each.get(name) == value for name, value in item.items()):
                return number
    return len(there)
