"""A grant as JSON nests it, whichever way it was published, and where each of its values stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.sources.findings import Place
from analysis.sources.records import as_written

Path = tuple[str | int, ...]


@dataclass
class Grant:
    """One grant. `tree`: as in JSON; `place`: of the whole; `cells`: where single values stand, for spreadsheets.

    Without cells, a value's place is a JSON pointer below `place`. `columns`: in which column a field is looked for.
    """

    tree: dict[Any, Any]
    place: str
    sheet: str = ""
    row: int | None = None
    cells: dict[Path, str] = field(default_factory=dict)
    columns: Mapping[Path, str] = field(default_factory=dict)

    def text(self, *path: str | int) -> str:
        """The value at the path as text; empty where there is none, or more than one."""
        value = self.tree.get(path[0])  # at once, for most fields of most grants are not there
        if value is None:
            return ""
        if len(path) > 1:
            value = self.value(*path)
        if type(value) is str:
            return as_written(value)
        return "" if value is None or isinstance(value, list | dict) else as_written(value)

    def value(self, *path: str | int) -> Any:
        """The value at the path; None where there is none. A step into a list takes the named item, or the only thing there."""
        held: Any = self.tree
        for step in path:
            if type(held) is dict:
                if step != 0:  # else it is a publisher's single object instead of a list of one
                    held = held.get(step)
            elif type(held) is list:
                held = held[step] if isinstance(step, int) and step < len(held) else None
            elif step:
                return None
        return held

    def items(self, *path: str | int) -> list[Any]:
        """What the list at the path holds; a single thing that should be in a list is one of one."""
        if path[0] not in self.tree:
            return []
        held = self.value(*path)
        return held if isinstance(held, list) else [] if held in (None, "") else [held]

    def place_of(self, *path: str | int) -> str:
        """Where the value stands, or would stand: a cell, or a JSON pointer."""
        if not self.row:
            return "/".join([self.place, *map(str, path)])
        if path in self.cells:
            return self.cells[path]
        column = self.columns.get(path) or self.columns.get(_first_of(path))
        return f"{column}{self.row}" if column else self.place

    def at(self, file: str, *path: str | int) -> Place:
        """Where a finding about the value at the path belongs, with the value as it was written."""
        sheet, _, cell = self.place_of(*path).rpartition("!")
        return Place(file, sheet or self.sheet, cell, None, "awards", "", self.text(*path)[:80])

    @property
    def name(self) -> str:
        """How a finding calls the grant: by its identifier, else by its title."""
        return self.text("id") or self.text("title")


def _first_of(path: Path) -> Path:
    return tuple(0 if isinstance(step, int) else step for step in path)


def put(tree: dict[str, Any], path: Path, value: str) -> None:
    """Put a value at its path. Lists grow to hold it; what is left between is an empty object."""
    held: Any = tree
    for step, following in zip(path, (*path[1:], None), strict=True):
        inside: Any = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(step, int):
            while len(held) <= step:
                held.append({})
            if following is None or not held[step]:
                held[step] = inside
        elif following is None or step not in held:
            held[step] = inside
        held = held[step]


def leaves(tree: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Each single value with its path, in order."""
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inside in steps:
        if isinstance(inside, dict | list):
            yield from leaves(inside, (*path, step))
        else:
            yield (*path, step), inside
