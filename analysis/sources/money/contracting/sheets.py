"""OCDS releases flattened to CSV or to a workbook: headings that are paths, as `awards/0/value/amount`, put together again.

Lists of lists stand on sheets of their own, each row with the ocid and id of its release, as flatten-tool writes them.
"""

from __future__ import annotations

import re
from typing import Any

from analysis.sources.files.tables_in_files import Table, data_rows
from analysis.sources.money.giving.trees import Path, put

_STEP = re.compile(r"[A-Za-z][A-Za-z0-9_]*|\d{1,3}")
_OF_A_RELEASE = {"awards", "contracts", "tender", "buyer", "parties", "planning", "tag", "date", "initiationType"}


def holds_releases(tables: list[Table]) -> bool:
    """Whether the first row of a sheet that is shown has an ocid and something of awards or contracts."""
    return any(_is_release_header(table.rows[0]) for table in tables if table.rows and not table.hidden)


def package_of_tables(tables: list[Table]) -> dict[str, Any]:
    """The releases of all sheets, rows of one ocid and id put together."""
    releases: dict[tuple[str, str], dict[str, Any]] = {}
    for table in tables:
        if not table.rows or table.hidden or "ocid" not in table.rows[0]:
            continue
        paths = [_path(text) for text in table.rows[0]]
        ids = [column for column, path in enumerate(paths) if path in (("id",), ("releaseID",))]
        ocid = table.rows[0].index("ocid")
        for number, row in data_rows(table, 0):
            key = table.cell(number, ocid), table.cell(number, ids[0]) if ids else ""
            release = releases.setdefault(key, {})
            row_tree: dict[str, Any] = {}
            for column, path in enumerate(paths):
                if path and column < len(row) and row[column]:
                    put(row_tree, path, row[column])
            _lay(release, row_tree)
    for release in releases.values():
        if isinstance(release.get("tag"), str):
            release["tag"] = [part.strip() for part in re.split(r"[;,]", release["tag"]) if part.strip()]
    return {"releases": list(releases.values())}


def _is_release_header(row: list[str]) -> bool:
    paths = [path for text in row if (path := _path(text))]
    return ("ocid",) in paths and any(path[0] in ("awards", "contracts") and len(path) > 1 for path in paths)


def _path(text: str) -> Path:
    """The path that a heading is; empty for one that is none. Only lists are numbered: `awards/0/id`."""
    steps = text.strip().split("/")
    if not all(_STEP.fullmatch(step) for step in steps) or (
        len(steps) == 1 and text not in ("ocid", "id") and text not in _OF_A_RELEASE
    ):
        return ()
    return tuple(int(step) if step.isdigit() else step for step in steps)


def _lay(held: Any, more: Any) -> None:
    """Put what a further row says into a release: things of one id together, others beside each other."""
    for name, value in more.items():
        if name not in held:
            held[name] = value
        elif isinstance(value, dict) and isinstance(held[name], dict):
            _lay(held[name], value)
        elif isinstance(value, list) and isinstance(held[name], list):
            for item in value:
                same = next(
                    (
                        each
                        for each in held[name]
                        if isinstance(each, dict)
                        and isinstance(item, dict)
                        and each.get("id")
                        and each.get("id") == item.get("id")
                    ),
                    None,
                )
                if same is None:
                    held[name].append(item)
                else:
                    _lay(same, item)
