"""The lines of files that people write, for what is found in them once their tables are held against each other."""

from __future__ import annotations

from dataclasses import replace

from analysis.sources.findings import Finding
from analysis.sources.records import Reading


def with_lines(findings: list[Finding], readings: dict[str, Reading]) -> list[Finding]:
    """Findings about an entry of a YAML file, made where only the table is known, with the line at which the entry begins."""
    lines: dict[tuple[str, str], int] = {}
    for file, reading in readings.items():
        if file.endswith(".yml"):
            records = [record for held in reading.records.values() for record in held]
            lines |= {(file, record.place): record.row for record in records if record.row is not None}
    return [
        replace(finding, row=line)
        if finding.row is None and (line := _line_of(finding, lines)) is not None
        else finding
        for finding in findings
    ]


def _line_of(finding: Finding, lines: dict[tuple[str, str], int]) -> int | None:
    """The line of the entry that the finding's cell names, or that it lies in: `/3/minimum` lies in `/3`."""
    cell = finding.cell
    while cell:
        if (finding.file, cell) in lines:
            return lines[finding.file, cell]
        cell = cell.rpartition("/")[0]
    return None
