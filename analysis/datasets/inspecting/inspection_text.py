"""What an inspection tells: as words for a person, as a dict for a program."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from analysis.sources.findings import Finding

SAMPLE_ROWS = 5  # of a table that are shown
_WIDEST, _LINE = 40, 120  # characters of a column, and of a line, in the sample


@dataclass(frozen=True)
class InspectedTable:
    """One table that would be read: its name, all its rows counted, a few of them as text."""

    name: str
    columns: list[str]
    rows: int
    sample: list[dict[str, str]]
    built: int | None = None  # how many of the rows a build of the file's network keeps; None where it lies in none


@dataclass(frozen=True)
class Inspection:
    """What a file is and holds. `kind` is a whole phrase; `understood` is false where nothing of it is read."""

    file: str
    kind: str
    understood: bool
    tables: list[InspectedTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For --json: lists, dicts, text and numbers alone."""
        return {
            "file": self.file,
            "kind": self.kind,
            "understood": self.understood,
            "tables": [vars(table) for table in self.tables],
            "findings": [vars(finding) for finding in self.findings],
        }

    def as_json(self) -> str:
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """Kind, tables with a few of their rows, findings; ready to print."""
        lines = [f"{self.file}: {self.kind}"]
        for table in self.tables:
            lines += ["", *_table_lines(table)]
        lines.append("")
        if self.findings:
            lines.append("One finding:" if len(self.findings) == 1 else f"{len(self.findings)} findings:")
            lines += [f"  [{finding.severity}] {finding}" for finding in self.findings]
        elif self.understood:
            lines.append("Nothing wrong was found.")
        else:
            lines.append("Nothing would be read from it.")
        return "\n".join(lines)


def _table_lines(table: InspectedTable) -> list[str]:
    rows = "1 row" if table.rows == 1 else f"{table.rows:,} rows"
    if table.built is not None and table.built < table.rows:
        rows += f", of which a build keeps {table.built or 'none'}"
    shown = f"; the first {len(table.sample)} are" if table.rows > len(table.sample) else ""
    lines = [f"Into the table {table.name} would be read {rows}{shown}:" if table.sample else f"{table.name}: {rows}"]
    columns = [name for name in table.columns if name not in ("source_file", "source_sheet")]
    widths = {
        name: min(_WIDEST, max([len(name), *(len(row.get(name, "")) for row in table.sample)])) for name in columns
    }
    columns, left_out = _fitting(columns, widths)
    heads = dict(zip(columns, columns, strict=True))
    for row in [heads, *table.sample] if table.sample else []:
        cells = [_cut(row.get(name, ""), widths[name]).ljust(widths[name]) for name in columns]
        lines.append(("  " + "  ".join(cells)).rstrip())
    if left_out and table.sample:
        lines.append(f"  and {', '.join(left_out)}")
    return lines


def _fitting(columns: list[str], widths: dict[str, int]) -> tuple[list[str], list[str]]:
    """The columns that a line has room for, and the others."""
    used, shown = 0, 0
    for name in columns:
        used += widths[name] + 2
        if used > _LINE and shown:
            break
        shown += 1
    return columns[:shown], columns[shown:]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
