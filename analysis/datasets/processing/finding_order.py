"""Findings as they are listed: each with the hub and quarter it is about, in an order that no run changes."""

from __future__ import annotations

import dataclasses
import re
from pathlib import PurePosixPath
from typing import Any

from analysis.datasets.written.numbers_and_days import quarter_of_folder
from analysis.sources.findings import Finding


def placed(finding: Finding, hubs: set[str], whose: dict[str, tuple[str, str]]) -> Finding:
    """A finding about a return's file names its hub and quarter: as they were made out, else as name and folder say."""
    if finding.hub_id or not finding.file.startswith("returns/"):
        return finding
    if finding.file in whose:
        hub, quarter = whose[finding.file]
        return dataclasses.replace(finding, hub_id=hub, quarter=quarter)
    stem = PurePosixPath(finding.file).stem
    if stem not in hubs:
        return finding
    return dataclasses.replace(finding, hub_id=stem, quarter=finding.quarter or quarter_of_folder(finding.file))


def order_of(finding: Finding) -> tuple[Any, ...]:
    rank = ("stops", "doubt", "note").index(finding.severity)
    where = [int(part) if part.isdigit() else 0 for part in re.split(r"(\d+)", finding.cell)]
    return (
        rank,
        finding.file,
        finding.sheet,
        finding.row or 0,
        where,
        finding.cell,
        finding.hub_id or "",
        *_rest(finding),
    )


def _rest(finding: Finding) -> tuple[str, ...]:
    return finding.quarter or "", finding.column, finding.rule, finding.problem, finding.value
