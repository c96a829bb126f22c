"""What network.yml and disclosure.yml say, and what is wrong in them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

from analysis.datasets.checks import shortened
from analysis.datasets.inspecting.inspection_text import InspectedTable, Inspection
from analysis.network_settings import NetworkSettings
from analysis.periods import Period
from analysis.sources.entries import in_cell, read_entries
from analysis.sources.findings import Place, Rule

_WHY = "No edition of the network is built before."
WRONG = Rule("settings-unreadable", "{problem}", _WHY, "{remedy}", "stops")
EMPTY = Rule("settings-unreadable", "It is empty.", _WHY, "Compare it with another network's.", "stops")


def inspect_settings(path: Path, file: str, kind: str, declared: type = NetworkSettings) -> Inspection:
    """kind: what the file is, in words; declared: the class of its keys."""
    settings, findings = read_entries(path, file, declared, WRONG, "")
    said = next((entry.values for entry in settings.entries if entry.kind is declared), {})
    rows = [{"setting": name, "value": shortened(" ".join(_shown(value).split()))} for name, value in said.items()]
    tables = [InspectedTable("settings", ["setting", "value"], len(rows), rows)] if rows else []
    if not rows and not findings:
        findings = [EMPTY.at(Place(file, row=1))]
    return Inspection(file, kind, bool(rows), tables, findings)


def _shown(value: object) -> str:
    if is_dataclass(value) and not isinstance(value, Period | type):
        return in_cell({each.name: getattr(value, each.name) for each in fields(value)})
    return in_cell(value)
