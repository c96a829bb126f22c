"""The tables that the pages publish, gathered once: as CSV files safe to open in a spreadsheet, and what describes them.

datapackage.json follows the Data Package standard (Frictionless Data, specs.frictionlessdata.io, version 1): programs that know it
read every file with its columns' names, kinds and units.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.disclosure.symbols import ALL, IN_PLACE
from analysis.editions.ledger.evidence import ExecutedPage
from analysis.editions.running.execution import BuildFailed
from analysis.handover import PublishedTable

_NAME = re.compile(r"^[a-z0-9]+(?:[-_./][a-z0-9]+)*$")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MORE_DIGITS = 2  # than readers are shown: enough to work on with, and no more than rounded counts bear


@dataclass(frozen=True)
class TableOnPage:
    """A published table, what it shows in words, and the page (from the edition's root) that publishes it first."""

    table: PublishedTable
    title: str
    page: str


def gather_tables(pages: Iterable[ExecutedPage]) -> list[TableOnPage]:
    """Each published table once, in the order of the pages.

    BuildFailed if two pages publish different tables under one name, or if a name is no plain file name.
    """
    gathered: dict[str, TableOnPage] = {}
    for page in pages:
        for _, handed in page.outputs:
            if handed.table:
                name = handed.table.name
                if not _NAME.match(name):
                    raise BuildFailed(f"{page.page} publishes a table whose name '{name}' cannot name a file")
                known = gathered.setdefault(name, TableOnPage(handed.table, handed.exhibit.title, page.page))
                if known.table is not handed.table and as_csv(known.table) != as_csv(handed.table):
                    raise BuildFailed(f"{known.page} and {page.page} publish different tables named '{name}'")
    return list(gathered.values())


def write_tables(work: Path, tables: Iterable[TableOnPage], package_title: str) -> list[str]:
    """Write WORK/data/NAME.csv for each table and WORK/data/datapackage.json. Returns the tables' names, sorted."""
    folder, names, described = work / "data", list[str](), list[dict[str, Any]]()
    for each in tables:
        path = folder / f"{each.table.name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        # The mark tells spreadsheets that £ is UTF-8.
        path.write_text(as_csv(each.table), encoding="utf-8-sig", newline="")
        names.append(each.table.name)
        described.append(_resource(each))
    if described:
        package = {
            "profile": "tabular-data-package",
            "title": package_title,
            "symbols": ALL,
            "resources": described,
        }
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
    return sorted(names)


def as_csv(table: PublishedTable) -> str:
    """Columns' names, then the rows. Numbers stay numbers; text that a spreadsheet would run as a formula gets a quote."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column["name"] for column in table.columns])
    writer.writerows([_unrun(value) for value in cells_of(row, table)] for row in table.rows)
    return stream.getvalue()


def cells_of(row: Sequence[Any], table: PublishedTable) -> list[Any]:
    """The row's values as files hold them: numbers in as many digits as they bear."""
    return [in_digits(value, column) for value, column in zip(row, table.columns, strict=True)]


def in_digits(value: Any, column: Mapping[str, Any]) -> Any:
    """A number with two digits more than readers are shown in that column; whatever else as it is.

    >>> in_digits(27.450024378, {"name": "share", "decimals": 0}), in_digits(5875.0, {"name": "total"}), in_digits("[c]", {"name": "total"})
    (27.45, 5875, '[c]')
    """
    if not isinstance(value, float):
        return value
    value = round(value, column["decimals"] + _MORE_DIGITS) if "decimals" in column else value
    # Counts are whole numbers, whatever type the frame held them in.
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _unrun(value: Any) -> Any:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _resource(each: TableOnPage) -> dict[str, Any]:
    table = each.table
    columns = list(zip(table.columns, zip(*table.rows, strict=True), strict=True)) if table.rows else []
    fields = [_field(column, values) for column, values in columns or ((column, ()) for column in table.columns)]
    # A symbol that otherwise stands beside a number is a missing value where it stands for one.
    instead = {value for column, values in columns if "decimals" in column for value in values if value in ALL}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": each.title,
        "description": table.note,
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "missingValues": ["", *(symbol for symbol in ALL if symbol in {*IN_PLACE, *instead})],
        },
    }


def _field(column: Mapping[str, Any], values: Sequence[Any]) -> dict[str, str]:
    numbers = [value for value in values if value is not None and value not in ALL]
    is_number = bool(numbers) and all(isinstance(value, int | float) for value in numbers)
    unit = {"unit": column["unit"]} if column["unit"] else {}
    return {"name": column["name"], "title": column["label"], "type": "number" if is_number else "string", **unit}
