"""Each published table as a CSV file beside the pages, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.editions.ledger.evidence import ExecutedPage
from analysis.editions.running.execution import BuildFailed
from analysis.handover import PublishedTable

_NAME = re.compile(r"^[a-z0-9]+(?:[-_./][a-z0-9]+)*$")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(work: Path, pages: Iterable[ExecutedPage]) -> list[str]:
    """Write WORK/data/NAME.csv for each table that the pages publish. Returns the names.

    BuildFailed if two pages publish different tables under one name, or if a name is no plain file name.
    """
    written: dict[str, tuple[str, str]] = {}
    for page in pages:
        for _, handed in page.outputs:
            if handed.table:
                text, name = as_csv(handed.table), handed.table.name
                if not _NAME.match(name):
                    raise BuildFailed(f"{page.page} publishes a table whose name '{name}' cannot name a file")
                if name in written and written[name][1] != text:
                    raise BuildFailed(f"{written[name][0]} and {page.page} publish different tables named '{name}'")
                written.setdefault(name, (page.page, text))
    for name, (_, text) in written.items():
        path = work / "data" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8-sig", newline="")  # the mark tells spreadsheets that £ is UTF-8
    return sorted(written)


def as_csv(table: PublishedTable) -> str:
    """Columns' names, then the rows. Numbers stay numbers; text that a spreadsheet would run as a formula gets a quote."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column["name"] for column in table.columns])
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)  # counts are whole numbers, whatever type the frame held them in
    return value
